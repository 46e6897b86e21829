"""Two training classes: one of forty outsiders that is over and certified, and one that is open for enrolment."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.actor import Actor
from app.classes import queries
from app.classes.actions import certifying, classes, enrolling, examining, units
from app.classes.queries import LearnerView
from app.classes.rules import ClassPlan, CompletionRule, Learner, Part, Tier, UnitPlan
from app.classes.rules.roster import Line
from app.classes.tables import ClassRated, ClassRating, ClassResult, ClassSitting
from app.clock import LIBRARY_ZONE, at_library
from app.demo.people import CAST
from app.demo.places import OWN
from app.gatherings import steps
from app.gatherings.rules import Category, Span
from app.gatherings.rules.attendance import Record, Source, Status, status_on_arrival
from app.storage import database

SEED = 20265
SURNAMES = ("东方", "令狐", "上官", "皇甫", "宇文", "慕容", "司徒", "诸葛")
GIVEN = ("勤读", "爱书", "小册", "乐学", "常新")
TOWNS = ("示例一镇", "示例二镇", "示例三镇", "示例街道")
HOSTS = ((Part.HOST, OWN), (Part.HOST, "示例市图书馆"), (Part.ORGANISER, "示例县文化馆"))
LECTURES = (
    ("公共图书馆法与县乡村服务", "市馆讲师甲", Category.LAW),
    ("农家书屋的管理", "本馆业务部", Category.PROFESSIONAL),
    ("少儿阅读推广", "市馆讲师乙", Category.PROFESSIONAL),
    ("通借通还怎么办", "本馆借阅部", Category.PROFESSIONAL),
    ("看看书吧的日常", "书吧代表", Category.PROFESSIONAL),
    ("消防与读者安全", "消防站教员", Category.SAFETY),
)
STARTS = ((0, 9), (0, 11), (0, 14), (1, 9), (1, 11), (1, 14))
"""Day and hour of each lecture; ninety minutes, two periods."""
AGO, AHEAD = timedelta(days=75), timedelta(days=20)
TEXTS = ("实操再多一点", "希望明年还办", "教室有点冷", "讲义能发电子版就好")
RATED, WRONG_OFTEN = 34, 8


async def insert_classes(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """The finished class first, so that it is number 1.

    Args:
        people: ids by sign-in name.
        points: ids of the service points, the main building first.
    """
    today, chance = at_library(now).date(), Random(SEED)
    runs = next(player for player in CAST if player.sign_in == "guanzhang")
    manager = Actor(id=people[runs.sign_in], name=runs.name, roles=frozenset(runs.all_roles), origin=actor.origin)
    await _finished(manager, points[0], today - AGO, now, chance)
    await _open(manager, points[0], today + AHEAD, now)


async def _finished(actor: Actor, place: int, first: date, now: datetime, chance: Random) -> None:
    before, after = _at(first, 0, 8) - timedelta(days=20), _at(first, 2, 9)
    made = await classes.plan_class(actor, _plan("县镇村图书管理员培训班", place, first, 45), now=before)
    await classes.open_enrolment(actor, made, now=before)
    lines = [Line(place_in, one) for place_in, one in enumerate(_learners(40, 0), 2)]
    await enrolling.take_in(actor, made, lines, now=before)
    for (day, hour), (subject, teacher, category) in zip(STARTS, LECTURES, strict=True):
        span = Span(_at(first, day, hour), _at(first, day, hour) + timedelta(minutes=90))
        await _lecture(actor, made, UnitPlan(subject, teacher, span, 2, "", category), before, chance)
    await _exam(actor, made, Span(_at(first, 1, 16), _at(first, 1, 17)), before, chance)
    await classes.finish(actor, made, now=after)
    await certifying.issue(actor, made, now=after)
    first_one = (await queries.certificates(actor, made))[0]
    await certifying.revoke(actor, first_one.id, "姓名写错，已另发", now=after + timedelta(days=3))
    await certifying.issue(actor, made, now=after + timedelta(days=3))
    await _ratings(actor, made, chance)


async def _open(actor: Actor, place: int, first: date, now: datetime) -> None:
    made = await classes.plan_class(actor, _plan("看看书吧管理员培训班", place, first, 30), now=now)
    await classes.open_enrolment(actor, made, now=now)
    for (day, hour), (subject, teacher, category) in zip(STARTS[:3], LECTURES[2:5], strict=True):
        span = Span(_at(first, day, hour), _at(first, day, hour) + timedelta(minutes=90))
        await units.add_unit(actor, made, UnitPlan(subject, teacher, span, 2, "", category), now=now)
    lines = [Line(place_in, one) for place_in, one in enumerate(_learners(9, 500), 2)]
    await enrolling.take_in(actor, made, lines, now=now)


def _plan(title: str, place: int, first: date, capacity: int) -> ClassPlan:
    return ClassPlan(
        title=f"{first.year} 年{title}",
        hosts=HOSTS,
        tiers=frozenset(Tier),
        starts_on=first,
        ends_on=first + timedelta(days=1),
        place=place,
        venue="三楼报告厅",
        capacity=capacity,
        notice="为提高基层图书管理员的业务水平，本馆与市馆共同举办本期培训班。\n请各镇（街道）组织辖区书屋、书吧管理员参加。",
        contact_name="培训组",
        contact_phone="分机 01",
        enrol_by=_at(first, -3, 17),
        keep_years=3,
        rule=CompletionRule(80, 60),
    )


def _learners(count: int, since: int) -> list[Learner]:
    """Invented people: no such surname goes with such a name, and no phone begins so."""
    tiers = (Tier.TOWN, Tier.VILLAGE, Tier.VILLAGE, Tier.READING_BAR, Tier.VILLAGE, Tier.COUNTY)
    posts = {Tier.TOWN: "文化站", Tier.VILLAGE: "村农家书屋", Tier.READING_BAR: "看看书吧", Tier.COUNTY: "县直书屋"}
    made = []
    for number in range(count):
        tier, town = tiers[number % len(tiers)], TOWNS[number % len(TOWNS)]
        name = SURNAMES[number % len(SURNAMES)] + GIVEN[(number // len(SURNAMES) + since) % len(GIVEN)]
        made.append(Learner(name, f"{town}{posts[tier]}", tier, f"10000004{since + number:03d}", "管理员"))
    return made


async def _lecture(actor: Actor, made: int, plan: UnitPlan, before: datetime, chance: Random) -> None:
    unit_id = await units.add_unit(actor, made, plan, now=before)
    await units.open_unit(actor, unit_id, now=plan.span.starts_at - timedelta(minutes=20))
    unit = await queries.unit(actor, unit_id)
    if unit is None:
        raise LookupError(unit_id)
    async with database().atomic():
        known = await steps.lock(unit.gathering.id)
        for place, seat in enumerate(await queries.learners(actor, made)):
            if seat.person is not None:
                record = _record(plan.span, place, chance)
                await steps.write_presence(actor, known, seat.person, record, plan.span.ends_at)
        await steps.close(actor, unit.gathering.id, plan.span.ends_at)


def _record(span: Span, place: int, chance: Random) -> Record:
    # Every thirteenth is often away, so that some do not complete.
    if chance.random() < (0.6 if place % 13 == 5 else 0.04):
        return Record(Status.EXCUSED, Source.LIST, note="本单位有事")
    came_at = span.starts_at + timedelta(minutes=chance.randint(-15, 12))
    return Record(status_on_arrival(span, came_at), Source.LIST, came_at, span.ends_at)


async def _exam(actor: Actor, made: int, span: Span, before: datetime, chance: Random) -> None:
    await examining.draw_paper(actor, made, "public-library-law", 10, span, now=before)
    paper = await queries.paper(actor, made)
    if paper is None:
        raise LookupError(made)
    for seat in await queries.learners(actor, made):
        await _result(seat, paper.id, span, chance)


async def _result(seat: LearnerView, paper: int, span: Span, chance: Random) -> None:
    at = span.starts_at + timedelta(minutes=chance.randint(20, 50))
    row = ClassSitting(paper=paper, enrolment=seat.id, begun_at=span.starts_at)
    await row.save()
    right = chance.randint(4, 7) if seat.id % WRONG_OFTEN == 0 else chance.randint(6, 10)
    await ClassResult(
        enrolment=seat.id, sitting=row.id, points_x100=right * 1000, note="", by_name="系统评分", at=at
    ).save()


async def _ratings(actor: Actor, made: int, chance: Random) -> None:
    seats = (await queries.learners(actor, made))[:RATED]
    await ClassRated.insert(*(ClassRated(enrolment=seat.id) for seat in seats))
    grades = [",".join(str(chance.choice((5, 5, 5, 4, 4, 3))) for _item in range(5)) for _seat in seats]
    texts = [TEXTS[place] if place < len(TEXTS) else "" for place in range(len(seats))]
    await ClassRating.insert(
        *(ClassRating(training_class=made, grades=g, text=t) for g, t in zip(grades, texts, strict=True))
    )


def _at(first: date, day: int, hour: int) -> datetime:
    return datetime.combine(first + timedelta(days=day), time(hour), LIBRARY_ZONE).astimezone(UTC)
