"""The branch: who is in it on a day, what its size brings with it, and what cannot be written down of it."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.party.actions import branch, members
from app.party.actions.looking import look
from app.party.queries.looking import is_open, looks_at, may_open
from app.party.queries.structure import branch_history, structure_on
from app.party.rules.access import OPEN_FOR, Restricted
from app.party.rules.branch import CommitteePost, Standing, Trait
from app.party.rules.citing import ADMISSION_2014, ADMISSION_2026, admission_rules
from app.party.rules.structure import Tone, ends_after, explained, why_not_extend, why_not_trait
from app.party.steps.members import MemberDays
from app.refusals import Missing, Refused
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.makers import MONDAY, a_person


def said(structure):
    return {one.citation.article: (one.tone, one.sentence) for one in explained(structure)}


async def test_nine_full_members_have_a_committee_and_no_groups(db):
    told = said(await a_branch())
    assert told["第四条"] == (Tone.GOOD, "正式党员 9 人，单独成立党支部")
    assert told["第十三条"] == (Tone.PLAIN, "没有划分党小组，党小组会的规定不适用")
    assert told["第二十条"] == (Tone.GOOD, "支部委员会 5 人")
    assert told["第二十一条"] == (Tone.GOOD, "第 1 届，到 2028-02-28")


async def test_six_full_members_need_no_committee(db):
    told = said(await a_branch(full=6, committee=1))
    assert told["第二十条"] == (Tone.PLAIN, "正式党员 6 人，不足 7 人：不设支部委员会，支委会的规定不适用")


async def test_seven_full_members_without_a_committee_are_told_to_have_one(db):
    """支部工作条例 art. 20: 有正式党员7人以上的党支部，应当设立党支部委员会。"""
    told = said(await a_branch(full=7, committee=1))
    assert told["第二十条"] == (Tone.LOOK, "正式党员 7 人，应当设立支部委员会，现在没有")


async def test_two_full_members_belong_into_a_joint_branch(db):
    told = said(await a_branch(full=2, committee=1))
    assert told["第四条"][0] is Tone.LOOK


async def test_the_branch_is_told_as_it_stood_on_any_day(db):
    today = await a_branch()
    leaving = today.members[-1]
    await members.end_member(secretary(today), leaving.id, date(2026, 10, 31), "转往乙县文化馆党支部", now=MONDAY)
    history = await branch_history()
    assert [len(history.on(day).members) for day in (date(2026, 5, 31), date(2026, 10, 31), date(2026, 11, 1))] == [
        9,
        10,
        9,
    ]


async def test_a_probationary_member_has_no_vote_and_a_full_one_may_lose_it(db):
    structure = await a_branch()
    assert len(structure.voters) == 9
    await members.give_trait(
        secretary(structure), structure.members[5].id, Trait.NO_VOTE, TODAY, "留党察看期间", now=MONDAY
    )
    again = await structure_on(TODAY)
    assert (len(again.voters), len(again.full)) == (8, 9)
    assert again.members[-1].standing is Standing.PROBATIONARY


async def test_a_second_secretary_is_refused_with_the_name_of_the_first(db):
    structure = await a_branch()
    with pytest.raises(Refused, match="现在的书记是甲党员，先记下卸任"):
        await members.seat(secretary(structure), structure.members[6].id, CommitteePost.SECRETARY, TODAY, now=MONDAY)


async def test_days_before_somebody_came_or_in_a_slipped_year_are_refused(db):
    structure = await a_branch()
    keeper, who = secretary(structure), structure.members[5]
    for on, said in ((date(2016, 6, 30), "才到本支部，不能早于那天"), (date(2036, 12, 1), "离今天太远，核对年份")):
        with pytest.raises(Refused, match=said):
            await members.seat(keeper, who.id, CommitteePost.MEMBER, on, now=MONDAY)
    with pytest.raises(Refused, match=said):
        await members.give_trait(keeper, who.id, Trait.FLOWING, on, "外地", now=MONDAY)
    with pytest.raises(Refused, match="还没到这一天；转出那天再记"):
        await members.end_member(keeper, who.id, TODAY + timedelta(days=1), "调离", now=MONDAY)


async def test_the_ledger_does_not_say_who_is_told_to_put_themself_right(db):
    structure = await a_branch()
    keeper, who = secretary(structure), structure.members[5]
    until = TODAY + timedelta(days=90)
    await members.give_trait(keeper, who.id, Trait.CORRECTION, TODAY, "支委会决定", until_on=until, now=MONDAY)
    (known,) = await Deed.select(Deed.details).where(Deed.verb == "party_member.trait_given")
    assert known["details"] == f'{{"from_on":"{TODAY}"}}'


async def test_a_term_that_is_longer_than_terms_are_is_looked_at(db):
    structure = await a_branch()
    await branch.begin_term(secretary(structure), date(2026, 11, 2), date(2032, 1, 1), "", now=MONDAY)
    told = said(await structure_on(TODAY))["第二十一条"]
    assert told == (Tone.LOOK, "第 2 届从 2026-11-02 到 2032-01-01，比一届 3 年长；核对届满日期")


async def test_a_probationary_member_is_seated_nowhere(db):
    structure = await a_branch()
    with pytest.raises(Refused, match="只有正式党员能担任"):
        await members.seat(secretary(structure), structure.members[-1].id, CommitteePost.MEMBER, TODAY, now=MONDAY)


async def test_whoever_is_in_the_branch_is_not_added_again(db):
    structure = await a_branch()
    days = MemberDays(TODAY, date(2020, 1, 1), date(2021, 1, 1))
    with pytest.raises(Refused, match="已经在支部里"):
        await members.add_member(secretary(structure), structure.members[3].person, days, now=MONDAY, today=TODAY)


async def test_a_seat_of_the_same_day_replaces_the_slip_before(db):
    structure = await a_branch(committee=3)
    who = structure.members[4]
    keeper = secretary(structure)
    await members.seat(keeper, who.id, CommitteePost.DISCIPLINE, TODAY, now=MONDAY)
    await members.seat(keeper, who.id, CommitteePost.MEMBER, TODAY, now=MONDAY)
    assert (await structure_on(TODAY)).member(who.person).post is CommitteePost.MEMBER


async def test_a_new_term_ends_the_one_before(db):
    structure = await a_branch()
    await branch.begin_term(secretary(structure), date(2026, 11, 2), date(2029, 11, 1), "", now=MONDAY)
    terms = [(one.number, one.ends_on) for one in [(await structure_on(TODAY)).term]]
    assert terms == [(2, date(2029, 11, 1))]


async def test_a_term_has_the_number_that_the_paper_says_and_the_next_one_follows(db):
    keeper = secretary(await a_branch())
    days = date(2026, 11, 2), date(2029, 11, 1)
    with pytest.raises(Refused, match="上一届是第 1 届，这一届的届次要更大；空着就是第 2 届"):
        await branch.begin_term(keeper, *days, "", number=1, now=MONDAY)
    await branch.begin_term(keeper, *days, "", number=6, now=MONDAY)
    await branch.begin_term(keeper, date(2026, 11, 20), date(2029, 11, 19), "", now=MONDAY)
    assert [(await structure_on(day)).term.number for day in (date(2026, 11, 3), TODAY)] == [6, 7]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2025, 3, 1), date(2028, 2, 29)),
        (date(2025, 1, 1), date(2027, 12, 31)),
        (date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_term_lasts_three_years_to_the_day_before(starts, ends):
    """支部工作条例 art. 21: 一般每届任期3年。"""
    assert ends_after(starts, 3) == ends


async def test_a_term_is_put_off_by_a_year_at_most(db):
    term = (await a_branch()).term
    assert why_not_extend(term, date(2029, 2, 28)) == ()
    assert [one.sentence for one in why_not_extend(term, date(2029, 6, 1))] == [
        "延期一般不超过 1 年（支部工作条例第二十一条），改早一些"
    ]


def test_the_text_of_2026_holds_from_the_eleventh_of_may():
    assert admission_rules(date(2026, 5, 10)) is ADMISSION_2014
    assert admission_rules(date(2026, 5, 11)) is ADMISSION_2026


async def test_a_restricted_record_opens_with_a_reason_for_half_an_hour_and_the_person_reads_it(db):
    structure = await a_branch()
    keeper, about = secretary(structure), [structure.members[6].person]
    assert not await is_open(keeper, Restricted.TALK, 7, about, MONDAY)
    with pytest.raises(Refused, match="写一句查看原因"):
        await look(keeper, Restricted.TALK, 7, about, " ", now=MONDAY)
    await look(keeper, Restricted.TALK, 7, about, "核对谈话次数", now=MONDAY)
    assert await is_open(keeper, Restricted.TALK, 7, about, MONDAY + timedelta(minutes=29))
    assert not await is_open(keeper, Restricted.TALK, 7, about, MONDAY + OPEN_FOR)
    assert not await is_open(keeper, Restricted.TALK, 8, about, MONDAY)
    assert [(one.viewer_name, one.reason) for one in await looks_at(about[0])] == [(keeper.name, "核对谈话次数")]


async def test_talks_are_not_the_committees_and_reviews_are(db):
    structure = await a_branch()
    committee, about = acting(structure, 2), [structure.members[6].person]
    assert [await may_open(committee, kind, about) for kind in (Restricted.TALK, Restricted.REVIEW)] == [False, True]
    with pytest.raises(Missing):
        await look(committee, Restricted.TALK, 7, about, "想看看", now=MONDAY)


async def test_a_manager_who_is_no_member_opens_nothing(db):
    structure = await a_branch()
    manager = await a_person("馆领导", Role.MANAGER)
    assert [await may_open(manager, kind, [structure.members[6].person]) for kind in Restricted] == [False] * 6


@pytest.mark.parametrize(
    ("until_on", "said"),
    [
        (None, "写限期改正到哪天期满"),
        (date(2026, 3, 1), "期满要晚于开始的 2026-03-01"),
        (date(2027, 3, 1), ""),
        (date(2027, 3, 2), "限期改正时间不超过一年（《中国共产党党员教育管理工作条例》第三十条），最晚 2027-03-01"),
    ],
)
def test_a_correction_lasts_a_year_at_most(until_on, said):
    """教育管理条例第三十条：限期改正时间不超过1年。"""
    reasons = why_not_trait(Trait.CORRECTION, "支委会 2026-02-26", date(2026, 3, 1), until_on)
    assert [(one.code, said in one.sentence) for one in reasons] == ([("trait_until", True)] if said else [])


def test_nothing_else_has_a_limit():
    reasons = why_not_trait(Trait.FLOWING, "", date(2026, 3, 1), date(2026, 9, 1))
    assert [one.code for one in reasons] == ["trait_until"]
    assert why_not_trait(Trait.FLOWING, "", date(2026, 3, 1), None) == ()


async def test_a_secretary_who_is_chosen_again_is_not_new(db):
    structure = await a_branch()
    keeper, who = secretary(structure), structure.secretary
    since = who.post_since
    await members.seat(keeper, who.id, CommitteePost.SECRETARY, TODAY, now=MONDAY)
    assert (await structure_on(TODAY)).secretary.post_since == since
