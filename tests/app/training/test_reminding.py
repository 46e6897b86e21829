"""Whoever is behind with their hours is told on three days of the year, once, however many processes look."""

import asyncio
from datetime import date, datetime

import pytest

from app.actor import Role, system
from app.audit.tables import Deed
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Status
from app.notices import queries as notices
from app.notices.tables import Notice
from app.people.tables import Suspension
from app.training import actions
from app.training.rules import Ledger
from app.training.rules.membership import Period
from app.training.rules.reminding import due_on
from app.training.tables import ReminderRound
from tests.app.training.rows import a_past
from tests.makers import MONDAY, a_person

JULY = datetime.fromisoformat("2026-07-01T09:00+08:00")
SPRING = datetime.fromisoformat("2026-03-05T08:00+08:00")
BY = system("reminder")


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 7, 14), date(2026, 7, 1)),
        (date(2026, 7, 15), None),
        (date(2026, 10, 3), date(2026, 10, 1)),
        (date(2026, 12, 14), date(2026, 12, 1)),
        (date(2027, 1, 1), None),
    ],
)
def test_a_round_is_due_for_two_weeks(today, due):
    assert due_on(today) == due


async def told():
    return [(row["person"], row["address"]) for row in await Notice.select().order_by(Notice.id)]


async def test_who_is_behind_is_told_once_and_the_manager_how_many(db):
    manager = await a_person("馆小长", Role.MANAGER, joined_on=date(2026, 6, 20))
    behind = await a_person("乐小读", Role.STAFF, joined_on=date(2020, 1, 1))
    ahead = await a_person("单小卷", Role.STAFF, joined_on=date(2020, 1, 1))
    gone = await a_person("走小了", Role.STAFF, joined_on=date(2020, 1, 1), left_on=date(2026, 5, 31))
    stopped = await a_person("停小用", Role.STAFF, joined_on=date(2020, 1, 1))
    await Suspension(person=stopped.person, reason="示例", began_at=MONDAY).save()
    for day in range(8):
        await a_past(
            Kind.STUDY, "集中培训", {ahead.person: Status.PRESENT}, at=SPRING.replace(day=day + 1), minutes=600
        )
    assert await actions.remind(BY, now=JULY.replace(month=6)) == 0
    assert await actions.remind(BY, now=JULY) == 1
    assert await actions.remind(BY, now=JULY.replace(day=5)) == 0
    assert await told() == [(behind.person, "/record?year=2026"), (manager.person, "/log/hours?year=2026&lack=yes")]
    (notice,) = await notices.told(behind)
    assert "到 2026-07-01" in notice.sentence
    assert gone.person not in {person for person, _address in await told()}
    assert await actions.remind(BY, now=JULY.replace(month=10)) >= 1


async def test_several_processes_at_once_tell_once(db):
    await a_person("乐小读", Role.STAFF, joined_on=date(2020, 1, 1))
    assert sorted(await asyncio.gather(*(actions.remind(BY, now=JULY) for _ in range(5)))) == [0, 0, 0, 0, 1]
    assert await ReminderRound.count() == 1
    assert len(await told()) == 1


async def test_who_is_only_behind_in_the_partys_ledger_is_told_and_the_deed_does_not_say_why(db):
    manager, member = await a_person("馆小长", Role.MANAGER), await a_person("员小党", Role.EDITOR)
    secretary = await a_person("支小书", Role.SECRETARY)
    await actions.give_membership(secretary, member.person, Ledger.PARTY, Period(date(2020, 1, 1)), now=MONDAY)
    await actions.remind(BY, now=JULY)
    assert (member.person, "/record?year=2026") in await told()
    # Managers are told of whom their table shows: themself and the secretary, not of who lacks the Party's hours alone.
    assert [one.sentence for one in await notices.told(manager) if "人学时" in one.sentence] == [
        "到 2026-07-01，有 2 人学时没到进度，已经通知本人"
    ]
    said = [row["details"] for row in await Deed.select(Deed.verb, Deed.details) if row["verb"] != "membership.given"]
    assert not [one for one in said if "党" in one or "party" in one]


async def test_nobody_behind_is_a_round_too(db):
    assert await actions.remind(BY, now=JULY) == 0
    assert await ReminderRound.count() == 1
