"""How long the calendar of duties takes for a branch of sixty members with five years of records behind it.

`python -m tests.load.party` fills the installation that the environment names.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from piccolo.table import Table

from app import clock, storage
from app.actor import Role
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.tables import Expected, Gathering, GatheringClosing, GatheringOpening, Presence
from app.party.rules.branch import CommitteePost
from app.party.rules.meetings import MeetingKind
from app.party.tables import (
    CommitteePeriod,
    CommitteeSeat,
    DuesPayment,
    HeartToHeartTalk,
    PartyBranch,
    PartyMeeting,
    PartyMeetingKind,
    PartyMember,
    PartySigning,
    PartyTerm,
)
from app.people.tables import Person, RoleGrant
from app.training.tables import LedgerMembership
from tests.load.installation import PROJECT, Engine, installation
from tests.load.pages import asked
from tests.load.report import Line, summed_up
from tests.load.server import serving

PEOPLE, MEMBERS, YEARS = 199, 60, 5
REQUESTS, P95_MS = 100, 150
BATCH = 1000
LONGEST_SECONDS = 300
KINDS = (MeetingKind.COMMITTEE, MeetingKind.THEMED_DAY, MeetingKind.GENERAL, MeetingKind.LECTURE)
POSTS = (
    CommitteePost.SECRETARY,
    CommitteePost.ORGANISATION,
    CommitteePost.PUBLICITY,
    CommitteePost.DISCIPLINE,
    CommitteePost.MEMBER,
)


def party(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of the calendar, of a cell and of the year before, asked over four connections."""
    runs, requests = (1, 20) if quick else (3, REQUESTS)
    with installation(engine, PEOPLE) as place:
        command = [sys.executable, "-m", "tests.load.party"]
        subprocess.run(command, check=True, cwd=PROJECT, env=place.environment, timeout=LONGEST_SECONDS)
        year = clock.today().year
        with serving(place, 1) as server:
            for path in ("/party", f"/party/cells/themed.{year}-01", f"/party?year={year - 1}", "/party/rules"):
                done = [asked(place, server, path, requests) for _ in range(runs)]
                details = {"path": path, "members": MEMBERS, "years": YEARS}
                yield summed_up("party", engine, 1, "ms p95", done, at_most=P95_MS, details=details)


async def fill(now: datetime) -> None:
    """A branch with a committee of five, and for five years every meeting, month of dues and talk that it should have."""
    today = clock.at_library(now).date()
    first = date(today.year - YEARS + 1, 1, 1)
    persons = [row["id"] for row in await Person.select(Person.id).order_by(Person.id).limit(MEMBERS)]
    leaders = await RoleGrant.select(RoleGrant.person).where(RoleGrant.role == Role.MANAGER.value)
    await RoleGrant.insert(
        *(RoleGrant(person=one["person"], role=Role.SECRETARY.value, granted_at=now) for one in leaders)
    )
    branch = PartyBranch(name="甲县图书馆党支部", superior="甲县文广旅局党委", founded_on=date(2010, 7, 1), at=now)
    await branch.save()
    await CommitteePeriod(branch=branch.id, from_on=first, at=now).save()
    await PartyTerm(branch=branch.id, number=1, starts_on=first, ends_on=date(today.year + 2, 12, 31), at=now).save()
    days = {"since": first, "admitted_on": date(2009, 7, 1), "full_on": date(2010, 7, 1), "at": now}
    await PartyMember.insert(*(PartyMember(branch=branch.id, person=one, **days) for one in persons))
    members = [row["id"] for row in await PartyMember.select(PartyMember.id).order_by(PartyMember.id)]
    seats = zip(members, POSTS, strict=False)
    await CommitteeSeat.insert(
        *(CommitteeSeat(member=one, post=post.value, from_on=first, at=now) for one, post in seats)
    )
    await _insert(
        LedgerMembership, [LedgerMembership(person=one, ledger="party", from_on=first, at=now) for one in persons]
    )
    await _meetings(branch.id, persons, today, now)
    await _months(members, persons, today, now)


async def _meetings(branch: int, persons: list[int], today: date, now: datetime) -> None:
    expected, presences, signings = list[Table](), list[Table](), list[Table]()
    for kind, day in _days(today):
        start = datetime.combine(day, datetime.min.time(), clock.LIBRARY_ZONE) + timedelta(hours=14)
        end = start + timedelta(minutes=120)
        held = Gathering(
            kind=Kind.PARTY.value,
            title=f"{day} 会议",
            starts_at=start,
            ends_at=end,
            venue="党员活动室",
            category=Category.POLITICS.value,
            made_at=start,
        )
        await held.save()
        await GatheringOpening(gathering=held.id, at=start).save()
        await GatheringClosing(gathering=held.id, at=end).save()
        meeting = PartyMeeting(branch=branch, gathering=held.id, chair="甲", recorder="乙", theme="学习")
        await meeting.save()
        await PartyMeetingKind(meeting=meeting.id, kind=kind.value).save()
        signings.append(PartySigning(meeting=meeting.id, content="{}", digest="0" * 64, signed_by_name="甲", at=end))
        for one in persons if kind is not MeetingKind.COMMITTEE else persons[: len(POSTS)]:
            expected.append(Expected(gathering=held.id, person=one, at=start))
            presences.append(_present(held.id, one, start, end))
    for table, rows in ((Expected, expected), (Presence, presences), (PartySigning, signings)):
        await _insert(table, rows)


def _days(today: date) -> Iterator[tuple[MeetingKind, date]]:
    for year in range(today.year - YEARS + 1, today.year + 1):
        for month in range(1, 13):
            for kind in KINDS[:2] if month % 3 else KINDS:
                day = date(year, month, 5 + 4 * KINDS.index(kind))
                if day < today:
                    yield kind, day


def _present(gathering: int, person: int, start: datetime, end: datetime) -> Presence:
    return Presence(
        gathering=gathering,
        person=person,
        status=Status.PRESENT.value,
        came_at=start,
        went_at=end,
        minutes=120,
        source=Source.SCAN.value,
        recorded_by_name="记录人",
        at=end,
    )


async def _months(members: list[int], persons: list[int], today: date, now: datetime) -> None:
    told = {"taken_by_name": "甲", "by_name": "甲", "at": now}
    months = [
        date(year, month, 8)
        for year in range(today.year - YEARS + 1, today.year + 1)
        for month in range(1, 13)
        if date(year, month, 8) < today
    ]
    dues = [
        DuesPayment(member=one, year=day.year, month=day.month, amount_fen=4500, received_on=day, **told)
        for day in months
        for one in members
    ]
    await _insert(DuesPayment, list[Table](dues))
    pairs = [(persons[0], one) for one in persons[1:]] + list(pairwise(persons))
    talks = [
        HeartToHeartTalk(first=one, second=other, held_on=day, by_name="甲", at=now)
        for day in months[::12]
        for one, other in pairs
    ]
    await _insert(HeartToHeartTalk, list[Table](talks))


async def _insert(table: type[Table], rows: list[Table]) -> None:
    for start in range(0, len(rows), BATCH):
        await table.insert(*rows[start : start + BATCH])


async def _main() -> None:
    await storage.open_database()
    try:
        await fill(clock.now())
        if storage.database().dialect == "postgres":
            # As its autovacuum does by itself within a minute; without it the planner believes in an empty table.
            await Person.raw("ANALYZE")
    finally:
        await storage.close_database()


if __name__ == "__main__":
    asyncio.run(_main())
