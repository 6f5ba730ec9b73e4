"""Texts as a person typed them become ``ClaimFields``, or a list of what is wrong and where.

The form, the command line and the examples all pass through ``read_draft``, so one text means one thing everywhere.
"""

from __future__ import annotations

import re
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from tracker.claims.deadlines import WINDOW_FIELDS, Timing, name_reading, review_day, window_fields
from tracker.claims.model import ClaimFields
from tracker.claims.typed import check_address, check_language, read_day, read_kind, read_number
from tracker.claims.vocabulary import LIST_JOINT, Kind
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

FIELDS = tuple(ClaimFields.model_fields)
"""Every field of a claim, in the order in which it is shown."""

READING = "due_reading"
"""What a draft holds beside a claim's fields: which of several readings of the deadline is meant."""

LENGTH_OF_TAGS = 1_000
"""How many characters the tags of a claim may have together, as a form holds them."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""The C0 and C1 controls, and halves of letters."""

_BYTES = range(0xDC80, 0xDD00)
"""What stands for bytes of the command line that are not UTF-8."""

_BLANKS = re.compile(r"[ \t\r\n]+")
_ALL_BLANKS = " \u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Unicode calls a separator: none of it shows, so that nothing else makes no text."""

_LONG_FIELDS = {"quote", "notes", "criteria", "quote_prefix", "quote_suffix"}
_AROUND_QUOTES = {"quote_prefix", "quote_suffix"}
DAY_FIELDS = ("said_on", "review_on", "source_published_on")
"""The fields that hold a day."""

_PAST_DAYS = {"said_on", "source_published_on"}
_NUMBERS = {"revises", "depends_on"}
_LANGUAGES = ("language", "source_language")
_SOURCE_FIELDS = {
    "title": "source_title",
    "publisher": "source_publisher",
    "author": "source_author",
    "url": "source_url",
    "archive_url": "source_archive_url",
    "published_on": "source_published_on",
    "quote": "quote",
    "via": "via",
}
_NO_STATEMENT = "Write what is claimed, in one sentence."


T = TypeVar("T")


class Problem(NamedTuple):
    """What is wrong with one field, in a sentence for the person who typed it."""

    field: str
    sentence: str


