"""Text becomes terms: each known word or number with its class letter and value, and its place in the text.

The class letters are what the grammar's patterns are written in. Each with words that hold it, in English unless said:

    n  number                          three weeks
    o  ordinal                         the 3rd
    y  year                            in 2027
    m  month                           March
    w  weekday                         Friday
    u  unit                            a week
    s  season                          summer
    h  holiday                         Easter
    d  day told from today             tomorrow
    g  day told from another           the day after
    D  date written in digits          14/07/2027
    K  year and month                  2027-03
    q  quarter or half                 Q3
    c  decade                          2030s
    C  word before a decade's digits   les années 2030 (fr)
    x  this, next                      next week
    l  last                            the last week
    p  part                            early 2027
    P  part of a unit                  in the new year
    f  weeks to come                   the coming weeks
    V  days on from a weekday          mardi en huit (fr)
    v  vague, no day said              soon
    z  put off for good                indefinitely
    j  and a half                      a year and a half
    e  this time                       this time next year
    k  is over                         before the year is out
    -  dash                            2027–2028
    &  and                             and
    t  through                         through Friday
    a  to, at                          à Noël (fr)
    b  until                           until
    B  by                              by Friday
    F  before                          before Friday
    A  after                           after Friday
    R  from                            from
    r  starting                        starting
    W  within                          within a week
    O  over                            over
    i  lasting                         for three weeks
    E  between                         between
    X  not before                      not before
    S  or before                       or before
    L  or later                        or later
    H  later than now                  three weeks from now
    G  ago                             a week ago
    M  more than                       more than a year
    T  the                             the week
    I  in                              in
    _  of, on                          of
    ~  around                          around Easter
    Y  fiscal                          fiscal 2027
    ,  comma                           Friday, 14 July
    =  other words for the same        huitaine (fr)

The lists of words have two more: N, a rough number such as "a few", and U, a unit that is plural; they are read as n
and u.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.dates.numbers import YEARS, InDigits, Term, join_ranges, with_joined_numbers
from tracker.dates.words import AND_A_HALF, Count, Reading, Words, split_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FILLERS = "T_Ia~,Yi"
_PRECEDENCE = "YIaTi_~,"
_MOST_READINGS = 8
_CENTURY = 2000
_LAST_MONTH = 12
_HALVES = {1, 2}
_TWO_YEARS = re.compile(r"[0-9]{4}\s*[-‐-―−]+\s*[0-9]{4}")


class _Atom(NamedTuple):
    """A token before the lists are asked: a spelled word, or readings that its shape already tells."""

    key: str
    readings: tuple[Reading, ...]
    start: int
    end: int


def terms_in(text: str, words: Words) -> list[Term]:
    """Return the text's terms in order; listed phrases win over their parts, the longest first."""
    atoms = list(_atoms(text, words))
    keys = tuple(atom.key for atom in atoms)
    terms: list[Term] = []
    needing: list[tuple[int, frozenset[str]]] = []
    place = 0
    while place < len(atoms):
        atom = atoms[place]
        if length := _amount(atoms, keys, place, words):
            terms.append(Term((), atom.start, atoms[place + length - 1].end))
            place += length
            continue
        length, readings = _longest(keys, place, words) if atom.key else (1, ())
        if length == 1 and atom.key in words.only_before:
            needing.append((len(terms), words.only_before[atom.key]))
        term = Term(readings or atom.readings, atom.start, atoms[place + length - 1].end, bool(readings))
        terms.extend(_written_out(term, words))
        place += length
    for index, needed in needing:
        _check_what_follows(terms, index, needed)
    return _with_split_years(with_joined_numbers(terms), text)


def _written_out(term: Term, words: Words) -> list[Term]:
    """Return the terms of the words that one stands for, each in its place: "huitaine" is "huit jours"."""
    if not term.readings or term.readings[0][0] != "=":
        return [term]
    meant: str = term.readings[0][1]
    return [it._replace(start=term.start, end=term.end) for it in terms_in(meant, words)]


def _check_what_follows(terms: list[Term], index: int, needed: frozenset[str]) -> None:
    """Unread a term, in place, unless one with one of the needed letters follows: "back" but in "back half"."""
    following = terms[index + 1].readings if index + 1 < len(terms) else ()
    if not any(letter in needed for letter, _ in following):
        terms[index] = terms[index]._replace(readings=())


