"""What the demo library's branch learns and promises: a campaign, reflections, pledges, two winters. Everything is invented."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.actor import Actor
from app.clock import LIBRARY_ZONE, at_library
from app.demo.party import COMMITTEE
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.tables import Expected, Gathering, GatheringClosing, GatheringOpening, Presence
from app.party.rules.campaigns import CampaignTemplate, started
from app.party.rules.meetings import MeetingKind
from app.party.rules.pledges import Result
from app.party.tables import (
    Campaign,
    CampaignDone,
    CampaignItem,
    PartyMeeting,
    PartyMeetingKind,
    PartyMember,
    Pledge,
    PledgeResult,
    Reflection,
    ReflectionSharing,
    WinterPlan,
    WinterSeason,
)
from app.people.tables import Person
from app.training.rules import Ledger
from app.training.tables import LedgerMembership

WRITER, SHARES = "guanyuan", "zengxiaobian"
PLEDGES = (
    ("shuji", "每季度到一个书吧上一次党课，听读者意见", "把党课送到书吧去"),
    ("guanyuan", "每周四下午为老年读者代借代还，全年不少于 40 次", "每周四为老年读者代借代还"),
    ("paiban", "志愿者有问必答，当天回复", "志愿者的问题当天回复"),
    ("miaoxiaocang", "全年整理地方文献 200 种，编好目录", "整理地方文献 200 种"),
)
THEME_ITEMS = (
    ("召开动员会", False, 20),
    ("读书班不少于 3 天", False, 45),
    ("每人写一份学习体会", True, 60),
    ("开展一次志愿服务", False, 75),
)
WINTER_TOPICS = ("学习党章和条例", "形势与政策", "服务群众的本领", "警示教育")
WINTER_DAYS = ((-1, 12, 16), (0, 1, 8), (0, 1, 22))
"""Sessions of the winter that is over: years after this one, month and day."""


async def insert_party_learning(actor: Actor, people: Mapping[str, int], place: int, now: datetime) -> None:
    """Bring it in; every day in it counts from `now`.

    Args:
        people: ids by sign-in name.
        place: id of the main building.
    """
    keeper = await Person.select(Person.name).where(Person.id == people["shuji"]).first()
    actor = replace(actor, name=keeper["name"] if keeper else actor.name)
    rows = await PartyMember.select(PartyMember.id, PartyMember.person, PartyMember.branch, PartyMember.since).where(
        PartyMember.ended_on.is_null()
    )
    members = {row["person"]: row["id"] for row in rows}
    branch = rows[0]["branch"]
    year = at_library(now).year
    await _lead(people, year, now)
    await _campaigns(actor, branch, list(members.values()), now)
    await _reflections(people, now)
    await _pledges(actor, {name: (people[name], members[people[name]]) for name, *_rest in PLEDGES}, now)
    long_here = [row["person"] for row in rows if row["since"] < date(year - 1, 12, 1)]
    await _winters(actor, branch, sorted(long_here), place, now)


async def _lead(people: Mapping[str, int], year: int, now: datetime) -> None:
    """Who is on the committee is in the leaders' ledger as long."""
    since = date(year - 3, 1, 1)
    await LedgerMembership.insert(
        *(LedgerMembership(person=people[one], ledger=Ledger.LEADERS.value, from_on=since, at=now) for one in COMMITTEE)
    )


async def _campaigns(actor: Actor, branch: int, members: Sequence[int], now: datetime) -> None:
    today = at_library(now).date()
    began = today - timedelta(days=50)
    theme = Campaign(
        branch=branch,
        template=CampaignTemplate.THEME.value,
        name=f"集中学习教育（{began.year}年）",
        document="示例县委示范通知〔示例〕1号",
        from_on=began,
        to_on=today + timedelta(days=40),
        at=now,
    )
    await theme.save()
    items = [
        CampaignItem(
            campaign=theme.id,
            position=number,
            title=title,
            by_member=each,
            due_on=began + timedelta(days=after),
            at=now,
        )
        for number, (title, each, after) in enumerate(THEME_ITEMS, 1)
    ]
    ids = [row["id"] for row in await CampaignItem.insert(*items)]
    await CampaignDone.insert(
        _done(actor, ids[0], None, began + timedelta(days=3), "会议记录", now),
        _done(actor, ids[1], None, began + timedelta(days=30), "读书班签到表，党建盒 3", now),
        *(_done(actor, ids[2], one, began + timedelta(days=41), "", now) for one in members[:6]),
    )
    await _four_and_four(actor, branch, members, now)


