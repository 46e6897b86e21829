"""Whatever is written about a meeting, its minutes, votes and tasks stays text."""

import pytest

from app import clock
from app.actor import Role
from app.gatherings.tables import Evidence, Gathering, Presence
from app.party.actions.minutes import correct_minutes, save_minutes
from app.party.queries.minutes import agenda_of
from app.party.rules.minutes import Block, Written
from app.party.tables import PartyAgendaItem, PartyMeeting, PartyTask, PartyTaskNote, PartyVote
from tests.cast import browser
from tests.house.branches import Branches
from tests.house.meetings import DUE, Meetings
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person


async def written(meetings: Meetings, text: str) -> dict[str, str]:
    """Every page of meetings with this text wherever a person may write one; what is insert-only gets one more row."""
    name, note, who, first = text[:60], text[:120], meetings.everybody, meetings.made[0]
    await Gathering.update({Gathering.title: name, Gathering.venue: name}, force=True)
    await PartyMeeting.update(
        {
            PartyMeeting.chair: name,
            PartyMeeting.recorder: name,
            PartyMeeting.theme: name,
            PartyMeeting.material_title: note,
        },
        force=True,
    )
    await PartyAgendaItem.update({PartyAgendaItem.title: note}, force=True)
    blocks = tuple(Block(line.id, note, f"甲：{note}", note) for line in await agenda_of(first))
    await save_minutes(who, first, Written(blocks=blocks, resolution=note, observers=name, remark=note), now=MONDAY)
    task = PartyTask(
        meeting=first, kind="rectification", problem=note, what=note, owner=who.person, due_on=DUE,
        agreed_by_name=name, at=MONDAY,
    )  # fmt: skip
    await task.save()
    await PartyTaskNote(
        task=meetings.tasks[0], kind="progress", text=note, by=who.person, by_name=name, at=MONDAY
    ).save()
    await PartyVote(
        meeting=first, subject="resolution", title=note, candidate=name, method="hands", eligible=9, eligible_note=note,
        present=9, written=0, yes=9, no=0, abstain=0, outcome="passed", counted_by_name=name, at=MONDAY,
    ).save()  # fmt: skip
    await correct_minutes(who, meetings.signed, "remark", note, note, now=MONDAY)
    await _attended(meetings, name, note)
    shown, asking = {}, await browser(who)
    for address in (*meetings.pages().values(), f"/party/meetings/{meetings.signed}"):
        answer = await asking.see(address)
        assert answer.status_code == 200, address
        shown[address] = answer.text
    return shown


async def _attended(meetings: Meetings, name: str, note: str) -> None:
    for gathering in range(1, 3):
        await Presence(
            gathering=gathering, person=meetings.everybody.person, status="excused", minutes=0, source="hand", note=note,
            recorded_by_name=name, at=MONDAY,
        ).save()  # fmt: skip
        await Evidence(gathering=gathering, title=name, reference=note, added_by_name=name, at=MONDAY).save()


@pytest.fixture
async def meetings(db, monkeypatch) -> Meetings:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    who = await a_person(BENIGN, *Role)
    await Branches(who).grow()
    one = Meetings(who)
    await one.grow()
    return one


async def test_what_is_written_is_shown(meetings):
    pages = await written(meetings, "写给人看的一句话")
    empty = {"/party/meetings/new"}
    assert {address for address, html in pages.items() if "写给人看的一句话" not in html} == empty


async def test_no_text_becomes_an_element(meetings):
    payloads = ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', *PAYLOADS[::20]]
    wrong = [
        (address, payload)
        for payload in payloads
        for address, html in (await written(meetings, payload)).items()
        if is_wrong(html)
    ]
    assert wrong == []
