"""民主评议 (支部工作条例 art. 18): every full member has a result, ballots add up, contents stay behind the door."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.party.actions import appraisals, members
from app.party.actions.appraisals import Counted, Decided, RoundFacts
from app.party.queries import appraisals as queries
from app.party.queries.looking import is_open, looks_at
from app.party.rules.access import Restricted
from app.party.rules.appraisals import Grade, Manner, Progress, Tally, why_not_count
from app.party.rules.branch import Trait
from app.party.rules.facts import Appraised
from app.party.rules.meetings import MeetingKind
from app.refusals import Missing, Refused
from tests.app.party.gatherings import FRIDAY, a_held_meeting, a_plan, an_open_meeting
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person

DAY = timedelta(days=1)
MET = TODAY - 7 * DAY
GOOD = Decided("履职尽责，联系群众", Grade.QUALIFIED, TODAY)


async def a_round(ballots=10, **many):
    structure = await a_branch(**many)
    number = await appraisals.open_round(secretary(structure), RoundFacts(2026, MET, ballots), now=MONDAY)
    return structure, number


@pytest.mark.parametrize(
    ("tally", "fits"),
    [(Tally(6, 3, 1, 0), True), (Tally(0, 0, 0, 10), True), (Tally(6, 3, 0, 0), False), (Tally(6, 4, 1, 0), False)],
)
def test_ballots_add_up_to_those_that_came_back(tally, fits):
    assert (why_not_count(tally, 10, "甲") == ()) is fits


def test_the_sentence_names_every_count():
    assert why_not_count(Tally(6, 3, 0, 0), 10, "甲")[0].sentence == (
        "甲：优秀 6、合格 3、基本合格 0、不合格 0，合计 9 票，收回的是 10 票；重新点票再填"
    )


@pytest.mark.parametrize(
    ("progress", "lacks"),
    [
        (Progress(Manner.HERE, False, False, False, False), ["个人自评", "党员互评", "民主测评票数", "评定意见和结果"]),
        (Progress(Manner.HERE, True, True, True, True), []),
        # Regulations on member education, art. 23: nothing is strictly asked of the old and ill (不作硬性要求).
        (Progress(Manner.VISITED, False, True, True, True), []),
        # The same, art. 32: flowing members may be appraised where they live (可以在流入地党组织).
        (Progress(Manner.ELSEWHERE, False, False, False, False), ["评定意见和结果"]),
    ],
)
def test_what_is_missing_is_named(progress, lacks):
    assert progress.lacks == lacks


async def test_a_round_holds_every_full_member_and_nobody_else(db):
    structure, number = await a_round(full=4, probationary=2, committee=1)
    assert [one.person for one in await queries.entries(number)] == sorted(one.person for one in structure.full)


async def test_frail_and_flowing_members_take_part_in_their_own_way(db):
    structure = await a_branch(full=3, probationary=0, committee=1)
    keeper = secretary(structure)
    for member, trait in zip(structure.members[1:], (Trait.FRAIL, Trait.FLOWING), strict=True):
        await members.give_trait(keeper, member.id, trait, date(2026, 1, 1), "示例依据", now=MONDAY)
    number = await appraisals.open_round(keeper, RoundFacts(2026, MET, 3), now=MONDAY)
    assert [one.manner for one in await queries.entries(number)] == [Manner.HERE, Manner.VISITED, Manner.ELSEWHERE]
    away = (await queries.entries(number))[2].id
    with pytest.raises(Refused, match="写明在哪个党组织"):
        await appraisals.set_manner(keeper, away, Manner.ELSEWHERE, "")
    await appraisals.set_manner(keeper, away, Manner.ELSEWHERE, "乙县某社区党支部")
    assert (await queries.entries(number))[2].manner_note == "乙县某社区党支部"


@pytest.mark.parametrize(
    ("facts", "match"),
    [
        (RoundFacts(2026, TODAY + DAY, 9), "开过了再录"),
        (RoundFacts(2026, date(2025, 12, 31), 9), "日期在当年"),
        (RoundFacts(2026, MET, 0), "至少 1 张"),
        (RoundFacts(2016, date(2016, 6, 30), 9), "没有正式党员"),
    ],
)
async def test_a_round_that_cannot_be_is_refused(db, facts, match):
    structure = await a_branch()
    with pytest.raises(Refused, match=match):
        await appraisals.open_round(secretary(structure), facts, now=MONDAY)


async def test_a_year_has_one_round(db):
    structure, _ = await a_round()
    with pytest.raises(Refused, match="已经有了"):
        await appraisals.open_round(secretary(structure), RoundFacts(2026, MET, 9), now=MONDAY)


async def test_counts_are_entered_all_or_none(db):
    structure, number = await a_round()
    keeper, (first, second, *_) = secretary(structure), await queries.entries(number)
    wrong = {first.id: Counted(Tally(8, 2, 0, 0), "肯干"), second.id: Counted(Tally(8, 1, 0, 0))}
    with pytest.raises(Refused, match="合计 9 票，收回的是 10 票"):
        await appraisals.count(keeper, number, wrong, now=MONDAY)
    assert [one.tally for one in await queries.entries(number)] == [None] * 9
    await appraisals.count(keeper, number, {first.id: wrong[first.id]}, now=MONDAY)
    assert [one.tally for one in await queries.entries(number)][:2] == [Tally(8, 2, 0, 0), None]
    with pytest.raises(Refused, match="已经录了测评票"):
        await appraisals.amend_round(keeper, number, MET, 11, now=MONDAY)


async def test_a_member_rates_themself_until_there_is_a_result(db):
    structure, number = await a_round()
    own = next(one for one in await queries.entries(number) if one.person == acting(structure, 6).person)
    await appraisals.rate_self(acting(structure, 6), own.id, Grade.QUALIFIED, "按时到岗，学习不够", now=MONDAY)
    with pytest.raises(Missing):
        await appraisals.rate_self(acting(structure, 7), own.id, Grade.EXCELLENT, "别人的", now=MONDAY)
    with pytest.raises(Missing):
        await appraisals.rate_self(acting(structure, 1), own.id, Grade.EXCELLENT, "委员也不行", now=MONDAY)
    await appraisals.decide(secretary(structure), own.id, GOOD, now=MONDAY)
    with pytest.raises(Refused, match="结果已经登记"):
        await appraisals.rate_self(acting(structure, 6), own.id, Grade.EXCELLENT, "再改", now=MONDAY)


@pytest.mark.parametrize(
    ("decided", "match"),
    [
        (Decided("", Grade.QUALIFIED, TODAY), "写上评定意见"),
        (Decided("可以", Grade.QUALIFIED, MET - DAY), "评定在评议会之后"),
        (Decided("可以", Grade.QUALIFIED, TODAY + DAY), "定了再录"),
    ],
)
async def test_a_result_that_cannot_be_is_refused(db, decided, match):
    structure, number = await a_round()
    [one, *_] = await queries.entries(number)
    with pytest.raises(Refused, match=match):
        await appraisals.decide(secretary(structure), one.id, decided, now=MONDAY)


async def test_a_result_is_changed_with_a_reason_only(db):
    structure, number = await a_round()
    keeper, [_, one, *_rest] = secretary(structure), await queries.entries(number)
    await appraisals.decide(keeper, one.id, GOOD, now=MONDAY)
    other = Decided("上级审核后重新评定", Grade.BASIC, TODAY)
    with pytest.raises(Refused, match="写明为什么改"):
        await appraisals.decide(keeper, one.id, other, now=MONDAY)
    await appraisals.decide(keeper, one.id, Decided(*_values(other), "上级退回"), now=MONDAY)
    assert (await queries.entries(number))[1].decision.result is Grade.BASIC
    assert await queries.appraised_in(2026) == [Appraised(one.person, 2026, TODAY, f"/party/appraisals/{number}")]


def _values(one):
    return one.opinion, one.result, one.decided_on


async def test_opening_the_sheet_is_read_by_everybody_it_is_about(db):
    structure, number = await a_round()
    keeper = secretary(structure)
    with pytest.raises(Refused, match="写一句查看原因"):
        await appraisals.open_sheet(keeper, number, "", now=MONDAY)
    assert not (await queries.sheet(keeper, number, MONDAY)).is_open
    await appraisals.open_sheet(keeper, number, "录入测评票", now=MONDAY)
    others = [one for one in await queries.entries(number) if one.person != keeper.person]
    assert (await queries.sheet(keeper, number, MONDAY)).is_open
    for one in others:
        assert [look.reason for look in await looks_at(one.person)] == ["录入测评票"]
        assert await is_open(keeper, Restricted.APPRAISAL, one.id, [one.person], MONDAY)
    assert not (await queries.sheet(keeper, number, MONDAY + timedelta(minutes=31))).is_open


async def test_the_sheet_is_the_committee_s_and_nobody_else_s(db):
    structure, number = await a_round()
    manager = await a_person("馆长", Role.MANAGER)
    for one in (acting(structure, 6), manager):
        with pytest.raises(Missing):
            await appraisals.open_sheet(one, number, "看看", now=MONDAY)
    await appraisals.open_sheet(acting(structure, 1), number, "研究评定意见", now=MONDAY)


async def test_a_round_takes_day_and_place_from_the_meeting_it_was_held_in(db):
    structure = await a_branch()
    keeper = secretary(structure)
    plain = await a_held_meeting(keeper)
    met = await a_held_meeting(keeper, a_plan(MeetingKind.LIFE, MeetingKind.APPRAISAL, title="民主评议党员大会"))
    going = await an_open_meeting(keeper, a_plan(MeetingKind.APPRAISAL, title="还没开完"))
    refused = {
        "选上评议会，或写上评议会日期": RoundFacts(2026, None, 9),
        "的类型里没有民主评议党员，换一次会议，或不选会议、只写日期": RoundFacts(2026, None, 9, plain),
        "“还没开完”还没有结束签到": RoundFacts(2026, None, 9, going),
        "“民主评议党员大会”是 2026-11-20 开的，评议会日期空着": RoundFacts(2026, TODAY, 9, met),
    }
    for why, facts in refused.items():
        with pytest.raises(Refused, match=why):
            await appraisals.open_round(keeper, facts, now=MONDAY)
    number = await appraisals.open_round(keeper, RoundFacts(2026, None, 9, met), now=MONDAY)
    one = await queries.round_of(number)
    assert (one.held_on, one.meeting_title, one.where) == (FRIDAY, "民主评议党员大会", "三楼党员活动室")
    assert [(each.meeting, each.title) for each in await queries.rounds_told()] == [(met, "民主评议党员大会")]
    with pytest.raises(Refused, match="这次会议是 2026 年度评议的会议了"):
        await appraisals.open_round(keeper, RoundFacts(2025, None, 9, met), now=MONDAY)
    who = await browser(keeper)
    assert f'href="/party/appraisals/{number}"' in (await who.see(f"/party/meetings/{met}")).text
    assert f'href="/party/meetings/{met}"' in (await who.see(f"/party/appraisals/{number}")).text


async def test_a_round_of_before_is_linked_even_after_the_counting(db):
    structure = await a_branch()
    keeper = secretary(structure)
    met = await a_held_meeting(keeper, a_plan(MeetingKind.APPRAISAL))
    number = await appraisals.open_round(keeper, RoundFacts(2026, FRIDAY, 9), now=MONDAY)
    entry = (await queries.entries(number))[0]
    await appraisals.count(keeper, number, {entry.id: Counted(Tally(9, 0, 0, 0))}, now=MONDAY)
    assert (await queries.round_of(number)).meeting is None
    with pytest.raises(Refused, match="已经录了测评票"):
        await appraisals.amend_round(keeper, number, None, 8, met, now=MONDAY)
    await appraisals.amend_round(keeper, number, None, 9, met, now=MONDAY)
    assert (await queries.round_of(number)).meeting == met
