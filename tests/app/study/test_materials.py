"""The reading list: what is on it, which session studied what, the gaps first."""

import html
from datetime import timedelta

import pytest

from app.gatherings.rules import Category
from app.refusals import Missing, Refused
from app.study.actions import agenda, sessions
from app.study.actions import materials as actions
from app.study.queries import materials
from app.study.rules.agenda import Item
from app.study.rules.materials import Coverage, Material, MaterialFilter, MaterialKind, coverage_of, why_not_material
from app.study.tables import AgendaMaterial
from tests.app.study.hall import IN_TIME, THURSDAY, a_member, a_plan, a_secretary, time
from tests.cast import browser
from tests.makers import MONDAY

__all__ = ["time"]

LAW = Material("公共图书馆法", MaterialKind.LAW, 2026, law="public-library-law@2018-10-26")
LETTER = Material("给国家图书馆老专家的回信", MaterialKind.SPEECH, 2026, "示例日报")
BOOK = Material("公共图书馆法释义", MaterialKind.BOOK, 2026)


@pytest.mark.parametrize(
    ("material", "codes"),
    [
        (LAW, []),
        (LETTER, ["title"]),
        (Material("保密法", MaterialKind.LAW, 2026, law="no-such-law@2026-01-01"), ["law"]),
        (Material("释义", MaterialKind.BOOK, 2026, law="public-library-law@2018-10-26"), ["kind"]),
    ],
)
def test_a_title_stands_once_in_a_year_and_a_law_is_one_that_ships(material, codes):
    assert [one.code for one in why_not_material(material, [LETTER.title])] == codes


def test_what_was_studied_once_is_no_gap():
    assert [coverage_of(*uses) for uses in (([], []), ([], [1]), ([1], []), ([1], [1]))] == [
        Coverage.NOT_YET,
        Coverage.PLANNED,
        Coverage.STUDIED,
        Coverage.STUDIED,
    ]


def test_a_filter_reads_what_it_wrote():
    sought = MaterialFilter(2025, "law", "not_yet")
    assert sought.query() == "year=2025&kind=law&coverage=not_yet"
    assert MaterialFilter.of({"year": "2025", "kind": "law", "coverage": "not_yet"}, 2026) == sought
    assert MaterialFilter.of({"year": "２０２５", "kind": "x", "coverage": "'"}, 2026) == MaterialFilter(2026)


async def an_item(secretary, on=THURSDAY):
    session = await sessions.arrange(secretary, a_plan(on), now=MONDAY)
    return session, await agenda.add_item(secretary, session, Item(Category.LAW, "领学第四章"))


async def test_the_list_says_where_each_material_was_studied_and_puts_the_gaps_first(db):
    secretary, member = await a_secretary(), await a_member()
    law, letter, book = [await actions.add_material(secretary, one, now=MONDAY) for one in (LAW, LETTER, BOOK)]
    held, first = await an_item(secretary)
    _, other = await an_item(secretary, THURSDAY + timedelta(days=7))
    second = await agenda.add_item(secretary, held, Item(Category.LAW, "讨论"))
    for item, chosen in ((first, {law}), (second, {law}), (other, {letter})):
        await actions.name_materials(secretary, item, chosen, now=MONDAY)

    async def listed(now):
        found = await materials.reading_list(member, 2026, now)
        return [(one.id, one.coverage.value, [use.session for use in one.studied]) for one in found]

    assert await listed(MONDAY) == [(book, "not_yet", []), (law, "planned", []), (letter, "planned", [])]
    await sessions.open_list(secretary, held, now=IN_TIME)
    later = IN_TIME + timedelta(hours=1)
    assert await listed(later) == [(book, "not_yet", []), (letter, "planned", []), (law, "studied", [held])]
    # A session that nobody opened was not held.
    assert (await listed(IN_TIME + timedelta(days=30)))[0] == (letter, "not_yet", [])


async def test_what_an_item_names_is_added_to_and_never_written_over(db):
    secretary = await a_secretary()
    law, letter = [await actions.add_material(secretary, one, now=MONDAY) for one in (LAW, LETTER)]
    session, item = await an_item(secretary)
    for chosen in ({law}, {law, letter}, {letter}, {letter}):
        await actions.name_materials(secretary, item, chosen, now=MONDAY)
    assert [one.id for one in (await materials.named_in(session))[item]] == [letter]
    assert await AgendaMaterial.count() == 3
    with pytest.raises(Refused, match="已经不在清单上"):
        await actions.name_materials(secretary, item, {999}, now=MONDAY)
    with pytest.raises(Refused, match="有 1 次学习的议程用着它"):
        await actions.remove_material(secretary, letter, now=MONDAY)
    await actions.remove_material(secretary, law, now=MONDAY)
    with pytest.raises(Missing):
        await actions.remove_material(secretary, law, now=MONDAY)
    again = await actions.add_material(secretary, LAW, now=MONDAY)
    with pytest.raises(Refused, match="已经有“公共图书馆法”"):
        await actions.restore_material(secretary, law)
    assert again != law


async def test_the_way_from_the_list_to_the_session_and_back(db, time):
    secretary, member = await browser(await a_secretary()), await browser(await a_member())
    assert "还没有列材料" in (await member.see("/study/materials")).text
    form = {"title": "公共图书馆法", "kind": "law", "year": "2026", "law": "public-library-law@2018-10-26"}
    assert (await member.send("/study/materials", form)).status_code == 403
    wrong = await secretary.send("/study/materials", {**form, "kind": "book"})
    assert (wrong.status_code, "种类要是“法律法规”" in wrong.text) == (409, True)
    assert (await secretary.send("/study/materials", {**form, "year": "二六年"})).status_code == 422
    assert (await secretary.send("/study/materials", form)).headers["location"] == "/study/materials?year=2026"
    session, item = await an_item(secretary.actor)
    address = f"/study/agenda/{item}/materials"
    assert "公共图书馆法 · 法律法规" in (await secretary.see(address)).text
    assert (await secretary.send(address, {"materials": "1"})).headers[
        "location"
    ] == f"/study/sessions/{session}#agenda"
    assert 'href="/laws/public-library-law/2018-10-26"' in (await member.see(f"/study/sessions/{session}")).text
    seen = html.unescape((await member.see("/study/materials?year=2026&coverage=planned")).text)
    assert f'href="/study/sessions/{session}#agenda"' in seen
    assert "没有这样的材料" in (await member.see("/study/materials?year=2026&coverage=studied")).text
    changed = await secretary.send("/study/materials/1", {**form, "note": "全文"})
    assert changed.status_code == 303
    assert (await secretary.send("/study/materials/1/removals")).status_code == 409
