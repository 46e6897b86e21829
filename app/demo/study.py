"""Fourteen months of Thursdays: laid out by the rule, with agendas, attendance, corrections and what proves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.actor import Actor, Role
from app.bank.steps import draw_short_quiz
from app.clock import LIBRARY_ZONE, at_library
from app.demo.people import CAST
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Record, Source, Status, minutes_present, status_on_arrival
from app.gatherings.rules.calendar import Calendar
from app.gatherings.tables import (
    Evidence,
    Expected,
    Gathering,
    GatheringCancellation,
    GatheringClosing,
    GatheringOpening,
    Presence,
)
from app.people.tables import Person
from app.study.actions import series
from app.study.rules import SeriesPlan, title_of
from app.study.rules.planning import MADE, Standing, dry_run
from app.study.rules.quizzing import TIMINGS, Timing
from app.study.tables import AgendaItem, NoticePosting, SessionQuiz, StudySession

SEED = 20264
BACK, AHEAD = timedelta(days=425), timedelta(weeks=5)
OPENS_BEFORE = timedelta(minutes=20)
ROWS_AT_ONCE = 1_000
SHEETS, NAMES = "签到表", {player.sign_in: player.name for player in CAST}
STAFF = tuple(player.sign_in for player in CAST if Role.VOLUNTEER not in player.roles)
HOST, RECORDER = NAMES["guanzhang"], NAMES["jiankao"]
CALLED_OFF_WEEKS_AGO, REASON = 9, "全体人员参加防汛值班"
LEAVE = ("病假", "事假", "公差：市馆培训", "外出送书下乡")
LAW = "public-library-law@2018-10-26"
PRIVACY = "personal-information-protection-law@2021-08-20"
SERVICES = "public-cultural-services-law@2016-12-25"


@dataclass(frozen=True, slots=True)
class Topic:
    """What one Thursday was about: its items are title, speaker's sign-in name and minutes."""

    name: str
    category: Category
    items: tuple[tuple[str, str, int], ...]
    material: str = ""
    law: str = ""


