"""Dues, talks and appraisals of the demo library's branch: two years without a gap but one month of one member."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from app.clock import at_library
from app.demo.party import COMMITTEE
from app.demo.party_year import LIFE_DAY
from app.demo.training import LEFT_LAST_YEAR, MEMBERS, SINCE_THIS_SPRING
from app.party.rules.appraisals import Grade
from app.party.rules.dues import Month, month_of
from app.party.tables import (
    Appraisal,
    AppraisalResult,
    AppraisalRound,
    AppraisalTally,
    DuesPayment,
    DuesPublication,
    DuesPublicationLine,
    HeartToHeartTalk,
    PartyMember,
    SelfRating,
    TalkNote,
)
from app.people.tables import Person

KEEPER = "shuji"
BEHIND = "linghuce"
"""Whose dues of the last whole month are missing, for the calendar to show."""
AMOUNTS = (4600, 3850, 1260, 2980, 1720, 1580, 2650, 2710, 1690)
SAID = (
    ("三楼会议室", "谈了近期的借阅服务和自己的学习安排，愿意多带新同志。", "", "下个月起带一名新同志轮岗。"),
    ("古籍部", "谈了年度任务和家里的情况，思想稳定，工作有劲头。", "周末排班偏多。", "由排班的同志调整周末班次。"),
    ("", "交换了对支部工作的意见，建议主题党日多到服务点去。", "", ""),
)
SELF = (
    "能按时参加组织生活，业务学习抓得不够紧。",
    "服务读者有耐心，主动学习还要加强。",
    "完成了分内的事，承担急难任务不够多。",
)
OPINION = "积极参加支部活动，立足岗位服务读者，同意评定。"


async def insert_party_records(people: Mapping[str, int], now: datetime) -> None:
    """Bring all of it in; every day counts from `now`.

    Args:
        people: ids by sign-in name.
    """
    today = at_library(now).date()
    rows = await PartyMember.select(PartyMember.id, PartyMember.person, PartyMember.branch).order_by(PartyMember.id)
    members, branch = {row["person"]: row["id"] for row in rows}, rows[0]["branch"]
    names = {row["id"]: row["name"] for row in await Person.select(Person.id, Person.name)}
    keeper = names[people[KEEPER]]
    paid = _payments(people, members, today, keeper, now)
    await DuesPayment.insert(*paid)
    for year in (today.year - 1, today.year):
        await _publish(branch, year, paid, {members[who]: names[who] for who in members}, today, keeper, now)
        await _talks(people, names, year, today, now)
        await _appraise(branch, people, members, year, today, keeper, now)


def _payments(
    people: Mapping[str, int], members: Mapping[int, int], today: date, keeper: str, now: datetime
) -> list[DuesPayment]:
    rows = []
    last = month_of(today).plus(-1)
    for number, one in enumerate((*MEMBERS, SINCE_THIS_SPRING, LEFT_LAST_YEAR)):
        first = Month(today.year, 4) if one == SINCE_THIS_SPRING else Month(today.year - 1, 1)
        until = Month(today.year - 1, 12) if one == LEFT_LAST_YEAR else month_of(today)
        month = first
        while month <= until:
            received = month.first + timedelta(days=number % 8)
            if received <= today and not (one == BEHIND and month == last):
                rows.append(
                    DuesPayment(
                        member=members[people[one]],
                        year=month.year,
                        month=month.month,
                        amount_fen=AMOUNTS[number % len(AMOUNTS)],
                        received_on=received,
                        taken_by_name=keeper,
                        by_name=keeper,
                        at=now,
                    )
                )
            month = month.plus(1)
    return rows


async def _publish(
    branch: int,
    year: int,
    paid: Sequence[DuesPayment],
    names: Mapping[int, str],
    today: date,
    keeper: str,
    now: datetime,
) -> None:
    shown_on = date(year, 6, 20)
    if shown_on >= today:
        return
    row = DuesPublication(
        branch=branch, year=year, published_on=shown_on, how="支部党员大会上宣布，公告栏张贴", by_name=keeper, at=now
    )
    await row.save()
    lines = []
    for member, name in names.items():
        own = [one for one in paid if (one.member, one.year) == (member, year) and one.received_on <= shown_on]
        if own:
            lines.append(
                DuesPublicationLine(
                    publication=row.id,
                    member=member,
                    name=name,
                    months_due=len(own),
                    months_paid=len(own),
                    months_late=0,
                    amount_fen=sum(one.amount_fen for one in own),
                )
            )
    await DuesPublicationLine.insert(*lines)


async def _talks(people: Mapping[str, int], names: Mapping[int, str], year: int, today: date, now: datetime) -> None:
    """Everybody of the committee with each other and with a member, everybody else with both; March to October."""
    others = [one for one in (*MEMBERS, SINCE_THIS_SPRING) if one not in COMMITTEE]
    if year < today.year:
        others.remove(SINCE_THIS_SPRING)
    leading = list(COMMITTEE)
    pairs = [*combinations(leading, 2)]
    pairs += [(leading[n % len(leading)], one) for n, one in enumerate(others)]
    pairs += [(one, others[(n + 1) % len(others)]) for n, one in enumerate(others) if n % 2 == 0]
    first, step = date(year, 4, 3), 190 // len(pairs)
    days = [first + timedelta(days=n * step) for n in range(len(pairs))]
    rows = [
        HeartToHeartTalk(first=people[a], second=people[b], held_on=on, by=people[a], by_name=names[people[a]], at=now)
        for (a, b), on in zip(pairs, days, strict=True)
        if on < today
    ]
    if not rows:
        return
    made = await HeartToHeartTalk.insert(*rows).returning(HeartToHeartTalk.id, HeartToHeartTalk.first)
    await TalkNote.insert(*(_note(row, SAID[n % len(SAID)], names[row["first"]], now) for n, row in enumerate(made)))


def _note(talk: Mapping[str, Any], said: Sequence[str], by: str, now: datetime) -> TalkNote:
    place, content, problem, follow_up = said
    return TalkNote(
        talk=talk["id"],
        place=place,
        content=content,
        problem=problem,
        follow_up=follow_up,
        by=talk["first"],
        by_name=by,
        at=now,
    )


async def _appraise(
    branch: int,
    people: Mapping[str, int],
    members: Mapping[int, int],
    year: int,
    today: date,
    keeper: str,
    now: datetime,
) -> None:
    met = date(year, *LIFE_DAY)
    if met >= today:
        return
    full = [*MEMBERS, *((LEFT_LAST_YEAR,) if year < today.year else ())]
    ballots = len(full)
    number = AppraisalRound(branch=branch, year=year, held_on=met, ballots=ballots, by_name=keeper, at=now)
    await number.save()
    made = await Appraisal.insert(
        *(Appraisal(appraisal_round=number.id, member=members[people[one]], manner="here") for one in full)
    ).returning(Appraisal.id)
    ids = [row["id"] for row in made]
    await SelfRating.insert(
        *(
            SelfRating(appraisal=one, rating=Grade.QUALIFIED.value, said=SELF[n % len(SELF)], by_name=keeper, at=now)
            for n, one in enumerate(ids)
        )
    )
    await AppraisalTally.insert(
        *(
            AppraisalTally(
                appraisal=one,
                peers="工作踏实，愿意帮助同事；学习可以再系统一些。",
                excellent=ballots - 2 - n % 3,
                qualified=2 + n % 3,
                basic=0,
                unqualified=0,
                by_name=keeper,
                at=now,
            )
            for n, one in enumerate(ids)
        )
    )
    await AppraisalResult.insert(
        *(
            AppraisalResult(
                appraisal=one,
                opinion=OPINION,
                result=(Grade.EXCELLENT if n % 4 == 0 else Grade.QUALIFIED).value,
                decided_on=met,
                by_name=keeper,
                at=now,
            )
            for n, one in enumerate(ids)
        )
    )
