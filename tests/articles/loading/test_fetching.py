"""What is taken from a server, and what is not."""

from __future__ import annotations

import gzip
import random
import socket
import tracemalloc
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from tests.articles.loading.serving import answer, in_chunks, never, packed, redirect, stuck, without_end
from tests.articles.loading.telling import refusal_of
from tracker.articles.loading.fetching import MOST_REDIRECTS, Fetched, fetch
from tracker.articles.loading.file_kinds import MOST_BYTES

if TYPE_CHECKING:
    from tests.articles.loading.serving import Handler, Server

PAGE = "<html><p>L’été vient.</p></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetched(address: str, *, allowed: bool = True, seconds: float = 5) -> Fetched:
    return fetch(address, allow_private_redirects=allowed, seconds=seconds)


SENT: list[tuple[bytes, bytes, str, str]] = [
    (answer(PAGE), PAGE, "text/html", "utf-8"),
    (answer(PAGE, kind="Text/HTML; Charset=ISO-8859-1"), PAGE, "text/html", "iso-8859-1"),
    (answer(PAGE, kind=""), PAGE, "", ""),
    (answer(b"# T", kind="text/markdown"), b"# T", "text/markdown", ""),
    (packed(PAGE), PAGE, "text/html", "utf-8"),
    (answer(zlib.compress(PAGE), "Content-Encoding: deflate"), PAGE, "text/html", "utf-8"),
    (in_chunks(PAGE[:9], PAGE[9:]), PAGE, "text/html", "utf-8"),
    (HEAD + b"\r\n" + PAGE, PAGE, "text/html", ""),
    (answer(PAGE, f"Content-Length: {len(PAGE) - 3}"), PAGE[:-3], "text/html", "utf-8"),
    (answer(b"x" * MOST_BYTES), b"x" * MOST_BYTES, "text/html", "utf-8"),
]


@pytest.mark.parametrize(("sent", "body", "kind", "charset"), SENT, ids=range(len(SENT)))
def test_what_is_read(server: Server, sent: bytes, body: bytes, kind: str, charset: str) -> None:
    address = server.serve("/a", sent)
    assert fetched(address, allowed=False) == Fetched(body, kind, charset, address)


