"""Which page an address names."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.claims.web_pages import is_same_page, page_of, spellings_up_to_path

PAGE = "https://e.example/a"


@pytest.mark.parametrize(
    "address",
    [
        "https://e.example/a?utm_source=x",
        "https://e.example/a?utm_source=y&utm_medium=mail&fbclid=1",
        "https://e.example/a?UTM_Source=x",
        "https://e.example/a?gclid",
        "https://e.example/a?",
        "https://e.example/a?&",
        "https://e.example/a#top",
        "https://e.example/a#:~:text=soon",
        "https://e.example/a/",
        "https://e.example/a/?mc_cid=1&mc_eid=2#top",
        "http://e.example/a",
        "http://e.example:80/a",
        "https://e.example:443/a",
        "https://e.example:/a",
        "https://www.e.example/a",
        "HTTPS://WWW.E.Example/a",
    ],
)
def test_what_names_no_other_page_is_left_out(address: str) -> None:
    assert page_of(address) == PAGE
    assert is_same_page(address, PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PAGE, "https://e.example/A"),
        (PAGE, "https://e.example/b"),
        (PAGE, "https://e.example/a/b"),
        (PAGE, "https://e.example/a//"),
        (PAGE, "https://e.example"),
        (PAGE, "https://m.e.example/a"),
        (PAGE, "https://e.example.org/a"),
        (PAGE, "https://user@e.example/a"),
        (PAGE, "https://e.example:8443/a"),
        (PAGE, "http://e.example:443/a"),
        (PAGE, "https://e.example/a?page=2"),
        (PAGE, "https://e.example/a#!/b"),
        (PAGE, "https://e.example/a#/b"),
        ("http://e.example:8080/a", "https://e.example:8080/a"),
        ("https://e.example/a?id=1", "https://e.example/a?id=2"),
        ("https://e.example/a?id=1&id=2", "https://e.example/a?id=2&id=1"),
        ("https://e.example/a?utm=1", PAGE),
        ("https://e.example/a?q=utm_source", PAGE),
        ("https://www.com/a", "https://com/a"),
        ("https://www.www.e.example/a", "https://www.e.example/a"),
    ],
)
def test_what_may_name_another_page_is_another(one: str, other: str) -> None:
    assert not is_same_page(one, other)


@pytest.mark.parametrize("text", ["", "e.example/a", "ftp://e.example/a/", "https://", "https:///a/", "www.e.example/"])
def test_what_is_no_web_address_stays_as_it_is(text: str) -> None:
    assert page_of(text) == text
    assert spellings_up_to_path(text) == []


def test_the_ways_in_which_addresses_of_a_page_begin() -> None:
    assert spellings_up_to_path("https://www.e.example/a/?utm_source=x") == [
        "http://e.example/a",
        "http://www.e.example/a",
        "https://e.example/a",
        "https://www.e.example/a",
    ]
    assert spellings_up_to_path("http://e.example:8080/") == [
        "http://e.example:8080",
        "http://www.e.example:8080",
    ]


HOSTS = st.sampled_from(["e.example", "www.e.example", "www.www.e.example", "www.com", "com", "E.example", "[::1]"])
PATHS = st.lists(st.sampled_from(["", "a", "A", "b%20c", "www."]), max_size=4).map(lambda some: "/".join(["", *some]))
PARAMETERS = st.sampled_from(["", "id=1", "id=2", "utm_source=x", "fbclid=1", "q=utm_source", "utm=1", "gclid"])
ADDRESSES = st.builds(
    lambda scheme, host, port, path, query, fragment: f"{scheme}://{host}{port}{path}{query}{fragment}",
    st.sampled_from(["http", "https", "HTTP"]),
    HOSTS,
    st.sampled_from(["", "", ":80", ":443", ":8080"]),
    PATHS,
    st.lists(PARAMETERS, max_size=4).map(lambda some: "?" * bool(some) + "&".join(some)),
    st.sampled_from(["", "", "#top", "#!/b", "#/c"]),
)


@given(ADDRESSES | st.text(max_size=60).map("https://".__add__) | st.text(max_size=40))
@example("https://www.www.e.example//?&#")
def test_a_page_is_its_own_page(address: str) -> None:
    assert page_of(page_of(address)) == page_of(address)


@given(ADDRESSES, ADDRESSES)
def test_only_addresses_with_the_same_host_path_and_parameters_are_of_one_page(one: str, other: str) -> None:
    if not is_same_page(one, other):
        return
    ours, theirs = urlsplit(one), urlsplit(other)
    assert (ours.hostname or "").removeprefix("www.") == (theirs.hostname or "").removeprefix("www.")
    assert ours.path.removesuffix("/") == theirs.path.removesuffix("/") or "//" in ours.path + theirs.path
    told = [
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] in {"id", "q", "utm"}]
        for parts in (ours, theirs)
    ]
    assert told[0] == told[1]


@given(ADDRESSES)
def test_an_address_with_usual_letters_and_ports_begins_in_one_of_the_ways(address: str) -> None:
    if address.lower() == address and urlsplit(address).port in {None, 8080}:
        assert address.startswith(tuple(spellings_up_to_path(address)))
