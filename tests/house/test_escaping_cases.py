"""Whatever is written about an applicant stays text."""

import pytest

from app import clock
from app.actor import Role
from app.party.actions.cases import recording
from app.party.rules.cases.facts import End
from app.party.tables.cases import (
    ApplicantAct,
    ApplicantBirthCorrection,
    ApplicantCorrection,
    ApplicantDocument,
    ApplicantExplanation,
    ApplicantLeaving,
    ApplicantNotice,
    ApplicantReview,
    ApplicantVetting,
)
from app.people.tables import Person
from tests.cast import browser
from tests.house.branches import Branches
from tests.house.cases import Cases
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person


async def written(cases: Cases, text: str) -> dict[str, str]:
    """Every page of a case with this text wherever a person may write one."""
    name, note, case = text[:40], text[:120], cases.cases[0]
    by = {"applicant": case, "at": MONDAY}
    day = MONDAY.date()
    await Person.update({Person.name: name}, force=True)
    act = ApplicantAct(**by, act="educated", done_on=day, said=note, recorded_by_name=name)
    await act.save()
    await ApplicantAct(**by, act="analysed", done_on=day, said=note, recorded_by_name=name).save()
    await ApplicantCorrection(act=act.id, reason=note, corrected_by_name=name, at=MONDAY).save()
    await ApplicantReview(**by, kind="reviewed", reviewed_on=day, said=note, written_by_name=name).save()
    await ApplicantReview(
        **by, kind="reviewed", reviewed_on=day, said=note, written_by=cases.everybody.id, written_by_name=name
    ).save()
    await ApplicantVetting(**by, vetted_on=day, passes=True, said=note, written_by_name=name).save()
    await ApplicantNotice(**by, from_on=day, to_on=day, place=note, contact=note, made_by_name=name).save()
    await ApplicantDocument(
        **by, kind="application", dated_on=day, note=note, file_name=note, recorded_by_name=name
    ).save()
    await ApplicantExplanation(**by, act="talked", said=note[:300], explained_by_name=name).save()
    await ApplicantLeaving(**by, leaves_on=day, said=note, recorded_by_name=name).save()
    await ApplicantBirthCorrection(**by, was_on=day, born_on=day, reason=note, corrected_by_name=name).save()
    who, shown = await browser(cases.everybody), {}
    addresses = (*cases.pages().values(), f"/party/applicants/{case}/records/{act.id + 1}", "/party/me")
    for address in addresses:
        answer = await who.see(address)
        assert answer.status_code == 200, address
        shown[address] = answer.text
    refused = await who.send("/party/applicants", {"person": "0", "born_on": note, "applied_on": note, "said": note})
    return {**shown, "refused": refused.text}


@pytest.fixture
async def cases(db, monkeypatch) -> Cases:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    branches = Branches(await a_person(BENIGN, *Role))
    await branches.grow()
    one = Cases(branches.everybody)
    await one.grow()
    return one


async def test_what_is_written_is_shown(cases):
    pages = await written(cases, "写给人看的一句话")
    assert {address for address, html in pages.items() if "写给人看的一句话" not in html} == set()


async def test_no_text_becomes_an_element(cases):
    payloads = ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', *PAYLOADS[::20]]
    wrong = [
        (address, payload)
        for payload in payloads
        for address, html in (await written(cases, payload)).items()
        if is_wrong(html)
    ]
    assert wrong == []


async def test_why_a_case_ended_stays_text(cases):
    await recording.end(cases.everybody, cases.cases[0], End.STOPPED, MONDAY.date(), PAYLOADS[0], now=MONDAY)
    assert not is_wrong((await (await browser(cases.everybody)).see(f"/party/applicants/{cases.cases[0]}")).text)
