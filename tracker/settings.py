"""What the user chose, read from one TOML file; without the file everything is as it is here.

A room below dates and screens: it holds plain values only, and whoever needs them makes of them what it understands.
A setting is one line in its section's class, with its usual value, and one in ``_ALLOWED``; one of dates is also a
field of ``Conventions`` and a line in ``conventions_of``. The README shows the file in full.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker import places
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

COLUMNS = ("status", "due", "speaker", "claim", "source", "said", "kind", "subject", "id", "slips", "tags")
"""The columns that the list of claims can show."""

USUAL_COLUMNS = ("status", "due", "speaker", "claim", "source")

_MONTHS = range(1, 13)
_DAYS_AHEAD = range(1, 367)
_MONTHS_AHEAD = range(1, 1_201)
_TEN_YEARS = range(1, 3_651)
_LONGEST_SHOWN = 40
_LONGEST_TEXT = 100
_EXAMPLE = '"claims.add" = "n"'
_SOME = '["status", "due"]'
_ELECTION = '"the next election" = "2027-04-11"'
_YEARS = range(1900, 2201)


class DateSettings(NamedTuple):
    """The section ``[dates]``: how words are read that people read differently.

    ``day_first`` reads 3/4/2027 as 3 April in every language; else each language has its own habit.
    ``seasons`` are the months in which the seasons begin in the north; in the south they begin six months later.
    ``fuzzy_days`` and ``fuzzy_months`` tell how far "the coming weeks" reach, by the unit that is named.
    ``named_days`` has a day, or a first and a last one with a slash between, by the name that stands for it.
    """

    hemisphere: str = "north"
    week_start: str = "monday"
    day_first: bool = False
    fiscal_year_start: int = 1
    review_after_days: int = 30
    seasons: Mapping[str, int] = MappingProxyType({"spring": 3, "summer": 6, "autumn": 9, "winter": 12})
    fuzzy_days: Mapping[str, int] = MappingProxyType({"hour": 1, "day": 7, "week": 42})
    fuzzy_months: Mapping[str, int] = MappingProxyType({"month": 6, "quarter": 9, "year": 60, "decade": 240})
    named_days: Mapping[str, str] = MappingProxyType({})

    @property
    def first_weekday(self) -> int:
        """The day on which a week begins, as ISO counts: Monday is 1."""
        return WEEKDAYS.index(self.week_start) + 1


class ScreenSettings(NamedTuple):
    """The section ``[screens]``: what the screens start with. What is empty is as it was chosen there last.

    ``theme`` is a theme's name, ``columns`` are codes of ``COLUMNS``.
    """

    theme: str = ""
    columns: tuple[str, ...] = ()


class ArticleSettings(NamedTuple):
    """The section ``[articles]``: where articles may be loaded from.

    ``allow_private_redirects`` lets a web server send on to addresses that only this network reaches.
    """

    allow_private_redirects: bool = False


class Settings(NamedTuple):
    """Everything that a user can choose, section by section.

    ``keys`` is the section ``[keys]``: the name of an action, as ``claims.add``, and its keys between commas.
    """

    dates: DateSettings = DateSettings()
    articles: ArticleSettings = ArticleSettings()
    screens: ScreenSettings = ScreenSettings()
    keys: Mapping[str, str] = MappingProxyType({})


class _SomeOf(tuple[str, ...]):
    """Words of which a list may hold any."""

    __slots__ = ()


class _NamedDays:
    """A table of days and spans under any names."""


_ALLOWED: dict[str, Any] = {
    "dates": {
        "hemisphere": ("north", "south"),
        "week_start": WEEKDAYS,
        "day_first": bool,
        "fiscal_year_start": _MONTHS,
        "review_after_days": _TEN_YEARS,
        "seasons": dict.fromkeys(DateSettings().seasons, _MONTHS),
        "fuzzy_days": dict.fromkeys(DateSettings().fuzzy_days, _DAYS_AHEAD),
        "fuzzy_months": dict.fromkeys(DateSettings().fuzzy_months, _MONTHS_AHEAD),
        "named_days": _NamedDays,
    },
    "articles": {"allow_private_redirects": bool},
    "screens": {"theme": str, "columns": _SomeOf(COLUMNS)},
    "keys": dict,
}
"""What each setting may be: one of some words, a list of some, any short text, yes or no, a whole number of a range, a
table of settings, or a table of texts or days under any names."""


def read_settings(file: Path | None = None) -> Settings:
    """The settings in a file, else in the user's own. Raises InvalidInput that names file, key and what is allowed."""
    file = file or places.settings_file()
    told = _checked(file, "", _content(file), _ALLOWED)
    dates = told.get("dates", {})
    for name, value in dates.items():
        dates[name] = {**getattr(DateSettings(), name), **value} if isinstance(value, dict) else value
    return Settings(
        DateSettings(**dates),
        ArticleSettings(**told.get("articles", {})),
        ScreenSettings(**told.get("screens", {})),
        told.get("keys", {}),
    )