REFUSED: list[tuple[bytes | Handler, str]] = [
    (answer(b"", status="401 Unauthorized"), "wants a login (401)"),
    (answer(b"", status="403 Forbidden"), "lets no program in (403)"),
    (answer(PAGE, status="404 Not Found"), "there is no such page (404)"),
    (answer(b"", status="410 Gone"), "the page is gone (410)"),
    (answer(b"", status="429 Too Many Requests"), "asked too often (429)"),
    (answer(b"", status="418 I'm a teapot"), "answered with 418"),
    (answer(b"", status="500 Internal Server Error"), "is in trouble (500)"),
    (answer(b"", status="204 No Content"), "answered with 204"),
    (answer(b"", status="304 Not Modified"), "answered with 304"),
    (answer(PAGE, kind="application/pdf"), "it is no page or text but application/pdf"),
    (answer(PAGE, kind="image/png"), "it is no page or text but image/png"),
    (answer(PAGE, kind="application/zip"), "but application/zip"),
    (answer(PAGE, kind="application/json"), "but application/json"),
    (answer(PAGE, kind=f"x\x1b[31m/{'y' * 200}"), "it is no page or text but"),
    (answer(b"x" * (MOST_BYTES + 1)), "it is larger than 2 MB"),
    (answer(b"", "Content-Length: 99999999999999999999"), "it is larger than 2 MB"),
    (without_end(HEAD + b"\r\n", b"x" * 65_536), "it is larger than 2 MB"),
    (without_end(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10\r\n" + b"x" * 16 + b"\r\n"), "larger than 2 MB"),
    (packed(b"\0" * 100_000_000), "it is larger than 2 MB"),
    (packed(random.Random(1).randbytes(MOST_BYTES + 1)), "it is larger than 2 MB"),  # noqa: S311
    (answer(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "broke off in the middle"),
    (answer(PAGE, "Content-Encoding: gzip"), "answer is broken"),
    (answer(PAGE, "Content-Encoding: br"), "it is packed with br"),
    (answer(PAGE, "Content-Length: 5000"), "broke off in the middle"),
    (answer(b"zz\r\nrubbish", "Transfer-Encoding: chunked"), "answer is broken"),
    (answer(b"-5\r\nrubbish\r\n", "Transfer-Encoding: chunked"), "answer is broken"),
    (answer(b"ff\r\nshort", "Transfer-Encoding: chunked"), "answer is broken"),
    (b"SSH-2.0-OpenSSH_9.2\r\n", "answer is broken"),
    (b"HTTP/1.1 OK fine\r\n\r\n", "answer is broken"),
    (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", "answer is broken"),
    (HEAD + b"X: y\r\n" * 200 + b"\r\n", "answer is broken"),
    (b"", "the connection to its server failed (it was closed)"),
    (answer(b"", status="302 Found"), "it sends on, but not where to"),
    (redirect("http://["), "it sends on to an address that is none"),
    (redirect("file:///etc/passwd"), "only addresses with http:// or https://"),
    (redirect("ftp://x.example/"), "only addresses with http:// or https://"),
    (redirect("javascript:alert(1)"), "only addresses with http:// or https://"),
    (redirect("http://ada:secret@x.example/"), "leave out what stands before the @"),
    (redirect("http://x.example/\tInjected: yes"), "it is not a web address"),
    (redirect("/a"), f"it sends on more than {MOST_REDIRECTS} times"),
]


@pytest.mark.parametrize(("sent", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_refused(server: Server, sent: bytes | Handler, told: str) -> None:
    sentence = refusal_of(fetched, server.serve("/a", sent))
    assert told in sentence
    assert "secret" not in sentence


def test_a_bomb_is_never_unpacked_whole(server: Server) -> None:
    address = server.serve("/a", packed(b"\0" * 100_000_000))
    tracemalloc.start()
    try:
        assert "it is larger than 2 MB" in refusal_of(fetched, address)
        assert tracemalloc.get_traced_memory()[1] < 10 * MOST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("behaviour", [never, stuck(b"HTTP/1.1 200 OK\r\nContent-Le"), stuck(HEAD + b"\r\nx")])
def test_each_wait_has_its_end(server: Server, behaviour: Handler) -> None:
    assert "did not answer within 0.2 seconds" in refusal_of(fetched, server.serve("/a", behaviour), seconds=0.2)


def test_nobody_there(server: Server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        told = refusal_of(fetched, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert "the connection to its server failed (Connection refused)" in told
    assert "its server “no-such.invalid” is not found" in refusal_of(fetched, "http://no-such.invalid/")
    server.greeting = b"HTTP/1.1 400 Bad Request\r\n\r\n"
    told = refusal_of(fetched, server.at("/").replace("http:", "https:"))
    assert "no secure connection to its server can be made" in told


def test_redirects_are_followed(server: Server) -> None:
    server.serve("/c", answer(PAGE))
    for status in ("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent"):
        server.serve("/b/x", redirect("../c?d=é#e", status))
        server.serve("/c?d=%C3%A9", answer(PAGE))
        assert fetched(server.serve("/a", redirect(server.at("/b/x")))).address == server.at("/c?d=é#e")


HIDDEN_HOSTS = [
    *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::]"),  # noqa: S104
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "10.0.0.1", "172.16.1.1", "192.168.0.1"),
    *("169.254.169.254", "100.64.0.1", "[fc00::1]", "[fe80::1]", "[::ffff:10.0.0.1]"),
]


@pytest.mark.parametrize("host", HIDDEN_HOSTS)
def test_nobody_is_sent_on_into_the_own_network(server: Server, host: str) -> None:
    server.serve("/secret", answer(PAGE))
    start = server.serve("/a", redirect(f"http://{host}:{server.port}/secret"))
    told = refusal_of(fetched, start, allowed=False)
    assert "it sends on to an address that is not public; to allow that, set allow_private_redirects" in told
    assert not any("/secret" in asked for asked in server.asked)


def test_a_name_with_one_private_address_is_private(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    look_up = socket.getaddrinfo

    def two(host: str, port: int, **more: Any) -> Any:
        public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", port))]
        return public + look_up("10.0.0.1", port, **more) if host == "two.example" else look_up(host, port, **more)

    monkeypatch.setattr(socket, "getaddrinfo", two)
    start = server.serve("/a", redirect("http://two.example/"))
    assert "it sends on to an address that is not public" in refusal_of(fetched, start, allowed=False)


def test_a_redirect_into_the_own_network_can_be_allowed(server: Server) -> None:
    server.serve("/b", answer(PAGE))
    assert fetched(server.serve("/a", redirect(f"http://2130706433:{server.port}/b"))).body == PAGE


def test_nothing_about_the_person_is_sent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.serve("/b", answer(PAGE))
    start = server.serve("/a", answer(b"", "Location: /b", "Set-Cookie: id=1; Path=/", status="302 Found"))
    fetched(start)
    for asked in server.asked:
        lines = asked.split("\r\n")
        names = {line.partition(":")[0] for line in lines[1:] if line}
        assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert f"Host: 127.0.0.1:{server.port}" in lines
        assert "User-Agent: claim-tracker" in lines


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    """A name that means another address the second time never gets a second time."""
    server.serve("/a", redirect("http://rebound.example/b"))
    looked_up: list[Any] = []
    connected: list[Any] = []
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def rebinding(host: str, port: int, **more: Any) -> Any:
        looked_up.append(host)
        if host != "rebound.example":
            return look_up(host, port, **more)
        public = "93.184.215.14" if looked_up.count(host) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (public, port))]

    class Recording(socket.socket):
        def connect(self, address: Any) -> None:
            connected.append(address)
            if address[0] == "93.184.215.14":
                raise ConnectionRefusedError(111, "Connection refused")
            connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "socket", Recording)
    assert "Connection refused" in refusal_of(fetched, server.at("/a"), allowed=False)
    assert looked_up == ["127.0.0.1", "rebound.example"]
    assert connected == [("127.0.0.1", server.port), ("93.184.215.14", 80)]
