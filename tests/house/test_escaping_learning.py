"""Whatever members write of campaigns, themselves, promises and winters stays text."""

import pytest

from app import clock
from app.actor import Role
from app.gatherings.tables import Gathering
from app.party.rules.minutes import Written, kept
from app.party.tables import (
    CampaignAmendment,
    CampaignDone,
    CampaignItem,
    CampaignItemAmendment,
    PartyMeeting,
    PartyMinutes,
    Pledge,
    PledgeResult,
    Reflection,
    ReflectionSharing,
    WinterPlan,
)
from app.people.tables import Person
from app.study.tables import StudyMaterial
from tests.cast import browser
from tests.house.branches import TODAY, Branches
from tests.house.learnings import Learnings
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person


async def written(learnings: Learnings, text: str) -> dict[str, str]:
    """Every page of them with this text wherever a person may write one."""
    name, line, note, who = text[:40], text[:60], text[:120], await browser(learnings.everybody)
    await Person.update({Person.name: name}, force=True)
    await Gathering.update({Gathering.title: line}, force=True)
    await StudyMaterial.update({StudyMaterial.title: line}, force=True)
    await Pledge.update({Pledge.promise: note, Pledge.public_text: line, Pledge.made_by_name: name}, force=True)
    await anew(learnings, name, line, note)
    told = Written(teacher=line, teacher_post=line, lecture_subject=line)
    meeting = await PartyMeeting.select(PartyMeeting.id).first()
    await PartyMinutes(meeting=meeting["id"], content=kept(told), written_by_name=name, at=MONDAY).save()
    shown = {}
    for address in (*learnings.pages().values(), f"/party/reflections/{learnings.reflection}", "/party/me"):
        if not address.endswith(".xlsx"):
            answer = await who.see(address)
            assert answer.status_code == 200, address
            shown[address] = answer.text
    return shown


async def anew(learnings: Learnings, name: str, line: str, note: str) -> None:
    """What is never changed is written anew."""
    await Reflection.update(
        {Reflection.why_joined: note, Reflection.what_done: note, Reflection.what_left: note}, force=True
    )
    item = await CampaignItem.select().order_by(CampaignItem.id, ascending=False).first()
    plan = {
        "name": note[:80],
        "document": note,
        "from_on": TODAY,
        "to_on": TODAY,
        "amended_by_name": name,
        "at": MONDAY,
    }
    await CampaignAmendment(campaign=item["campaign"], **plan).save()
    await CampaignItemAmendment(item=item["id"], title=note, amended_by_name=name, at=MONDAY).save()
    await CampaignDone(item=item["id"], done_on=TODAY, evidence=note, recorded_by_name=name, at=MONDAY).save()
    pledge = await Pledge.select(Pledge.id).first()
    await PledgeResult(
        pledge=pledge["id"], result="partly", note=note, reviewed_on=TODAY, reviewed_by_name=line, at=MONDAY
    ).save()
    plan = await WinterPlan.select().order_by(WinterPlan.id).first()
    texts = dict.fromkeys(("name", "unit"), line) | dict.fromkeys(("source", "topics", "teachers"), note)
    await WinterPlan(**{**plan, **texts, "id": None, "set_by_name": name, "at": MONDAY}).save()


@pytest.fixture
async def learnings(db, monkeypatch) -> Learnings:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    everybody = await a_person(BENIGN, *Role)
    branches = Branches(everybody)
    await branches.grow()
    one = Learnings(everybody, branches)
    await one.grow()
    other = Reflection(person=(await a_person("示例同志")).person, written_on=TODAY, at=MONDAY, changed_at=MONDAY)
    await other.save()
    await ReflectionSharing(reflection=other.id, at=MONDAY).save()
    return one


async def test_what_is_written_is_shown(learnings):
    pages = await written(learnings, "写给人看的一句话")
    assert {address for address, html in pages.items() if "写给人看的一句话" not in html} == set()


async def test_no_text_becomes_an_element(learnings):
    payloads = ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', *PAYLOADS[::20]]
    wrong = [
        (address, payload)
        for payload in payloads
        for address, html in (await written(learnings, payload)).items()
        if is_wrong(html)
    ]
    assert wrong == []
