"""What people and their browsers ask for, as values; the shape is checked when they are read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.exams.rules import Review
from quizzes.blueprints import Blueprint

TOKEN = r"^[0-9A-Za-z_-]*$"


@dataclass(frozen=True, slots=True)
class Plan:
    """An exam as its editor plans it. `qualification` is what whoever has enough of its points gets."""

    title: str
    blueprint: Blueprint
    minutes: int
    opens_at: datetime
    closes_at: datetime
    shows_rank: bool
    review: Review
    note: str
    qualification: int | None = None


class GivenAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """One answer from the exam island. `value` is checked against its question; `typed_ms` is the browser's clock."""

    question: Annotated[int, Meta(ge=1, le=2**31 - 1)]
    revision: Annotated[int, Meta(ge=1, le=1_000_000)]
    value: Any
    typed_ms: int | float | None = None


class SaveBatch(msgspec.Struct, forbid_unknown_fields=True):
    """What the island sends when it saves: at most 50 answers, and how long the page was out of sight since."""

    batch: Annotated[str, Meta(max_length=64, pattern=TOKEN)]
    writer: Annotated[str, Meta(max_length=64, pattern=TOKEN)]
    answers: Annotated[list[GivenAnswer], Meta(max_length=50)] = []
    away_ms: Annotated[int, Meta(ge=0, le=86_400_000)] = 0


class ClaimRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The tab that wants to write, by the token it had."""

    writer: Annotated[str, Meta(max_length=64, pattern=TOKEN)] = ""


class HandInRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What the island holds: how many answers, and the fingerprint over question and revision."""

    writer: Annotated[str, Meta(max_length=64, pattern=TOKEN)]
    count: Annotated[int, Meta(ge=0, le=10_000)]
    fingerprint: Annotated[str, Meta(max_length=8)]
