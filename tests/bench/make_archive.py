"""Make an archive of many claims to measure with: ``python -m tests.bench.make_archive PLACE [--claims 100000]``.

The claims are invented, in English and French, and the same each time: from 5,000 speakers and 50,000 sources for a
million of them, fewer for less; in threads whose dates move, with deadlines of all sorts, tags, probabilities and a
little trash. Those that are settled were judged twice. All of it is written by the program's own way for many rows,
history and standings included. PLACE is a file that is not there yet, or the address of an empty database.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as at
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.bench import invented
from tracker.claims.deadlines import window_fields
from tracker.claims.decisions import Decision
from tracker.claims.model import ClaimFields, VerdictRow
from tracker.claims.vocabulary import Kind, Verdict
from tracker.store.archive import Archive
from tracker.store.bulk import trash_claims
from tracker.store.claims_at_once import KeptAs, NewClaim, StatedCredence, add_claims
from tracker.store.inserting import insert_rows, take_numbers, whole_values
from tracker.store.journal import change, name_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

TODAY = date(2026, 6, 30)
"""The day on which the archive is looked at."""

FIRST_DAY = date(2016, 1, 4)
IN_ONE_STEP = 5_000
_MOST_OPEN = 3_000
_KINDS = [kind for kind, share in zip(Kind, (24, 6, 16, 20, 6, 5, 6, 12, 5), strict=True) for _ in range(share)]
_VERDICTS = [v for v, share in zip(Verdict, (38, 16, 8, 28, 6, 4), strict=True) for _ in range(share)]


@dataclass(slots=True)
class Standing:
    """The newest claim of a thread that goes on."""

    number: int
    fields: ClaimFields


@dataclass
class Invention:
    """Invents the claims of an archive one after the other, in the order in which they are kept."""

    count: int
    luck: Random = field(default_factory=lambda: Random(7))  # noqa: S311 -- it picks test data, no secrets
    going_on: list[Standing] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Scale what claims share to how many there are."""
        self.speakers = min(5_000, max(50, self.count // 20))
        self.sources = min(50_000, max(100, self.count // 20))
        self.publishers = min(400, max(20, self.count // 250))
        self.subjects = min(8_000, max(40, self.count // 60))
        self.tags = min(300, max(20, self.count // 500))

    def claims(self) -> Iterator[NewClaim]:
        """Every claim, with the number that it is to have."""
        days = (TODAY - FIRST_DAY).days
        for number in range(1, self.count + 1):
            found_on = FIRST_DAY + timedelta(days=days * number // (self.count + 1))
            fields = self._revision(number, found_on) if self.luck.random() < 0.3 else None
            fields = fields or self._first(found_on)
            if fields.due_text and self.luck.random() < 0.5:
                self._go_on(Standing(number, fields))
            decision = self._decision(fields)
            moment = datetime.combine(found_on, at(9), UTC) + timedelta(seconds=number % 30_000)
            yield NewClaim(
                fields, decision, self._reviewer(), self._credences(fields), KeptAs(number, created_at=moment)
            )

    def _first(self, found_on: date) -> ClaimFields:
        luck = self.luck
        language = "fr" if luck.random() < 0.35 else "en"
        kind, about = luck.choice(_KINDS), invented.often_small(luck, self.subjects)
        said_on = found_on - timedelta(days=invented.often_small(luck, 60))
        return self._fields(
            found_on,
            language=language,
            kind=kind,
            said_on=said_on,
            subject=f"{invented.word(about)} {about}",
            statement=invented.statement(luck, invented.TONGUES[language], kind, invented.word(about)),
            speaker=self._speaker(),
            due_text=self._due_text(language, kind, said_on),
            tags=tuple({f"{invented.word(t).lower()}" for t in self._some_tags()}),
        )

    def _revision(self, number: int, found_on: date) -> ClaimFields | None:
        """A later claim about the date of one that is going on."""
        if not self.going_on:
            return None
        before = self.going_on.pop(self.luck.randrange(len(self.going_on)))
        said_on = max(found_on, before.fields.said_on + timedelta(days=1))
        language, luck = before.fields.language, self.luck
        is_delay = luck.random() < 0.5
        kind = Kind.DELAY if is_delay else before.fields.kind
        due_text = "withdrawn" if luck.random() < 0.05 else self._due_text(language, Kind.RELEASE, said_on)
        return self._fields(
            found_on,
            language=language,
            kind=kind,
            said_on=said_on,
            subject=before.fields.subject,
            statement=invented.statement(luck, invented.TONGUES[language], kind, before.fields.subject.split()[0]),
            speaker=before.fields.speaker if luck.random() < 0.8 else self._speaker(),
            due_text=due_text,
            revises=before.number if before.number != number else None,
        )

    def _fields(self, found_on: date, *, language: str, due_text: str, said_on: date, **told: Any) -> ClaimFields:
        luck = self.luck
        window = _window(due_text, said_on, language)
        review_on = None
        if not window["due_end"]:
            review_on = said_on + timedelta(days=luck.choice((30, 30, 90, 365)))
        source = invented.often_small(luck, self.sources) if luck.random() < 0.9 else None
        quote = f"« {told['statement'][: luck.randint(30, 120)]} »" if luck.random() < 0.7 else ""
        return ClaimFields.model_validate(
            {
                **told,
                **window,
                **({} if source is None else self._source(source, found_on, language)),
                "language": language,
                "due_text": due_text,
                "said_on": said_on,
                "review_on": review_on,
                "quote": quote,
                "via": invented.organisation(luck.randrange(200)) if luck.random() < 0.05 else "",
                "notes": told["statement"][::-1] if luck.random() < 0.03 else "",
            }
        )

    def _source(self, number: int, found_on: date, language: str) -> dict[str, Any]:
        publisher = number % self.publishers
        return {
            "source_title": f"{invented.word(number)} {invented.word(number // 7)} ({number})",
            "source_publisher": f"{invented.word(publisher)} {'Journal' if language == 'en' else 'Gazette'}",
            "source_author": invented.person(number % 3_000),
            "source_url": f"https://news-{publisher}.example.org/{number}",
            "source_published_on": found_on,
            "source_language": language,
            "source_type": "article",
        }

    def _decision(self, fields: ClaimFields) -> Decision | None:
        luck = self.luck
        last_day = fields.due_end or fields.review_on or fields.said_on + timedelta(days=400)
        decided_on = last_day + timedelta(days=invented.often_small(luck, 200))
        if decided_on >= TODAY or luck.random() < 0.12:
            return None
        verdict = luck.choice(_VERDICTS)
        occurred_on = last_day - timedelta(days=invented.often_small(luck, 90)) if verdict.tells_a_day else None
        if verdict is Verdict.LATE:
            occurred_on = decided_on
        has_evidence = luck.random() < 0.4
        source = invented.often_small(luck, self.sources)
        return Decision(
            verdict,
            decided_on,
            max(occurred_on, fields.said_on) if occurred_on else None,
            f"{invented.word(luck.randrange(13_000))} reported it" if luck.random() < 0.3 else "",
            evidence_url=f"https://news-{source % self.publishers}.example.org/{source}" if has_evidence else "",
            evidence_quote=fields.statement[:60] if has_evidence else "",
        )

    def _speaker(self) -> str:
        number = invented.often_small(self.luck, self.speakers)
        return invented.organisation(number) if number % 4 == 0 else invented.person(number)

    def _due_text(self, language: str, kind: Kind, said_on: date) -> str:
        lacks_one = self.luck.random() < (0.7 if kind.judged_on_substance else 0.12)
        return "" if lacks_one else invented.deadline(self.luck, invented.TONGUES[language], said_on.year)

    def _some_tags(self) -> Sequence[int]:
        return [invented.often_small(self.luck, self.tags) for _ in range(self.luck.choice((0, 0, 1, 1, 2, 3)))]

    def _reviewer(self) -> str:
        return self.luck.choice(("ada", "ada", "bo", "cleo"))

    def _credences(self, fields: ClaimFields) -> tuple[StatedCredence, ...]:
        if self.luck.random() > 0.1:
            return ()
        return (StatedCredence(self.luck.randrange(1, 20) / 20, fields.said_on, self._reviewer()),)

    def _go_on(self, standing: Standing) -> None:
        """Let a thread go on, instead of any other when many do."""
        if len(self.going_on) < _MOST_OPEN:
            self.going_on.append(standing)
        else:
            self.going_on[self.luck.randrange(_MOST_OPEN)] = standing


@lru_cache(maxsize=200_000)
def _window(due_text: str, said_on: date, language: str) -> dict[str, object]:
    return window_fields(due_text, said_on, language)[0]


@change
def keep_many(session: Session, claims: Sequence[NewClaim]) -> None:
    """Keep these claims, and judge those that are settled once more."""
    numbers = add_claims(session, claims)
    judged = [(number, one.decision) for number, one in zip(numbers, claims, strict=True) if one.decision]
    fresh = take_numbers(session, VerdictRow, len(judged)) if judged else []
    again = [
        {
            "id": fresh_number,
            "claim_id": number,
            "verdict": decision.verdict,
            "occurred_on": decision.occurred_on,
            "decided_on": min(decision.decided_on + timedelta(days=14), TODAY),
            "decided_by": "dora",
            "reason": "looked at a second time",
        }
        for fresh_number, (number, decision) in zip(fresh, judged, strict=True)
    ]
    insert_rows(session, VerdictRow, [whole_values(session, VerdictRow, row) for row in again])
    name_step(session, f"keep {len(claims)} claims")


def make(place: str, count: int) -> None:
    """Make the archive and tell how far it is."""
    started = time.perf_counter()
    written = 0
    with Archive.open(place, user="bench", clock=lambda: datetime.combine(TODAY, at(12), UTC)) as archive:
        archive._backups = None  # a backup before each step would copy what was just invented
        for claims in _in_steps(Invention(count).claims()):
            archive.run(keep_many, claims)
            written += len(claims)
            sys.stderr.write(f"\r{written:>9,} of {count:,} claims, {time.perf_counter() - started:.0f} s")
            gc.collect()
        archive.run(trash_claims, range(97, count + 1, 400))
    sys.stderr.write(f"\n{place}: {count:,} claims in {time.perf_counter() - started:.0f} s\n")


def _in_steps(claims: Iterator[NewClaim]) -> Iterator[list[NewClaim]]:
    step: list[NewClaim] = []
    for one in claims:
        step.append(one)
        if len(step) == IN_ONE_STEP:
            yield step
            step = []
    if step:
        yield step


def main() -> None:
    """Read the arguments and make it."""
    parser = argparse.ArgumentParser(description="Make an archive of many claims to measure with.")
    parser.add_argument("place")
    parser.add_argument("--claims", type=int, default=10_000)
    options = parser.parse_args()
    if Path(options.place).exists():
        parser.error(f"{options.place} is there already: name a new file")
    make(options.place, options.claims)


if __name__ == "__main__":
    main()