POLITICS, IDEOLOGY, LAWS, TRADE, SAFETY = (
    Category.POLITICS, Category.IDEOLOGY, Category.LAW, Category.PROFESSIONAL, Category.SAFETY
)  # fmt: skip
TALK = ("交流讨论", "shuji", 40)
TOPICS = (
    Topic("公共图书馆法 第四章 服务", LAWS, (("领学第四章", "chuti", 80), TALK), "带着本岗位的问题来", LAW),
    Topic("给国家图书馆老专家的回信", POLITICS, (("领学回信", "shuji", 60), ("谈体会", "guanzhang", 50)), "回信全文"),
    Topic("书目数据质量", TRADE, (("著录常见错误", "zengxiaobian", 70), ("现场改错", "zhaixiaomu", 50)), "抽查的 40 条数据"),
    Topic("消防与应急疏散", SAFETY, (("灭火器和疏散路线", "jiankao", 50), ("演练", "jiankao", 60)), "应急预案"),
    Topic("假如我是读者，我需要什么样的服务", TRADE, (("大讨论", "paiban", 100),), "每人准备一条"),
    Topic("网络意识形态工作", IDEOLOGY, (("案例学习", "shuji", 70), TALK), "典型案例选编"),
    Topic("个人信息保护", LAWS, (("读者信息怎么存、怎么用", "guanli", 80), TALK), "", PRIVACY),
    Topic("少儿阅读推广", TRADE, (("分级阅读", "zhangsunjuan", 70), ("讲绘本", "fuxiaoye", 50)), "绘本 6 种"),
    Topic("公共文化服务保障法", LAWS, (("领学第二章", "xiexiaoxi", 80), TALK), "", SERVICES),
    Topic("中心组学习精神传达", POLITICS, (("传达", "guanzhang", 60), TALK), "学习材料一份"),
    Topic("古籍与地方文献", TRADE, (("馆藏介绍", "miaoxiaocang", 70), ("修复演示", "miaoxiaocang", 40)), "地方文献目录"),
    Topic("未成年人保护", LAWS, (("少儿部的十条规矩", "zhangsunjuan", 60), TALK), "", "minors-protection-law@2024-04-26"),
    Topic("看看书吧的管理", TRADE, (("一季度检查情况", "linghuce", 60), ("通借通还流程", "ouyangdu", 50)), "检查表"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One Thursday with the ids of its rows."""

    on: date
    plan: SeriesPlan
    topic: Topic
    session: int
    gathering: int


async def insert_study(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """A series, its sessions as the dry run has them, and what happened in those that are past.

    Args:
        people: ids by sign-in name.
        points: ids of the service points, the main building first.
    """
    chance, today = Random(SEED), at_library(now).date()
    plan = SeriesPlan(
        title="周四学习",
        weekday=3,
        starts_minute=14 * 60 + 30,
        ends_minute=17 * 60,
        category=POLITICS,
        valid_from=today - BACK,
        place=points[0],
        venue="三楼报告厅",
        library_closed=True,
        theme="做有思想的馆员，提供有温度的服务",
    )
    weekly = await series.make_series(actor, plan, now=now - BACK)
    held = await _insert_sessions(weekly, plan, _days(plan, today), now)
    off = next(one for one in held if one.on <= today - timedelta(weeks=CALLED_OFF_WEEKS_AGO))
    await GatheringCancellation(gathering=off.gathering, reason=REASON, at=_noon(off.on)).save()
    past = [one for one in held if one is not off and plan.span(one.on).starts_at - OPENS_BEFORE <= now]
    await _insert_agendas([one for one in held if one.on <= today + timedelta(days=7)])
    await _insert_attendance(past, people, now, chance)
    closed = [one for one in past if plan.span(one.on).ends_at <= now]
    await GatheringClosing.insert(
        *(GatheringClosing(gathering=g.gathering, at=plan.span(g.on).ends_at) for g in closed)
    )
    await _insert_proof(closed)
    coming = min((one for one in held if one.on >= today and one not in past), key=lambda one: one.on, default=None)
    if coming is not None:
        title = f"{title_of(plan.title, coming.topic.name)} · {TIMINGS[Timing.BEFORE]}"
        quiz = await draw_short_quiz(title, "public-library-law", 5, SEED, now)
        await SessionQuiz(session=coming.session, timing=Timing.BEFORE, quiz=quiz, seed=SEED, at=now).save()


def _days(plan: SeriesPlan, today: date) -> list[tuple[date, date]]:
    """The days of the series and on which each is held, the coming ones first, so that the next session is number 1.

    Years whose notice is not known yet have their Thursdays all the same: nothing here is real.
    """
    first, last = plan.valid_from, today + AHEAD
    calendar = Calendar({}, frozenset(range(first.year, last.year + 1)))
    long_ago = datetime.combine(first, time(), LIBRARY_ZONE) - timedelta(days=1)
    once = dry_run(plan, first, last, calendar, Standing({}, []), {}, long_ago)
    moves = {one.on: one.instead[-1] for one in once if one.instead}
    # Every second holiday was skipped, the others were moved.
    chosen = dict(list(moves.items())[::2])
    all_days = dry_run(plan, first, last, calendar, Standing({}, []), chosen, long_ago)
    days = [(one.on, one.held_on) for one in all_days if one.fate in MADE and one.held_on]
    coming = [pair for pair in days if pair[1] >= today]
    return coming + [pair for pair in days if pair[1] < today][::-1]


async def _insert_sessions(
    weekly: int, plan: SeriesPlan, days: Sequence[tuple[date, date]], now: datetime
) -> list[Held]:
    topics = [TOPICS[number % len(TOPICS)] for number in range(len(days))]
    ids = await Gathering.insert(
        *(
            Gathering(
                kind=Kind.STUDY.value,
                title=title_of(plan.title, topic.name),
                starts_at=plan.span(held_on).starts_at,
                ends_at=plan.span(held_on).ends_at,
                place=plan.place,
                venue=plan.venue,
                category=topic.category.value,
                library_closed=True,
                made_at=now - BACK,
            )
            for (_on, held_on), topic in zip(days, topics, strict=True)
        )
    ).returning(Gathering.id)
    gatherings = sorted(row["id"] for row in ids)
    rows = await StudySession.insert(
        *(
            StudySession(
                series=weekly, held_for=on, gathering=gathering, topic=topic.name, host=HOST, recorder=RECORDER
            )
            for (on, _held_on), topic, gathering in zip(days, topics, gatherings, strict=True)
        )
    ).returning(StudySession.id)
    sessions = sorted(row["id"] for row in rows)
    return [
        Held(held_on, plan, topic, session, gathering)
        for (_on, held_on), topic, session, gathering in zip(days, topics, sessions, gatherings, strict=True)
    ]


async def _insert_agendas(held: Sequence[Held]) -> None:
    await AgendaItem.insert(
        *(
            AgendaItem(
                session=one.session,
                position=position,
                category=one.topic.category.value,
                title=title,
                speaker=NAMES[speaker],
                minutes=minutes,
                material=one.topic.material if position == 1 else "",
                law=one.topic.law if position == 1 else "",
            )
            for one in held
            for position, (title, speaker, minutes) in enumerate(one.topic.items, start=1)
        )
    )


async def _insert_attendance(past: Sequence[Held], people: Mapping[str, int], now: datetime, chance: Random) -> None:
    joined = {row["id"]: row["joined_on"] for row in await Person.select(Person.id, Person.joined_on)}
    lists = [(one, [p for p in STAFF if joined[people[p]] is None or joined[people[p]] <= one.on]) for one in past]
    opened = [(one, one.plan.span(one.on).starts_at - OPENS_BEFORE) for one in past]
    await GatheringOpening.insert(*(GatheringOpening(gathering=one.gathering, at=at) for one, at in opened))
    expected = [
        Expected(gathering=one.gathering, person=people[sign_in], at=at)
        for (one, listed), (_one, at) in zip(lists, opened, strict=True)
        for sign_in in listed
    ]
    for start in range(0, len(expected), ROWS_AT_ONCE):
        await Expected.insert(*expected[start : start + ROWS_AT_ONCE])
    rows = [row for one, listed in lists for p in listed for row in _presences(one, p, people, now, chance)]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await Presence.insert(*rows[start : start + ROWS_AT_ONCE])


def _presences(one: Held, sign_in: str, people: Mapping[str, int], now: datetime, chance: Random) -> list[Presence]:
    """What was recorded of one person at one session; nothing yet where they have not come so far."""
    span = one.plan.span(one.on)
    record = _record(one, chance)
    if record.came_at and record.came_at > now:
        return []
    if span.ends_at > now:
        if record.status is Status.ABSENT:
            return []
        record = Record(record.status, record.source, record.came_at, None, record.note)
    at = min(now, span.ends_at + timedelta(minutes=5))
    rows = [_row(one, record, sign_in, people, at)]
    # Some who signed on paper and forgot to scan are put right afterwards.
    if record.status is Status.ABSENT and chance.random() < 0.6 and at < now - timedelta(days=2):
        signed = Record(Status.PRESENT, Source.HAND, span.starts_at, span.ends_at, "忘了扫码，纸质签到表上有签名")
        rows.append(_row(one, signed, "shuji", people, at + timedelta(days=1), of=sign_in))
    return rows


def _record(one: Held, chance: Random) -> Record:
    span, luck = one.plan.span(one.on), chance.random()
    if luck < 0.05:
        return Record(Status.EXCUSED, Source.LIST, note=chance.choice(LEAVE))
    if luck < 0.065:
        return Record(Status.ABSENT, Source.SYSTEM)
    late = chance.randint(11, 35) if luck < 0.11 else chance.randint(-15, 8)
    came_at = span.starts_at + timedelta(minutes=late)
    source = Source.SCAN if chance.random() < 0.8 else Source.LIST
    early = chance.randint(15, 50) if chance.random() < 0.03 else -chance.randint(0, 6)
    note = "提前离开：接读者咨询" if early > 0 else ""
    return Record(status_on_arrival(span, came_at), source, came_at, span.ends_at - timedelta(minutes=early), note)


def _row(
    one: Held, record: Record, by: str, people: Mapping[str, int], at: datetime, *, of: str | None = None
) -> Presence:
    who = by if record.source in {Source.SCAN, Source.HAND} else "shuji"
    known = record.source is not Source.SYSTEM
    return Presence(
        gathering=one.gathering,
        person=people[of or by],
        status=record.status.value,
        came_at=record.came_at,
        went_at=record.went_at,
        minutes=minutes_present(one.plan.span(one.on), record),
        source=record.source.value,
        note=record.note,
        recorded_by=people[who] if known else None,
        recorded_by_name=NAMES[who] if known else "系统",
        at=at,
    )


async def _insert_proof(closed: Sequence[Held]) -> None:
    """The signed sheet of each session and the notice that readers were given."""
    await Evidence.insert(
        *(
            Evidence(
                gathering=one.gathering,
                title=SHEETS,
                reference=f"{one.on.year} 年学习档案盒，{one.on:%m-%d}",
                added_by=None,
                added_by_name=RECORDER,
                at=one.plan.span(one.on).ends_at + timedelta(hours=1),
            )
            for one in closed
        )
    )
    await NoticePosting.insert(
        *(
            NoticePosting(
                session=one.session,
                place="大门、公众号",
                starts_at=one.plan.span(one.on).starts_at,
                ends_at=one.plan.span(one.on).ends_at,
                at=_noon(one.on - timedelta(days=6)),
            )
            for one in closed
        )
    )


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(10), LIBRARY_ZONE).astimezone(UTC)
