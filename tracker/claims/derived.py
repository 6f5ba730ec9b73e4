"""The tables that are worked out from the others: no part of the history, they can be made again at any time."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from tracker.claims.model import InCodeOrder, coded
from tracker.claims.vocabulary import Kind

_COUNTED = ("said_on", "claim_id", "is_settled", "fixed_status", "due_end", "on_time", "lead_days")
"""What is counted of the claims of one speaker or subject."""


class Standing(SQLModel, table=True):
    """What lists need to know of a claim, of its thread and verdict; derived, rewritten with each change.

    Kept so that a list never has to walk threads, nor to read claims to filter and sort them. It is not part of the
    history: it can be made again from the rest. ``fixed_status`` is the status in which the day has no part, "" where
    the day decides; ``comes_back_on`` the day from which an open claim that still stands wants its reviewer.
    ``on_time`` is whether a claim kept its last day, that of an open one taken to have passed, and ``lead_days`` how
    many days before that one it was said; both are None where the day tells nothing, whatever comes.
    """

    __table_args__ = (
        # Whatever lists are filtered by and the record counts is in it: no page and no count has to look anywhere else.
        Index(
            "ix_standing_list",
            *("is_trashed", "said_on", "claim_id", "is_settled", "fixed_status", "due_end", "kind", "due_from"),
            *("due_start", "review_on", "speaker_id", "subject_id", "on_time", "lead_days"),
        ),
        Index("ix_standing_speaker_id", "is_trashed", "speaker_id", *_COUNTED),
        Index("ix_standing_subject_id", "is_trashed", "subject_id", *_COUNTED),
        Index(
            "ix_standing_slips",
            *("is_trashed", "speaker_id", "thread_id", "slips", "slip_days", "subject_id", "kind"),
            # A server's is made like it; to say so here would import all that SQLAlchemy knows of PostgreSQL.
            sqlite_where=text("slips > 0"),
        ),
        Index("ix_standing_queue", "is_trashed", "comes_back_on", "claim_id"),
    )

    claim_id: int = Field(
        primary_key=True,
        foreign_key="claim.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    thread_id: int = Field(index=True)
    position: int
    due_from: date | None = None
    moved: str = Field(default="", max_length=20)
    verdict_id: int | None = None
    verdict: str = Field(default="", max_length=20)
    slips: int = 0
    slip_days: int = 0
    said_on: date
    kind: Kind = Field(sa_type=coded(Kind))
    fixed_status: str = Field(default="", max_length=20)
    is_settled: bool = False
    is_trashed: bool = False
    speaker_id: int | None = None
    subject_id: int | None = None
    due_start: date | None = None
    due_end: date | None = None
    review_on: date | None = None
    comes_back_on: date | None = None
    on_time: bool | None = None
    lead_days: int | None = None


class SearchText(SQLModel, table=True):
    """The words by which a claim is found, as ``store.words`` writes them; derived, written anew with each change.

    ``around`` is what is told around the statement: deadline, notes, names, quotations and what names the sources.
    """

    __tablename__ = "search_text"

    claim_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    statement: str
    around: str


class SearchTerm(SQLModel, table=True):
    """A word, and in how many claims' texts it stands; derived from them."""

    __tablename__ = "search_term"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}

    term: str = Field(primary_key=True, sa_type=InCodeOrder)
    claims: int
