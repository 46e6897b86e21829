"""Whatever people write about service, papers, stars and praise stays text, on the pages of those who recognise and who serve."""

import html as markup

import pytest

from app import clock
from app.actor import Actor, Role
from app.people.tables import Library
from app.service.actions import issuing, recognising
from app.service.actions.issuing import Wanted
from app.service.queries.recognition import evaluations_of
from app.service.rules.papers import PaperSetting, PaperTitle
from app.service.rules.recognition import CommendationFacts, EvaluationFacts, Proof, Quality
from app.service.rules.stars import StarScale
from app.shifts.actions import volunteers
from app.shifts.actions.volunteers import Wishes
from tests.app.service.recorded import DAY, NOW, a_record
from tests.cast import browser
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import a_person

TODAY = clock.at_library(NOW).date()


@pytest.fixture
async def manager(db, monkeypatch) -> Actor:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    await Library(name="示例县图书馆", kind="own").save()
    await Library(name="示例协会", kind="partner", partner_kind="organisation").save()
    return await a_person("示例馆长", Role.MANAGER)


async def written(manager: Actor, text: str) -> dict[str, tuple[Actor, str]]:
    """A volunteer of whom everything that people may write says this text; returns who sees it, and where."""
    who = text[:60]
    teller = Actor(manager.id, who, manager.roles)
    person = await a_person(who, Role.VOLUNTEER)
    wishes = Wishes(most_minutes=600)
    one = await volunteers.register(manager, None, wishes, now=NOW, person=person.person)
    said = {"content": text, "project_name": text[:60], "place_name": text[:80], "leader": text[:60]}
    await a_record(one, 600, **said, unit_name=text[:80])
    await a_record(one, 60, days_ago=3, recording_unit=2, **said, unit_name=text[:80])
    await issuing.set_papers(teller, PaperSetting(PaperTitle.RECORD, text[:60], text[:80], text[:120]), now=NOW)
    await recognising.set_scale(teller, StarScale((10,), TODAY, text[:120]), now=NOW)
    paper = await issuing.issue_paper(teller, Wanted(one, note=text[:80]), now=NOW)
    await issuing.revoke_paper(teller, paper, text, now=NOW)
    second = await issuing.issue_paper(teller, Wanted(one, note=text[:80]), now=NOW)
    asked = await issuing.ask_for_paper(person, None, None, text[:80], now=NOW)
    await issuing.decline_request(teller, asked, text, now=NOW)
    await issuing.ask_for_paper(person, None, None, text[:80], now=NOW)
    await recognising.commend(teller, one, CommendationFacts(text[:80], TODAY, text[:80], Proof.ASKED), now=NOW)
    for _number in range(2):
        await recognising.evaluate(teller, one, EvaluationFacts(Quality.SOUND, TODAY - DAY, TODAY, text), now=NOW)
    numbers = [row.id for row in await evaluations_of(one)]
    for number in numbers:
        await recognising.object_to(person, number, text, now=NOW)
    await recognising.answer_objection(teller, numbers[0], text, stands=True, now=NOW)
    await recognising.decide_star(teller, one, 1, awarded=False, reason=text, now=NOW)
    return {
        "papers": (manager, "/service/papers"),
        "new": (manager, f"/service/papers/new?volunteer={one}"),
        "revoked": (manager, f"/service/papers/{paper}"),
        "paper": (person, f"/service/papers/{second}"),
        "file": (manager, f"/service/people/{one}"),
        "own file": (person, "/service/file"),
        "stars": (manager, "/service/stars"),
        "settings": (manager, "/service/recognition"),
    }


@pytest.mark.parametrize("text", [BENIGN, *PAYLOADS[::6]])
async def test_no_text_becomes_an_element_and_none_is_left_out(manager, text):
    wrong, silent = [], []
    for name, (who, address) in (await written(manager, text)).items():
        answer = await (await browser(who)).see(address)
        assert answer.status_code == 200, (name, answer.status_code)
        wrong += [name] * is_wrong(answer.text)
        silent += [name] * (text[:30] not in markup.unescape(answer.text.partition("<main")[2]))
    assert (wrong, silent) == ([], [])


async def test_a_hostile_name_is_printed_as_it_is(manager):
    for text in ('#panic("x") $y$ *z*', "{{ 7 * 7 }} {% if %}"):
        _person, address = (await written(manager, text))["revoked"]
        for ending in ("pdf", "docx"):
            assert (await (await browser(manager)).see(f"{address}/paper.{ending}")).status_code == 200
