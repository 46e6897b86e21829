"""What the demo's calendar of duties keeps itself: training, reports, a member who is away and was last called too long ago."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.clock import at_library
from app.party.rules.branch import Trait
from app.party.rules.done import DoneKind
from app.party.tables import DutyRecord, MemberTrait, PartyBranch, PartyMember
from app.people.tables import Person
from app.refusals import found

KEEPER, AWAY = "shuji", "zhangsunjuan"
AWAY_DAYS, CALLS_DAYS = 400, (370, 315, 255, 200, 140, 70)
"""Days before today: since when they are away, and when they were called; the last call is ten days too old."""
YEARLY = (
    (DoneKind.REPORT_UP, (1, 10), "向局机关党委作书面述职", "述职报告第 1 盒"),
    (DoneKind.REPORT_MEETING, (1, 16), "在支部党员大会上述职", "大会记录第 1 次"),
    (DoneKind.TRAINING, (5, 20), "全县基层党组织书记集中轮训班", "结业证书第 1 盒"),
)


async def insert_duties(people: Mapping[str, int], now: datetime) -> None:
    """Bring in the yearly records of this year and the last; every day counts from `now`.

    Args:
        people: ids by sign-in name.
    """
    today = at_library(now).date()
    branch = found(await PartyBranch.select(PartyBranch.id).order_by(PartyBranch.id).first())
    member = found(await PartyMember.select(PartyMember.id).where(PartyMember.person == people[AWAY]).first())
    keeper = found(await Person.select(Person.name).where(Person.id == people[KEEPER]).first())["name"]
    since = today - timedelta(days=AWAY_DAYS)
    await MemberTrait(member=member["id"], trait=Trait.FLOWING.value, from_on=since, note="借调外地工作", at=now).save()
    days = [date(year, *day) for year in (today.year - 1, today.year) for _kind, day, _title, _where in YEARLY]
    rows = [
        DutyRecord(
            branch=branch["id"], what=kind.value, done_on=on, title=title, reference=where, by_name=keeper, at=now
        )
        for on, (kind, _day, title, where) in zip(days, YEARLY * 2, strict=True)
        if on < today
    ]
    rows += [
        DutyRecord(
            branch=branch["id"],
            what=DoneKind.CONTACT.value,
            done_on=today - timedelta(days=ago),
            title="电话联系，了解工作和学习情况",
            person=people[AWAY],
            by_name=keeper,
            at=now,
        )
        for ago in CALLS_DAYS
    ]
    await DutyRecord.insert(*rows)
