"""What the tests of classes share: a clock that is moved, a plan, rosters as files, learners."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import xlsxwriter

from app.actor import Actor, Role
from app.classes import queries
from app.classes.actions import classes, enrolling, units
from app.classes.rules import ClassPlan, CompletionRule, Learner, Part, Tier, UnitPlan
from app.classes.rules.roster import Line
from app.gatherings import actions as gatherings
from app.gatherings import steps
from app.gatherings.rules import Category, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.storage import database
from tests.app.study.hall import Time, time
from tests.makers import MONDAY, a_person

__all__ = ["Time", "time"]

FIRST = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
"""Nine in the morning of the first day."""
HEADER = ("姓名", "单位", "层级", "手机号", "职务")
TIERS = ("县", "镇（街道）", "村（社区）", "书吧")


def a_class(**changes: object) -> ClassPlan:
    """Two days in December, 80 % of the periods and 60 points, 120 seats."""
    values: dict[str, object] = {
        "title": "2026 年图书管理员培训班",
        "hosts": ((Part.HOST, "示例县图书馆"), (Part.HOST, "示例市图书馆"), (Part.ORGANISER, "示例县文化馆")),
        "tiers": frozenset(Tier),
        "starts_on": date(2026, 12, 1),
        "ends_on": date(2026, 12, 2),
        "place": None,
        "venue": "三楼报告厅",
        "capacity": 120,
        "notice": "请各单位派人参加。",
        "contact_name": "覃向学",
        "contact_phone": "0000-1234567",
        "enrol_by": datetime(2026, 11, 30, 9, 0, tzinfo=UTC),
        "keep_years": 3,
        "rule": CompletionRule(80, 60),
    }
    return ClassPlan(**{**values, **changes})  # type: ignore[arg-type]


async def a_secretary() -> Actor:
    """Whoever runs classes."""
    return await a_person("覃向学", Role.STAFF, Role.SECRETARY)


def a_learner(number: int = 1, **changes: object) -> Learner:
    """The learner with this number, plainly invented."""
    values: dict[str, object] = {
        "name": f"学员{'甲乙丙丁戊己庚辛壬癸'[number % 10]}",
        "unit": f"示例第{number}村农家书屋",
        "tier": Tier.VILLAGE,
        "phone": f"1990000{number:04d}",
    }
    return Learner(**{**values, **changes})  # type: ignore[arg-type]


def roster_rows(count: int) -> list[tuple[str, ...]]:
    """So many rows of a roster without a fault."""
    return [
        (f"学员{n:03d}号", f"示例第{n}村农家书屋", TIERS[n % 4], f"1990000{n:04d}", "管理员")
        for n in range(1, count + 1)
    ]


def a_workbook(rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER, merged: str = "") -> bytes:
    """A roster as somebody in a town sends it: a title above the header."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, len(header) - 1, "培训班报名表")
        sheet.write_row(1, 0, header)
        for number, row in enumerate(rows, 2):
            sheet.write_row(number, 0, row)
        if merged:
            sheet.merge_range(merged, "示例镇文化站")
    return made.getvalue()


async def a_class_with(actor: Actor, learners: int, *, now: datetime = MONDAY, **changes: object) -> int:
    """A class that is open for enrolment, with so many learners from a file."""
    made = await classes.plan_class(actor, a_class(**changes), now=now)
    await classes.open_enrolment(actor, made, now=now)
    if learners:
        lines = [Line(n + 1, a_learner(n, name=f"学员{n:03d}号")) for n in range(1, learners + 1)]
        await enrolling.take_in(actor, made, lines, now=now)
    return made


def a_unit(hour: int = 0, periods: int = 2, **changes: object) -> UnitPlan:
    """A unit of ninety minutes, so many hours after the class begins."""
    start = FIRST + timedelta(hours=hour)
    span = Span(start, start + timedelta(minutes=90))
    values: dict[str, object] = {
        "subject": f"第{hour + 1}讲",
        "teacher": "市馆老师",
        "span": span,
        "periods": periods,
        "venue": "",
        "category": Category.PROFESSIONAL,
    }
    return UnitPlan(**{**values, **changes})  # type: ignore[arg-type]


async def a_held_unit(actor: Actor, class_id: int, hour: int, away: frozenset[int] = frozenset()) -> None:
    """A unit at which everybody was from beginning to end but those who were away, by their place in the list."""
    plan = a_unit(hour)
    made = await units.add_unit(actor, class_id, plan, now=MONDAY)
    await units.open_unit(actor, made, now=plan.span.starts_at)
    unit = await queries.unit(actor, made)
    assert unit is not None
    ends = plan.span.ends_at
    came = Record(Status.PRESENT, Source.LIST, plan.span.starts_at, ends)
    async with database().atomic():
        known = await steps.lock(unit.gathering.id)
        for place, seat in enumerate(await queries.learners(actor, class_id)):
            if place not in away and seat.person is not None:
                await steps.write_presence(actor, known, seat.person, came, ends)
    await gatherings.close(actor, unit.gathering.id, now=ends)