async def _four_and_four(actor: Actor, branch: int, members: Sequence[int], now: datetime) -> None:
    year = at_library(now).year
    last = date(year, 12, 31)
    row = Campaign(
        branch=branch,
        template=CampaignTemplate.FOUR_AND_FOUR.value,
        name=f"四重四亮（{year}年）",
        document="",
        from_on=date(year, 1, 1),
        to_on=last,
        at=now,
    )
    await row.save()
    made = await CampaignItem.insert(
        *(
            CampaignItem(
                campaign=row.id, position=number, title=one.title, by_member=one.by_member, due_on=one.due_on, at=now
            )
            for number, one in enumerate(started(CampaignTemplate.FOUR_AND_FOUR, last), 1)
        )
    )
    await CampaignDone.insert(
        *(
            _done(actor, item["id"], member, date(year, 1, 2), "", now)
            for place, item in enumerate(made)
            for member in members[: len(members) - place]
        )
    )


def _done(actor: Actor, item: int, member: int | None, on: date, evidence: str, now: datetime) -> CampaignDone:
    return CampaignDone(item=item, member=member, done_on=on, evidence=evidence, recorded_by_name=actor.name, at=now)


async def _reflections(people: Mapping[str, int], now: datetime) -> None:
    day = at_library(now).date() - timedelta(days=12)
    draft = Reflection(
        person=people[WRITER],
        written_on=day,
        why_joined="小时候在镇上的流动书车里借到第一本书，想把这件事接着做下去。",
        what_done="",
        what_left="",
        at=now,
        changed_at=now,
    )
    shared = Reflection(
        person=people[SHARES],
        written_on=day,
        why_joined="身边的老馆员都是党员，遇事先上。",
        what_done="把书吧的书目理清楚，让每个点每月都有新书。",
        what_left="一份谁接手都看得懂的书目。",
        at=now,
        changed_at=now,
    )
    for one in (draft, shared):
        await one.save()
    await ReflectionSharing(reflection=shared.id, at=now).save()


async def _pledges(actor: Actor, promised: Mapping[str, tuple[int, int]], now: datetime) -> None:
    today = at_library(now).date()
    made = await Pledge.insert(
        *(
            Pledge(
                member=promised[name][1],
                promise=promise,
                public_text=said,
                made_on=today - timedelta(days=150),
                review_on=today + timedelta(days=30 if number else -5),
                made_by=promised[name][0],
                made_by_name=actor.name,
                at=now,
            )
            for number, (name, promise, said) in enumerate(PLEDGES)
        )
    )
    await PledgeResult(
        pledge=made[-1]["id"],
        result=Result.PARTLY.value,
        note="已编目 150 种，还差 50 种",
        reviewed_on=today - timedelta(days=7),
        reviewed_by_name="党员大会",
        at=now,
    ).save()


async def _winters(actor: Actor, branch: int, persons: Sequence[int], place: int, now: datetime) -> None:
    year = at_library(now).year
    for first in (year - 1, year):
        season = WinterSeason(branch=branch, at=now)
        await season.save()
        await WinterPlan(
            season=season.id,
            name=f"{first}—{first + 1}年冬训",
            starts_on=date(first, 12, 5),
            ends_on=date(first + 1, 2, 25),
            required_days=3,
            required_hours=6,
            source="示例县党员冬训通知（编的）",
            topics="\n".join(WINTER_TOPICS),
            teachers="示例县委党校教师\n支部书记",
            forms="together,delivered",
            unit="示例县图书馆党支部",
            set_by_name=actor.name,
            at=now,
        ).save()
    for number, (years, month, day) in enumerate(WINTER_DAYS):
        await _session(actor, branch, number, date(year + years, month, day), persons, place)


async def _session(actor: Actor, branch: int, number: int, day: date, persons: Sequence[int], place: int) -> None:
    begin = datetime.combine(day, time(14, 30), LIBRARY_ZONE)
    end = begin + timedelta(hours=2, minutes=30)
    one = Gathering(
        kind=Kind.PARTY.value,
        title=f"党员冬训：{WINTER_TOPICS[number]}",
        starts_at=begin,
        ends_at=end,
        place=place,
        venue="三楼会议室",
        category=Category.POLITICS.value,
        made_at=begin - timedelta(days=7),
    )
    await one.save()
    meeting = PartyMeeting(branch=branch, gathering=one.id)
    await meeting.save()
    await PartyMeetingKind(meeting=meeting.id, kind=MeetingKind.WINTER.value).save()
    await GatheringOpening(gathering=one.id, at=begin).save()
    await Expected.insert(*(Expected(gathering=one.id, person=person, at=begin) for person in persons))
    await Presence.insert(
        *(
            _presence(actor, one.id, person, begin, end, is_there=place_in != number)
            for place_in, person in enumerate(persons)
        )
    )
    await GatheringClosing(gathering=one.id, at=end).save()


def _presence(actor: Actor, gathering: int, person: int, begin: datetime, end: datetime, *, is_there: bool) -> Presence:
    return Presence(
        gathering=gathering,
        person=person,
        status=(Status.PRESENT if is_there else Status.EXCUSED).value,
        came_at=begin if is_there else None,
        went_at=end if is_there else None,
        minutes=int((end - begin).total_seconds()) // 60 if is_there else 0,
        source=Source.LIST.value,
        note="" if is_there else "出差",
        recorded_by_name=actor.name,
        at=end,
    )
