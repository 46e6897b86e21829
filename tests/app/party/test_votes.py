"""Votes: the half of those expected, who must be there, and sums that come out."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.tables import Deed
from app.gatherings.rules.attendance import Status
from app.party.actions.meetings import call_roll
from app.party.actions.minutes import save_minutes, sign_minutes
from app.party.actions.votes import Ballot, count_vote, take_vote_off
from app.party.queries.meeting import meeting
from app.party.queries.meetings import people_of
from app.party.queries.votes import votes_of
from app.party.rules.bodies import decided_by, why_not_here
from app.party.rules.meetings import MeetingKind
from app.party.rules.roll import Answer
from app.party.rules.settings import Key, Setting
from app.party.rules.shares import Share, Shares, shares_on
from app.party.rules.votes import (
    COMMITTEE_QUOTE,
    GENERAL_QUOTE,
    Count,
    Method,
    Outcome,
    Subject,
    rule_of,
    why_not_count,
    why_not_subject,
    why_not_vote,
)
from app.refusals import Missing, Refused, found
from tests.app.party.gatherings import FRIDAY, a_held_meeting, a_plan, written_for
from tests.app.party.rows import a_branch, secretary
from tests.makers import MONDAY

PASSED, NOT = Outcome.PASSED, Outcome.NOT_PASSED
BEFORE, SINCE = date(2026, 5, 10), date(2026, 5, 11)
few = st.integers(min_value=0, max_value=60)


def codes(reasons):
    return [one.code for one in reasons]


@pytest.mark.parametrize(
    ("subject", "count", "outcome", "code"),
    [
        # Branch work regulations, art. 11: GENERAL_QUOTE.
        (Subject.RESOLUTION, Count(10, 5, 5, 0, 0), NOT, None),
        (Subject.RESOLUTION, Count(10, 4, 4, 0, 0), NOT, "quorum"),
        (
            Subject.RESOLUTION,
            Count(10, 9, 5, 4, 0),
            PASSED,
            "majority",
        ),  # Half of those expected, more than half of those there.
        (Subject.RESOLUTION, Count(10, 9, 6, 3, 0), PASSED, None),
        (Subject.RESOLUTION, Count(10, 9, 6, 3, 0), NOT, "passed"),
        (Subject.RESOLUTION, Count(9, 5, 5, 0, 0), PASSED, None),
        (Subject.RESOLUTION, Count(9, 5, 4, 1, 0), PASSED, "majority"),
        # Admission rules of 2026, art. 19: more than half of those expected must be there.
        (Subject.ADMISSION, Count(10, 5, 5, 0, 0, 0), NOT, "quorum"),
        (Subject.ADMISSION, Count(10, 6, 6, 0, 0), PASSED, None),
        # Art. 20: what was given in writing beforehand is counted.
        (Subject.ADMISSION, Count(10, 6, 6, 0, 1, 1), PASSED, None),
        (Subject.ADMISSION, Count(10, 6, 5, 0, 1, 0), PASSED, "majority"),
        (Subject.ADMISSION, Count(10, 6, 6, 0, 0, 1), PASSED, "sum"),
        # Four fifths there, more than half of those expected for (domain rule PB-26).
        (Subject.ELECTION, Count(10, 8, 6, 2, 0), PASSED, None),
        (Subject.ELECTION, Count(10, 7, 7, 0, 0), PASSED, "quorum"),
        (Subject.ELECTION, Count(11, 9, 6, 3, 0), PASSED, None),
        (Subject.ELECTION, Count(11, 8, 8, 0, 0), PASSED, "quorum"),
        (Subject.ELECTION, Count(10, 8, 5, 3, 0), PASSED, "majority"),
        (Subject.ELECTION, Count(10, 8, 6, 2, 0), NOT, None),  # More candidates than seats.
        # Branch work regulations, art. 12: COMMITTEE_QUOTE.
        (Subject.COMMITTEE, Count(5, 3, 3, 0, 0), PASSED, None),
        (Subject.COMMITTEE, Count(5, 2, 2, 0, 0), PASSED, "quorum"),
    ],
)
def test_a_vote_is_written_down_as_the_text_says(subject, count, outcome, code):
    """支部工作条例第十一条：表决必须有半数以上有表决权的党员到会方可进行，赞成人数超过应到会有表决权的党员的半数为通过。

    发展党员工作细则（2026）第十九条：实际到会有表决权的党员人数必须超过应到会有表决权的党员人数的半数。第二十条：因故不能到会的有表决权的
    党员，在党支部党员大会召开前正式向党支部提出书面意见的，应当统计在票数内。支部工作条例第十二条：须有半数以上委员到会方可进行。
    """
    assert codes(why_not_vote(subject, count, outcome, FRIDAY)) == ([code] if code else [])


@given(few, few, few, few, few, few, st.sampled_from(Subject), st.sampled_from(Outcome))
def test_what_is_accepted_adds_up_and_what_passed_has_its_half(
    eligible, present, yes, no, abstain, written, subject, said
):
    count = Count(eligible, present, yes, no, abstain, written)
    if why_not_vote(subject, count, said, SINCE):
        return
    assert (yes + no + abstain, present + written <= eligible) == (present + written, True)
    if subject is Subject.COMMITTEE:
        assert 2 * present >= eligible
    elif said is PASSED:
        assert 2 * yes > eligible
    if subject is Subject.ELECTION:
        assert 5 * present >= 4 * eligible


@given(st.integers(min_value=1, max_value=200), st.data())
def test_every_count_that_adds_up_has_exactly_one_outcome(eligible, data):
    present = data.draw(st.integers(min_value=(eligible + 1) // 2, max_value=eligible))
    yes = data.draw(st.integers(min_value=0, max_value=present))
    count = Count(eligible, present, yes, present - yes, 0)
    accepted = [said for said in Outcome if not why_not_vote(Subject.RESOLUTION, count, said, FRIDAY)]
    assert accepted == [PASSED if 2 * yes > eligible else NOT]


@given(few, few, few, few, few, few)
def test_voices_that_do_not_add_up_are_refused(eligible, present, yes, no, abstain, written):
    count = Count(eligible, present, yes, no, abstain, written)
    fits = eligible > 0 and present + written <= eligible and yes + no + abstain == present + written
    assert (why_not_count(count) == ()) is fits


def test_the_sentence_names_rule_article_and_repair():
    (why,) = why_not_vote(Subject.RESOLUTION, Count(10, 9, 5, 4, 0), PASSED, FRIDAY)
    assert why.sentence == (
        "赞成 5 票，没有超过应到会有表决权 10 人的半数，按《中国共产党支部工作条例（试行）》第十一条不能记为通过；"
        "改为“未通过”，或核对票数"
    )


@pytest.mark.parametrize(
    ("subject", "day", "said"),
    [
        (Subject.ADMISSION, BEFORE, "《中国共产党发展党员工作细则》（2014年）第二十条、第二十一条"),
        (Subject.ADMISSION, SINCE, "《中国共产党发展党员工作细则》（2026年修订）第十九条、第二十条"),
        (Subject.CONFIRMATION, BEFORE, "《中国共产党发展党员工作细则》（2014年）第三十三条"),
        (Subject.CONFIRMATION, SINCE, "《中国共产党发展党员工作细则》（2026年修订）第三十二条"),
    ],
)
def test_an_admission_is_judged_by_the_text_of_its_day(subject, day, said):
    """Both texts ask for more than half, and art. 32 (2014: 33) for the same when somebody becomes a full member."""
    assert rule_of(subject, day).citation.said == said
    exactly_half = Count(10, 5, 5, 0, 0)
    assert [one.code for one in why_not_vote(subject, exactly_half, NOT, day)] == ["quorum"]


TWO_THIRDS = Shares(Share(Fraction(2, 3), "县委组织部通知"), Share(Fraction(2, 3), "县委组织部通知"))


@pytest.mark.parametrize(
    ("subject", "count", "outcome", "code", "said"),
    [
        # 支部工作条例第十一条 is asked first; only then the library's own share, which exactly two thirds reach.
        (Subject.ADMISSION, Count(9, 4, 4, 0, 0), PASSED, "quorum", "第十九条"),
        (Subject.ADMISSION, Count(9, 5, 5, 0, 0), PASSED, "quorum", "本馆设置要求 2/3（出处：县委组织部通知）"),
        (Subject.ADMISSION, Count(9, 6, 6, 0, 0), PASSED, None, ""),
        (Subject.RESOLUTION, Count(9, 9, 5, 4, 0), PASSED, "majority", "本馆设置要求 2/3（出处：县委组织部通知）"),
        (Subject.RESOLUTION, Count(9, 9, 4, 5, 0), PASSED, "majority", "第十一条"),
        (Subject.RESOLUTION, Count(9, 9, 5, 4, 0), NOT, None, ""),
        (Subject.RESOLUTION, Count(9, 9, 6, 3, 0), NOT, "passed", "第十一条"),
        (Subject.COMMITTEE, Count(4, 2, 2, 0, 0), PASSED, None, ""),
    ],
)
def test_a_library_may_ask_for_two_thirds_and_the_sentence_says_who_asked(subject, count, outcome, code, said):
    reasons = why_not_vote(subject, count, outcome, SINCE, TWO_THIRDS)
    assert [(one.code, said in one.sentence) for one in reasons] == ([(code, True)] if code else [])


def test_a_share_holds_on_the_days_of_its_setting():
    ours = Setting(Key.PRESENT, 23, SINCE, None, "县委组织部通知")
    assert shares_on(SINCE, [ours]) == Shares(Share(Fraction(2, 3), "县委组织部通知"))
    assert shares_on(BEFORE, [ours]) == Shares()


def test_what_is_quoted_stands_in_the_text():
    assert rule_of(Subject.RESOLUTION, FRIDAY).citation.quote == GENERAL_QUOTE
    assert rule_of(Subject.COMMITTEE, FRIDAY).citation.quote == COMMITTEE_QUOTE
    assert rule_of(Subject.ELECTION, FRIDAY).citation.quote == ""


@pytest.mark.parametrize(
    ("subject", "name", "named", "method", "code"),
    [
        # Admission rules of 2026, art. 20: two or more are discussed and voted on one by one.
        (Subject.ADMISSION, "", (), Method.SECRET, "candidate"),
        (Subject.ADMISSION, "张三", ("张三",), Method.SECRET, "candidate"),
        (Subject.ADMISSION, "李四", ("张三",), Method.SECRET, None),
        # The same: by secret ballot.
        (Subject.ADMISSION, "李四", (), Method.HANDS, "method"),
        (Subject.CONFIRMATION, "李四", (), Method.HANDS, None),
        (Subject.ELECTION, "", (), Method.SECRET, "candidate"),
        (Subject.RESOLUTION, "", (), Method.HANDS, None),
    ],
)
def test_each_candidate_is_voted_on_alone(subject, name, named, method, code):
    """细则（2026）第二十条：采取无记名投票方式进行表决；讨论两个以上的发展对象入党时，必须逐个讨论和表决。"""
    reasons = why_not_subject(subject, name, frozenset(named), method, date(2026, 6, 1))
    assert codes(reasons) == ([code] if code else [])
    if subject is Subject.ADMISSION and (not name or code == "method"):
        assert "《中国共产党发展党员工作细则》（2026年修订）第十九条、第二十条" in reasons[0].sentence


def a_ballot(count, outcome=PASSED, **changes):
    return Ballot(**{"subject": Subject.RESOLUTION, "title": "通过年度工作计划", "method": Method.HANDS,
                     "count": count, "outcome": outcome, **changes})  # fmt: skip


async def test_a_refused_vote_leaves_no_row_and_no_deed(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    before = await Deed.count()
    with pytest.raises(Refused, match="没有超过应到会有表决权 9 人的半数"):
        await count_vote(keeper, made, a_ballot(Count(9, 9, 4, 5, 0)), now=MONDAY)
    assert (await Deed.count(), await votes_of(made)) == (before, [])
    await count_vote(keeper, made, a_ballot(Count(9, 9, 5, 4, 0)), now=MONDAY)
    assert [(vote.count.yes, vote.outcome) for vote in await votes_of(made)] == [(5, PASSED)]


async def test_no_half_is_won_by_a_smaller_whole(db):
    """Nine may vote: the probationary member is on the list and has no vote (支部工作条例 art. 11)."""
    keeper = secretary(await a_branch(full=9, probationary=1))
    made = await a_held_meeting(keeper)
    with pytest.raises(Refused, match="名单上应到会有表决权的是 9 人，填的是 7 人"):
        await count_vote(keeper, made, a_ballot(Count(7, 7, 4, 3, 0)), now=MONDAY)
    noted = a_ballot(Count(7, 7, 4, 3, 0), eligible_note="两人受留党察看处分，没有表决权")
    await count_vote(keeper, made, noted, now=MONDAY)
    assert len(await votes_of(made)) == 1


async def test_a_committee_votes_by_its_own_members(db):
    structure = await a_branch(committee=5)
    keeper = secretary(structure)
    away = {one.person: (Status.EXCUSED, "公务") for one in structure.committee[2:]}
    made = await a_held_meeting(keeper, a_plan(MeetingKind.COMMITTEE), away)
    ballot = a_ballot(Count(5, 2, 2, 0, 0), subject=Subject.COMMITTEE)
    with pytest.raises(Refused, match="不到 5 名委员的半数，按《中国共产党支部工作条例（试行）》第十二条会议不能进行"):
        await count_vote(keeper, made, ballot, now=MONDAY)


async def test_a_vote_is_taken_off_with_a_reason_and_only_before_the_signature(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    first = await count_vote(keeper, made, a_ballot(Count(9, 9, 5, 4, 0)), now=MONDAY)
    assert await take_vote_off(keeper, first, "票数抄错", now=MONDAY) == made
    with pytest.raises(Missing):
        await take_vote_off(keeper, first, "再撤一次", now=MONDAY)
    second = await count_vote(keeper, made, a_ballot(Count(9, 9, 9, 0, 0)), now=MONDAY)
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    await sign_minutes(keeper, made, now=MONDAY + timedelta(hours=1))
    with pytest.raises(Refused, match="书记已签字，正文不再改"):
        await take_vote_off(keeper, second, "票数抄错", now=MONDAY)
    with pytest.raises(Refused, match="书记已签字，正文不再改"):
        await count_vote(keeper, made, a_ballot(Count(9, 9, 9, 0, 0)), now=MONDAY)
    assert [vote.id for vote in await votes_of(made)] == [second]


@pytest.mark.parametrize(
    ("kinds", "decided"),
    [
        ({MeetingKind.COMMITTEE}, {Subject.COMMITTEE}),
        ({MeetingKind.COMMITTEE, MeetingKind.LIFE}, {Subject.COMMITTEE}),
        ({MeetingKind.GROUP}, set()),
        ({MeetingKind.GENERAL, MeetingKind.LECTURE}, set(Subject) - {Subject.COMMITTEE}),
    ],
)
def test_each_body_decides_what_is_its_own(kinds, decided):
    """党支部党员大会是党支部的议事决策机构，由全体党员参加 (支部工作条例 art. 11)；党小组主要落实党支部工作要求 (art. 13)。"""
    assert decided_by(kinds) == decided
    assert {subject for subject in Subject if not why_not_here(subject, kinds)} == decided


async def test_neither_the_committee_nor_a_group_admits_anybody(db):
    keeper = secretary(await a_branch(groups=2))
    committee = await a_held_meeting(keeper, a_plan(MeetingKind.COMMITTEE))
    admission = a_ballot(
        Count(5, 5, 5, 0, 0), subject=Subject.ADMISSION, candidate="张三", applicant_note="外单位", method=Method.SECRET
    )
    with pytest.raises(
        Refused,
        match="接收预备党员由支部党员大会表决（《中国共产党支部工作条例（试行）》第十一条），支委会上改选“支委会决定”",
    ):
        await count_vote(keeper, committee, admission, now=MONDAY)
    structure = await a_held_meeting(keeper, a_plan(MeetingKind.GROUP, group=1))
    with pytest.raises(
        Refused, match="党小组会落实支部的要求（《中国共产党支部工作条例（试行）》第十三条），不替支部表决"
    ):
        await count_vote(keeper, structure, admission, now=MONDAY)
    assert (await votes_of(committee), await votes_of(structure)) == ([], [])


async def test_a_quorum_is_not_made_of_people_who_were_not_there(db):
    structure = await a_branch()
    keeper = secretary(structure)
    away = {one.person: (Status.EXCUSED, "公务") for one in structure.voters[4:]}
    made = await a_held_meeting(keeper, answers=away)
    with pytest.raises(Refused, match="名单上到会有表决权的只有 4 人，填的是 9 人；先更正考勤，或写明为什么不同"):
        await count_vote(keeper, made, a_ballot(Count(9, 9, 9, 0, 0)), now=MONDAY)
    with pytest.raises(
        Refused, match="不到应到会有表决权 9 人的半数，按《中国共产党支部工作条例（试行）》第十一条不能表决"
    ):
        await count_vote(keeper, made, a_ballot(Count(9, 4, 4, 0, 0)), now=MONDAY)


def elected(name):
    count = Count(9, 9, 8, 1, 0)
    return a_ballot(count, subject=Subject.ELECTION, candidate=name, method=Method.SECRET, title="选举支部委员")


async def test_a_list_that_was_put_right_after_the_vote_bears_it_out_or_it_is_not_signed(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan())
    ballot = Ballot(Subject.RESOLUTION, "读书会方案", Method.HANDS, Count(9, 9, 9, 0, 0), Outcome.PASSED)
    await count_vote(keeper, made, ballot, now=MONDAY)
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    listed = await people_of(found(await meeting(keeper, made)))
    away = {one.person: Answer(Status.EXCUSED, "公务") for one in listed[:8]}
    await call_roll(keeper, made, away, now=MONDAY)
    said = "“读书会方案”这次表决记的应到会有表决权 9 人、实到 9 人，名单上现在是 9 人、"
    with pytest.raises(Refused, match=said):
        await sign_minutes(keeper, made, now=MONDAY)


async def test_no_more_are_elected_than_there_are_seats(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.ELECTION))
    await save_minutes(keeper, made, await written_for(keeper, made, seats=2, approval="甲文党〔2026〕9号"), now=MONDAY)
    for name in ("张三", "李四"):
        await count_vote(keeper, made, elected(name), now=MONDAY)
    with pytest.raises(
        Refused,
        match="当选 3 人，多于应选 2 人，按《中国共产党基层组织选举工作条例》得赞成票多的当选；得票少的改记为“未通过”",
    ):
        await count_vote(keeper, made, elected("王五"), now=MONDAY)
    await count_vote(keeper, made, replace(elected("王五"), outcome=NOT), now=MONDAY)
    assert [vote.outcome for vote in await votes_of(made)] == [PASSED, PASSED, NOT]


async def test_seats_that_were_written_later_hold_at_the_signature(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.ELECTION))
    for name in ("张三", "李四"):
        await count_vote(keeper, made, elected(name), now=MONDAY)
    await save_minutes(keeper, made, await written_for(keeper, made, seats=1, approval="甲文党〔2026〕9号"), now=MONDAY)
    with pytest.raises(Refused, match="当选 2 人，多于应选 1 人"):
        await sign_minutes(keeper, made, now=MONDAY)


async def test_two_elections_of_one_meeting_are_counted_each_by_itself(db):
    """赞成超过应到会半数当选 (PB-26), and each election fills its own seats."""
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.ELECTION))
    committee = replace(elected("张三"), seats=2)
    leading = replace(elected("张三"), title="选举支部书记", seats=1)
    for one in (committee, replace(committee, candidate="李四"), leading):
        await count_vote(keeper, made, one, now=MONDAY)
    refused = {
        "“选举支部委员”前面记的应选 2 人，这里填 3 人": replace(committee, candidate="王五", seats=3),
        "当选 3 人，多于应选 2 人": replace(committee, candidate="王五", seats=None),
        "当选 2 人，多于应选 1 人": replace(leading, candidate="李四", seats=None),
        "不止一项选举，写明“选举纪检委员”的应选人数": replace(elected("李四"), title="选举纪检委员"),
        "张三的表决已经记过": committee,
        "不到应到会 9 人的五分之四": replace(leading, candidate="王五", count=Count(9, 7, 7, 0, 0), outcome=NOT),
    }
    for why, ballot in refused.items():
        with pytest.raises(Refused, match=why):
            await count_vote(keeper, made, ballot, now=MONDAY)
    assert [(vote.title, vote.candidate, vote.seats) for vote in await votes_of(made)] == [
        ("选举支部委员", "张三", 2),
        ("选举支部委员", "李四", 2),
        ("选举支部书记", "张三", 1),
    ]
    # 应选人数 stands in the votes: the minutes need not say it again.
    await save_minutes(keeper, made, await written_for(keeper, made, approval="甲文党〔2026〕9号"), now=MONDAY)
    await sign_minutes(keeper, made, now=MONDAY)
