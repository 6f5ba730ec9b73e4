"""The tables, and ``ClaimFields``: what a person writes down about a claim.

A field of a claim is one line in ``ClaimText`` (kept in the claim's own row) or in ``ClaimFields`` (kept in a
neighbouring table) and one migration in ``schema/versions``. Typed texts, edits and exports walk these fields; the
form, both cards and the reports name each one, and a test tells where one was forgotten. Table classes do not validate
what they are given, so everything a person writes passes through ``ClaimFields`` first.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from tracker.claims.vocabulary import Kind, Outcome, Role, Verdict

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
}
SQLModel.metadata.naming_convention = NAMING
# What checks a row is made when it is first used: most commands check none.
SQLModel.model_config["defer_build"] = True


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as ISO text: the same bytes on every backend, and it sorts as text."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:  # noqa: ARG002
        """Write the moment with microseconds and a Z."""
        return instant_text(value) if value else None

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Read it back with its zone."""
        return datetime.fromisoformat(value) if value else None


@lru_cache(maxsize=256)
def instant_text(moment: datetime) -> str:
    """``2025-07-11T18:00:00.000000Z``: how moments are kept and handed out."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def coded(codes: type[StrEnum]) -> type[TypeDecorator[StrEnum]]:
    """A column type that stores the code of an enum member; SQLAlchemy's own would store its Python name."""
    known = {code.value: code for code in codes}

    class Coded(TypeDecorator[StrEnum]):
        impl = String(20)
        cache_ok = True

        def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
            return None if value is None else (known.get(value) or codes(value)).value

        def process_result_value(self, value: str | None, dialect: Any) -> StrEnum | None:  # noqa: ARG002
            return None if value is None else known.get(value) or codes(value)

    return Coded


InCodeOrder: Any = String().with_variant(String(collation="C"), "postgresql")
"""A text that is compared by its characters' codes on every backend, so that an index finds what begins like it."""


