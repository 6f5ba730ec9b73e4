"""What a text tells about itself before it begins: front matter as in Jekyll, Hugo or Obsidian.

It stands between lines of ``---``, one ``key: rest of the line`` each, or of ``+++`` with ``key = "value"``. It is no
strict YAML or TOML: a value may hold a colon, and a list stands in brackets or on lines of its own. Lines of any other
form mean that the text has merely begun with a rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.articles.loading.addresses import address_told
from tracker.articles.loading.article import Facts
from tracker.articles.loading.telling_languages import language_told
from tracker.articles.loading.told_days import day_told

if TYPE_CHECKING:
    from collections.abc import Iterable

_FENCES = {"---": (":", ("---", "...")), "+++": ("=", ("+++",))}
_KEY = re.compile(r"[\w -]{1,40}")
_BLOCK = re.compile(r"[>|][+-]?")
_MOST_LINES = 200
_KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "by", "byline", "creator"),
    "publisher": ("publisher", "site", "site_name", "sitename", "publication", "source"),
    "published_on": ("published", "published_on", "date", "date_published", "datepublished", "pubdate", "publishdate"),
    "language": ("language", "lang", "locale"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "address", "source"),
}
"""The names under which each fact is looked for, the most telling first. A source is often given by its address."""


def split_front_matter(text: str) -> tuple[Facts, str]:
    """What the front matter of a normalised text tells, and the text behind it; no facts where there is none."""
    opening, _, rest = text.partition("\n")
    if opening.rstrip() not in _FENCES:
        return Facts(), text
    sign, closings = _FENCES[opening.rstrip()]
    lines = rest.split("\n", _MOST_LINES)[:_MOST_LINES]
    end = next((number for number, line in enumerate(lines) if line in closings), None)
    told = _told_in(lines[:end], sign) if end is not None else {}
    return (_facts(told), "\n".join(rest.split("\n")[end + 1 :])) if told and end is not None else (Facts(), text)


def _told_in(lines: Iterable[str], sign: str) -> dict[str, list[str]]:
    """The values of each key; nothing at all where a line is no front matter."""
    told: dict[str, list[str]] = {}
    values: list[str] | None = None
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line[0] in " \t-":
            if values is None:
                return {}
            values.append(line.strip(" \t-").removeprefix("name:"))
            continue
        key, found, value = line.partition(sign)
        if not found or not _KEY.fullmatch(key):
            return {}
        values = told.setdefault(key.strip().casefold().replace("-", "_").replace(" ", "_"), [])
        values.append("" if _BLOCK.fullmatch(value.strip()) else value)
    return told


def _facts(told: dict[str, list[str]]) -> Facts:
    values = {fact: list(_values(told, keys)) for fact, keys in _KEYS.items()}
    publishers = (value for value in values["publisher"] if not address_told(value))
    return Facts(
        title=next(iter(values["title"]), ""),
        author=next(iter(values["author"]), ""),
        publisher=next(publishers, ""),
        published_on=next(filter(None, map(day_told, values["published_on"])), None),
        language=next(filter(None, map(language_told, values["language"])), ""),
        url=next(filter(None, map(address_told, values["url"])), ""),
    )


def _values(told: dict[str, list[str]], keys: Iterable[str]) -> Iterable[str]:
    """What stands under each of the keys; several names are joined by commas."""
    for key in keys:
        items = [item for value in told.get(key, ()) for item in _items(value.strip())]
        joined = ", ".join(filter(None, items))
        if joined:
            yield joined


def _items(value: str) -> list[str]:
    """The texts in a value: one, or those of a list in brackets, without quotation marks or a wiki's brackets."""
    bare = _unquoted(value)
    if bare.startswith("[[") and bare.endswith("]]"):
        return [bare[2:-2]]
    if value.startswith("[") and value.endswith("]"):
        return [text for part in value[1:-1].split(",") for text in (_unquoted(part.strip()),)]
    return [bare]


def _unquoted(value: str) -> str:
    for mark in "\"'":
        if len(value) > 1 and value.startswith(mark) and value.endswith(mark):
            return value[1:-1].replace(f"\\{mark}", mark)
    return value
