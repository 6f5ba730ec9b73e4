"""Whether claims are found by what they say: the texts, the counted words and the index, each against what it is of."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tracker.store import word_index
from tracker.store.journal import change
from tracker.store.searched import texts_of
from tracker.store.tables import claim, search_term, search_text
from tracker.store.threads import slices
from tracker.store.word_index import INDEX, counted_anew, rebuild, texts_kept
from tracker.store.words import terms_in

if TYPE_CHECKING:
    from sqlmodel import Session

_BEGINNINGS = (1, 2, 3)
"""How long the beginnings of words are that the index keeps besides the words."""

_AT_ONCE = 5_000
_TERMS = f"temp.{INDEX}_terms"
_WORDS_APART = f"""
    SELECT count(*) FROM (
        SELECT term, doc FROM {_TERMS} WHERE term <> '¶' EXCEPT SELECT term, claims FROM search_term
    ) UNION ALL SELECT count(*) FROM (
        SELECT term FROM search_term EXCEPT SELECT term FROM {_TERMS}
    )
"""  # noqa: S608 -- names of our own


def texts_unlike_their_claims(session: Session) -> int:
    """How many claims are found by other words than they have, or by none; and texts that are of no claim."""
    numbers = set(session.execute(select(claim.id)).scalars()) | set(
        session.execute(select(search_text.claim_id)).scalars()
    )
    wrong = 0
    for some in slices(numbers):
        kept, made = texts_kept(session, some), texts_of(session, some)
        wrong += sum(kept.get(number) != made.get(number) for number in some)
    return wrong


def terms_unlike_the_texts(session: Session) -> int:
    """How many words are counted in more or fewer claims than they stand in."""
    kept = Counter({row[0]: row[1] for row in session.execute(select(search_term.term, search_term.claims))})
    made = counted_anew(session)
    return sum(kept[term] != made[term] for term in kept.keys() | made.keys())


def index_unlike_the_terms(session: Session) -> int:
    """How many words a file's index has in more or fewer claims than are counted; 1 for an index that is not there.

    A server looks after its own, and where SQLite has no FTS5 nobody asks the index.
    """
    if session.get_bind().dialect.name != "sqlite" or not word_index.has_fts5():
        return 0
    if word_index.is_behind(session):
        return 1
    session.execute(text(f"CREATE VIRTUAL TABLE {_TERMS} USING fts5vocab('main', '{INDEX}', 'row')"))
    try:
        return sum(int(count) for count in session.execute(text(_WORDS_APART)).scalars()) or _wrong_answers(session)
    except DatabaseError:  # the index itself is damaged
        return 1
    finally:
        session.execute(text(f"DROP TABLE {_TERMS}"))


def _wrong_answers(session: Session) -> int:
    """How many words, and beginnings of words, are found in other claims than hold them.

    The index is asked for each, as somebody who looks for it would: what leads to a word may be damaged where the
    word itself is not.
    """
    holding: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    found = select(search_text.claim_id, search_text.statement, search_text.around)
    for claim_id, *texts in session.execute(found, execution_options={"yield_per": _AT_ONCE}):
        words = terms_in(*texts)
        beginnings = {word[:length] for word in words for length in _BEGINNINGS if len(word) >= length}
        for asked in {f'"{word}"' for word in words} | {f'"{beginning}"*' for beginning in beginnings}:
            held = holding[asked]
            held[0] += 1
            held[1] += claim_id
    answer = text(f"SELECT count(*), coalesce(sum(rowid), 0) FROM {INDEX} WHERE {INDEX} MATCH :asked")  # noqa: S608
    return sum(list(session.execute(answer, {"asked": asked}).one()) != held for asked, held in holding.items())


@change
def mend_texts(session: Session) -> int:
    """Make anew what claims are found by, if it is not what they say; for how many it was not."""
    return _mend(session, texts_unlike_their_claims(session))


@change
def mend_terms(session: Session) -> int:
    """Count all words anew, if some are counted wrong; how many were."""
    return _mend(session, terms_unlike_the_texts(session))


@change
def mend_index(session: Session) -> int:
    """Make a file's index anew, if it has words elsewhere than claims hold them; how many it had."""
    return _mend(session, index_unlike_the_terms(session))


def _mend(session: Session, wrong: int) -> int:
    if wrong:
        rebuild(session)
    return wrong
