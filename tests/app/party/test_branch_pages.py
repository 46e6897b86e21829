"""The pages of the branch: what the secretary writes is there, what cannot be is said at its field, others stay out."""

import pytest

from app import clock
from app.actor import Role, system
from app.notices.tables import Notice
from app.party.actions.reminding import remind_of_duties
from app.party.queries.structure import structure_on
from app.party.tables import MemberTrait
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person


@pytest.fixture(autouse=True)
def on_monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


async def test_a_secretary_founds_the_branch_and_puts_somebody_in(db):
    who = await browser(await a_person("支建人", Role.SECRETARY))
    newcomer = await a_person("乐小读", Role.STAFF)
    assert "先写下支部叫什么" in (await who.see("/party/branch")).text
    await who.send("/party/branch", {"name": "甲县图书馆党支部", "superior": "甲县文广旅局党委", "term_years": "3"})
    days = {"since": "2020-01-01", "admitted_on": "2010-06-01", "full_on": "2011-06-01"}
    answer = await who.send("/party/members", {"person": str(newcomer.person), **days})
    assert answer.status_code == 303
    assert [one.name for one in (await structure_on(TODAY)).members] == ["乐小读"]


async def test_a_day_that_cannot_be_is_said_at_its_field_and_what_was_typed_stays(db):
    structure = await a_branch()
    newcomer = await a_person("乐小读", Role.STAFF)
    who = await browser(secretary(structure))
    form = {"person": str(newcomer.person), "since": "2026-11-01", "admitted_on": "2026-06-01", "full_on": "2026-05-01"}
    answer = await who.send("/party/members", form)
    assert answer.status_code == 409
    assert "转正要晚于接收为预备党员的 2026-06-01" in answer.text
    assert 'value="2026-05-01"' in answer.text
    assert len((await structure_on(TODAY)).members) == 10


async def test_the_committee_reads_and_changes_nothing(db):
    structure = await a_branch()
    who = await browser(acting(structure, 2))
    page = await who.see("/party/branch")
    assert "放进一位党员" not in page.text
    answer = await who.send("/party/branch/terms", {"starts_on": "2026-11-02"})
    assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR, Role.COORDINATOR])
async def test_nobody_else_reads_who_is_in_the_branch(db, role):
    structure = await a_branch()
    who = await browser(await a_person("外人", role))
    answers = [await who.see(address) for address in ("/party/branch", f"/party/members/{structure.members[0].id}")]
    assert [one.status_code for one in answers] == [403, 403]


async def test_a_member_sees_their_own_page(db):
    structure = await a_branch()
    page = (await (await browser(acting(structure, 6))).see("/party/me")).text
    assert "甲县图书馆党支部 · 正式党员" in page


async def test_the_first_screen_leads_a_member_to_their_own_page_and_nobody_else(db):
    structure = await a_branch()
    people = [acting(structure, 6), secretary(structure), await a_person("欧阳读", Role.STAFF)]
    homes = [(await (await browser(one)).see("/")).text for one in people]
    assert ['href="/party/me"' in home for home in homes] == [True, False, False]


async def test_discipline_stands_on_no_page_of_the_branch(db):
    structure = await a_branch()
    keeper = await browser(secretary(structure))
    member = structure.members[6].id
    form = {"trait": "correction", "trait_from": "2026-11-01", "note": "支委会 2026-10-28", "trait_until": "2027-04-30"}
    assert (await keeper.send(f"/party/members/{member}/traits", form)).status_code == 303
    pages = [(await keeper.see(one)).text for one in ("/party/branch", f"/party/members/{member}")]
    assert ["2026-10-28" in page for page in pages] == [False, False]


async def test_discipline_opens_with_a_reason_and_the_person_reads_who_looked(db):
    structure = await a_branch()
    keeper, member = await browser(secretary(structure)), structure.members[6]
    form = {"trait": "correction", "trait_from": "2026-11-01", "note": "支委会 2026-10-28", "trait_until": "2027-04-30"}
    await keeper.send(f"/party/members/{member.id}/traits", form)
    refused = await keeper.send(f"/party/members/{member.id}/look", {"why": ""})
    assert (refused.status_code, "写一句查看原因" in refused.text) == (409, True)
    await keeper.send(f"/party/members/{member.id}/look", {"why": "到期前核对"})
    assert "2026-10-28" in (await keeper.see(f"/party/members/{member.id}")).text
    assert "到期前核对" in (await (await browser(acting(structure, 6))).see("/party/me")).text


async def test_the_end_of_discipline_is_spoken_of_without_a_name_and_concluded_by_hand(db):
    structure = await a_branch()
    keeper, member = await browser(secretary(structure)), structure.members[6]
    form = {"trait": "correction", "trait_from": "2026-03-01", "note": "支委会 2026-02-26", "trait_until": "2027-03-02"}
    traits = f"/party/members/{member.id}/traits"
    long = await keeper.send(traits, form)
    assert (long.status_code, "限期改正时间不超过一年" in long.text, "第三十条" in long.text) == (409, True, True)
    assert (await keeper.send(traits, {**form, "trait_until": "2026-12-10"})).status_code == 303
    calendar = (await keeper.see("/party")).text
    assert ("2026-12-10 期满" in calendar, "限期改正快期满的" in calendar) == (True, True)
    assert "限期改正快期满的" not in (await (await browser(acting(structure, 2))).see("/party")).text
    await remind_of_duties(system("reminder"), now=MONDAY)
    told = await Notice.select().where(Notice.address == "/party#limits")
    assert {one["person"] for one in told} >= {secretary(structure).person}
    assert {(member.name in one["message"], one["params"]) for one in told} == {(False, "{}")}
    await keeper.send(f"/party/members/{member.id}/look", {"why": "到期前核对"})
    shown = (await keeper.see(f"/party/members/{member.id}")).text
    assert ("2026-12-10 期满" in shown, "限期改正期满后仍无转变的，劝其退党" in shown) == (True, True)
    trait = (await MemberTrait.select().where(MemberTrait.member == member.id))[0]["id"]
    end = f"{traits}/{trait}/end"
    assert (await keeper.send(end, {"ended_on": "2026-11-22"})).status_code == 409
    ended = await keeper.send(end, {"ended_on": "2026-11-22", "outcome": "支部大会认为已经改正"})
    assert ended.status_code == 303
    assert "结论：支部大会认为已经改正" in (await keeper.see(f"/party/members/{member.id}")).text
    assert "限期改正快期满的" not in (await keeper.see("/party")).text
