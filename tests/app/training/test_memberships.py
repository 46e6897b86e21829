"""Putting people into ledgers: who may, what is refused, what may be taken back, and who gets to know."""

import asyncio
from datetime import date

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.refusals import Missing, Refused
from app.training import actions
from app.training.queries import ledgers
from app.training.rules import Ledger
from app.training.rules.membership import Period
from app.training.tables import LedgerMembership
from tests.app.training.rows import LATER
from tests.cast import browser
from tests.makers import a_person

NEW_YEAR = Period(date(2026, 1, 1))
FORM = {"ledger": "party", "from_on": "2026-01-01", "to_on": ""}


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
async def people(db):
    return await a_person("支小书", Role.SECRETARY), await a_person("乐小读", Role.STAFF)


async def test_a_membership_is_given_ended_and_the_end_taken_back(people):
    manager, one = people
    who = await browser(manager)
    answer = await who.send("/memberships", {**FORM, "person": one.person})
    assert (answer.status_code, answer.headers["location"]) == (303, "/memberships")
    page = (await who.see("/memberships")).text
    assert "2026-01-01 起" in page
    row = await LedgerMembership.objects().first()
    await who.send(f"/memberships/{row.id}/end", {"to_on": "2026-06-30"})
    page = (await who.see("/memberships")).text
    assert "2026-01-01 至 2026-06-30" in page
    assert f'action="/memberships/{row.id}/resume"' in page
    await who.send(f"/memberships/{row.id}/resume")
    assert (await LedgerMembership.objects().first()).to_on is None
    verbs = await Deed.select(Deed.verb).order_by(Deed.id)
    assert [row["verb"] for row in verbs] == ["membership.given", "membership.ended", "membership.resumed"]


async def test_the_deed_does_not_tell_the_auditor_who_is_in_the_party(people):
    manager, one = people
    await actions.give_membership(manager, one.person, Ledger.PARTY, NEW_YEAR, now=LATER)
    assert "party" not in (await Deed.objects().first()).details


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"from_on": "2026-03-01"}, 409, "这段时间已经在台账里（2026-01-01 起），先结束那一段"),
        ({"from_on": "2025-01-01", "to_on": "2024-01-01"}, 409, "结束日期要不早于开始日期（2025-01-01）"),
        ({"from_on": "1999-12-31"}, 409, "开始日期写成 2000-01-01 以后的日子"),
        ({"from_on": "0001-01-01"}, 422, "从哪天的年份写"),
        ({"from_on": "11/12"}, 422, "从哪天写成 2026-11-22 这样"),
        ({"from_on": ""}, 422, ""),
        ({"ledger": "dues"}, 422, ""),
        ({"person": ""}, 422, ""),
        ({"person": "0"}, 422, ""),
        ({"person": "999"}, 404, ""),
        ({"extra": "1"}, 422, "表单里有不认识的一项“extra”，刷新页面再填"),
    ],
)
async def test_what_cannot_be_comes_back_with_a_sentence_and_changes_nothing(people, change, status, sentence):
    manager, one = people
    await actions.give_membership(manager, one.person, Ledger.PARTY, NEW_YEAR, now=LATER)
    answer = await (await browser(manager)).send("/memberships", {**FORM, "person": one.person, **change})
    assert answer.status_code == status
    assert sentence in answer.text
    assert (await LedgerMembership.count(), await Deed.count()) == (1, 1)


async def test_an_end_before_the_beginning_is_refused(people):
    manager, one = people
    row = await actions.give_membership(manager, one.person, Ledger.PARTY, NEW_YEAR, now=LATER)
    answer = await (await browser(manager)).send(f"/memberships/{row}/end", {"to_on": "2025-12-31"})
    assert answer.status_code == 409
    assert (await LedgerMembership.objects().first()).to_on is None


async def test_an_end_cannot_be_taken_back_when_another_membership_has_begun(people):
    manager, one = people
    row = await actions.give_membership(manager, one.person, Ledger.PARTY, NEW_YEAR, now=LATER)
    await actions.end_membership(manager, row, date(2026, 6, 30))
    await actions.give_membership(manager, one.person, Ledger.PARTY, Period(date(2026, 9, 1)), now=LATER)
    with pytest.raises(Refused, match="这段时间已经在台账里"):
        await actions.resume_membership(manager, row)


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [(Role.SECRETARY, Ledger.PARTY, Ledger.INSTITUTION), (Role.MANAGER, Ledger.INSTITUTION, Ledger.PARTY)],
)
async def test_the_secretary_keeps_the_partys_ledgers_and_the_manager_the_others(people, role, own, other):
    _, one = people
    keeper = await a_person("记账人", role)
    await actions.give_membership(keeper, one.person, own, NEW_YEAR, now=LATER)
    with pytest.raises(Missing):
        await actions.give_membership(keeper, one.person, other, NEW_YEAR, now=LATER)
    page = (await (await browser(keeper)).see("/memberships")).text
    assert (f'id="{own}"' in page, f'id="{other}"' in page) == (True, False)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COMMITTEE, Role.SECRETARY}])
async def test_nobody_else_gets_to_know_who_is_in_the_party(people, role):
    keeper, one = people
    await actions.give_membership(keeper, one.person, Ledger.PARTY, NEW_YEAR, now=LATER)
    other = await a_person("旁小人", role)
    assert await ledgers.memberships(other) == []
    assert [row.ledger for row in await ledgers.memberships(one)] == [Ledger.PARTY]
    if role is Role.MANAGER:
        # Of the other ledgers they are the keeper; the Party's they may neither open nor write.
        seen = (await (await browser(other)).see("/memberships")).text
        assert ("党员集中学习培训" in seen, "2026-01-01 起" in seen) == (False, False)
        assert (await (await browser(other)).send("/memberships", {**FORM, "person": one.person})).status_code == 404
        return
    assert (await (await browser(other)).see("/memberships")).status_code == 403
    assert (await (await browser(other)).send("/memberships", {**FORM, "person": one.person})).status_code == 403


async def test_somebody_who_is_only_in_the_partys_ledger_stands_on_no_list_of_the_managers(people):
    """A retired member has no role here: that they are on a list at all would say what they are."""
    keeper, _ = people
    retired, manager = await a_person("退老休"), await a_person("馆小长", Role.MANAGER)
    await actions.give_membership(keeper, retired.person, Ledger.PARTY, NEW_YEAR, now=LATER)
    assert [retired.person in {one.id for one in await ledgers.members(who)} for who in (keeper, manager)] == [
        True,
        False,
    ]
    who = await browser(manager)
    for address in ("/memberships", "/log/certificates", "/log/hours", "/log/overview?ledger=party", "/log/hours.xlsx"):
        answer = await who.see(address)
        assert (answer.status_code, "退老休" in answer.text, "党员集中学习培训" in answer.text) == (200, False, False)


async def test_a_membership_that_is_not_there_is_missing(people):
    who = await browser(people[0])
    for number in ("1", "2147483647", "99999999999999999999"):
        assert (await who.send(f"/memberships/{number}/end", {"to_on": "2026-06-30"})).status_code == 404
        assert (await who.send(f"/memberships/{number}/resume")).status_code == 404


async def test_twenty_at_once_make_one_membership(people):
    manager, one = people
    tries = [actions.give_membership(manager, one.person, Ledger.PARTY, NEW_YEAR, now=LATER) for _ in range(20)]
    told = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, int) for one in told) == 1
    assert all(isinstance(one, int | Refused) for one in told)
    assert (await LedgerMembership.count(), await Deed.count()) == (1, 1)
