"""Who reads which restricted record: every role, every kind, one's own and another's; and that each look is read by its person.

Source: 个人信息保护法 art. 28 (特定身份); 党员教育管理工作条例 art. 30; the table of `app/party/rules/access.py`.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.actor import Actor, Role
from app.audit.tables import Deed
from app.jobs.queries import job_file
from app.jobs.tables import JobFile
from app.party.actions import appraisals, members, talks
from app.party.actions.appraisals import Counted, Decided, RoundFacts
from app.party.actions.looking import look
from app.party.actions.papers import ask_binder
from app.party.actions.talks import TalkFacts
from app.party.queries import appraisals as appraisal_queries
from app.party.queries.looking import is_open, looks_at, may_open
from app.party.queries.rights import looks
from app.party.rules.access import Restricted
from app.party.rules.appraisals import Grade, Tally
from app.party.rules.talks import Note
from app.refusals import Missing
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person

SECRET = "只有两个人知道的一句话"
COMMITTEE_READS = {Restricted.REVIEW, Restricted.VETTING, Restricted.APPRAISAL, Restricted.CORRECTION}
SECRETARY_READS = COMMITTEE_READS | {Restricted.TALK}
NOT_OF_THE_BRANCH = [role for role in Role if role not in (Role.SECRETARY, Role.COMMITTEE)]


def reads(who: str, kind: Restricted) -> bool:
    return kind in {"secretary": SECRETARY_READS, "committee": COMMITTEE_READS}.get(who, set())


async def everybody(structure) -> dict[str, Actor]:
    """One actor for each way to stand to the branch, and one for each role that has nothing to do with it."""
    former = acting(structure, 3)
    await members.seat(secretary(structure), structure.member(former.person).id, None, TODAY, now=MONDAY)
    cast = {
        "secretary": secretary(structure),
        "committee": acting(structure, 1),
        "former committee": former,
        "member": acting(structure, 7),
        "committee role, no member": await a_person("外人委员", Role.STAFF, Role.COMMITTEE),
    }
    for role in NOT_OF_THE_BRANCH:
        cast[role.value] = await a_person(f"外人{role.value}", role)
    return cast


@pytest.fixture
def monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.mark.parametrize("kind", list(Restricted))
async def test_who_may_open_another_s_record_once_they_say_why(db, monday, kind):
    structure = await a_branch()
    about = acting(structure, 8).person
    told = {name: await may_open(one, kind, [about]) for name, one in (await everybody(structure)).items()}
    assert told == {name: reads(name, kind) for name in told}


@pytest.mark.parametrize("kind", list(Restricted))
async def test_without_a_reason_nothing_is_open_but_what_is_about_oneself(db, monday, kind):
    structure = await a_branch()
    about = acting(structure, 8)
    cast = {**await everybody(structure), "self": about}
    opened = {name: await is_open(one, kind, 1, [about.person], MONDAY) for name, one in cast.items()}
    assert opened == {name: name == "self" for name in cast}


@pytest.mark.parametrize("kind", list(Restricted))
async def test_a_look_opens_that_record_for_that_viewer_and_half_an_hour(db, monday, kind):
    structure = await a_branch()
    about = acting(structure, 8)
    cast = await everybody(structure)
    refused = set()
    for name, one in cast.items():
        try:
            await look(one, kind, 1, [about.person], f"{name}要看", now=MONDAY)
        except Missing:
            refused.add(name)
    assert refused == {name for name in cast if not reads(name, kind)}
    assert {one.reason for one in await looks_at(about.person)} == {f"{name}要看" for name in cast if reads(name, kind)}
    for name, one in cast.items():
        states = [
            await is_open(one, kind, record, [about.person], at)
            for record, at in ((1, MONDAY), (2, MONDAY), (1, MONDAY + timedelta(minutes=31)))
        ]
        assert states == [reads(name, kind), False, False], name


async def a_talk_and_an_appraisal(structure) -> tuple[str, str]:
    keeper, about = secretary(structure), acting(structure, 8)
    facts = TalkFacts(acting(structure, 7).person, about.person, TODAY)
    talk = await talks.write_talk(keeper, facts, Note("阅览室", SECRET), now=MONDAY)
    number = await appraisals.open_round(keeper, RoundFacts(2026, TODAY, 10), now=MONDAY)
    mine = next(one for one in await appraisal_queries.entries(number) if one.person == about.person)
    await appraisals.count(keeper, number, {mine.id: Counted(Tally(7, 2, 1, 0), SECRET)}, now=MONDAY)
    await appraisals.decide(keeper, mine.id, Decided(SECRET, Grade.QUALIFIED, TODAY), now=MONDAY)
    return f"/party/talks/{talk}", f"/party/appraisals/entries/{mine.id}"


async def test_the_pages_hold_to_it(db, monday):
    """For each page: what the first look at it answers, and whether the text stands on it."""
    structure = await a_branch()
    addresses = await a_talk_and_an_appraisal(structure)
    cast = {**await everybody(structure), "self": acting(structure, 8)}
    shown = {}
    for name, one in cast.items():
        who = await browser(one)
        answers = [await who.see(address) for address in addresses]
        shown[name] = [(answer.status_code, SECRET in answer.text) for answer in answers]
    shut, gone, barred = (200, False), (404, False), (403, False)
    inside = {"staff", "coordinator", "manager"}
    expected = {name: [gone, gone] if name in inside else [barred, barred] for name in cast}
    expected |= {"secretary": [shut, shut], "committee": [gone, shut], "self": [(200, True), (200, True)]}
    expected |= {"former committee": [gone, gone], "committee role, no member": [gone, gone]}
    expected |= {"member": [(200, True), gone]}
    assert shown == expected


async def test_the_secretary_reads_all_looks_and_others_their_own(db, monday):
    structure = await a_branch()
    keeper, one, about = secretary(structure), acting(structure, 1), acting(structure, 8)
    await look(keeper, Restricted.APPRAISAL, 1, [about.person], "书记要看", now=MONDAY)
    await look(one, Restricted.APPRAISAL, 1, [about.person], "委员要看", now=MONDAY)
    assert [each.reason for each in await looks(keeper)] == ["委员要看", "书记要看"]
    assert [each.reason for each in await looks(one)] == ["委员要看"]
    assert [each.reason for each in await looks(keeper, Restricted.TALK)] == []
    texts = [(await (await browser(who)).see("/party/looks")).text for who in (keeper, one)]
    assert ["书记要看" in text for text in texts] == [True, False]


async def test_a_committee_member_reads_no_more_from_the_day_after_their_seat(db, monday, monkeypatch):
    structure = await a_branch()
    one, about = acting(structure, 2), acting(structure, 8).person
    assert await may_open(one, Restricted.APPRAISAL, [about])
    await members.seat(secretary(structure), structure.member(one.person).id, None, TODAY, now=MONDAY)
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=1))
    assert not await may_open(one, Restricted.APPRAISAL, [about])


async def test_a_look_leaves_one_row_for_each_person_however_often_it_is_sent(db, monday):
    """The button pressed twice, two tabs, a page sent again: one reason within the half hour, asked anew after it."""
    structure = await a_branch()
    keeper, about, other = secretary(structure), acting(structure, 8), acting(structure, 7)
    for person in (about, other, about):
        tries = [
            look(keeper, Restricted.APPRAISAL, person.person, [person.person], f"看{n}", now=MONDAY) for n in "一二三"
        ]
        await asyncio.gather(*tries)
    assert [len(await looks_at(one.person)) for one in (about, other)] == [1, 1]
    later = MONDAY + timedelta(minutes=31)
    assert not await is_open(keeper, Restricted.APPRAISAL, about.person, [about.person], later)
    await look(keeper, Restricted.APPRAISAL, about.person, [about.person], "再看", now=later)
    assert [len(await looks_at(one.person)) for one in (about, other)] == [2, 1]


async def test_a_sheet_that_is_open_is_not_opened_again(db, monday):
    structure = await a_branch()
    keeper = secretary(structure)
    number = await appraisals.open_round(keeper, RoundFacts(2026, TODAY, 10), now=MONDAY)
    for _ in range(2):
        await appraisals.open_sheet(keeper, number, "开会前核对", now=MONDAY)
    assert {len(await looks_at(one.person)) for one in structure.full[1:]} == {1}


async def test_the_ledger_tells_nobody_whom_the_branch_told_what(db, monday):
    structure = await a_branch()
    await a_talk_and_an_appraisal(structure)
    told = [row["details"] for row in await Deed.select(Deed.verb, Deed.details) if row["verb"] == "notice.told"]
    assert told == ['{"told":1}']


async def test_a_binder_is_no_longer_handed_out_to_whom_the_role_was_taken_from(db, monday):
    structure = await a_branch()
    keeper = secretary(structure)
    job = await ask_binder(keeper, 2026, now=MONDAY)
    await JobFile(job=job, name="合订本", ending=".pdf", media_type="application/pdf", body=b"%PDF").save()
    cast = {
        "keeper": keeper,
        "another": acting(structure, 1),
        "once keeper": replace(keeper, roles=frozenset({Role.STAFF})),
    }
    assert {name: await job_file(one, job) is not None for name, one in cast.items()} == {
        "keeper": True,
        "another": False,
        "once keeper": False,
    }
