"""A filter's text taken apart into terms, and put together again: its grammar alone, without what a field means.

A term is ``field:value``, or a word to look for. A minus turns it round, a sign compares days, ``=`` asks for a name
as a whole, and double quotes hold a value together; a double quote inside them is written twice, and a sign is a letter
like any other: ``"the ""open"" model"``, ``"=1"``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.errors import InvalidInput

LONGEST = 2_000
"""How many characters a filter may have: a long text that is pasted would keep every database busy."""

DAY_FIELDS = ("due", "said", "review")
"""The fields whose values are days, which can be compared."""

NAME_FIELDS = ("speaker", "subject", "source", "publisher")
"""The fields whose values are names, of which a part is enough, unless ``=`` asks for the whole."""

_SIGNS = dict.fromkeys(DAY_FIELDS, ("<", "<=", ">", ">=")) | dict.fromkeys(NAME_FIELDS, ("=",))
_TERM = re.compile(
    r"""(?P<minus>-)?(?:(?P<field>[A-Za-z_]+):)?(?P<compare>[<>]=?|=)?(?P<value>"(?:""|[^"])*"?|[^\s"]+)?"""
)
_PLAIN = re.compile(r"""[^\s"<>=:-][^\s":]*""")


class Term(NamedTuple):
    """One condition, or the order of the list. ``field`` is empty for a bare word.

    ``is_exact`` is a bare word in quotes that are closed: it is looked for as it stands, not as a beginning. One that
    ``is_begun`` is still being typed: also a single letter of it is a beginning.

    In the text it reaches from ``at`` to ``end``, and what stands behind its colon begins at ``value_at``.
    """

    field: str
    value: str
    compare: str = ""
    is_negated: bool = False
    at: int = 0
    value_at: int = 0
    end: int = 0
    is_exact: bool = False
    is_begun: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the value is all of a name, not a part of it."""
        return self.compare == "="


class FilterProblem(InvalidInput):
    """A filter that cannot be read: ``length`` characters of its ``text`` from ``at`` on are the word at fault."""

    def __init__(self, sentence: str, text: str, at: int, length: int) -> None:
        super().__init__(sentence)
        self.text, self.at, self.length = text, at, length


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms of any text, whether or not their fields and values are known."""
    return tuple(_term(match) for match in _TERM.finditer(text) if match[0])


def quoted(value: str) -> str:
    """A value as it is written in a filter, in quotes where it would be read as something else."""
    return value if _PLAIN.fullmatch(value) else '"' + value.replace('"', '""') + '"'


def term_for(field: str, value: str) -> str:
    """The term that asks for this value and no other: for all of a name, where a part of it would be enough."""
    return f"{field}:{'=' if field in NAME_FIELDS else ''}{quoted(value)}"


def number_of(term: Term, whose: str) -> int:
    """The number of a claim or a source that a term tells. Raises InvalidInput for what is none."""
    if not re.fullmatch(r"[0-9]{1,18}", term.value):
        raise InvalidInput(f"“{term.value}” is not a {whose}'s number.")
    return int(term.value)


def joined(text: str, terms: tuple[Term, ...]) -> str:
    """Some terms of a text as a text of their own; quotes that were left open are closed."""
    words = [text[term.at : term.end] for term in terms]
    return " ".join(f'{word}"' if word.count('"') % 2 else word for word in words)


def _term(match: re.Match[str]) -> Term:
    name, compare, value = (match["field"] or "").casefold(), match["compare"] or "", match["value"] or ""
    written = _unquoted(value)
    value_at = match.start("compare" if compare else "value") if compare or value else match.end()
    if name in {"http", "https"}:  # an address is a word, not a field
        name, compare, written, value_at = "", "", f"{match['field']}:{compare}{written}", match.start("field")
    elif compare not in _SIGNS.get(name, ()):  # elsewhere the sign is a letter like any other
        compare, written = "", compare + written
    if not name and not value and not match["compare"]:  # a minus alone
        return Term("", match[0], at=match.start(), value_at=match.start(), end=match.end())
    is_exact = not name and _is_closed(value)
    return Term(name, written, compare, bool(match["minus"]), match.start(), value_at, match.end(), is_exact)


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    return value[1 : -1 if _is_closed(value) else None].replace('""', '"')


def _is_closed(value: str) -> bool:
    """Whether a value is in quotes that end where it ends."""
    return value.startswith('"') and value.count('"') % 2 == 0
