"""A vote names the applicant's case: who may be voted on, and that case and minutes say the same numbers."""

from datetime import date, timedelta

import pytest

from app.party.actions.cases import recording
from app.party.actions.minutes import save_minutes, sign_minutes
from app.party.actions.votes import Ballot, correct_vote, count_vote
from app.party.queries.cases import case_facts
from app.party.queries.votes import votes_about
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import CaseFacts, End, Ending, Happened, Votes
from app.party.rules.cases.voted import (
    Voted,
    candidates,
    contradicted,
    differs,
    offered,
    why_not_candidate,
    why_not_counted,
    why_not_vote_on,
)
from app.party.rules.votes import Count, Method, Outcome, Subject
from app.refusals import Refused, found
from tests.app.party.case_rows import NOW, a_filed_case, happened
from tests.app.party.gatherings import a_held_meeting, a_plan, written_for
from tests.cast import browser

DAY = date(2026, 6, 5)
REVIEWED = Happened(Act.PRE_REVIEWED, date(2026, 5, 20))
ADMITTED = Happened(Act.ADMITTED, DAY, votes=Votes(9, 8, 8))
VOTED = Voted(Subject.ADMISSION, "党员大会", DAY, Votes(9, 8, 8))


def a_case(*acts, **changes):
    return CaseFacts(
        **{"id": 1, "person": 1, "name": "申小学", "born_on": date(1996, 3, 5), "happened": acts, **changes}
    )


def said(reasons):
    return "".join(reason.sentence for reason in reasons)


@pytest.mark.parametrize(
    ("facts", "subject", "why"),
    [
        (a_case(REVIEWED), Subject.ADMISSION, ""),
        # The general meeting discusses whom the superior committee's review before has passed (2026 art. 18 and 19).
        (
            a_case(),
            Subject.ADMISSION,
            "申小学的个案里没有“基层党委预审合格”（《中国共产党发展党员工作细则》（2026年修订）第十八条），"
            "不能表决“支部党员大会通过接收预备党员”（《中国共产党发展党员工作细则》（2026年修订）第十九条）；先在个案里补记",
        ),
        (
            a_case(Happened(Act.PRE_REVIEWED, date(2026, 6, 8))),
            Subject.ADMISSION,
            "申小学的“基层党委预审合格”记在 2026-06-08（《中国共产党发展党员工作细则》（2026年修订）第十八条），"
            "晚于开会的 2026-06-05；核对这两个日期，记错的那条改正",
        ),
        (a_case(REVIEWED, ADMITTED), Subject.ADMISSION, ""),
        (
            a_case(REVIEWED, Happened(Act.ADMITTED, date(2026, 6, 1))),
            Subject.ADMISSION,
            "申小学的“支部党员大会通过接收预备党员”已经记在 2026-06-01，不在这一天；核对会议日期，或在个案里更正那一条",
        ),
        (a_case(REVIEWED, Happened(Act.ADMITTED, date(2025, 6, 1))), Subject.CONFIRMATION, ""),
        (
            a_case(REVIEWED, ending=Ending(End.WITHDRAWN, date(2026, 6, 1), "本人撤回")),
            Subject.ADMISSION,
            "申小学的个案 2026-06-01 已经结束，换一个人，或在个案里撤下结束",
        ),
        (a_case(REVIEWED), Subject.ELECTION, "只有接收预备党员，转正、延长或取消才选个案；这一项不选"),
    ],
)
def test_who_is_voted_on_has_gone_the_steps_before(facts, subject, why):
    assert said(why_not_vote_on(facts, subject, DAY)) == why


def test_whoever_has_no_case_is_named_with_the_reason():
    assert why_not_candidate(Subject.ADMISSION, False, "张三", "")[0].code == "applicant_note"
    assert why_not_candidate(Subject.ADMISSION, False, "张三", "个案在原支部") == ()
    assert why_not_candidate(Subject.ELECTION, False, "张三", "") == ()


def test_the_cases_at_their_step_come_first():
    begun, waiting = a_case(), a_case(REVIEWED, id=2)
    ended = a_case(REVIEWED, id=3, ending=Ending(End.MOVED, DAY, "调走"))
    assert [(one.id, subject) for one, subject in candidates([begun, waiting, ended])] == [
        (2, Subject.ADMISSION),
        (1, None),
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (ADMITTED, None),
        (Happened(Act.ADMITTED, DAY, votes=Votes(9, 8, 7)), "in_favour"),
        (Happened(Act.ADMITTED, date(2026, 6, 6), votes=Votes(9, 8, 8)), "on"),
        (Happened(Act.EXTENDED, DAY, votes=Votes(9, 8, 7)), None),
    ],
)
def test_a_record_says_what_the_vote_said(given, code):
    assert [why.code for why in why_not_counted(given, [VOTED])] == ([code] if code else [])