def readings_of(terms: list[Term]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield each reading as (class letters, values), likeliest first, runs of fillers as one."""
    choices = islice(product(*(term.readings for term in terms)), _MOST_READINGS)
    for choice in choices:
        letters: list[str] = []
        values: list[Any] = []
        for letter, value in choice:
            if letter in FILLERS and letters and letters[-1] in FILLERS:
                if _PRECEDENCE.index(letter) < _PRECEDENCE.index(letters[-1]):
                    letters[-1] = letter
                continue
            letters.extend(letter)
            values.extend([value, *[None] * (len(letter) - 1)])
        join_ranges(letters, values)
        yield "".join(letters), tuple(values)


def _with_split_years(terms: list[Term], text: str) -> list[Term]:
    """Put the sign of a fiscal year before "2026/27" where a part of it is named: "Q1 2026/27" is of one year."""
    signed: list[Term] = []
    named: Term | None = None
    ending: dict[int, int] = {}
    for place, term in enumerate(terms):
        years = terms[place : place + 4]
        if named and _has_parts(named) and _is_split_year(years) and not _reaches_on(named, years, text):
            ending[place + 2] = term.readings[0][1] + 1
            signed.append(Term((("Y", None),), term.start, term.start))
        signed.append(term._replace(readings=(("y", ending[place]),)) if place in ending else term)
        if not term.readings or term.readings[0][0] not in FILLERS:
            named = term
    return signed


def _has_parts(term: Term) -> bool:
    """Whether a term names a part of a year, or one unit: a quarter, early, year-end, the second half."""
    return any(letter in "qpP" or (letter == "u" and not value[1]) for letter, value in term.readings)


def _reaches_on(named: Term, years: list[Term], text: str) -> bool:
    """Whether two whole years behind a part are no single one: "early 2026-2027" begins in the first of them."""
    is_part = named.has("pP")
    return is_part and bool(_TWO_YEARS.fullmatch(text, years[0].start, years[2].end))


def _is_split_year(terms: list[Term]) -> bool:
    """Whether terms begin with "2026/27" or "2026-2027": a year and the one after it, no day of a month."""
    letters = "".join(term.readings[0][0] if term.readings else "?" for term in terms)
    if letters[:3] == "y-y":
        return bool(terms[2].readings[0][1] == terms[0].readings[0][1] + 1)
    if letters[:3] == "y-n" and letters != "y-nm":
        return bool(terms[2].readings[0][1].number == (terms[0].readings[0][1] + 1) % 100)
    return False


def _longest(keys: tuple[str, ...], place: int, words: Words) -> tuple[int, tuple[Reading, ...]]:
    """Find the longest listed phrase that starts at an atom: its length in atoms and its readings."""
    for key, readings in words.phrases.get(keys[place], ()):
        size = len(key)
        if size == 1 or keys[place : place + size] == key:
            return size, readings
    return 1, ()


def _amount(atoms: list[_Atom], keys: tuple[str, ...], place: int, words: Words) -> int:
    """Return how many atoms say how much from one on: two in "by half", none in "by half-year" and "by half 2"."""
    for key in words.amounts.get(keys[place], ()):
        end = place + len(key)
        if keys[place:end] != key or _longest(keys, end - 1, words)[0] > 1:
            continue
        if not _is_numbered(atoms, keys, end, words):
            return len(key)
    return 0


def _is_numbered(atoms: list[_Atom], keys: tuple[str, ...], place: int, words: Words) -> bool:
    """Whether the number of a half stands there, and counts no unit: "half 2", but not "by half two years later"."""
    found = [
        (*atom.readings, *_longest(keys, place + step, words)[1]) for step, atom in enumerate(atoms[place : place + 2])
    ]
    if not found or not any(letter == "n" and value.number in _HALVES for letter, value in found[0]):
        return False
    return not any(letter == "u" for letter, _ in found[-1])


@cache
def _shape(language: str) -> re.Pattern[str]:
    """Build the pattern that cuts a text into tokens, with the language's suffixes and letters."""
    words = words_of(language)
    settings = words.settings if words else {}
    suffixes = [it for it in settings.get("ordinal_suffixes", ()) if it != "."]
    ordinal = rf"(?:{'|'.join(suffixes)})\b" if suffixes else r"(?!)"
    if "." in settings.get("ordinal_suffixes", ()):
        ordinal += r"|\.(?![0-9])(?=\s*(?:[\w,–-]|$))"
    decades = "|".join(settings.get("decade_suffixes", ())) or "(?!)"
    letters = settings.get("quarter_letters", "q") + settings.get("half_letters", "h")
    fiscal_year = r"FY[-\s]?['’]?(?:[0-9]{4}|[0-9]{2})(?:[-/–](?:[0-9]{4}|[0-9]{2}))?"
    decimal = re.escape(settings["decimal_sign"]) if "decimal_sign" in settings else "(?!)"
    return re.compile(
        rf"""
        (?P<iso>(?<![0-9])[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9]))
      | (?P<dmy>(?<![0-9])[0-9]{{1,2}}(?P<sep>[-/.])[0-9]{{1,2}}(?P=sep)(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))
      | (?P<ym>(?<![0-9])[0-9]{{4}}(?:[-/–][0-9]{{1,2}}(?![0-9])|-?W[0-9]{{2}}(?![-\w])))
      | (?P<my>(?<![0-9/])[0-9]{{1,2}}/[0-9]{{4}}(?![0-9/]))
      | (?P<dm>(?<![0-9])[0-9]{{1,2}}(?:/[0-9]{{1,2}}|\.[0-9]{{1,2}}\.)(?![0-9]))
      | (?P<half>(?<![0-9.,/])[0-9]{{1,2}}{decimal}5(?=\s+[^\W\d_]))
      | (?P<code>\b(?:[0-9]{{4}}[-\s]?)?(?:[{letters}][1-4]|[1-4][{letters}])
            (?:[-\s]?(?:{fiscal_year}|['’]?[-\s]?(?:[0-9]{{4}}|[0-9]{{2}})))?\b)
      | (?P<fy>\b{fiscal_year}\b)
      | (?P<short>['’][0-9]{{2}}(?!\w))
      | (?P<decade>(?<![0-9])[0-9]{{3}}0['’]?(?:{decades})\b)
      | (?P<nth>(?<![0-9])[0-9]{{1,3}}(?:{ordinal}))
      | (?P<slash>(?<=[0-9]{{4}})/(?=[0-9]{{2}}(?:[0-9]{{2}})?(?![0-9/])))
      | (?P<number>[0-9]+)
      | (?P<word>(?:[^\W\d_][\u0300-\u036f]*)+)
      | (?P<dash>[-‐-―−]+)
      | (?P<ignored>[\s./]+|['’ʼ‘])
      | (?P<comma>,)
      | (?P<unknown>.)
        """,
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


def _atoms(text: str, words: Words) -> Iterator[_Atom]:
    """Cut the text and read what the shape of a token tells."""
    for found in _shape(words.code).finditer(text):
        kind, start, end = found.lastgroup or "unknown", found.start(), found.end()
        token = found.group()
        match kind:
            case "ignored":
                continue
            case "word":
                yield _Atom(words.spelling(token), (), start, end)
            case "number":
                yield _Atom(token.lstrip("0") or "0", _number(token), start, end)
            case "code":
                yield from _code(token, start, end, words)
            case "fy":
                yield from _fiscal_year(token, start, end)
            case "ym":
                yield from _year_and_more(token, start)
            case "slash" | "dash":
                if kind == "slash" or _joins(text, start, end):
                    yield _Atom("", (("-", None),), start, end)
            case _:
                yield _Atom("", _written(kind, token, words), start, end)


def _fiscal_year(token: str, start: int, end: int) -> Iterator[_Atom]:
    """Read ``FY2026``, ``FY26-27``: the sign of a fiscal year, then the one or two years."""
    yield _Atom("", (("Y", None),), start, start + 2)
    for place, digits in enumerate(re.findall(r"[0-9]+", token)):
        if place:
            yield _Atom("", (("-", None),), start + 2, end)
        yield _Atom("", (("y", _full_year(int(digits))),), start + 2, end)


def _full_year(year: int) -> int:
    """Return a year of two digits as one of this century."""
    return year + _CENTURY if year < 100 else year  # noqa: PLR2004 - two digits


def _written(kind: str, token: str, words: Words) -> tuple[Reading, ...]:
    """Read dates, ordinals, decades and short years written in digits; with dots the day comes first everywhere."""
    parts = re.findall(r"[0-9]+", token)
    digits = [int(part) for part in parts]
    day_first = words.settings.get("date_order") == "dmy"
    reading: Reading | None = None
    match kind:
        case "iso":
            reading = ("D", ((digits[0], digits[1], digits[2]),))
        case "dmy" | "dm":
            year = digits[2] if len(digits) > 2 else None  # noqa: PLR2004 - day, month and year
            full = year + _CENTURY if year is not None and len(parts[2]) < 4 else year  # noqa: PLR2004
            ways = [(full, digits[1], digits[0]), (full, digits[0], digits[1])]
            if "." in token and digits[1] <= _LAST_MONTH:
                ways.pop()
            reading = ("D", tuple(ways if day_first or "." in token else reversed(ways)))
        case "my":
            reading = ("K", (digits[1], digits[0])) if 1 <= digits[0] <= _LAST_MONTH else None
        case "short":
            reading = ("y", _CENTURY + digits[0])
        case "decade":
            reading = ("c", digits[0])
        case "nth":
            reading = ("o", digits[0])
        case "half":
            reading = (AND_A_HALF, Count(digits[0]))
        case "comma":
            reading = (",", None)
    return (reading,) if reading else ()


def _number(token: str) -> tuple[Reading, ...]:
    if len(token) > 4 or (len(token) == 4 and token.startswith("00")):  # noqa: PLR2004 - no year, and no count either
        return ()
    value = int(token)
    return (("y", value),) if len(token) == 4 and value in YEARS else (("n", InDigits(value)),)  # noqa: PLR2004


def _code(token: str, start: int, end: int, words: Words) -> Iterator[_Atom]:
    """Read ``Q3 2026``, ``2H25``, ``T1-2026``: the quarter or half, then its year if there is one."""
    found = re.search(r"([a-z])([1-4])|([1-4])([a-z])", token, re.IGNORECASE)
    if found is None:
        return
    letter = (found.group(1) or found.group(4)).lower()
    index = int(found.group(2) or found.group(3))
    unit = "quarter" if letter in words.settings.get("quarter_letters", "q") else "half"
    is_clock_time = found.group(4) == "h"
    if is_clock_time or (unit == "half" and index > 2):  # noqa: PLR2004 - a year has two halves
        yield _Atom("", (), start, end)
        return
    yield _Atom("", (("q", (unit, index)),), start, end)
    beside = token[: found.start()] + " " + token[found.end() :]
    if "FY" in beside.upper():
        yield from _fiscal_year(beside, start, end)
    elif year := re.search(r"[0-9]+", beside):
        yield _Atom("", (("y", _full_year(int(year.group()))),), start, end)


def _year_and_more(token: str, start: int) -> Iterator[_Atom]:
    """Read ``2014-10`` as a month, ``2027-W05`` as a week, ``2025-26`` as two years."""
    year, more = int(token[:4]), int(token[-2:].lstrip("-/–"))
    if "W" in token.upper():
        for reading in (("u", ("week", False)), ("n", InDigits(more)), ("y", year)):
            yield _Atom("", (reading,), start, start + len(token))
        return
    if 1 <= more <= _LAST_MONTH and token[4] != "–":
        yield _Atom("", (("K", (year, more)),), start, start + len(token))
        return
    yield _Atom("", (("y", year),), start, start + 4)
    yield _Atom("", (("-", None),), start + 4, start + 5)
    yield _Atom("", (("y", year - year % 100 + more),), start + 5, start + len(token))


def _joins(text: str, start: int, end: int) -> bool:
    """Tell a dash between two things from one inside a word ("mid-2026", "week-end")."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start:end] in {"–", "—"}:
        return True
    return before.isspace() or after.isspace() or before.isdigit()


def phrase_words(text: str) -> str:
    """Return the text's words as the lists compare them, in one line."""
    return " ".join(split_words(text))
