"""谈心谈话: who has still to talk (支部工作条例 art. 19), what a list may say, and what stays behind the door."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.party.actions import looking, talks
from app.party.actions.talks import TalkFacts
from app.party.queries import talks as queries
from app.party.queries.looking import is_open
from app.party.rules.access import Restricted
from app.party.rules.facts import Talk
from app.party.rules.talks import Note, Spoken, coverage, pairs_without, talks_typed
from app.refusals import Missing, Refused
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.makers import MONDAY, a_person

YESTERDAY = TODAY - timedelta(days=1)
SAID = Note("书记办公室", "谈了近期的工作和学习", "家里老人住院，排班有困难", "由排班的同志调整周末班次")


def lacking(structure, *spoken):
    return {one.name: one.lacks for one in coverage(structure, spoken) if one.lacks}


async def test_everybody_has_to_talk_to_the_committee_and_to_a_member(db):
    """Art. 19: 党支部委员之间、党支部委员和党员之间、党员和党员之间，每年谈心谈话一般不少于1次."""
    structure = await a_branch(full=7, probationary=0, committee=3)
    first, second, third, *others = structure.members
    missing = lacking(structure)
    assert {missing[one.name] for one in (first, second, third)} == {("与委员之间", "与党员")}
    assert {missing[one.name] for one in others} == {("与委员", "党员之间")}


async def test_one_talk_serves_both_who_talked(db):
    structure = await a_branch(full=4, probationary=0, committee=2)
    a, b, c, d = (one.person for one in structure.members)
    names = [one.name for one in structure.members]
    talked = [Spoken(a, b, True, True), Spoken(a, c, True, False), Spoken(c, d, False, False)]
    assert lacking(structure, *talked) == {names[1]: ("与党员",), names[3]: ("与委员",)}
    assert lacking(structure, *talked, Spoken(d, b, False, True)) == {}


async def test_a_branch_without_a_committee_has_its_secretary_in_its_place(db):
    structure = await a_branch(full=3, probationary=0, committee=1)
    names = [one.name for one in structure.members]
    assert lacking(structure) == {
        names[0]: ("与党员",),
        names[1]: ("与委员", "党员之间"),
        names[2]: ("与委员", "党员之间"),
    }


async def test_where_everybody_is_on_the_committee_nobody_misses_a_member(db):
    structure = await a_branch(full=3, probationary=0, committee=3)
    assert set(lacking(structure).values()) == {("与委员之间",)}


async def test_pairs_of_the_committee_are_told_that_have_not_talked(db):
    structure = await a_branch(full=7, probationary=0, committee=3)
    a, b, c = structure.committee
    assert pairs_without(structure, [Spoken(b.person, a.person, True, True)]) == [
        (a.name, c.name),
        (b.name, c.name),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026-11-20\t甲党员\t乙党员", ""),
        ("2026.11.20，甲党员、乙党员", ""),
        ("2026年11月20日 甲党员 乙党员", ""),
        ("十一月 甲党员 乙党员", "第 1 行：先写日期，例如 2026-11-20"),
        ("2026-02-30 甲党员 乙党员", "第 1 行：先写日期，例如 2026-11-20"),
        ("2026-11-20 甲党员", "第 1 行：日期后面写两个人的姓名"),
        ("2026-11-20 甲党员 某人", "第 1 行：支部里没有唯一叫“某人”的人，核对姓名；重名的单独登记"),
    ],
)
def test_a_pasted_line_is_read_or_told_what_is_wrong(line, said):
    [typed] = talks_typed(line, {"甲党员": 1, "乙党员": 2})
    assert typed.problem == said
    assert (typed.held_on, typed.first, typed.second) == (date(2026, 11, 20), 1, 2) or said


async def a_talk(keeper, structure, *, second=5, note=SAID):
    facts = TalkFacts(structure.members[0].person, structure.members[second].person, YESTERDAY)
    return await talks.write_talk(keeper, facts, note, now=MONDAY)


async def test_a_talk_counts_for_the_year_and_tells_nothing_of_what_was_said(db):
    structure = await a_branch()
    number = await a_talk(secretary(structure), structure)
    people = (structure.members[0].person, structure.members[5].person)
    assert await queries.talks_between(date(2026, 1, 1), date(2026, 12, 31)) == [
        Talk(number, f"/party/talks/{number}", YESTERDAY, people)
    ]
    assert await queries.talks_between(date(2025, 1, 1), date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("held_on", "second", "match"),
    [
        (TODAY + timedelta(days=1), 1, "在今天以后"),
        (date(2016, 6, 30), 1, "那一天两个人不都是本支部党员"),
        (YESTERDAY, 0, "选两个不同的人"),
    ],
)
async def test_a_talk_that_cannot_have_been_is_refused(db, held_on, second, match):
    structure = await a_branch()
    facts = TalkFacts(structure.members[0].person, structure.members[second].person, held_on)
    with pytest.raises(Refused, match=match):
        await talks.write_talk(secretary(structure), facts, SAID, now=MONDAY)


async def test_the_same_talk_is_written_down_once(db):
    structure = await a_branch()
    await a_talk(secretary(structure), structure)
    with pytest.raises(Refused, match="已经登记过"):
        await a_talk(secretary(structure), structure)


async def test_a_member_writes_down_their_own_talks_only(db):
    structure = await a_branch()
    member = acting(structure, 6)
    others = [one.person for one in structure.members if one.person != member.id][:2]
    await talks.write_talk(member, TalkFacts(member.person, others[0], YESTERDAY), SAID, now=MONDAY)
    with pytest.raises(Missing):
        await talks.write_talk(member, TalkFacts(*others, YESTERDAY), SAID, now=MONDAY)


async def test_many_days_are_written_all_or_none(db):
    structure = await a_branch()
    keeper, people = secretary(structure), [one.person for one in structure.members]
    good = [TalkFacts(people[0], people[5], YESTERDAY), TalkFacts(people[5], people[6], YESTERDAY)]
    with pytest.raises(Refused, match="已经登记过"):
        await talks.write_days(keeper, [*good, TalkFacts(people[6], people[5], YESTERDAY)], now=MONDAY)
    assert await queries.talks_between(YESTERDAY, YESTERDAY) == []
    assert await talks.write_days(keeper, good, now=MONDAY) == 2
    assert len(await queries.talks_between(YESTERDAY, YESTERDAY)) == 2


async def test_what_was_said_is_changed_only_by_whom_it_is_open_to(db):
    structure = await a_branch()
    keeper, partner, other = secretary(structure), acting(structure, 5), acting(structure, 6)
    facts = TalkFacts(acting(structure, 1).person, partner.person, YESTERDAY)
    number = await talks.write_talk(keeper, facts, SAID, now=MONDAY)
    with pytest.raises(Refused, match="先写明查看原因"):
        await talks.write_note(keeper, number, Note(content="改"), now=MONDAY)
    with pytest.raises(Missing):
        await talks.write_note(other, number, Note(content="改"), now=MONDAY)
    await looking.look(keeper, Restricted.TALK, number, facts_about(facts), "补写落实情况", now=MONDAY)
    await talks.write_note(keeper, number, Note(content="已调整班次"), now=MONDAY)
    await talks.write_note(partner, number, Note(content="本人补充"), now=MONDAY)
    assert [one.note.content for one in await queries.notes(number)] == ["本人补充", "已调整班次", SAID.content]


def facts_about(facts):
    return [facts.first, facts.second]


async def test_a_talk_entered_wrongly_no_longer_counts(db):
    structure = await a_branch()
    number = await a_talk(secretary(structure), structure)
    with pytest.raises(Refused, match="写明错在哪里"):
        await talks.remove_talk(secretary(structure), number, "", now=MONDAY)
    await talks.remove_talk(secretary(structure), number, "记重了", now=MONDAY)
    assert await queries.talks_between(YESTERDAY, YESTERDAY) == []


async def test_nobody_but_both_and_the_secretary_finds_a_talk(db):
    structure = await a_branch()
    number = await a_talk(secretary(structure), structure)
    manager = await a_person("馆长", Role.MANAGER)
    seen = [acting(structure, 0), acting(structure, 5), acting(structure, 1), acting(structure, 6), manager]
    assert [bool(await queries.talk(one, number)) for one in seen] == [True, True, False, False, False]
    opens = [await is_open(one, Restricted.TALK, number, [seen[0].person, seen[1].person], MONDAY) for one in seen]
    assert opens == [True, True, False, False, False]
