"""What the calendar words stand for, as data: seasons, weeks, spans of vague words, the fiscal year."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - dataclasses read it
from dataclasses import dataclass, field
from types import MappingProxyType

from tracker.settings import DateSettings

_USUAL = DateSettings()


@dataclass(frozen=True, slots=True)
class Conventions:
    """How this archive reads words that people read differently.

    Readings are cached by it, so it is compared and hashed by its values: the tables are copied when it is made, and
    nobody can change them afterwards. Each value is as the settings have it where nothing is chosen.

    ``seasons``: the first month of each three-month season in the north (the weather services' seasons; the
    astronomical ones are offered as alternatives). ``week_start``: ISO weekday on which a week begins.
    ``fuzzy_days`` and ``fuzzy_months``: how far "the coming weeks" reach. ``fiscal_start``: first month of the
    fiscal year (1 = the calendar year). ``review_days``: when a vague or undated claim comes back. ``day_first``:
    whether 3/4 is 3 April also where a language begins with the month. ``named_days``: a day, or a first and a last one
    with a slash between, by the name that a user gave to it.
    """

    seasons: Mapping[str, int] = field(default_factory=lambda: _USUAL.seasons)
    southern: bool = _USUAL.hemisphere == "south"
    week_start: int = _USUAL.first_weekday
    fuzzy_days: Mapping[str, int] = field(default_factory=lambda: _USUAL.fuzzy_days)
    fuzzy_months: Mapping[str, int] = field(default_factory=lambda: _USUAL.fuzzy_months)
    fiscal_start: int = _USUAL.fiscal_year_start
    review_days: int = _USUAL.review_after_days
    day_first: bool = _USUAL.day_first
    named_days: Mapping[str, str] = field(default_factory=lambda: _USUAL.named_days)

    def __post_init__(self) -> None:
        """Keep tables of its own."""
        for name in ("seasons", "fuzzy_days", "fuzzy_months", "named_days"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __hash__(self) -> int:
        """Equal conventions have equal hashes, whatever the order of their tables."""
        tables = (self.seasons, self.fuzzy_days, self.fuzzy_months, self.named_days)
        plain = (self.southern, self.week_start, self.fiscal_start, self.review_days, self.day_first)
        return hash((plain, *(frozenset(table.items()) for table in tables)))

    def season_month(self, season: str) -> int:
        """Return the month in which ``season`` begins, six months apart on the southern half of the globe."""
        month = self.seasons[season]
        return (month + 5) % 12 + 1 if self.southern else month


DEFAULT = Conventions()


def conventions_of(settings: DateSettings) -> Conventions:
    """The conventions that a user chose."""
    return Conventions(
        seasons=settings.seasons,
        southern=settings.hemisphere == "south",
        week_start=settings.first_weekday,
        fuzzy_days=settings.fuzzy_days,
        fuzzy_months=settings.fuzzy_months,
        fiscal_start=settings.fiscal_year_start,
        review_days=settings.review_after_days,
        day_first=settings.day_first,
        named_days=settings.named_days,
    )
