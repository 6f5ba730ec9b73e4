"""Web addresses: which can be asked for, which are out in the open, and which one a page may give for itself."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tracker.articles.loading.refusals import SCHEME, cannot_be_read
from tracker.errors import InvalidInput

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000  # as long as the address of a source
_SIDE_DOORS = re.compile(r"(?:www|m|mobile|amp)\.")
_PATH_SIGNS = "/%:@!$&'()*+,;=~?"
_MAPPED_BY_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, taken apart: ``asked`` is the path and query that its server is asked for, in ASCII."""

    text: str
    scheme: str
    host: str
    port: int
    asked: str

    @property
    def is_secure(self) -> bool:
        """Whether it is asked for under encryption."""
        return self.scheme == "https"

    @property
    def host_header(self) -> str:
        """The host as the server is told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def joined(self, location: str) -> Address:
        """The address to which this one's server sends on. Raises InvalidInput."""
        try:
            return read_address(urljoin(self.text, location.strip()))
        except ValueError:
            raise cannot_be_read(self.text, "it sends on to an address that is none; open it in a browser") from None


def read_address(text: str) -> Address:
    """Read an http or https address without a name and a password in it. Raises InvalidInput."""
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _host(parts)
    except ValueError:
        raise cannot_be_read(text, "it is not a web address; check it for a slip") from None
    if parts.username is not None or parts.password is not None:
        raise cannot_be_read(text, "addresses with a name or a password are not; leave out what stands before the @")
    if parts.scheme not in _PORTS:
        raise cannot_be_read(text, "only addresses with http:// or https:// are; save the page and open the file")
    if not host or len(text) > _LONGEST or any(sign.isspace() or not sign.isprintable() for sign in text):
        raise cannot_be_read(text, "it is not a web address; check it for a slip")
    asked = quote(parts.path or "/", safe=_PATH_SIGNS) + (
        f"?{quote(parts.query, safe=_PATH_SIGNS)}" * bool(parts.query)
    )
    return Address(text, parts.scheme, host, _PORTS[parts.scheme] if port is None else port, asked)


def address_told(text: str) -> str:
    """The text if it is an address that could be asked for, else nothing."""
    text = text.strip().removeprefix("<").removesuffix(">")
    try:
        return read_address(text).text if SCHEME.match(text) else ""
    except InvalidInput:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, and no form in which another network's is hidden."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        hidden = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if hidden or ip in _MAPPED_BY_NAT64:
            return is_public(str(hidden or ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_private)


def canonical_address(named: str, page: str) -> str:
    """The address that a page names for itself, if that can be: on the same site, and no other page's.

    ``page`` is where the page was found, empty for a saved one: any address will do then. That any other page is the
    site's front page is not believed.
    """
    try:
        own = read_address(urljoin(page, named.strip()))
        if not page:
            return own.text.partition("#")[0]
        found = read_address(page)
    except (InvalidInput, ValueError):
        return ""
    is_same_site = _site(own.host) == _site(found.host)
    is_front = own.asked == "/" and found.asked != "/"
    return own.text.partition("#")[0] if is_same_site and not is_front else ""


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _site(host: str) -> str:
    return _SIDE_DOORS.sub("", host, count=1) if _SIDE_DOORS.match(host) else host
