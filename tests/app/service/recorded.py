"""Approved service for the tests: a library, its people, and records as rows."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from app.actor import Actor, Role
from app.gatherings import steps
from app.gatherings.rules import Kind, Span
from app.gatherings.tables import Presence
from app.people.tables import Library
from app.service.tables import ServiceRecord, ServiceRecordVoid
from app.shifts.actions import volunteers
from app.shifts.actions.volunteers import Wishes
from app.shifts.tables import Volunteer
from tests.makers import a_person

NOW = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Served:
    """A library of one's own, a volunteer organisation that it works with, and people."""

    own: int
    partner: int
    manager: Actor
    coordinator: Actor
    person: Actor
    volunteer: int


async def a_library_that_is_served() -> Served:
    own = Library(name="示例县图书馆", kind="own", contact_name="王小芳", contact_phone="0517-00000000")
    partner = Library(name="示例志愿者协会", kind="partner", partner_kind="organisation")
    for row in (own, partner):
        await row.save()
    manager = await a_person("单知行", Role.STAFF, Role.MANAGER)
    coordinator = await a_person("王小芳", Role.COORDINATOR)
    person, volunteer = await a_server(manager, "阿依古丽·买买提", number="320831000001234")
    return Served(own.id, partner.id, manager, coordinator, person, volunteer)


async def a_server(manager: Actor, name: str, **wishes: object) -> tuple[Actor, int]:
    """A volunteer, as they act and by id."""
    person = await a_person(name, Role.VOLUNTEER)
    given = Wishes(**{"most_minutes": 1200, **wishes})  # type: ignore[arg-type]
    volunteer = await volunteers.register(manager, None, given, now=NOW, person=person.person)  # type: ignore[arg-type]
    return person, volunteer


async def a_record(
    volunteer: int, minutes: int = 180, *, days_ago: int = 10, source: str = "scan", **columns: object
) -> int:
    """An approved record of a shift that began so many days ago."""
    starts_at = NOW - days_ago * DAY
    span = Span(starts_at, starts_at + timedelta(hours=3))
    gathering = await steps.arrange(Kind.SHIFT, "导读", span, now=NOW)
    facts = await Volunteer.select(Volunteer.person).where(Volunteer.id == volunteer).first()
    assert facts is not None
    presence = Presence(
        gathering=gathering,
        person=facts["person"],
        status="present",
        came_at=span.starts_at,
        went_at=span.ends_at,
        minutes=minutes,
        source=source,
        recorded_by_name="王小芳",
        at=NOW,
    )
    await presence.save()
    row = ServiceRecord(
        **{
            "volunteer": volunteer,
            "gathering": gathering,
            "presence": presence.id,
            "project_name": "少儿阅读陪伴",
            "place_name": "示例总馆",
            "content": "导读",
            "unit_name": "示例县图书馆",
            "leader": "单知行",
            "starts_at": span.starts_at,
            "ends_at": span.ends_at,
            "came_at": span.starts_at,
            "went_at": span.starts_at + timedelta(minutes=minutes),
            "actual_minutes": minutes,
            "minutes": minutes,
            "source": source,
            "approved_by_name": "王小芳",
            "at": NOW,
            **columns,
        }
    )
    await row.save()
    return int(row.id)


async def void(record: int) -> None:
    """The record no longer stands."""
    await ServiceRecordVoid(record=record, reason="记错了人", voided_by_name="单知行", at=NOW).save()


def at_place(actor: Actor, *places: int) -> Actor:
    """The same coordinator, bound to these service points."""
    return replace(actor, sites=frozenset(places))
