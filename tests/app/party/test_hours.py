"""Members' hours: who is in the Party's ledgers follows from the branch, and where the hours came from.

Sources: 党员教育管理工作条例 art. 20, 32 学时 [V]; 2019—2023 规划, 56 学时 [S].
"""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from app import clock
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.party.actions import members
from app.party.queries.hours import hours_of, member_hours
from app.party.rules.branch import CommitteePost
from app.party.rules.facts import Hours
from app.party.rules.hours import Way, by_way, joined, memberships, way_of
from app.party.rules.meetings import MeetingKind
from app.party.steps.members import MemberDays
from app.party.tables import PartyBranch, PartyMeeting, PartyMeetingKind
from app.training.rules import Ledger
from app.training.rules.book import rule_of
from app.training.rules.courses import Mode
from app.training.rules.hours import Credit
from app.training.rules.membership import Period
from app.training.tables import LedgerMembership
from tests.app.party.rows import FOUNDED, TODAY, a_branch, acting, secretary
from tests.app.training.rows import a_past
from tests.makers import MONDAY, a_person

MORNING = datetime.fromisoformat("2026-10-15T09:00+08:00")
PARTY = rule_of(Ledger.PARTY, 2026)


@pytest.fixture(autouse=True)
def this_monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


async def ledgers_of(person):
    rows = await LedgerMembership.select().where(LedgerMembership.person == person).order_by(LedgerMembership.id)
    return [(row["ledger"], row["from_on"], row["to_on"]) for row in rows]


async def a_meeting(kinds, people, *, at=MORNING, minutes=120, category=Category.POLITICS):
    """A meeting of the branch that is over."""
    gathering = await a_past(Kind.PARTY, "组织生活", people, at=at, minutes=minutes, category=category)
    branch = await PartyBranch.select().first()
    row = PartyMeeting(branch=branch["id"], gathering=gathering)
    await row.save()
    for kind in kinds:
        await PartyMeetingKind(meeting=row.id, kind=kind.value).save()
    return gathering


async def test_a_member_is_in_the_ledger_as_long_as_in_the_branch_and_a_leader_in_both(db):
    structure = await a_branch(committee=3)
    leader, plain = structure.members[0], structure.members[5]
    assert await ledgers_of(leader.person) == [("party", FOUNDED, None), ("leaders", date(2025, 3, 1), None)]
    assert await ledgers_of(plain.person) == [("party", FOUNDED, None)]
    await members.end_member(secretary(structure), plain.id, date(2026, 10, 31), "转往外县", now=MONDAY)
    assert await ledgers_of(plain.person) == [("party", FOUNDED, date(2026, 10, 31))]


async def test_leaving_a_post_ends_the_leaders_ledger_and_no_other(db):
    structure = await a_branch(committee=3)
    keeper, leader = secretary(structure), structure.members[1]
    await members.seat(keeper, leader.id, None, date(2026, 7, 1), now=MONDAY)
    assert await ledgers_of(leader.person) == [
        ("party", FOUNDED, None),
        ("leaders", date(2025, 3, 1), date(2026, 6, 30)),
    ]


async def test_another_post_goes_on_in_the_same_ledger(db):
    structure = await a_branch(committee=3)
    await members.seat(
        secretary(structure), structure.members[1].id, CommitteePost.DISCIPLINE, date(2026, 7, 1), now=MONDAY
    )
    assert (await ledgers_of(structure.members[1].person))[1:] == [("leaders", date(2025, 3, 1), None)]


async def test_days_put_right_are_put_right_in_the_ledger_too(db):
    structure = await a_branch()
    who = structure.members[6]
    days = MemberDays(date(2020, 3, 1), date(2010, 6, 1), date(2011, 6, 1))
    await members.amend_member(secretary(structure), who.id, days, now=MONDAY, today=TODAY)
    assert await ledgers_of(who.person) == [("party", date(2020, 3, 1), None)]


def test_seats_without_a_gap_are_one_time_and_a_slip_never_was():
    times = [
        Period(date(2022, 3, 1), date(2025, 2, 28)),
        Period(date(2025, 3, 1)),
        Period(date(2025, 3, 1), date(2025, 2, 28)),
        Period(date(2018, 1, 1), date(2018, 12, 31)),
    ]
    assert joined(times) == [Period(date(2018, 1, 1), date(2018, 12, 31)), Period(date(2022, 3, 1))]
    assert memberships([], times)[Ledger.LEADERS] == joined(times)


