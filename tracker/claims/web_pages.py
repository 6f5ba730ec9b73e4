"""Which page a web address names, however it is spelled. Addresses are kept as they were typed, and compared so."""

from __future__ import annotations

import re

_TELL_WHERE_FROM = frozenset({
    "fbclid", "gclid", "dclid", "msclkid", "twclid", "yclid", "igshid", "mc_cid", "mc_eid",
})  # fmt: skip
"""Parameters by which a site learns where its readers come from; those that begin with ``utm_`` are such, too."""

_PORTS = {"http": "80", "https": "443"}
_ROUTES = ("!", "/")
"""With these begins a fragment that names a page: others name a place on it."""

_WWW = "www."
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<user>[^/?#]*@)?(?P<host>\[[^\]/?#]*\]|[^/?#:@]+)(?::(?P<port>[0-9]*))?"
    r"(?P<path>/[^?#]*)?(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)


def page_of(address: str) -> str:
    """The address of the same page in the one spelling in which addresses are compared; what is none stays as it is.

    Left out is what names no other page: where a reader comes from, a place on the page, ``www.``, the port that is
    meant anyway, a slash at the end; ``http`` is ``https``.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return address
    scheme, user, host, port, path, query, fragment = found.groups(default="")
    scheme, host = scheme.lower(), host.lower()
    if port == _PORTS[scheme]:
        port = ""
    if not port:
        scheme = "https"
    if path.endswith("/") and not path.endswith("//"):
        path = path[:-1]
    if query:
        query = "&".join(one for one in query.split("&") if one and not _tells_where_from(one))
    told = (f":{port}" * bool(port), path, f"?{query}" * bool(query), f"#{fragment}" * fragment.startswith(_ROUTES))
    return f"{scheme}://{user}{_without_www(host)}{''.join(told)}"


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses name one page."""
    return one == other or page_of(one) == page_of(other)


def spellings_up_to_path(address: str) -> list[str]:
    """How addresses of the same page may begin, up to the end of their path, which a slash may follow.

    Ports that need not be told, and capitals in what has none as a rule, are not among them.
    """
    found = _ADDRESS.fullmatch(page_of(address))
    if found is None:
        return []
    scheme, user, host, port, path, *_ = found.groups(default="")
    end = (f":{port}" if port else "") + path
    return [f"{way}://{user}{www}{host}{end}" for way in ([scheme] if port else _PORTS) for www in ("", _WWW)]


def _without_www(host: str) -> str:
    """The host without a leading ``www.``, if what is left is one, too."""
    rest = host.removeprefix(_WWW)
    return rest if "." in rest and not rest.startswith(_WWW) else host


def _tells_where_from(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TELL_WHERE_FROM or name.startswith("utm_")
