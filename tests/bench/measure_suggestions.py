"""Measure what is suggested in marked articles: ``python tests/bench/measure_suggestions.py FOLDER [--misses]``.

FOLDER holds ``articles/ID.txt`` (front matter, then the text), ``sentences.jsonl`` (offsets) and
``annotations.jsonl`` (one claim a line). ``--odd`` or ``--even`` looks at every second article only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tracker.articles.sentences import sentences_of
from tracker.articles.suggest import Suggestion, suggest

KINDS = {"release_date": "release"}


@dataclass
class Article:
    """A marked article."""

    name: str
    language: str
    published: date
    text: str
    sentences: list[tuple[int, int]]
    claims: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def articles_in(folder: Path) -> list[Article]:
    """Read every article of a folder with its marks."""
    found = {}
    for line in _lines(folder / "sentences.jsonl"):
        head, _, text = (folder / "articles" / f"{line['doc']}.txt").read_text(encoding="utf-8").partition("\n---\n")
        fields = dict(row.split(": ", 1) for row in head.splitlines() if ": " in row)
        bounds = [(start, end) for start, end in line["sentences"]]
        day = date.fromisoformat(fields["published"])
        found[line["doc"]] = Article(line["doc"], line["lang"], day, text, bounds)
    for claim in _lines(folder / "annotations.jsonl"):
        found[claim["doc"]].claims[claim["sent"]].append(claim)
    return [found[name] for name in sorted(found)]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_same_name(one: str, other: str) -> bool:
    """Whether two names share their words, as "Altman" and "Sam Altman" do."""
    left, right = (set(name.lower().replace("’", "'").replace("'", " ").split()) for name in (one, other))
    for words in (left, right):
        words.difference_update({"the", "le", "la", "les", "l", "a", "an", "of", "de", "du", "des", "d"})
    return (not left and not right) or bool(left and right and (left <= right or right <= left))


def overlaps(one: str, other: str) -> bool:
    """Whether a phrase stands in the other one."""
    left, right = (phrase.lower().replace("’", "'") for phrase in (one, other))
    return bool(left and right) and (left in right or right in left)


def count(article: Article, tally: Counter[str], *, misses: bool) -> None:
    """Add one article's hits and misses to the tally."""
    ours = {(found.start, found.end) for found in sentences_of(article.text, article.language)}
    wanted = set(article.sentences)
    tally.update(both=len(ours & wanted), ours=len(ours), wanted=len(wanted))
    by_sentence = _by_sentence(article, suggest(article.text, article.language, article.published))
    for number, (start, end) in enumerate(article.sentences):
        claims, found = article.claims.get(number, []), by_sentence.get(number, [])
        shown = any(one.shown for one in found)
        tally.update(sentences=1, claims=bool(claims), shown=shown, offered=bool(found))
        tally.update(right=shown and bool(claims), possible=bool(found and claims))
        wrong = []
        if bool(claims) != shown:
            wrong.append("missed" if claims else "too much")
        if claims and found:
            wrong += _fields(claims, found, tally)
        if misses and wrong:
            say(f"{article.name} {number} {', '.join(wrong)}: {article.text[start:end]}")
            for one in found:
                told = (one.kind.value, one.second_kind, one.speaker, one.deadline, one.score)
                say(f"      ours {told} {'; '.join(map(str, one.reasons))}")
            for claim in claims:
                say(
                    f"      gold {(claim['type'], claim['speaker'], claim['deadline'], claim['hand'])} {claim['quote']}"
                )


def _by_sentence(article: Article, suggestions: list[Suggestion]) -> dict[int, list[Suggestion]]:
    """Give each suggestion to the sentence that it shares most with."""
    found = defaultdict(list)
    for one in suggestions:
        shared = [min(one.end, end) - max(one.start, start) for start, end in article.sentences]
        found[shared.index(max(shared))].append(one)
    return found


def _fields(claims: list[dict[str, Any]], found: list[Suggestion], tally: Counter[str]) -> list[str]:
    """Compare kind, speaker and deadline of a suggested sentence that is a claim."""
    kinds = {KINDS.get(claim["type"], claim["type"]) for claim in claims}
    guesses = {one.kind.value for one in found}
    second = guesses | {one.second_kind.value for one in found if one.second_kind}
    hands = {claim["hand"] for claim in claims}
    speaker = any(is_same_name(claim["speaker"] or "", one.speaker) for claim in claims for one in found)
    phrases = [claim["deadline"] for claim in claims if claim["deadline"]]
    deadlines = [any(overlaps(phrase, one.deadline) for one in found) for phrase in phrases]
    named = [claim for claim in claims if claim["speaker"]]
    said = [any(is_same_name(claim["speaker"], one.speaker) for one in found) for claim in named]
    checks = {
        "kind": bool(kinds & guesses),
        "speaker": speaker,
        "hand": bool(hands & {one.hand.value for one in found}),
    }
    tally.update(fields=1, second=bool(kinds & second), deadlines=len(deadlines), deadline=sum(deadlines), **checks)
    tally.update(named=len(said), said=sum(said))
    return [name for name, right in checks.items() if not right] + ["deadline"] * (not all(deadlines))


def report(title: str, tally: Counter[str]) -> None:
    """Write one line of shares."""
    bounds = 2 * tally["both"] / (tally["ours"] + tally["wanted"])
    f1 = 2 * tally["right"] / max(1, tally["claims"] + tally["shown"])
    parts = {
        "bounds": bounds,
        "F1 shown": f1,
        "precision": tally["right"] / max(1, tally["shown"]),
        "recall": tally["right"] / max(1, tally["claims"]),
        "recall folded": tally["possible"] / max(1, tally["claims"]),
        "offered": tally["offered"] / tally["sentences"],
        "kind": tally["kind"] / max(1, tally["fields"]),
        "or second": tally["second"] / max(1, tally["fields"]),
        "speaker": tally["speaker"] / max(1, tally["fields"]),
        "of the named": tally["said"] / max(1, tally["named"]),
        "hand": tally["hand"] / max(1, tally["fields"]),
        "deadline": tally["deadline"] / max(1, tally["deadlines"]),
    }
    say(f"{title:12}" + "  ".join(f"{name} {share:.3f}" for name, share in parts.items()))


def say(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(line + "\n")


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description="Measure what is suggested in marked articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every sentence that is not as marked")
    parser.add_argument("--each", action="store_true", help="a line for each article")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--odd", action="store_true", help="only every second article, from the first")
    half.add_argument("--even", action="store_true", help="only every second article, from the second")
    options = parser.parse_args()
    articles = articles_in(options.folder)
    if options.odd or options.even:
        articles = articles[bool(options.even) :: 2]
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        tally: Counter[str] = Counter()
        count(article, tally, misses=options.misses)
        for group in ("all", article.language, *([article.name] if options.each else [])):
            tallies[group].update(tally)
    for group, tally in tallies.items():
        report(group, tally)
    began = time.perf_counter()
    words = sum(len(article.text.split()) for article in articles)
    for article in articles:
        suggest(article.text, article.language, article.published)
    say(f"{(time.perf_counter() - began) / words * 1e6:.0f} ms for a thousand words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
