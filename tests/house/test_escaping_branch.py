"""Whatever is written about the branch and its members stays text."""

import pytest

from app import clock
from app.actor import Role
from app.party.tables import (
    CommitteePeriod,
    MemberTrait,
    PartyBranch,
    PartyGroup,
    PartyMember,
    PartyTerm,
    RestrictedView,
)
from app.people.tables import Person
from tests.cast import browser
from tests.house.branches import Branches
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person


async def written(branches: Branches, text: str) -> dict[str, str]:
    """Every page of the branch with this text wherever a person may write one."""
    name, note, who = text[:40], text[:120], await browser(branches.everybody)
    await Person.update({Person.name: name}, force=True)
    await PartyBranch.update({PartyBranch.name: note[:80], PartyBranch.superior: note[:80]}, force=True)
    await PartyGroup.update({PartyGroup.name: name}, force=True)
    await PartyTerm.update({PartyTerm.document: note}, force=True)
    await CommitteePeriod.update({CommitteePeriod.document: note}, force=True)
    await MemberTrait.update({MemberTrait.note: note, MemberTrait.outcome: note}, force=True)
    await PartyMember.update({PartyMember.end_reason: note}, force=True)
    view = RestrictedView(
        kind="talk",
        record=1,
        person=branches.everybody.person,
        viewer=branches.everybody.person,
        viewer_name=name,
        reason=note,
        at=MONDAY,
    )
    await view.save()
    shown = {}
    for address in (*branches.pages().values(), f"/party/members/{branches.members[-1]}"):
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
