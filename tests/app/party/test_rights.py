"""A person's rights over their own Party records: a copy, erasure of what may go, and what stays by which text."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.party.actions import appraisals, dues, members, rights, talks
from app.party.actions.appraisals import RoundFacts
from app.party.actions.dues import Receipt, Taken
from app.party.actions.looking import look
from app.party.actions.talks import TalkFacts
from app.party.queries import appraisals as appraisal_queries
from app.party.queries import talks as talk_queries
from app.party.queries.looking import looks_at
from app.party.queries.own_rows import own_rows
from app.party.queries.rights import own_requests, requests
from app.party.rules.access import Restricted
from app.party.rules.appraisals import Grade
from app.party.rules.dues import Month
from app.party.rules.rights import Part
from app.party.rules.talks import Note
from app.party.tables import RestrictedView, TalkRemoval
from app.refusals import Missing, Refused
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person

SECRET = "家里的一件事"


async def written(structure):
    keeper, one = secretary(structure), acting(structure, 6)
    facts = TalkFacts(keeper.person, one.person, TODAY)
    talk = await talks.write_talk(keeper, facts, Note("阅览室", SECRET, SECRET, SECRET), now=MONDAY)
    await talks.write_note(one, talk, Note(content=f"{SECRET}，本人补充"), now=MONDAY)
    number = await appraisals.open_round(keeper, RoundFacts(2026, TODAY, 10), now=MONDAY)
    own = next(each for each in await appraisal_queries.entries(number) if each.person == one.person)
    await appraisals.rate_self(one, own.id, Grade.QUALIFIED, SECRET, now=MONDAY)
    return keeper, one, talk


async def asked(one, part=Part.TALKS):
    await rights.ask(one, part, "不想留着", now=MONDAY)
    return (await own_requests(one.person))[0].id


async def test_what_was_said_is_emptied_and_that_there_was_a_talk_stays(db):
    keeper, one, talk = await written(await a_branch())
    number = await asked(one)
    assert await rights.answer(keeper, number, done=True, reason="本人请求，内容已无必要", now=MONDAY) == 2
    assert [(note.note, note.emptied_at) for note in await talk_queries.notes(talk)] == [(Note(), MONDAY)] * 2
    assert [each.id for each in await talk_queries.own_talks(one.person)] == [talk]
    [kept] = await own_requests(one.person)
    assert (kept.done, kept.emptied, kept.reason) == (True, 2, "本人请求，内容已无必要")


async def test_a_self_rating_keeps_its_word_and_loses_its_text(db):
    keeper, one, _ = await written(await a_branch())
    await rights.answer(keeper, await asked(one, Part.SELF_RATINGS), done=True, reason="本人请求", now=MONDAY)
    [entry] = await appraisal_queries.own_entries(one.person)
    assert (entry.own.rating, entry.own.said, entry.own.emptied_at) == (Grade.QUALIFIED, "", MONDAY)


async def test_a_refusal_empties_nothing_and_says_why(db):
    """个人信息保护法 art. 50: 拒绝个人行使权利的请求的，应当说明理由."""
    keeper, one, talk = await written(await a_branch())
    number = await asked(one)
    with pytest.raises(Refused, match="写明为什么"):
        await rights.answer(keeper, number, done=False, reason=" ", now=MONDAY)
    assert await rights.answer(keeper, number, done=False, reason="问题还在落实", now=MONDAY) == 0
    assert [note.emptied_at for note in await talk_queries.notes(talk)] == [None, None]
    with pytest.raises(Refused, match="已经答复过"):
        await rights.answer(keeper, number, done=True, reason="再来一次", now=MONDAY)


async def test_the_same_is_asked_once_and_only_for_what_there_is(db):
    structure = await a_branch()
    _, one, _ = await written(structure)
    await asked(one)
    with pytest.raises(Refused, match="等书记答复"):
        await asked(one)
    with pytest.raises(Refused, match="您没有谈心谈话写下的内容"):
        await asked(acting(structure, 7))


async def test_the_secretary_s_own_request_is_decided_by_somebody_else_of_the_committee(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    structure = await a_branch()
    keeper, one, _ = await written(structure)
    number, theirs = await asked(keeper), await asked(one, Part.SELF_RATINGS)
    with pytest.raises(Refused, match="由支委会里的别人来答复"):
        await rights.answer(keeper, number, done=True, reason="自己的", now=MONDAY)
    for stranger in (acting(structure, 7), await a_person("馆长", Role.MANAGER)):
        with pytest.raises(Missing):
            await rights.answer(stranger, number, done=True, reason="不该我", now=MONDAY)
    with pytest.raises(Missing):
        await rights.answer(acting(structure, 1), theirs, done=True, reason="不是书记的", now=MONDAY)
    assert await rights.answer(acting(structure, 1), number, done=True, reason="支委会研究同意", now=MONDAY) == 2


async def test_requests_are_read_by_the_branch_s_committee_only(db):
    structure = await a_branch()
    _, one, _ = await written(structure)
    await asked(one)
    seen = [len(await requests(who)) for who in (secretary(structure), acting(structure, 1), one)]
    assert seen == [1, 1, 0]


async def test_a_copy_holds_what_is_about_oneself_and_nothing_else(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    structure = await a_branch()
    keeper, one, _ = await written(structure)
    member = structure.member(one.person).id
    await dues.receive(keeper, [Receipt(member, Month(2026, 10), 1250)], Taken(TODAY, "王会计"), now=MONDAY)
    who = await browser(one)
    answer = await who.see("/party/me/data.xlsx")
    cells = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    sorts = [row[0] for row in cells if row[0] in {"党员身份", "党费", "谈心谈话", "谈话内容", "民主评议"}]
    assert sorts == ["党员身份"] * 3 + ["党费", "谈心谈话", "谈话内容", "谈话内容", "民主评议"]
    assert [row[2] for row in cells if row[0] == "党费"] == ["2026 年 10 月 12.50 元，经收人 王会计"]
    assert [row.sort for row in await own_rows(acting(structure, 7).person)] == ["党员身份"] * 3 + ["民主评议"]
    assert answer.content == (await who.see("/party/me/data.xlsx")).content


async def test_why_somebody_looked_goes_with_the_talk_and_that_they_looked_stays(db):
    structure = await a_branch()
    keeper, one, talk = await written(structure)
    about, other = [keeper.person, one.person], await a_person("代书记", Role.SECRETARY)
    await look(other, Restricted.TALK, talk, about, SECRET, now=MONDAY)
    await look(other, Restricted.APPRAISAL, 1, [one.person], "评议前看一眼", now=MONDAY)
    await rights.answer(keeper, await asked(one), done=True, reason="本人请求", now=MONDAY)
    told = [(each.kind, each.viewer_name, each.reason) for each in await looks_at(one.person)]
    assert told == [
        (Restricted.APPRAISAL, "代书记", "评议前看一眼"),
        (Restricted.TALK, "代书记", ""),
    ]
    # What was said of one of two who talked stands nowhere with the other either.
    assert [each.reason for each in await looks_at(keeper.person)] == [""]
    assert (await own_requests(one.person))[0].why == ""
    shown = await (await browser(one)).see("/party/me")
    assert ("（内容已删除）" in shown.text, SECRET in shown.text) == (True, False)


async def test_the_reasons_of_all_looks_may_be_asked_for_alone(db):
    structure = await a_branch()
    keeper, one, other = secretary(structure), acting(structure, 6), acting(structure, 7)
    for number, kind in enumerate((Restricted.CORRECTION, Restricted.VETTING)):
        await look(keeper, kind, number, [one.person, other.person], SECRET, now=MONDAY)
    assert await rights.answer(keeper, await asked(one, Part.LOOKS), done=True, reason="本人请求", now=MONDAY) == 2
    assert [[each.reason for each in await looks_at(who.person)] for who in (one, other)] == [
        ["", ""],
        [SECRET, SECRET],
    ]


async def test_the_ledger_of_deeds_keeps_no_reason_about_a_person(db):
    """It never changes, so what a person may have deleted has no place in it."""
    structure = await a_branch()
    keeper, one, talk = await written(structure)
    other = await a_person("代书记", Role.SECRETARY)
    await look(other, Restricted.TALK, talk, [keeper.person, one.person], SECRET, now=MONDAY)
    await talks.remove_talk(keeper, talk, SECRET, now=MONDAY)
    await members.end_member(keeper, structure.member(one.person).id, TODAY, SECRET, now=MONDAY)
    assert [row["verb"] for row in await Deed.select(Deed.verb, Deed.details) if SECRET in row["details"]] == []
    await rights.answer(keeper, await asked(one), done=True, reason="本人请求", now=MONDAY)
    assert [row["reason"] for row in await TalkRemoval.select()] == [""]


@pytest.mark.parametrize("change", [{RestrictedView.viewer_name: "别人"}, {RestrictedView.reason: "另一个原因"}])
async def test_a_look_is_emptied_and_never_written_anew(db, change):
    structure = await a_branch()
    await look(secretary(structure), Restricted.TALK, 1, [acting(structure, 6).person], "真的原因", now=MONDAY)
    with pytest.raises(Exception, match="insert-only"):
        await RestrictedView.update(change).where(RestrictedView.id > 0)
