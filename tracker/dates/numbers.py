"""Numbers of several words ("vingt et un"), and numbers that say a range ("two to three")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.dates.words import Count

if TYPE_CHECKING:
    from collections.abc import Container

    from tracker.dates.words import Reading

YEARS = range(1900, 2201)
_THOUSAND = 1000


class InDigits(Count):
    """A number written in digits: "17 02" is a date where people write it so, "dix-sept deux" never is."""

    __slots__ = ()


class Term(NamedTuple):
    """A piece of the text: its possible readings (none when unknown) and its offsets."""

    readings: tuple[Reading, ...]
    start: int
    end: int
    spelled: bool = False

    def has(self, letters: Container[str]) -> bool:
        """Whether it may be read as one of these classes."""
        return any(letter in letters for letter, _ in self.readings)


def with_joined_numbers(terms: list[Term]) -> list[Term]:
    """Put number words together: "twenty" "nine", "two thousand and thirty" "two", "vingt" "et" "un"."""
    if not any(term.spelled and term.has("n") for term in terms):
        return terms
    joined: list[Term] = []
    place = 0
    while place < len(terms):
        length, reading = _spelled_number(terms, place)
        if length > 1 and reading:
            joined.append(Term((reading,), terms[place].start, terms[place + length - 1].end))
        else:
            length = 1
            joined.append(terms[place])
        place += length
    return joined


def _value(term: Term, letter: str) -> int | None:
    if not term.spelled and letter == "n":
        return None
    for found, value in term.readings:
        if found == letter:
            return int(value[0] if letter == "n" else value)
    return None


def _spelled_number(terms: list[Term], place: int) -> tuple[int, Reading | None]:
    """Read the longest number in words from a term on: how many terms, and the number, ordinal or year."""
    total, current, length, step = 0, _value(terms[place], "n"), 1, place + 1
    if current is None:
        return 1, None
    if current == _THOUSAND:
        total, current = _THOUSAND, 0
    while step < len(terms):
        skip = 1 if terms[step].has("&") and step + 1 < len(terms) else 0
        value = _value(terms[step + skip], "n")
        nth = _value(terms[step + skip], "o")
        if value in {100, 1000} and not skip and current:
            current *= value
            if value == _THOUSAND:
                total, current = total + current, 0
        elif value and value < 100 and _fits(total, current, value):  # noqa: PLR2004
            current += value
        elif nth and not skip and _fits(total, current, nth):
            return step - place + 1, ("o", total + current + nth)
        else:
            break
        step += skip + 1
        length = step - place
    number = total + current
    return length, ("y", number) if number in YEARS else ("n", Count(number))


def _fits(total: int, current: int, value: int) -> bool:
    """Whether a smaller number word can follow: tens then units (soixante-dix too), hundreds then either."""
    if total and not current:
        return True
    tail = current % 100
    if tail == 0:
        return current > 0
    return tail >= 20 and tail % 10 == 0 and value < (20 if tail in {60, 80} else 10)  # noqa: PLR2004


def join_ranges(letters: list[str], values: list[Any]) -> None:
    """Make one number of "two to three" and "18–24" where a unit follows, in place."""
    place = 0
    while place + 3 < len(letters):
        if (
            letters[place] == letters[place + 2] == "n"
            and letters[place + 1] in "tab&-"
            and _counts(letters[place + 3 : place + 5], values[place + 3 : place + 5])
            and values[place].number < values[place + 2].number
        ):
            joined = Count(values[place + 2].number, rough=True, least=values[place].number)
            letters[place : place + 3] = ["n"]
            values[place : place + 3] = [joined]
        elif "".join(letters[place : place + 5]) == "xu&n" and letters[place + 3 :] == ["n"]:
            values[place + 1 :] = [Count(values[place + 3].number, rough=True, least=1), values[place + 1]]
            letters[place + 1 :] = ["n", "u"]
        elif (
            "".join(letters[place : place + 4]) == "nu&n"
            and "".join(letters[place + 4 : place + 5]) not in {"u", "j"}
            and values[place].number < values[place + 3].number
        ):
            values[place] = Count(values[place + 3].number, rough=True, least=values[place].number)
            del letters[place + 2 : place + 4], values[place + 2 : place + 4]
        place += 1


def _counts(letters: list[str], values: list[Any]) -> bool:
    """Whether what follows a number is a unit, so that the number counts and is no day of a month."""
    if letters == ["x", "u"]:
        return bool(values[0].steps == 1 and values[1][1])
    return letters[0] in "uf"
