"""Who is named beside a verb of saying: a person, an organisation, or a group in a few words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.said_when import without_when

if TYPE_CHECKING:
    from tracker.articles.speech import Speech

_STOP_OF_ITS_OWN = r"(?:(?<=\.[^\W_])\.|(?<=\b[^\W_])\.|(?<=\b[DJMS][rst])\.|(?<=\bMrs)\.)?"
_WORD = re.compile(rf"(?:[^\W_](?:\.[^\W_])*{_STOP_OF_ITS_OWN}|(?<=\w)['’](?=[^\W_]))+(?:-[^\W_]+)*|&")
_ELISION = re.compile(r"[ldLD]['’]")
_CHUNK = re.compile(r"(?:[^,;:()\[\]«»“”\"–—]|(?<=\d),(?=\d))+")
_TIED = re.compile(r"(?:-[^\W\d_]{1,10}){1,2}")
_INVERTED = re.compile(r"(?<=\w)-(?:t-)?([^\W\d_]+)")
_BLANKS = " \t\u00a0\u202f"
_LONGEST_NAME = 9
_FULL_NAME = 2
_NAME_AND_ROLE = 2
_FEW = 3


class Name(NamedTuple):
    """A name's place in the text, and whether it is a pronoun instead."""

    start: int
    end: int
    is_pronoun: bool = False


