"""Classes as lists and pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.classes.rules import ClassState, CompletionRule, Part, Tier, state_of
from app.classes.tables import ClassCancellation, ClassHost, TrainingClass
from app.people.tables import Library
from app.storage.moments import moment, moment_or_none

COLUMNS = """
SELECT t.*, p.name AS place_name, o.at AS opened_at, c.at AS finished_at, x.reason AS called_off,
       (SELECT count(*) FROM class_enrolment e WHERE e.training_class = t.id AND e.ended_at IS NULL) AS taken,
       (SELECT count(*) FROM class_certificate k JOIN class_enrolment e ON e.id = k.enrolment
        WHERE e.training_class = t.id
        AND NOT EXISTS (SELECT 1 FROM certificate_revocation v WHERE v.certificate = k.id)) AS certified
FROM training_class t LEFT JOIN service_point p ON p.id = t.place
LEFT JOIN class_opening o ON o.training_class = t.id LEFT JOIN class_closing c ON c.training_class = t.id
LEFT JOIN class_cancellation x ON x.id = (SELECT max(n.id) FROM class_cancellation n WHERE n.training_class = t.id)
"""


@dataclass(frozen=True, slots=True)
class ClassView:
    """One class.

    Attributes:
        hosts: part and name of each organisation, in the order in which they are printed.
        taken: learners who have not withdrawn.
        certified: of them, those with a certificate that holds.
        called_off: why it does not take place; empty while it does.
    """

    id: int
    title: str
    hosts: Sequence[tuple[Part, str]]
    tiers: frozenset[Tier]
    starts_on: date
    ends_on: date
    place: int | None
    place_name: str
    venue: str
    capacity: int
    notice: str
    contact_name: str
    contact_phone: str
    enrol_by: datetime
    keep_years: int
    rule: CompletionRule
    token: str
    taken: int
    certified: int
    opened_at: datetime | None
    finished_at: datetime | None
    called_off: str

    @property
    def is_over(self) -> bool:
        """Whether nothing of it can be changed any more: it is finished or called off."""
        return self.finished_at is not None or bool(self.called_off)

    @property
    def where(self) -> str:
        """The place and the room, as they are said."""
        return " ".join(filter(None, (self.place_name, self.venue)))

    def names(self, part: Part) -> Sequence[str]:
        """Who has this part."""
        return [name for one, name in self.hosts if one is part]

    def state(self, now: datetime) -> ClassState:
        """Where it stands."""
        return state_of(self, now)


async def classes(actor: Actor) -> list[ClassView]:
    """Every class, the latest first."""
    return await _views(await TrainingClass.raw(f"{COLUMNS} ORDER BY t.starts_on DESC, t.id DESC"))


async def training_class(actor: Actor, class_id: int) -> ClassView | None:
    """One class."""
    views = await _views(await TrainingClass.raw(f"{COLUMNS} WHERE t.id = {{}}", class_id))
    return views[0] if views else None


async def by_token(actor: Actor, token: str) -> ClassView | None:
    """The class whose enrolment link this is, once its enrolment was opened."""
    views = await _views(await TrainingClass.raw(f"{COLUMNS} WHERE t.token = {{}} AND o.at IS NOT NULL", token))
    return views[0] if views else None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """One wording of why a class was called off."""

    reason: str
    by_name: str
    at: datetime


async def cancellations(actor: Actor, class_id: int) -> list[Cancellation]:
    """Every wording, the first one first; the last stands."""
    rows = (
        await ClassCancellation.select(ClassCancellation.reason, ClassCancellation.by_name, ClassCancellation.at)
        .where(ClassCancellation.training_class == class_id)
        .order_by(ClassCancellation.id)
    )
    return [Cancellation(row["reason"], row["by_name"], moment(row["at"])) for row in rows]


async def own_library() -> str:
    """The library's full name; empty before it is set up."""
    row = await Library.select(Library.name).where(Library.kind == "own").order_by(Library.id).first()
    return str(row["name"]) if row else ""


async def known_libraries() -> dict[str, int]:
    """The ids of the organisations that are written down, by name."""
    return {row["name"]: row["id"] for row in await Library.select(Library.id, Library.name)}


async def _views(rows: Sequence[Mapping[str, Any]]) -> list[ClassView]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    hosts = (
        await ClassHost.select(ClassHost.training_class, ClassHost.part, ClassHost.name)
        .where(ClassHost.training_class.is_in(ids))
        .order_by(ClassHost.position)
    )
    return [
        _view(row, [(Part(h["part"]), h["name"]) for h in hosts if h["training_class"] == row["id"]]) for row in rows
    ]


def _view(row: Mapping[str, Any], hosts: Sequence[tuple[Part, str]]) -> ClassView:
    return ClassView(
        id=row["id"],
        title=row["title"],
        hosts=hosts,
        tiers=frozenset(Tier(word) for word in row["tiers"].split(",")),
        starts_on=day(row["starts_on"]),
        ends_on=day(row["ends_on"]),
        place=row["place"],
        place_name=row["place_name"] or "",
        venue=row["venue"],
        capacity=row["capacity"],
        notice=row["notice"],
        contact_name=row["contact_name"],
        contact_phone=row["contact_phone"],
        enrol_by=moment(row["enrol_by"]),
        keep_years=row["keep_years"],
        rule=CompletionRule(row["attendance_percent"], row["exam_points"]),
        token=row["token"],
        taken=row["taken"],
        certified=row["certified"],
        opened_at=moment_or_none(row["opened_at"]),
        finished_at=moment_or_none(row["finished_at"]),
        called_off=row["called_off"] or "",
    )


def day(value: date | str) -> date:
    """A day of a raw row, whichever engine it came from."""
    return value if isinstance(value, date) else date.fromisoformat(value)
