"""The three exams of the demo library: one sat a week ago, one open now, one tomorrow afternoon."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from app.actor import Actor, Role
from app.clock import at_library
from app.demo.people import CAST
from app.demo.sittings import Sat, insert_sittings
from app.exams.actions import making
from app.exams.rules import Review
from app.exams.rules.asked import Plan
from app.exams.tables import Exam
from app.notices.tables import Notice, Reading
from quizzes.blueprints import OBJECTIVE_PART, QUICK_TEST

SEED = 20191
STAFF = tuple(player.sign_in for player in CAST if Role.VOLUNTEER not in player.roles)
# Whoever makes the questions or minds the hall does not sit the mock exam.
NOT_SITTING = {"chuti", "xiexiaoxi", "jiankao"}
ABSENT, OUT_OF_TIME, WITH_MORE_TIME, MORE_MINUTES = "mouxiaoqian", "miaoxiaocang", "xianxiaokan", 20
ALREADY_IN = {"huaxiaojuan": (2, 33), "zengxiaobian": (4, 41), "renxiaojie": (9, 47)}
"""Who has handed in the open exam: minutes after its opening at which they began, and how long they took."""


async def insert_exams(actor: Actor, people: Mapping[str, int], now: datetime) -> None:
    """Make the three exams with the actions that everybody uses; only what candidates did is written directly.

    Args:
        people: ids by sign-in name.
    """
    await _insert_finished(actor, people, now)
    await _insert_open(actor, people, now)
    await _insert_coming(actor, people, now)


async def _insert_finished(actor: Actor, people: Mapping[str, int], now: datetime) -> None:
    opens_at = _at(now, -7, 14, 30)
    plan = Plan(
        title="图书馆法规模拟考试（第一场）",
        blueprint=OBJECTIVE_PART,
        minutes=60,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(minutes=80),
        shows_rank=True,
        review=Review.AFTER_CLOSE,
        note="闭卷，限时 60 分钟。成绩只用于练习。",
    )
    listed = [sign_in for sign_in in STAFF if sign_in not in NOT_SITTING]
    before = opens_at - timedelta(days=3)
    exam = await _arranged(actor, plan, {people[one] for one in listed}, SEED, before)
    await making.give_extra_time(actor, exam, people[WITH_MORE_TIME], MORE_MINUTES, now=before)
    chance = Random(SEED)
    sat = [_sat(sign_in, people[sign_in], opens_at, chance) for sign_in in listed if sign_in != ABSENT]
    await insert_sittings(exam, plan, sat, chance)
    # What a week ago was new is not new today.
    told = await Notice.select(Notice.id)
    await Reading.insert(*(Reading(notice=row["id"], at=opens_at) for row in told))


def _sat(sign_in: str, person: int, opens_at: datetime, chance: Random) -> Sat:
    began = opens_at + timedelta(seconds=chance.randint(20, 400))
    took = timedelta(seconds=chance.randint(27 * 60, 56 * 60))
    if sign_in == OUT_OF_TIME:
        return Sat(person, began + timedelta(minutes=6), None, ability=0.4)
    if sign_in == WITH_MORE_TIME:
        return Sat(person, began, timedelta(minutes=72, seconds=18), extra_minutes=MORE_MINUTES, ability=0.9)
    return Sat(person, began, took, ability=chance.gauss(1.3, 0.9))


async def _insert_open(actor: Actor, people: Mapping[str, int], now: datetime) -> None:
    opens_at = now.replace(second=0, microsecond=0) - timedelta(hours=1)
    plan = Plan(
        title="公共文化法规快测",
        blueprint=QUICK_TEST,
        minutes=60,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=3, hours=1),
        shows_rank=True,
        review=Review.AFTER_HAND_IN,
        note="三天内任选 60 分钟作答，交卷后马上看解析。",
    )
    exam = await _arranged(actor, plan, {people[one] for one in STAFF}, SEED + 1, now - timedelta(days=1))
    chance = Random(SEED + 1)
    sat = [
        Sat(
            people[sign_in],
            opens_at + timedelta(minutes=after, seconds=chance.randint(0, 59)),
            timedelta(minutes=took, seconds=chance.randint(0, 59)),
            ability=chance.gauss(1.3, 0.9),
        )
        for sign_in, (after, took) in ALREADY_IN.items()
    ]
    await insert_sittings(exam, plan, sat, chance)


async def _insert_coming(actor: Actor, people: Mapping[str, int], now: datetime) -> None:
    opens_at = _at(now, 1, 15, 0)
    plan = Plan(
        title="图书馆法规模拟考试（第二场）",
        blueprint=OBJECTIVE_PART,
        minutes=60,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(minutes=90),
        shows_rank=True,
        review=Review.AFTER_CLOSE,
        note="闭卷，限时 60 分钟。",
    )
    listed = {people[sign_in] for sign_in in STAFF if sign_in not in NOT_SITTING}
    await _arranged(actor, plan, listed, SEED + 2, now - timedelta(hours=3))


async def _arranged(actor: Actor, plan: Plan, people: set[int], seed: int, at: datetime) -> int:
    """An exam made, its list filled and its paper drawn at that moment; those on the list are told."""
    exam = await making.make(actor, plan, now=at)
    # The same paper in every demo library, so that a handbook can speak of it.
    await Exam.update({Exam.seed: seed}).where(Exam.id == exam)
    await making.enrol(actor, exam, people, now=at)
    await making.open_exam(actor, exam, now=at)
    return exam


def _at(now: datetime, days: int, hour: int, minute: int) -> datetime:
    """So many days from now, at that time on the library's clock."""
    day = at_library(now) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC)
