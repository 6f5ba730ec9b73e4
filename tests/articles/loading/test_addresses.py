"""Web addresses: which are asked for, which are public, which one a page may give for itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.loading.telling import check_sentence, refusal_of
from tracker.articles.loading.addresses import address_told, canonical_address, is_public, read_address
from tracker.errors import InvalidInput

READ = [
    ("http://calder.example", "calder.example", 80, "/", "calder.example"),
    ("HTTPS://Calder.example:8443/A?b=c#d", "calder.example", 8443, "/A?b=c", "calder.example:8443"),
    ("https://bücher.example/é ê".replace(" ", "%20"), "xn--bcher-kva.example", 443, "/%C3%A9%20%C3%AA", None),
    ("http://[::1]:80/", "::1", 80, "/", "[::1]"),
    ("http://x.example/a%2Fb?q=l’été", "x.example", 80, "/a%2Fb?q=l%E2%80%99%C3%A9t%C3%A9", None),
]


@pytest.mark.parametrize(("text", "host", "port", "asked", "header"), READ)
def test_an_address_taken_apart(text: str, host: str, port: int, asked: str, header: str | None) -> None:
    address = read_address(text)
    assert (address.text, address.host, address.port, address.asked) == (text, host, port, asked)
    assert address.host_header == (header or host)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ftp://x.example/a.html", "only addresses with http:// or https://"),
        ("file:///etc/passwd", "only addresses with http:// or https://"),
        ("javascript://x/%0aalert(1)", "only addresses with http:// or https://"),
        ("http://ada:secret@x.example/", "leave out what stands before the @"),
        ("ftp://ada:secret@x.example/", "leave out what stands before the @"),
        ("http://ada@x.example/", "leave out what stands before the @"),
        ("http://@x.example/", "leave out what stands before the @"),
        ("http://", "it is not a web address"),
        ("http:///path", "it is not a web address"),
        ("http://ada:secret@x.example:99999/", "it is not a web address"),
        ("http://x.example:http/", "it is not a web address"),
        ("http://[::1/", "it is not a web address"),
        ("http://x..example\u2024/", "it is not a web address"),
        ("http://x.example/a b", "it is not a web address"),
        ("http://x.example/\x1b[31m", "it is not a web address"),
        ("http://x.example/\u202e", "it is not a web address"),
        (f"http://x.example/{'a' * 2_000}", "it is not a web address"),
    ],
)
def test_what_is_not_asked_for(text: str, told: str) -> None:
    sentence = refusal_of(read_address, text)
    assert told in sentence
    assert "secret" not in sentence
    assert address_told(text) == ""


PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
NOT_PUBLIC = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),  # noqa: S104
    *("169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%2", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1"),
    *("2001:0:0:0:0:0:80ff:fffe", "localhost", "", "2130706433"),
]


@pytest.mark.parametrize(("address", "wanted"), [*((it, True) for it in PUBLIC), *((it, False) for it in NOT_PUBLIC)])
def test_which_addresses_are_on_the_open_internet(address: str, wanted: bool) -> None:  # noqa: FBT001
    assert is_public(address) is wanted


PAGE = "https://www.calder.example/news/ferry?utm_source=x"
CANONICAL = [
    ("https://www.calder.example/news/ferry", PAGE, "https://www.calder.example/news/ferry"),
    ("/news/ferry#top", PAGE, "https://www.calder.example/news/ferry"),
    ("//calder.example/ferry", PAGE, "https://calder.example/ferry"),
    ("http://calder.example/ferry", "https://amp.calder.example/ferry", "http://calder.example/ferry"),
    ("https://other.example/ferry", PAGE, ""),
    ("https://calder.example.evil.example/ferry", PAGE, ""),
    ("https://notcalder.example/ferry", PAGE, ""),
    ("https://www.calder.example/", PAGE, ""),
    ("/", "https://www.calder.example/", "https://www.calder.example/"),
    ("javascript:alert(1)", PAGE, ""),
    ("https://me:secret@www.calder.example/ferry", PAGE, ""),
    ("http://[", PAGE, ""),
    ("", PAGE, "https://www.calder.example/news/ferry?utm_source=x"),
    ("https://calder.example/ferry", "", "https://calder.example/ferry"),
    ("/ferry", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("named", "page", "believed"), CANONICAL)
def test_which_address_a_page_may_give_for_itself(named: str, page: str, believed: str) -> None:
    assert canonical_address(named, page) == believed


@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://", "http://[", "https://x.example/"]))
def test_any_text_is_an_address_or_refused(text: str, beginning: str) -> None:
    canonical_address(text, "https://x.example/")
    try:
        address = read_address(beginning + text)
    except InvalidInput as refusal:
        check_sentence(str(refusal))
    else:
        assert address.asked.isascii()
        assert address.host_header.isascii()
        assert "@" not in address.host
