"""Whatever is written about dues, talks, appraisals and requests stays text."""

import pytest

from app import clock
from app.party.actions import appraisals, dues, rights, talks
from app.party.actions.appraisals import Counted, Decided, RoundFacts
from app.party.actions.dues import Receipt, Taken
from app.party.actions.looking import look
from app.party.actions.talks import TalkFacts
from app.party.queries import appraisals as rounds
from app.party.queries.dues import payments_of
from app.party.rules.access import Restricted
from app.party.rules.appraisals import Grade, Tally
from app.party.rules.dues import ArrangementKind, Month
from app.party.rules.rights import Part
from app.party.rules.talks import Note
from app.people.tables import Person
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.house.test_escaping import PAYLOADS, is_wrong
from tests.makers import MONDAY

TEXT = "写给人看的一句话"


async def written(text: str) -> dict[str, str]:
    """Every page of these records with this text wherever a person may write one."""
    structure = await a_branch(full=3, probationary=0, committee=1)
    keeper, one, member = secretary(structure), acting(structure, 1), structure.members[1].id
    taken, month = Taken(TODAY, text[:60], text[:120]), Month(2026, 10)
    await dues.receive(keeper, [Receipt(member, month, 1250)], taken, now=MONDAY)
    [paid] = await payments_of(member, month)
    await dues.correct(keeper, paid.id, f"{text[:100]} ", 900, taken, now=MONDAY)
    await dues.arrange(keeper, member, ArrangementKind.EXEMPT, TODAY, None, f"依据 {text[:100]}", now=MONDAY)
    shown = await dues.publish(keeper, 2026, TODAY, text[:120], now=MONDAY)
    facts, note = TalkFacts(keeper.person, one.person, TODAY), Note(text[:80], text, text, text)
    talk = await talks.write_talk(keeper, facts, note, now=MONDAY)
    number = await appraisals.open_round(keeper, RoundFacts(2026, TODAY, 3), now=MONDAY)
    entry = next(each.id for each in await rounds.entries(number) if each.person == one.person)
    await appraisals.rate_self(one, entry, Grade.QUALIFIED, f"自评 {text}", now=MONDAY)
    await appraisals.count(keeper, number, {entry: Counted(Tally(3, 0, 0, 0), text)}, now=MONDAY)
    await appraisals.decide(keeper, entry, Decided(f"意见 {text}", Grade.QUALIFIED, TODAY), now=MONDAY)
    await appraisals.open_sheet(keeper, number, f"原因 {text[:100]}", now=MONDAY)
    await look(keeper, Restricted.TALK, talk, [one.person], f"原因 {text[:100]}", now=MONDAY)
    await rights.ask(one, Part.TALKS, text[:200], now=MONDAY)
    await Person.update({Person.name: text[:40]}, force=True)
    pages = {
        keeper: (
            "/party/dues?year=2026",
            f"/party/dues/payments/{paid.id}",
            f"/party/dues/publications/{shown}",
            "/party/talks?year=2026",
            f"/party/appraisals/{number}",
            "/party/looks",
            "/party/requests",
        ),
        one: (f"/party/talks/{talk}", f"/party/appraisals/entries/{entry}", "/party/me/data", "/party/me/talks"),
    }
    answers = {}
    for who, addresses in pages.items():
        reader = await browser(who)
        for address in addresses:
            answer = await reader.see(address)
            assert answer.status_code == 200, address
            answers[address] = answer.text
    return answers


async def test_what_is_written_is_shown(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    assert {address for address, html in (await written(TEXT)).items() if TEXT not in html} == set()


@pytest.mark.parametrize("payload", ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', *PAYLOADS[::12]])
async def test_no_text_becomes_an_element(db, monkeypatch, payload):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    assert {address for address, html in (await written(payload)).items() if is_wrong(html)} == set()