def _content(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InvalidInput(f"The settings in {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise InvalidInput(f"The settings in {file} are not UTF-8 text: save them as UTF-8.") from None
    import tomllib  # noqa: PLC0415 -- most people have no such file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"The settings in {file} are not TOML: {_short(str(error), 120)}.") from None
    except RecursionError:
        raise InvalidInput(f"The settings in {file} are not TOML: they are nested too deeply.") from None


def _checked(file: Path, key: str, value: Any, allowed: Any) -> Any:
    """A value as the settings hold it."""
    if isinstance(allowed, dict):
        if not isinstance(value, dict):
            raise InvalidInput(f"In {file}, “{key}” must be a table of settings: {', '.join(allowed)}.")
        return {
            name: _checked(file, f"{key}.{name}".strip("."), inner, _allowed_there(file, key, name, allowed))
            for name, inner in value.items()
        }
    if allowed is dict:
        return _texts(file, key, value)
    if allowed is _NamedDays:
        return _named_days(file, key, value)
    if allowed is str:
        return _text(file, key, value)
    if allowed is bool:
        return _yes_or_no(file, key, value)
    if isinstance(allowed, _SomeOf):
        return _some_of(file, key, value, allowed)
    # A true in TOML would pass for the number 1.
    if isinstance(value, bool) or not isinstance(value, int | str) or value not in allowed:
        raise InvalidInput(f"In {file}, “{key}” cannot be {_short(repr(value))}: {_told(allowed)}.")
    return value


def _texts(file: Path, key: str, value: Any) -> dict[str, str]:
    """A table of texts. TOML takes the dot in an unquoted name for a table in the table: both are the same here."""
    if not isinstance(value, dict):
        raise InvalidInput(f"In {file}, “{key}” must be a table, such as {_EXAMPLE}.")
    texts: dict[str, str] = {}
    for name, inner in value.items():
        if isinstance(inner, dict):
            texts |= {f"{name}.{rest}": text for rest, text in _texts(file, f"{key}.{_short(name)}", inner).items()}
        else:
            texts[name] = _text(file, f"{key}.{_short(name)}", inner)
    return texts


def _named_days(file: Path, key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise InvalidInput(f"In {file}, “{key}” must be a table, such as {_ELECTION}.")
    found: dict[str, str] = {}
    for name, days in value.items():
        if not any(map(str.isalpha, name)):
            raise InvalidInput(f"In {file}, “{_short(name)}” in [{key}] is no name: a name has letters.")
        found[name] = _days(file, f"{key}.{_short(name)}", days)
    return found


def _days(file: Path, key: str, value: Any) -> str:
    """A day or a span. TOML has days of its own, which need no quotes."""
    text = value.isoformat() if type(value) is date else value
    try:
        first, *last = map(date.fromisoformat, text.split("/"))
    except (AttributeError, ValueError):
        first, last = date.max, []
    if len(last) > 1 or not all(day.year in _YEARS for day in (first, *last)) or (last and last[0] < first):
        told = "it is a day, such as 2027-04-11, or a first and a last one, such as 2027-07-21/2027-09-01"
        raise InvalidInput(f"In {file}, “{key}” cannot be {_short(repr(value))}: {told}.")
    return "/".join(day.isoformat() for day in (first, *last))


def _text(file: Path, key: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        told = f"it is a text of at most {_LONGEST_TEXT} characters"
        raise InvalidInput(f"In {file}, “{key}” cannot be {_short(repr(value))}: {told}.")
    return value


def _yes_or_no(file: Path, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidInput(f"In {file}, “{key}” cannot be {_short(repr(value))}: it is true or false.")
    return value


def _some_of(file: Path, key: str, value: Any, allowed: _SomeOf) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise InvalidInput(f"In {file}, “{key}” cannot be {_short(repr(value))}: it is a list, such as {_SOME}.")
    for word in value:
        if not isinstance(word, str) or word not in allowed:
            there_are = ", ".join(allowed)
            raise InvalidInput(f"In {file}, “{key}” cannot hold {_short(repr(word))}: there are {there_are}.")
    return tuple(value)


def _allowed_there(file: Path, key: str, name: str, allowed: dict[str, Any]) -> Any:
    if name not in allowed:
        where = f"in [{key}]" if key else "at the top"
        raise InvalidInput(f"In {file}, there is no setting “{_short(name)}” {where}: there are {', '.join(allowed)}.")
    return allowed[name]


def _told(allowed: tuple[str, ...] | range) -> str:
    if isinstance(allowed, range):
        return f"it is a whole number from {allowed.start} to {allowed.stop - 1}"
    words = ", ".join(f'"{word}"' for word in allowed)
    return f"it is one of {words}"


def _short(text: str, most: int = _LONGEST_SHOWN) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