def test_a_vote_is_offered_until_it_is_recorded_and_says_no_conclusion():
    assert offered(a_case(REVIEWED), VOTED, is_passed=True) == (Act.ADMITTED,)
    assert offered(a_case(REVIEWED), VOTED, is_passed=False) == ()
    assert offered(a_case(REVIEWED, ADMITTED), VOTED, is_passed=True) == ()
    assert (differs(a_case(ADMITTED), VOTED), differs(a_case(Happened(Act.ADMITTED, DAY)), VOTED)) == (False, True)
    assert [contradicted(a_case(ADMITTED), VOTED, is_passed=passed) for passed in (True, False)] == [None, Act.ADMITTED]
    assert contradicted(a_case(REVIEWED), VOTED, is_passed=False) is None


async def test_from_the_vote_to_the_case_and_back(db, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: NOW)
    filed = await a_filed_case(Act.ADMITTED)
    on = date(2025, 9, 26)
    made = await a_held_meeting(filed.keeper, a_plan(on=on))
    ballot = Ballot(
        Subject.ADMISSION, "接收预备党员", Method.SECRET, Count(9, 9, 8, 1, 0), Outcome.PASSED, applicant=filed.case
    )
    vote = await count_vote(filed.keeper, made, ballot, now=NOW)
    (known,) = await votes_about(filed.case)
    assert (known.on, known.vote.candidate, known.vote.person) == (on, "申小学", filed.applicant.person)
    who = await browser(filed.keeper)
    case = f"/party/applicants/{filed.case}"
    assert f'href="{case}/acts/admitted?vote={vote}"' in (await who.see(case)).text
    form = (await who.see(f"{case}/acts/admitted?vote={vote}")).text
    assert all(f'value="{one}"' in form for one in (on, 9, 8))
    again = await a_held_meeting(filed.keeper, a_plan(on=on + timedelta(days=3)))
    with pytest.raises(Refused, match="申小学已经在 2025-09-26 的“四季度支部党员大会”表决通过"):
        await count_vote(filed.keeper, again, ballot, now=NOW)
    with pytest.raises(Refused, match="那里是应到 9、实到 9、赞成 8、书面意见 0；改成一样，会议记错了就先在会议里更正"):
        await recording.record(filed.keeper, filed.case, happened(Act.ADMITTED, on), now=NOW)
    same = happened(Act.ADMITTED, on, votes=Votes(9, 9, 8))
    await recording.record(filed.keeper, filed.case, same, now=NOW)
    page = (await who.see(case)).text
    assert ("记入个案" in page, "记的票数和会议的不同" in page) == (False, False)
    await save_minutes(filed.keeper, made, await written_for(filed.keeper, made), now=NOW)
    await sign_minutes(filed.keeper, made, now=NOW)
    await correct_vote(filed.keeper, vote, Count(9, 9, 9, 0, 0), Outcome.PASSED, "抄错", now=NOW + timedelta(minutes=1))
    page = (await who.see(case)).text
    assert "个案里 2025-09-26 记的票数和会议的不同" in page
    answer = await who.send(f"/party/votes/{vote}/corrections", {"eligible": 9, "present": 9, "yes": 4, "no": 5,
                            "outcome": "passed", "correction_reason": "又改"})  # fmt: skip
    assert (answer.status_code, "不能记为通过" in answer.text) == (409, True)
    # It did not pass after all, and another meeting admitted them: then this one does not pass again.
    await correct_vote(filed.keeper, vote, Count(9, 9, 4, 5, 0), Outcome.NOT_PASSED, "唱票有误", now=NOW)
    assert "会议上这一项是“未通过”，个案里 2025-09-26 还记着" in (await who.see(case)).text
    wrong = found((await case_facts(filed.case)).first(Act.ADMITTED)).number
    await recording.withdraw(filed.keeper, filed.case, wrong, "没有通过", now=NOW)
    await count_vote(filed.keeper, again, ballot, now=NOW)
    with pytest.raises(Refused, match="申小学已经在 2025-09-29 的“四季度支部党员大会”表决通过"):
        await correct_vote(filed.keeper, vote, Count(9, 9, 8, 1, 0), Outcome.PASSED, "又改", now=NOW)
    assert "签字后更正为" in (await who.see(f"/party/meetings/{made}")).text
