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
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from tracker.dates.atoms import atoms_in
from tracker.dates.numbers import Term, join_ranges, with_joined_numbers
from tracker.dates.words import Reading, Words, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.dates.atoms import Atom

FILLERS = "T_Ia~,Yi"
_PRECEDENCE = "YIaTi_~,"
_MOST_READINGS = 8
_HALVES = {1, 2}
_TWO_YEARS = re.compile(r"[0-9]{4}\s*[-‐-―−]+\s*[0-9]{4}")


def terms_in(text: str, words: Words) -> list[Term]:
    """Return the text's terms in order; listed phrases win over their parts, the longest first."""
    atoms = list(atoms_in(text, words))
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


def _amount(atoms: list[Atom], keys: tuple[str, ...], place: int, words: Words) -> int:
    """Return how many atoms say how much from one on: two in "by half", none in "by half-year" and "by half 2"."""
    for key in words.amounts.get(keys[place], ()):
        end = place + len(key)
        if keys[place:end] != key or _longest(keys, end - 1, words)[0] > 1:
            continue
        if not _is_numbered(atoms, keys, end, words):
            return len(key)
    return 0


def _is_numbered(atoms: list[Atom], keys: tuple[str, ...], place: int, words: Words) -> bool:
    """Whether the number of a half stands there, and counts no unit: "half 2", but not "by half two years later"."""
    found = [
        (*atom.readings, *_longest(keys, place + step, words)[1]) for step, atom in enumerate(atoms[place : place + 2])
    ]
    if not found or not any(letter == "n" and value.number in _HALVES for letter, value in found[0]):
        return False
    return not any(letter == "u" for letter, _ in found[-1])


def phrase_words(text: str) -> str:
    """Return the text's words as the lists compare them, in one line."""
    return " ".join(split_words(text))