def subject_in(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the subject in the words before a verb: the last clause's, without what introduces it."""
    return _best(text, _main_chunks(text, start, end, speech), speech)


def last_named_in(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the name in the last few words before a verb that ends its sentence: "…, doctors say".

    Two parts make a name where a comma closes the second one: "…, the mayor, Ana Ruiz, said".
    """
    is_apposed = text[start:end].rstrip().endswith(",")
    return _best(text, _chunks(text, start, end)[-2 if is_apposed else -1 :], speech)


def closing_name(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the name that follows a verb and ends the sentence: "…, said the mayor.", "…, said Ana Ruiz, a doctor."."""
    chunks = _chunks(text, start, end)
    if not chunks or text[start : chunks[0][0]].strip():
        return None
    first = chunks[0]
    if len(text[slice(*first)].split()) > _LONGEST_NAME or speech.joints.search(text, *first):
        return None
    if speech.after_name.search(text, *first):
        return None
    name = named_after(text, start, end, speech)
    if name is None or name.is_pronoun:
        return None
    place = int(len(chunks) > 1 and name.start >= chunks[1][0])
    further = chunks[place + 1 :]
    is_told_of = place or not further or _is_named(text, chunks[0], name)
    return name if is_told_of and all(_describes(text, chunk, speech) for chunk in further) else None


def surely_closing_name(text: str, clause: tuple[int, int], behind: tuple[int, int], speech: Speech) -> Name | None:
    """Find the name that follows a verb where other words follow too: a full name, or any behind a whole clause.

    What follows "The port, an old one, announced" is no name but what was announced.
    """
    name = closing_name(text, *behind, speech)
    is_whole = is_one_part(text, *clause, speech) or is_sentence(text, *clause, speech)
    return name if name and (is_whole or is_full_name(text[name.start : name.end])) else None


def name_going_on(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the name that follows a verb, whatever follows the name: "…, said Ana Ruiz, who leads it"."""
    chunks = _chunks(text, start, end)
    if not chunks or text[start : chunks[0][0]].strip():
        return None
    part = without_when(text, start, chunks[0][1], speech)
    name = named_after(text, *part, speech)
    if name is None or name.is_pronoun:
        return None
    named = named_after(text, part[0], chunks[1][1], speech) if len(chunks) > 1 else None
    if named and named.start >= chunks[1][0]:
        return named
    goes_on = _ends(text, part, name) or speech.after_name.match(text, *_stripped(text, (name.end, part[1])))
    return name if goes_on else None


def apposed_name(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the name in words that are a name and who that is, or a role and its name: "Ana Ruiz, mayor of Oslo"."""
    chunks = _chunks(text, start, end)
    name = _best(text, chunks, speech)
    if name is None or name.is_pronoun or len(chunks) < _NAME_AND_ROLE:
        return None
    role = _name_in(text, chunks[0], speech)
    if name.start >= chunks[1][0]:
        is_role = role is not None and _fills(text, chunks[0], role)
        return name if is_role and len(chunks) == _NAME_AND_ROLE and _fills(text, chunks[1], name) else None
    is_told_of = _is_named(text, chunks[0], name) and all(_describes(text, chunk, speech) for chunk in chunks[1:])
    return name if is_told_of else None


def closing_apposition(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the full name in the last two parts before a verb, behind a sentence: "…, the mayor, Ana Ruiz, said"."""
    chunks = _chunks(text, start, end)
    if len(chunks) <= _NAME_AND_ROLE:
        return None
    name = apposed_name(text, chunks[-_NAME_AND_ROLE][0], end, speech)
    return name if name and is_full_name(text[name.start : name.end]) else None


def is_one_part(text: str, start: int, end: int, speech: Speech) -> bool:
    """Whether words are not parted by commas, but for what introduces them."""
    return len(_main_chunks(text, start, end, speech)) <= 1


def is_sentence(text: str, start: int, end: int, speech: Speech) -> bool:
    """Whether words have a verb of their own, besides those of what tells more of a subject: "…, which is old"."""
    return any(_acts(text, chunk, speech) for chunk in _chunks(text, start, end))


def _acts(text: str, chunk: tuple[int, int], speech: Speech) -> bool:
    """Whether a part of a sentence has its verb."""
    first = _stripped(text, chunk)[0]
    verb = speech.finite.search(text, first, chunk[1])
    if verb is None or speech.asides.match(text, first) or speech.leading.match(text, first):
        return False
    return speech.joints.search(text, first, verb.start()) is None


def named_after(text: str, start: int, end: int, speech: Speech) -> Name | None:
    """Find the name that stands right behind a verb or "according to"; ``end`` ends the sentence."""
    chunks = _chunks(text, start, end)[:3]
    if not chunks or text[start : chunks[0][0]].strip():
        return None
    first = chunks[0]
    while (adverb := speech.adverbs.match(text, *_stripped(text, first))) and text[adverb.end() : first[1]].strip():
        first = (adverb.end(), first[1])
    chunks[0] = first
    cut = speech.after_name.search(text, first[0] + 1, first[1])
    if cut and cut.start() > first[0]:
        chunks = [(first[0], cut.start())]
    return _best(text, chunks, speech)


def inverted_pronoun(text: str, verb: tuple[int, int], speech: Speech) -> Name | None:
    """Find the pronoun that a verb or its auxiliary is tied to: "explique-t-elle", "a-t-elle expliqué"."""
    tied = _TIED.match(text, verb[1])
    for found in _INVERTED.finditer(text, verb[0], tied.end() if tied else verb[1]):
        if found.group(1).lower() in speech.pronouns:
            return Name(*found.span(1), is_pronoun=True)
    return None


def _chunks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in _CHUNK.finditer(text, start, end) if found.group().strip()]


def _main_chunks(text: str, start: int, end: int, speech: Speech) -> list[tuple[int, int]]:
    chunks = _chunks(text, start, end)
    while len(chunks) > 1 and _leads(text, chunks[0], speech):
        chunks.pop(0)
    return chunks


def _stripped(text: str, chunk: tuple[int, int]) -> tuple[int, int]:
    start, end = chunk
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _is_group(name: str, speech: Speech) -> bool:
    """Whether a name is only a role or a group, so that a full name may follow: "the mayor, Ana Ruiz"."""
    words = name.split()
    if all(word in speech.titles for word in words):
        return True
    head = words[0].lower()
    return not name[0].isupper() or head in speech.determiners or _ELISION.match(head) is not None


def _leads(text: str, chunk: tuple[int, int], speech: Speech) -> bool:
    words = text[chunk[0] : chunk[1]].lstrip()
    return speech.leading.match(words) is not None


def _best(text: str, chunks: list[tuple[int, int]], speech: Speech) -> Name | None:
    """Choose among a subject and its appositions: a full name, else the subject itself."""
    if not chunks:
        return None
    first = _name_in(text, chunks[0], speech)
    if first is None:
        return _best(text, chunks[1:], speech)
    if first.is_pronoun or not _is_group(text[first.start : first.end], speech):
        return first
    for chunk in chunks[1:3]:
        name = _name_in(text, chunk, speech)
        if name and not name.is_pronoun and is_full_name(text[name.start : name.end]) and _fills(text, chunk, name):
            return name
    return first


def _is_named(text: str, chunk: tuple[int, int], name: Name) -> bool:
    """Whether a name of its own ends a part, which can begin with a role: behind its comma can stand who that is."""
    return text[name.start].isupper() and _ends(text, chunk, name)


def _describes(text: str, chunk: tuple[int, int], speech: Speech) -> bool:
    """Whether a part behind a name can tell who that is: "the mayor of Oslo", "directeur du port"."""
    first, end = _stripped(text, chunk)
    begins_a_clause = any(words.match(text, first, end) for words in (speech.asides, speech.joints, speech.going_on))
    if begins_a_clause or _leads(text, chunk, speech) or speech.finite.search(text, first, end):
        return False
    left = without_when(text, first, end, speech)
    return left[0] < left[1]


def is_noun(text: str, name: Name, speech: Speech) -> bool:
    """Whether a name surely is one, or a noun at least: it has a capital letter or an article."""
    words = text[name.start : name.end]
    return words[0].isupper() or words.split()[0].lower() in speech.determiners or _ELISION.match(words) is not None


def is_full_name(name: str) -> bool:
    """Whether a name has a first and a last part, as far as capital letters tell."""
    words = name.split()
    return len(words) >= _FULL_NAME and words[0][0].isupper() and words[-1][0].isupper()


def _fills(text: str, chunk: tuple[int, int], name: Name) -> bool:
    return not text[chunk[0] : name.start].strip() and _ends(text, chunk, name)


def _ends(text: str, chunk: tuple[int, int], name: Name) -> bool:
    return not text[name.end : chunk[1]].strip(" .!?\n\u00a0")


def _name_in(text: str, chunk: tuple[int, int], speech: Speech) -> Name | None:
    words = list(_WORD.finditer(text, *chunk))
    while len(words) > 1 and speech.adverbs.fullmatch(words[-1].group()):
        words.pop()
    if not words:
        return None
    if words[-1].group().lower() in speech.pronouns or (len(words) == 1 and words[0].group() in speech.pronouns):
        return Name(words[-1].start(), words[-1].end(), is_pronoun=True)
    if is_joint(words[-1].group(), speech):
        return _shared_subject(words, speech)
    run = _last_run(words, speech)
    if run:
        return run
    if speech.leading.fullmatch(words[0].group()):
        words = _behind_what_leads(words, speech)
    if len(words) > _LONGEST_NAME:
        words = _first_words(words, speech)
    if not words:
        return None
    head = words[0].group()
    if any(speech.finite.fullmatch(word.group()) for word in words[1:]):
        return None
    is_group = head.lower() in speech.determiners or _ELISION.match(head) or head[0].isupper() or len(words) <= _FEW
    return Name(words[0].start(), words[-1].end()) if is_group else None


def is_joint(word: str, speech: Speech) -> bool:
    """Whether a word begins a clause, and is no name in capitals ("WHO")."""
    return not word.isupper() and speech.joints.fullmatch(word) is not None


def _shared_subject(words: list[re.Match[str]], speech: Speech) -> Name | None:
    """Find the subject of a clause that a second verb goes on with: "Norbank cut its rates and | said"."""
    if words[0].group().lower() in speech.pronouns:
        return Name(words[0].start(), words[0].end(), is_pronoun=True)
    first = int(words[0].group().lower() in speech.determiners)
    place = first
    while place < len(words) - 1 and (_is_capital(words[place], speech) or _joins(words, place, speech)):
        place += 1
    if place > first:
        return Name(words[first].start(), words[place - 1].end())
    acts = (place for place, word in enumerate(words) if speech.auxiliaries.fullmatch(word.group()))
    place = next(acts, 0)
    return Name(words[0].start(), words[place - 1].end()) if first and place > first else None


def _last_run(words: list[re.Match[str]], speech: Speech) -> Name | None:
    """Return the words with capitals at the end, unless a preposition makes them part of a longer name."""
    place = len(words)
    while place > 0 and (_is_capital(words[place - 1], speech) or _joins(words, place - 1, speech)):
        place -= 1
    while place < len(words) and not _is_capital(words[place], speech):
        place += 1
    if place == len(words):
        return None
    before = [word.group().lower() for word in words[max(place - 2, 1) : place]]
    if any(word in speech.particles or speech.after_name.fullmatch(word) for word in before):
        return None
    roles = [number for number in range(place, len(words) - _FULL_NAME) if words[number].group() in speech.titles]
    place = roles[-1] + 1 if roles else place
    while place < len(words) - 1 and _stands_before_a_name(words[place], speech):
        place += 1
    start = words[place].start()
    elided = _ELISION.match(words[place].group())
    if elided and place and elided.group()[0] in "dD":
        return None
    return Name(start + (elided.end() if elided else 0), words[-1].end())


def _stands_before_a_name(word: re.Match[str], speech: Speech) -> bool:
    """Whether a word is no part of the name behind it; an article with a capital letter of its own is: "Le Monde"."""
    said = word.group()
    if said.lower() in speech.particles:
        return said.islower() or _opens_a_sentence(word)
    return said in speech.titles or said.endswith(("'s", "’s"))


def _behind_what_leads(words: list[re.Match[str]], speech: Speech) -> list[re.Match[str]]:
    """Cut what introduces a subject: "until this week | the agency"; all of it where no subject can be told."""
    starts = [place for place, word in enumerate(words) if place and word.group().lower() in speech.determiners]
    return words[starts[-1] :] if starts else words


def _first_words(words: list[re.Match[str]], speech: Speech) -> list[re.Match[str]]:
    """Cut a long subject before what describes it: "a new study | documenting …"."""
    for place, word in enumerate(words[: _LONGEST_NAME + 1]):
        said = word.group().lower()
        if place > 1 and (said.endswith(("ing", "ed")) or speech.after_name.fullmatch(said)):
            return words[:place]
    return []


def _is_capital(word: re.Match[str], speech: Speech) -> bool:
    said = word.group()
    elided = _ELISION.match(said)
    if elided:
        said = said[elided.end() :]
    if _opens_a_sentence(word) and said.lower() in speech.determiners | speech.pronouns:
        return False
    return said[:1].isupper() or said == "&"


def _opens_a_sentence(word: re.Match[str]) -> bool:
    """Whether a word opens its sentence, where a capital letter tells nothing."""
    before = word.string[: word.start()].rstrip(_BLANKS)[-1:]
    return not before or before in '.!?:«“"\n'


def _joins(words: list[re.Match[str]], place: int, speech: Speech) -> bool:
    """Whether a small word stands inside a name: "Bank of England"."""
    inside = 0 < place < len(words) - 1
    return inside and words[place].group().lower() in speech.particles and _is_capital(words[place - 1], speech)