class Row(SQLModel):
    """What each table that people write to has: a number that is never used again, and a version.

    Writing a row whose version has moved since it was read fails: nobody's change is overwritten unseen. ``called`` is
    what a user calls a row of the table.
    """

    called: ClassVar[str]
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(default=1)
    created_at: datetime | None = Field(default=None, sa_type=Instant, nullable=False)
    updated_at: datetime | None = Field(default=None, sa_type=Instant, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- SQLAlchemy calls it on the class
        """Let SQLAlchemy compare and raise the version with each update."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]

    @property
    def key(self) -> int:
        """The row's number, once it has one."""
        if self.id is None:
            message = "the row was not written yet"
            raise ValueError(message)
        return self.id


class Speaker(Row, table=True):
    """A person or organisation that makes claims. ``name_key`` is the name as it is compared."""

    called: ClassVar[str] = "speaker"

    name: str
    name_key: str = Field(unique=True)


class SpeakerAlias(Row, table=True):
    """Another name under which a speaker is found."""

    called: ClassVar[str] = "other name"
    __tablename__ = "speaker_alias"

    speaker_id: int = Field(foreign_key="speaker.id", index=True)
    name: str
    name_key: str = Field(unique=True)


class Subject(Row, table=True):
    """What claims are about."""

    called: ClassVar[str] = "subject"

    name: str
    name_key: str = Field(unique=True)


class Source(Row, table=True):
    """An article, post, filing or talk in which claims appeared or evidence was found."""

    called: ClassVar[str] = "source"

    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = Field(default="", index=True)
    archive_url: str = ""
    published_on: date | None = None
    language: str = ""
    type: str = ""


class ClaimText(SQLModel):
    """The fields of a claim that are kept in its own row."""

    model_config = ConfigDict(validate_default=False)  # type: ignore[assignment]

    statement: str = Field(title="claim", max_length=500)
    kind: Kind = Field(default=Kind.OTHER, title="kind", sa_type=coded(Kind))
    said_on: date = Field(title="said on")
    language: str = Field(default="en", title="language", max_length=12)
    due_text: str = Field(default="", title="due", max_length=200)
    due_start: date | None = Field(default=None, title="first day")
    due_end: date | None = Field(default=None, title="last day")
    due_grain: str = Field(default="", title="grain", max_length=12)
    due_open: str = Field(default="", title="open", max_length=12)
    due_rule: str = Field(default="", title="read as", max_length=80)
    due_edtf: str = Field(default="", title="EDTF", max_length=40)
    criteria: str = Field(default="", title="counts as true if", max_length=2_000)
    review_on: date | None = Field(default=None, title="review on")
    notes: str = Field(default="", title="notes", max_length=20_000)


class ClaimFields(ClaimText):
    """All that a person writes down about a claim, with people, sources and tags by their names."""

    model_config = ConfigDict(frozen=True)

    speaker: str = Field(default="", title="speaker", max_length=200)
    subject: str = Field(default="", title="subject", max_length=200)
    quote: str = Field(default="", title="quotation", max_length=20_000)
    quote_prefix: str = Field(default="", title="before the quotation", max_length=200)
    quote_suffix: str = Field(default="", title="after the quotation", max_length=200)
    via: str = Field(default="", title="via", max_length=200)
    source_title: str = Field(default="", title="title", max_length=500)
    source_publisher: str = Field(default="", title="publisher", max_length=200)
    source_author: str = Field(default="", title="author", max_length=200)
    source_url: str = Field(default="", title="address", max_length=2_000)
    source_archive_url: str = Field(default="", title="archived at", max_length=2_000)
    source_published_on: date | None = Field(default=None, title="published on")
    source_language: str = Field(default="", title="source's language", max_length=12)
    source_type: str = Field(default="", title="type", max_length=40)
    revises: int | None = Field(default=None, title="revises")
    depends_on: int | None = Field(default=None, title="depends on")
    tags: tuple[str, ...] = Field(default=(), title="tags")


class Claim(Row, ClaimText, table=True):
    """One statement by one speaker on one day, that can turn out true or not.

    ``trashed_at`` is when it was moved to the trash, where it waits unseen; None for a claim that counts.
    """

    called: ClassVar[str] = "claim"
    __table_args__ = (
        ForeignKeyConstraint(["revises_id"], ["claim.id"], name="fk_claim_revises_id"),
        ForeignKeyConstraint(["depends_on_id"], ["claim.id"], name="fk_claim_depends_on_id"),
        {"sqlite_autoincrement": True},
    )

    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    subject_id: int | None = Field(default=None, foreign_key="subject.id", index=True)
    revises_id: int | None = Field(default=None, index=True)
    depends_on_id: int | None = Field(default=None, index=True)
    trashed_at: datetime | None = Field(default=None, sa_type=Instant)


class Citation(Row, table=True):
    """A source attached to a claim, with the exact quotation and the words around it."""

    called: ClassVar[str] = "source of a claim"
    __table_args__ = (Index("ix_citation_source_id", "source_id", "claim_id"), {"sqlite_autoincrement": True})

    claim_id: int = Field(foreign_key="claim.id", index=True)
    source_id: int | None = Field(default=None, foreign_key="source.id")
    role: Role = Field(default=Role.STATES, sa_type=coded(Role))
    quote: str = ""
    quote_prefix: str = ""
    quote_suffix: str = ""
    via: str = ""


class VerdictRow(Row, table=True):
    """A decision. Rows are only added: the newest of a claim counts, an empty verdict opens it again."""

    called: ClassVar[str] = "verdict"
    __tablename__ = "verdict"

    claim_id: int = Field(foreign_key="claim.id", index=True)
    verdict: Verdict | None = Field(default=None, sa_type=coded(Verdict))
    occurred_on: date | None = None
    decided_on: date
    decided_by: str = ""
    reason: str = ""
    evidence_id: int | None = Field(default=None, foreign_key="citation.id", index=True)


class Credence(Row, table=True):
    """The user's own probability, from 0 to 1, that a claim comes true. Rows are only added."""

    called: ClassVar[str] = "probability"

    claim_id: int = Field(foreign_key="claim.id", index=True)
    probability: float
    stated_on: date
    stated_by: str = ""


class Tag(Row, table=True):
    """A word of the user's own to group claims by."""

    called: ClassVar[str] = "tag"

    name: str
    name_key: str = Field(unique=True)


class ClaimTag(Row, table=True):
    """A tag on a claim."""

    called: ClassVar[str] = "tag of a claim"
    __tablename__ = "claim_tag"
    __table_args__ = (
        UniqueConstraint("claim_id", "tag_id", name="uq_claim_tag_claim_id"),
        {"sqlite_autoincrement": True},
    )

    claim_id: int = Field(foreign_key="claim.id")
    tag_id: int = Field(foreign_key="tag.id", index=True)


class SavedView(Row, table=True):
    """A filter under a name and a number key."""

    called: ClassVar[str] = "view"
    __tablename__ = "saved_view"

    name: str
    name_key: str = Field(unique=True)
    filter: str = ""
    position: int = 0


class Article(Row, table=True):
    """An article that was read, with its text as it was: ``digest`` is the text's SHA-256 in hex.

    ``opened_from`` is the address or the name of the file under which it was opened first.
    """

    called: ClassVar[str] = "article"

    digest: str = Field(unique=True, max_length=64)
    text: str
    opened_from: str = ""
    source_id: int = Field(foreign_key="source.id", index=True)


class Passage(Row, table=True):
    """What was decided about ``text[starts_at:ends_at]`` of an article, in characters."""

    called: ClassVar[str] = "passage of an article"

    article_id: int = Field(foreign_key="article.id", index=True)
    starts_at: int
    ends_at: int
    outcome: Outcome = Field(sa_type=coded(Outcome))
    claim_id: int | None = Field(default=None, foreign_key="claim.id", index=True)


class Batch(SQLModel, table=True):
    """One step of the history: what one person did at one moment, undone as one."""

    __tablename__ = "journal_batch"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime = Field(sa_type=Instant)
    made_by: str
    step: str
    undoes_id: int | None = Field(default=None, foreign_key="journal_batch.id", index=True)
    redoes_id: int | None = Field(default=None, foreign_key="journal_batch.id", index=True)
    digest: str = Field(max_length=64)


class Entry(SQLModel, table=True):
    """One row that a step inserted, updated or deleted, as JSON before and after."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_row", "table_name", "row_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="journal_batch.id", index=True)
    table_name: str = Field(max_length=40)
    row_id: int
    before: str | None = None
    after: str | None = None


WRITTEN_TABLES: tuple[type[Row], ...] = (
    Speaker,
    SpeakerAlias,
    Subject,
    Source,
    Claim,
    Citation,
    VerdictRow,
    Credence,
    Tag,
    ClaimTag,
    SavedView,
    Article,
    Passage,
)
"""The tables whose every change is in the history."""
