"""Service of the demo library: most of it approved, some waiting with its clock running, one record voided, two things asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app import clock
from app.actor import system
from app.demo.inserting import insert_at_once
from app.gatherings.rules.attendance import Status
from app.gatherings.tables import Presence
from app.service.queries.pending import PendingShift, Waiting, pending
from app.service.rules.due import Light
from app.service.rules.saying import ClaimKind, Stage
from app.service.tables import AbsenceExcuse, PresenceClaim, ServiceRecord, ServiceRecordVoid
from app.shifts.queries.places import coordinators
from app.storage.moments import moment

MANAGER, MANAGER_NAME = "guanzhang", "单知行"
KEPT_BACK = {Light.RED: 1, Light.AMBER: 2}
"""So many shifts of each colour wait for each coordinator; the green ones of the last days wait all."""
GREEN_DAYS = 3
ABSENT = """
SELECT v.id AS volunteer, g.id AS gathering, g.ends_at FROM presence r JOIN gathering g ON g.id = r.gathering
JOIN volunteer v ON v.person = r.person
WHERE g.kind = 'shift' AND r.status = {} AND g.ends_at > {} AND g.place = {} ORDER BY g.ends_at DESC, r.id LIMIT 1
"""

By = tuple[int | None, str]


async def insert_service(people: Mapping[str, int], now: datetime) -> None:
    """Approve what was served, but for what shows the clock; void one record; let two volunteers say something."""
    keepers = {place: who[0] for place, who in (await coordinators()).items()}
    by_manager = (people[MANAGER], MANAGER_NAME)
    approved = _approved(await pending(system("demo"), now), keepers)
    rows = [
        _record(shift, one, keepers.get(shift.place or 0, by_manager), now)
        for shift in approved
        for one in shift.people
    ]
    await insert_at_once(ServiceRecord, rows)
    await _void_one(by_manager, now)
    await _say_something(keepers, now)


def _approved(shifts: Sequence[PendingShift], keepers: Mapping[int, By]) -> list[PendingShift]:
    back: dict[tuple[int | None, Light], int] = {}
    approved = []
    # The oldest come first; of each colour the newest shifts are kept back, so that a clock is seen and no scandal.
    for shift in reversed(shifts):
        light = shift.due.light
        keeper = keepers.get(shift.place or 0)
        if light is Light.GREEN and shift.due.passed < GREEN_DAYS:
            continue
        if keeper and back.setdefault((keeper[0], light), KEPT_BACK.get(light, 0)):
            back[keeper[0], light] -= 1
            continue
        approved.append(shift)
    return approved[::-1]


def _record(shift: PendingShift, one: Waiting, by: By, now: datetime) -> ServiceRecord:
    at = min(now, clock.midnight(clock.at_library(shift.span.ends_at).date()) + timedelta(days=2, hours=10))
    return ServiceRecord(
        volunteer=one.volunteer,
        gathering=one.gathering,
        presence=one.presence,
        project=one.project,
        project_name=one.project_name,
        place=shift.place,
        place_name=shift.place_name,
        content=one.content,
        recording_unit=one.unit,
        unit_name=one.unit_name,
        leader=one.leader or by[1],
        starts_at=shift.span.starts_at,
        ends_at=shift.span.ends_at,
        came_at=one.record.came_at,
        went_at=one.record.went_at,
        actual_minutes=one.actual,
        minutes=one.proposed,
        source=one.record.source.value,
        note="",
        approved_by=by[0],
        approved_by_name=by[1],
        at=at,
    )


async def _void_one(by: By, now: datetime) -> None:
    first = await ServiceRecord.select(ServiceRecord.id).order_by(ServiceRecord.id).first()
    if first is not None:
        await ServiceRecordVoid(
            record=first["id"], reason="签到扫成了别人的手机，查实后作废", voided_by=by[0], voided_by_name=by[1], at=now
        ).save()


async def _say_something(keepers: Mapping[int, tuple[int, str]], now: datetime) -> None:
    """A volunteer was absent and says why; another finds their record too short. Both wait at a place with a coordinator."""
    place = min(keepers, default=0)
    for row in await Presence.raw(ABSENT, Status.ABSENT.value, now - timedelta(days=12), place):
        said_at = min(now, moment(row["ends_at"]) + timedelta(hours=6))
        await AbsenceExcuse(
            volunteer=row["volunteer"],
            gathering=row["gathering"],
            stage=Stage.FIRST.value,
            said="那天早上孩子发烧，送医院了",
            at=said_at,
        ).save()
    record = (
        await ServiceRecord.select(ServiceRecord.volunteer, ServiceRecord.gathering)
        .where(ServiceRecord.place == place)
        .order_by(ServiceRecord.id, ascending=False)
        .first()
    )
    if record is not None:
        await PresenceClaim(
            volunteer=record["volunteer"],
            gathering=record["gathering"],
            kind=ClaimKind.WRONG.value,
            said="走之前还帮着锁了门，能不能核一下时间",
            at=now - timedelta(hours=2),
        ).save()
