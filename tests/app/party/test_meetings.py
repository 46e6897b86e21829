"""Meetings from the plan to the signature: who is expected, what is refused, what the calendar reads of them."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.rules import Category
from app.gatherings.rules.attendance import Status
from app.notices.tables import Notice
from app.party.actions import meetings as actions
from app.party.actions import members
from app.party.forms.meetings import MeetingForm
from app.party.queries.meeting import meeting
from app.party.queries.meetings import held_between, meetings_between, people_of
from app.party.rules.branch import Trait
from app.party.rules.meetings import MeetingKind
from app.party.rules.planning import overdue_term, why_not_kinds
from app.party.rules.roll import Answer
from app.refusals import Missing, Refused, seen_of
from tests.app.party.gatherings import FRIDAY, a_held_meeting, a_plan, a_signed_meeting, an_open_meeting
from tests.app.party.rows import a_branch, acting, secretary
from tests.makers import MONDAY, a_person

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


async def the_only(since=YEAR[0], until=YEAR[1]):
    (one,) = await held_between(since, until)
    return one


@pytest.mark.parametrize(
    ("kinds", "fits"),
    [
        ({MeetingKind.GENERAL, MeetingKind.LECTURE}, True),
        ({MeetingKind.THEMED_DAY, MeetingKind.LECTURE, MeetingKind.GENERAL}, True),
        (
            {MeetingKind.COMMITTEE, MeetingKind.LIFE},
            True,
        ),  # Branch work regulations, art. 17: it takes the form of a general, a committee or a group meeting.
        ({MeetingKind.GROUP, MeetingKind.LIFE, MeetingKind.APPRAISAL}, True),
        ({MeetingKind.COMMITTEE, MeetingKind.GENERAL}, False),
        ({MeetingKind.COMMITTEE, MeetingKind.GROUP}, False),
        ({MeetingKind.GROUP, MeetingKind.LECTURE}, False),
        (set(), False),
    ],
)
def test_kinds_of_one_meeting_expect_the_same_people(kinds, fits):
    assert (why_not_kinds(kinds) == ()) is fits


async def test_a_general_meeting_expects_everybody_and_counts_who_came(db):
    structure = await a_branch()
    keeper, ill = secretary(structure), acting(structure, 3)
    await a_held_meeting(keeper, answers={ill.person: (Status.EXCUSED, "病假")})
    one = await the_only()
    everybody = frozenset(member.person for member in structure.members)
    assert (one.kinds, one.held_on, one.is_over) == (frozenset({MeetingKind.GENERAL}), FRIDAY, True)
    assert (one.expected, one.attended) == (everybody, everybody - {ill.person})
    assert (one.excused, one.exempt) == (frozenset({ill.person}), frozenset())
    assert one.lacks == ("会议记录",)


async def test_the_committee_expects_its_members_and_a_group_its_own(db):
    structure = await a_branch(groups=2)
    keeper = secretary(structure)
    await an_open_meeting(keeper, a_plan(MeetingKind.COMMITTEE))
    group = structure.groups[1]
    await an_open_meeting(keeper, a_plan(MeetingKind.GROUP, group=group.id))
    of_committee, of_group = await held_between(*YEAR)
    assert of_committee.expected == frozenset(one.person for one in structure.committee)
    assert (of_group.group, of_group.expected) == (
        group.id,
        frozenset(one.person for one in structure.in_group(group.id)),
    )


async def test_the_old_and_the_ill_need_not_come(db):
    """对年老体弱党员不作硬性要求 (党员教育管理工作条例 art. 23)."""
    structure = await a_branch()
    keeper, old = secretary(structure), structure.members[-1]
    await members.give_trait(keeper, old.id, Trait.FRAIL, date(2026, 1, 1), "八十三岁", now=MONDAY)
    await an_open_meeting(keeper)
    assert (await the_only()).exempt == frozenset({old.person})


async def test_a_meeting_outside_every_term_is_refused_and_one_after_it_explained(db):
    structure = await a_branch()
    keeper = secretary(structure)
    with pytest.raises(
        Refused, match="不在任何一届任期之内（《中国共产党支部工作条例（试行）》第二十一条）；先在“支部”页登记"
    ):
        await actions.plan_meeting(keeper, a_plan(on=date(2025, 2, 28)), now=MONDAY)
    with pytest.raises(Refused, match="早于支部成立的 2016-07-01"):
        await actions.plan_meeting(keeper, a_plan(on=date(2016, 6, 30)), now=MONDAY)
    assert overdue_term(structure, date(2028, 2, 28)) == ""
    assert overdue_term(structure, date(2028, 2, 29)).startswith("这次会议在第 1 届任期届满（2028-02-28）以后")


async def test_a_branch_without_a_committee_or_groups_has_no_meetings_of_them(db):
    keeper = secretary(await a_branch(full=4, committee=1))
    with pytest.raises(Refused, match="没有设支部委员会（《中国共产党支部工作条例（试行）》第二十条）"):
        await actions.plan_meeting(keeper, a_plan(MeetingKind.COMMITTEE), now=MONDAY)
    with pytest.raises(Refused, match="选上是哪个党小组的会"):
        await actions.plan_meeting(keeper, a_plan(MeetingKind.GROUP), now=MONDAY)
    assert await held_between(*YEAR) == []


async def test_those_expected_are_told_of_what_is_to_come_and_of_nothing_else(db):
    structure = await a_branch()
    keeper = secretary(structure)
    await actions.plan_meeting(keeper, a_plan(), now=MONDAY)
    assert await Notice.count() == 0
    made = await actions.plan_meeting(keeper, a_plan(on=date(2026, 11, 27)), now=MONDAY)
    assert await Notice.count() == len(structure.members)
    await actions.change_meeting(keeper, made, a_plan(on=date(2026, 11, 30)), now=MONDAY)
    await actions.call_off(keeper, made, "和县里的会冲突", now=MONDAY)
    assert await Notice.count() == 3 * len(structure.members)
    assert (await the_only()).held_on == FRIDAY


async def test_a_list_with_nobody_on_it_says_where_the_roll_is_kept(db):
    structure = await a_branch(full=7, committee=3)
    keeper = secretary(structure)
    for one in structure.members:
        await members.end_member(keeper, one.id, FRIDAY - timedelta(days=1), "并入别的支部", now=MONDAY)
    made = await actions.plan_meeting(keeper, a_plan(), now=MONDAY)
    with pytest.raises(Refused, match=f"支部名册里 {FRIDAY} 没有应到的人；核对开会的日期，或在“支部”页记下"):
        await actions.open_meeting(keeper, made, now=MONDAY)


async def test_a_list_is_frozen_on_its_day_only(db):
    keeper = secretary(await a_branch())
    made = await actions.plan_meeting(keeper, a_plan(on=date(2026, 11, 27)), now=MONDAY)
    with pytest.raises(Refused, match="还没到 2026-11-27"):
        await actions.open_meeting(keeper, made, now=MONDAY)


async def test_what_was_changed_meanwhile_is_not_written_over(db):
    keeper = secretary(await a_branch())
    made = await actions.plan_meeting(keeper, a_plan(), now=MONDAY)
    seen = seen_of(*(await meeting(keeper, made)).shown)
    await actions.change_meeting(keeper, made, a_plan(title="三季度支部党员大会"), now=MONDAY, seen=seen)
    with pytest.raises(Refused, match="别人改过它"):
        await actions.change_meeting(keeper, made, a_plan(title="一季度支部党员大会"), now=MONDAY, seen=seen)
    assert (await meeting(keeper, made)).title == "三季度支部党员大会"


async def test_an_excuse_has_a_reason(db):
    structure = await a_branch()
    keeper = secretary(structure)
    made = await an_open_meeting(keeper)
    before = await Deed.count()
    with pytest.raises(Refused, match="请假和免的，写明原因"):
        await actions.call_roll(keeper, made, {structure.members[2].person: Answer(Status.EXCUSED, " ")}, now=MONDAY)
    assert await Deed.count() == before


async def test_whoever_was_away_without_a_word_lacks_a_reason(db):
    structure = await a_branch()
    keeper, away = secretary(structure), structure.members[4]
    made = await an_open_meeting(keeper, answers={away.person: (Status.ABSENT, "")})
    await actions.close_meeting(keeper, made, now=MONDAY)
    assert (await the_only()).lacks == (f"{away.name}的缺席原因", "会议记录")


async def test_members_see_the_meetings_they_are_expected_at_and_managers_nothing(db):
    structure = await a_branch()
    keeper, committee, member = secretary(structure), acting(structure, 1), acting(structure, 7)
    general = await a_signed_meeting(keeper)
    closed = await an_open_meeting(keeper, a_plan(MeetingKind.COMMITTEE))
    ahead = await actions.plan_meeting(keeper, a_plan(on=date(2026, 12, 4)), now=MONDAY)
    of_committee = await actions.plan_meeting(keeper, a_plan(MeetingKind.COMMITTEE, on=date(2026, 12, 7)), now=MONDAY)
    manager = await a_person("馆领导", Role.MANAGER)
    everything = [of_committee, ahead, closed, general]
    for who, seen in ((keeper, everything), (committee, everything), (member, [ahead, general]), (manager, [])):
        assert [one.id for one in await meetings_between(who, *YEAR)] == seen
        assert [made for made in everything if await meeting(who, made)] == seen


async def test_minutes_that_are_study_count_as_the_gathering_of_their_category(db):
    keeper = secretary(await a_branch())
    made = await actions.plan_meeting(keeper, a_plan(category=Category.POLITICS), now=MONDAY)
    assert (await meeting(keeper, made)).gathering.category is Category.POLITICS


async def test_a_stranger_keeps_nothing(db):
    structure = await a_branch()
    made = await an_open_meeting(secretary(structure), a_plan(MeetingKind.COMMITTEE))
    for deed in (
        actions.close_meeting(acting(structure, 7), made, now=MONDAY),
        actions.call_off(acting(structure, 7), made, "不开了", now=MONDAY),
        actions.change_meeting(acting(structure, 7), made, a_plan(), now=MONDAY),
    ):
        with pytest.raises(Missing):
            await deed


async def test_a_meeting_written_down_later_has_its_own_day_in_the_list(db):
    keeper = secretary(await a_branch())
    await a_signed_meeting(keeper, a_plan(on=date(2026, 3, 6)))
    one = await the_only()
    assert (one.held_on, one.lacks, one.is_over) == (date(2026, 3, 6), (), True)
    assert await held_between(date(2026, 3, 7), YEAR[1]) == []
    people = await people_of(await meeting(keeper, one.number))
    assert {each.status for each in people} == {Status.PRESENT}


async def test_a_place_or_a_material_that_is_not_there_is_missing(db):
    keeper = secretary(await a_branch())
    for plan in (a_plan(place=99), a_plan(material=999)):
        with pytest.raises(Missing):
            await actions.plan_meeting(keeper, plan, now=MONDAY)


def test_times_are_read_as_a_chinese_keyboard_writes_them():
    values = {"kinds": [MeetingKind.GENERAL], "title": "党员大会", "day": FRIDAY}
    times = (("14:30", "16:00"), ("１４：３０", "16：00"))
    plans = [MeetingForm(starts=first, ends=last, **values).plan() for first, last in times]
    assert plans[0] == plans[1]


async def test_whoever_missed_a_meeting_is_told_to_make_it_up(db):
    structure = await a_branch()
    keeper = secretary(structure)
    ill, away = structure.members[3], structure.members[4]
    missing = {ill.person: (Status.EXCUSED, "病假"), away.person: (Status.ABSENT, "")}
    await a_held_meeting(keeper, a_plan(on=date(2026, 3, 6)), missing)
    assert await Notice.count() == 0
    await a_held_meeting(keeper, answers=missing)
    assert {row["person"] for row in await Notice.select(Notice.person)} == {ill.person, away.person}