class Refused(InvalidInput):
    """A draft that cannot be kept as it is; ``problems`` says why, field by field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


def read_draft(
    texts: Mapping[str, str],
    today: date,
    conventions: Conventions = DEFAULT,
    *,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> ClaimFields:
    """Read what was typed, field name by field name; an absent field is empty.

    ``kept`` is what the draft started from: a language that came in by a file and stays as it was is no problem, and
    the day on which a claim was said cannot be taken away.

    The deadline's words become a window, by the reading that ``due_reading`` chooses; words that cannot be read are
    kept without one. What has no last or first day comes back for review after as many days as the conventions say.
    Raises Refused with every problem at once.
    """
    problems: list[Problem] = []
    clean = {name: _tidy(name, texts.get(name, "")) for name in FIELDS if name not in WINDOW_FIELDS}
    for name, text in clean.items():
        if text:
            problems += _problems_of_text(name, text)
    values: dict[str, object] = dict(clean)
    said_on = _read_days(problems, values, clean, today, is_kept=bool(kept.get("said_on")))
    values |= {name: read_or_note(problems, name, read_number, clean[name]) for name in _NUMBERS}
    for name in ("source_url", "source_archive_url"):
        read_or_note(problems, name, check_address, clean[name])
    _note_languages(problems, clean, kept)
    values["kind"] = read_or_note(problems, "kind", read_kind, clean["kind"] or Kind.OTHER.value)
    values["tags"] = tuple(clean["tags"].split(LIST_JOINT)) if clean["tags"] else ()
    if not clean["statement"]:
        problems.insert(0, Problem("statement", _NO_STATEMENT))
    due = (clean["due_text"], said_on, clean["language"], conventions)
    read = read_or_note(problems, "due_text", partial(window_fields, reading=texts.get(READING, "").strip()), *due)
    if problems or read is None:
        raise Refused(problems)
    window, values["language"] = read
    fields = ClaimFields.model_validate(values | window)
    return fields.model_copy(update={"review_on": review_day(Timing.of(fields), today, conventions)})


def read_day_of(name: str, text: str, today: date) -> date | None:
    """The day that is typed into a field, which for most of them has been. Raises InvalidInput."""
    return read_day(text, today, is_past=name in _PAST_DAYS)


def _read_days(
    problems: list[Problem], values: dict[str, object], clean: Mapping[str, str], today: date, *, is_kept: bool
) -> date:
    """Put the days among the values; the one on which the claim was said, which one that is kept must tell."""
    days = {name: read_or_note(problems, name, partial(read_day_of, name), clean[name], today) for name in DAY_FIELDS}
    said_on = days["said_on"] or today
    if is_kept and not clean["said_on"]:
        problems.append(Problem("said_on", "A claim was said on some day: write it as 2025-07-11."))
    if said_on > today:
        problems.append(Problem("said_on", f"{said_on} is still to come: a claim is kept once it was said."))
    values |= days | {"said_on": said_on}
    return said_on


def _note_languages(problems: list[Problem], clean: Mapping[str, str], kept: Mapping[str, str]) -> None:
    """Note what is typed for a language and is none, where nothing is wrong with it yet and it was not kept so."""
    faulty = {problem.field for problem in problems}
    for name in _LANGUAGES:
        if name not in faulty and clean[name] != kept.get(name):
            read_or_note(problems, name, check_language, clean[name])


def read_source(texts: Mapping[str, str], today: date) -> dict[str, Any]:
    """Read what was typed about one more source of a claim: its texts, and ``published_on`` as a day or None.

    Raises Refused with every problem at once.
    """
    problems: list[Problem] = []
    clean: dict[str, Any] = {}
    for name, as_in_a_claim in _SOURCE_FIELDS.items():
        clean[name] = _tidy(as_in_a_claim, texts.get(name, ""))
        problems += [problem._replace(field=name) for problem in _problems_of_text(as_in_a_claim, clean[name])]
    for name in ("url", "archive_url"):
        read_or_note(problems, name, check_address, clean[name])
    if not any(text for name, text in clean.items() if name not in {"archive_url", "published_on"}):
        problems.append(Problem("title", "Name the source: its title, its address or the words quoted from it."))
    read_past_day = partial(read_day, is_past=True)
    clean["published_on"] = read_or_note(problems, "published_on", read_past_day, clean["published_on"], today)
    if problems:
        raise Refused(problems)
    return clean


def read_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """The tags that were typed, each once; one text may hold several, as in a form. Raises Refused."""
    told = _tidy("tags", LIST_JOINT.join(texts))
    problems = _problems_of_text("tags", told)
    if problems:
        raise Refused(problems)
    return tuple(told.split(LIST_JOINT)) if told else ()


def source_in_draft(texts: Mapping[str, str]) -> dict[str, str]:
    """What the draft of a claim tells of its source, as ``read_source`` takes it."""
    return {name: texts.get(as_in_a_claim, "") for name, as_in_a_claim in _SOURCE_FIELDS.items()}


def problems_in_draft(refused: Refused) -> Refused:
    """What ``read_source`` refused, under the names that the fields have in the draft of a claim."""
    return Refused(problem._replace(field=_SOURCE_FIELDS[problem.field]) for problem in refused.problems)


def problems_of_text(
    name: str, title: str, text: str, limit: int | None, *, may_have_lines: bool = False
) -> list[Problem]:
    """What keeps a text from being kept: more than ``limit`` characters, or a character that acts on a terminal."""
    if limit and len(text) > limit:
        return [Problem(name, f"The field “{title}” holds {len(text):,} characters: at most {limit:,} can be kept.")]
    allowed = "\n\t" if may_have_lines else ""
    for found in _CONTROLS.finditer(text):
        if found[0] not in allowed:
            code = ord(found[0])
            if code in _BYTES:
                where = f"byte {code - 0xDC00:02X} at character {found.start() + 1}"
                return [Problem(name, f"The field “{title}” is not UTF-8 ({where}): write it in UTF-8.")]
            where = f"U+{code:04X} at character {found.start() + 1}"
            return [Problem(name, f"The field “{title}” holds a control character ({where}): remove it.")]
    return []


def limit_of(name: str) -> int | None:
    """How many characters a field may hold."""
    return _title_and_limit(name)[1]


def problems_of_fields(fields: ClaimFields) -> list[Problem]:
    """What keeps fields that did not pass ``read_draft`` from being kept: what their texts hold, or no statement."""
    texts = {name: value for name in FIELDS if (value := getattr(fields, name)) and isinstance(value, str)}
    texts["tags"] = LIST_JOINT.join(fields.tags)
    problems = [found for name, text in texts.items() for found in _problems_of_text(name, text)]
    return problems if fields.statement.strip() else [Problem("statement", _NO_STATEMENT), *problems]


def draft_of(fields: ClaimFields) -> dict[str, str]:
    """The texts that ``read_draft`` reads back to the same fields: what an edit form starts from."""
    texts: dict[str, str] = {}
    for name in FIELDS:
        value = getattr(fields, name)
        if name not in WINDOW_FIELDS:
            texts[name] = LIST_JOINT.join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return texts | {READING: name_reading(fields.due_edtf, fields.due_rule)}


def read_or_note(problems: list[Problem], name: str, reader: Callable[..., T], *args: object) -> T | None:
    """What the reader makes of a text, None for what it refuses: that becomes a problem of the field."""
    try:
        return reader(*args)
    except InvalidInput as refusal:
        problems.append(Problem(name, str(refusal)))
        return None


def _tidy(name: str, text: str) -> str:
    """White space at the ends goes; inside it stays only where lines belong, and quotations keep every character.

    What stands around a quotation begins and ends with the blanks that part it from the quotation: they stay too.
    Tags are joined by a semicolon, each named once.
    """
    if not text:
        return ""
    if name in _AROUND_QUOTES:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if name in _LONG_FIELDS:
        told = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n ")
        return told if told.strip("\n\t" + _ALL_BLANKS) else ""
    if name == "tags":
        tags = (_tidy("", tag) for tag in re.split("[;,]", text))
        return LIST_JOINT.join(dict.fromkeys(tag for tag in tags if tag))
    return _BLANKS.sub(" ", text).strip(_ALL_BLANKS)


def _problems_of_text(name: str, text: str) -> list[Problem]:
    title, limit = _title_and_limit(name)
    return problems_of_text(name, title, text, limit, may_have_lines=name in _LONG_FIELDS)


@cache
def _title_and_limit(name: str) -> tuple[str, int | None]:
    """What a field is called, and how many characters it may hold."""
    info = ClaimFields.model_fields[name]
    limit = next((rule.max_length for rule in info.metadata if hasattr(rule, "max_length")), None)
    return info.title or name, LENGTH_OF_TAGS if name == "tags" else limit
