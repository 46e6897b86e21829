"""Whatever is written on the calendar of duties stays text."""

from datetime import date

import pytest

from app import clock
from app.actor import Role
from app.party.actions import duties as actions
from app.party.rules.done import DoneKind
from app.party.rules.settings import Key, Setting
from app.party.tables import DutyExplanation, DutyExplanationWithdrawal, PartyBranch
from app.people.tables import Person
from tests.cast import browser
from tests.house.branches import Branches
from tests.house.duties import CELL, TODAY
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person


async def written(branches: Branches, text: str) -> dict[str, str]:
    """Every page of the calendar with this text wherever a person may write one."""
    actor, name = branches.everybody, text[:40]
    who, short = await browser(actor), text[:110]
    await Person.update({Person.name: name}, force=True)
    await PartyBranch.update({PartyBranch.name: short[:80]}, force=True)
    branch, (item, period) = (await PartyBranch.select())[0]["id"], CELL.split(".")
    row = DutyExplanation(branch=branch, year=2026, item=item, period=period, text=text, by_name=name, at=MONDAY)
    await row.save()
    await DutyExplanationWithdrawal(explanation=row.id, reason=text[:200], by_name=name, at=MONDAY).save()
    given = actions.DoneFacts(DoneKind.TRAINING, date(2026, 3, 1), short, text[:200])
    record = await actions.write_done(actor, given, now=MONDAY, today=TODAY)
    await actions.withdraw_done(actor, record, short, now=MONDAY)
    wanted = Setting(Key.THEMED, 1, date(2026, 1, 1), None, short, text[:200])
    await actions.set_value(actor, wanted, now=MONDAY, today=TODAY)
    addresses = (f"/party/cells/{CELL}", "/party/rules", "/party/done?year=2026", f"/party/done/{record}", "/party")
    shown = {}
    for address in addresses:
        answer = await who.see(address)
        assert answer.status_code == 200, address
        shown[address] = answer.text
    return shown


@pytest.fixture
async def branches(db, monkeypatch) -> Branches:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    one = Branches(await a_person(BENIGN, *Role))
    await one.grow()
    return one


async def test_what_is_written_is_shown(branches):
    pages = await written(branches, "写给人看的一句话")
    assert {address for address, html in pages.items() if "写给人看的一句话" not in html} == set()


async def test_no_text_becomes_an_element(branches):
    payloads = ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', *PAYLOADS[::20]]
    wrong = [
        (address, payload)
        for payload in payloads
        for address, html in (await written(branches, payload)).items()
        if is_wrong(html)
    ]
    assert wrong == []