@pytest.mark.parametrize(
    ("kind", "kinds", "way"),
    [
        (Kind.PARTY, {MeetingKind.GENERAL}, Way.MEETINGS),
        (Kind.PARTY, {MeetingKind.LIFE, MeetingKind.APPRAISAL}, Way.MEETINGS),
        (Kind.PARTY, {MeetingKind.THEMED_DAY}, Way.THEMED_DAY),
        (Kind.PARTY, {MeetingKind.THEMED_DAY, MeetingKind.LECTURE}, Way.LECTURE),
        (Kind.PARTY, {MeetingKind.LECTURE, MeetingKind.WINTER}, Way.WINTER),
        (Kind.PARTY, {MeetingKind.CAMPAIGN}, Way.CLASSES),
        (Kind.STUDY, (), Way.STAFF_STUDY),
        (Kind.TRAINING, (), Way.CLASSES),
        (Mode.SENT, (), Way.CLASSES),
        (Mode.ONLINE, (), Way.ONLINE),
    ],
)
def test_every_minute_stands_in_one_column(kind, kinds, way):
    assert way_of(Credit(MORNING, 60, kind, Category.POLITICS), kinds) is way


def test_columns_that_share_time_are_no_parts_of_the_total():
    lecture, study = Credit(MORNING, 120, Kind.PARTY, Category.POLITICS), Credit(MORNING, 120, Kind.STUDY, Category.LAW)
    online = Credit(MORNING + timedelta(days=1), 90, Mode.ONLINE, Category.POLITICS)
    found = by_way([(Way.LECTURE, lecture), (Way.STAFF_STUDY, study), (Way.ONLINE, online)], PARTY, 2026)
    assert {way: value for way, value in found.items() if value} == {
        Way.LECTURE: Fraction(2),
        Way.STAFF_STUDY: Fraction(2),
        Way.ONLINE: Fraction(3, 2),
    }


async def test_hours_of_members_by_column_with_the_ledgers_total(db):
    structure = await a_branch(committee=3)
    leader, plain = structure.members[0], structure.members[5]
    both = {leader.person: Status.PRESENT, plain.person: Status.PRESENT}
    await a_meeting({MeetingKind.LECTURE}, both)
    # At the same time the staff study together: two columns, counted once.
    await a_past(Kind.STUDY, "周四学习", {plain.person: Status.PRESENT}, at=MORNING, minutes=120)
    await a_meeting(
        {MeetingKind.THEMED_DAY}, {plain.person: Status.PRESENT}, at=MORNING + timedelta(days=5), minutes=90
    )
    # What was talked about was no study.
    await a_meeting({MeetingKind.GENERAL}, both, at=MORNING + timedelta(days=6), category=None)
    rows = {one.member.person: one for one in await member_hours(2026, TODAY)}
    mine, theirs = rows[plain.person], rows[leader.person]
    assert {way: value for way, value in mine.ways.items() if value} == {
        Way.LECTURE: Fraction(2),
        Way.STAFF_STUDY: Fraction(2),
        Way.THEMED_DAY: Fraction(3, 2),
    }
    assert (mine.account.done, mine.account.required, mine.gap, mine.is_met) == (
        Fraction(7, 2),
        32,
        Fraction(57, 2),
        False,
    )
    assert [(one.rule.ledger, one.done, one.required) for one in theirs.card.accounts] == [
        (Ledger.PARTY, 2, 32),
        (Ledger.LEADERS, 2, 56),
    ]
    assert (theirs.account.required, theirs.gap) == (56, 54)


async def test_the_calendar_reads_every_member_in_every_ledger(db):
    structure = await a_branch(full=3, probationary=1, committee=1)
    await a_meeting({MeetingKind.LECTURE}, {structure.members[0].person: Status.PRESENT})
    told = await hours_of(2026)
    assert sorted((one.ledger, one.done, one.required) for one in told) == [
        ("leaders", 2.0, 56.0),
        ("party", 0.0, 19.0),
        ("party", 0.0, 32.0),
        ("party", 0.0, 32.0),
        ("party", 2.0, 32.0),
    ]
    assert {type(one) for one in told} == {Hours}
    assert {one.href for one in told} == {"/party/hours?year=2026"}


async def test_who_left_in_the_year_is_in_its_table_and_who_left_before_is_not(db):
    structure = await a_branch()
    await members.end_member(secretary(structure), structure.members[6].id, date(2026, 10, 31), "转往外县", now=MONDAY)
    await a_person("外小人")
    assert [len(await member_hours(year, TODAY)) for year in (2025, 2026, 2027)] == [9, 10, 9]
    assert acting(structure, 6).person in {one.member.person for one in await member_hours(2026, TODAY)}
