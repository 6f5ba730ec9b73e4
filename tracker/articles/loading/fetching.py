"""Asking for a page: one GET over http or https, within narrow limits.

Each name is looked up once, and the address that was looked at is the one that is connected to. What the person typed
may be anywhere; where a server sends on to must be on the open internet, unless that is allowed. There are no cookies,
no credentials and no proxies: a proxy would look names up by itself, past this check.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.articles.loading.addresses import is_public, read_address
from tracker.articles.loading.file_kinds import MOST_BYTES, too_large
from tracker.articles.loading.refusals import PASTE_INSTEAD, cannot_be_read
from tracker.display import display, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.articles.loading.addresses import Address

USER_AGENT = "claim-tracker"
MOST_REDIRECTS = 5
PAGES = frozenset({"text/html", "application/xhtml+xml"})
MARKDOWN = frozenset({"text/markdown", "text/x-markdown"})
TEXTS = PAGES | MARKDOWN | {"text/plain", "application/octet-stream", ""}
"""What a server may say that it sends; for nothing, and for any bytes, the bytes themselves are looked at."""

_CHUNK = 65_536
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ANY_PACKING = 47
"""zlib's word for: gzip or zlib, whichever the first bytes say."""

_TRY_LATER = "try again later"
_IN_A_BROWSER = f"open it in a browser, {PASTE_INSTEAD}"
_STATUSES = {
    401: f"its server wants a login (401); {_IN_A_BROWSER}",
    403: f"its server lets no program in (403); {_IN_A_BROWSER}",
    404: "there is no such page (404); check the address for a slip",
    410: "the page is gone (410); look for an archived copy",
    429: f"its server was asked too often (429); {_TRY_LATER}",
    451: "the page is withheld by law (451); look for an archived copy",
}

Place = tuple[int, tuple[str, int] | tuple[str, int, int, int]]
"""A looked-up address as a socket takes it: its family, and the IP address with the port."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent: the bytes unpacked, their kind and encoding as it told them, and where they were found."""

    body: bytes
    kind: str
    charset: str
    address: str


def fetch(text: str, *, allow_private_redirects: bool, seconds: float) -> Fetched:
    """Ask for an address, following redirects. ``seconds`` bounds each wait. Raises InvalidInput."""
    address = read_address(text)
    for redirects in range(MOST_REDIRECTS + 1):
        places = _look_up(address)
        if redirects and not allow_private_redirects and not all(is_public(sockaddr[0]) for _, sockaddr in places):
            told = "it sends on to an address that is not public; to allow that, set allow_private_redirects"
            raise cannot_be_read(text, told)
        try:
            with closing(_connect(address, places, seconds)) as to, closing(_ask(to, address)) as answer:
                if answer.status not in _REDIRECTS:
                    return _read(answer, address)
                location = answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise cannot_be_read(text, _told_of(error, seconds)) from None
        if not location:
            raise cannot_be_read(text, f"it sends on, but not where to; {_IN_A_BROWSER}")
        address = address.joined(location)
    raise cannot_be_read(text, f"it sends on more than {MOST_REDIRECTS} times; {_IN_A_BROWSER}")


def _told_of(error: Exception, seconds: float) -> str:
    """What is told of a connection that failed. An OSError tells itself; the others are answers that are no HTTP."""
    if isinstance(error, TimeoutError):
        return f"its server did not answer within {seconds:g} seconds; {_TRY_LATER}"
    if isinstance(error, ssl.SSLError):
        why = getattr(error, "verify_message", "") or "it may know http:// only"
        return f"no secure connection to its server can be made ({why}); check the address"
    if isinstance(error, OSError):
        return f"the connection to its server failed ({error.strerror or 'it was closed'}); {_TRY_LATER}"
    return f"its server's answer is broken; {_TRY_LATER}"


def _look_up(address: Address) -> list[Place]:
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, OverflowError):  # a name with an empty part, a port beyond 65535
        told = f"its server “{address.host}” is not found; check the address and your connection"
        raise cannot_be_read(address.text, told) from None
    return [(family, sockaddr) for family, _, _, _, sockaddr in found]  # type: ignore[misc]


def _connect(address: Address, places: list[Place], seconds: float) -> http.client.HTTPConnection:
    """A connection to the first of the places that can be reached."""
    for number, (family, sockaddr) in enumerate(places, start=1):
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(seconds)
            sock.connect(sockaddr)
            if address.is_secure:
                sock = _trusted().wrap_socket(sock, server_hostname=address.host)
        except OSError:
            sock.close()
            if number == len(places):
                raise
            continue
        connection = http.client.HTTPConnection(address.host, address.port)
        connection.sock = sock
        return connection
    raise ConnectionError


def _trusted() -> ssl.SSLContext:
    """The system's certificates, else those that come with the extra."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath or context.cert_store_stats()["x509_ca"]):
        with suppress(ModuleNotFoundError):
            import certifi  # noqa: PLC0415 -- comes with the extra, and few systems have none of their own

            context.load_verify_locations(certifi.where())
    return context


def _ask(connection: http.client.HTTPConnection, address: Address) -> http.client.HTTPResponse:
    headers = {
        "Host": address.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request("GET", address.asked, headers=headers)
    return connection.getresponse()


def _read(answer: http.client.HTTPResponse, address: Address) -> Fetched:
    """The whole of an answer, if it is one with a text. Raises InvalidInput."""
    if answer.status != _OK:
        trouble = f"its server is in trouble ({answer.status}); {_TRY_LATER}"
        other = trouble if answer.status >= 500 else f"its server answered with {answer.status}; {_IN_A_BROWSER}"  # noqa: PLR2004
        raise cannot_be_read(address.text, _STATUSES.get(answer.status, other))
    kind = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
    if kind not in TEXTS:
        told = f"it is no page or text but {_short(kind)}; {_IN_A_BROWSER}"
        raise cannot_be_read(address.text, told)
    if (answer.length or 0) > MOST_BYTES:
        raise too_large(address.text)
    body = bytearray()
    for piece in _unpacked(answer, address):
        body += piece
        if len(body) > MOST_BYTES:
            raise too_large(address.text)
    return Fetched(bytes(body), kind, answer.headers.get_content_charset("") or "", address.text)


def _unpacked(answer: http.client.HTTPResponse, address: Address) -> Iterator[bytes]:
    """The pieces of an answer, none much larger than what is allowed; one that ends early is refused."""
    packing = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", "deflate"}:
        told = f"it is packed with {_short(packing)}, which was not asked for; {_IN_A_BROWSER}"
        raise cannot_be_read(address.text, told)
    unpacker = None if packing == "identity" else zlib.decompressobj(_ANY_PACKING)
    while piece := answer.read(_CHUNK):
        yield unpacker.decompress(piece, MOST_BYTES + 1) if unpacker else piece
    if answer.length or (unpacker and not unpacker.eof):
        raise cannot_be_read(address.text, f"its server broke off in the middle; {_TRY_LATER}")


def _short(told: str) -> str:
    return shorten(display(told), 40)
