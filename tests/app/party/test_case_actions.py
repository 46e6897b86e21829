"""A case is kept: acts recorded and put right, guides, reviews, notices, papers, the roll, reminders."""

from datetime import date, timedelta

import pytest

from app.actor import Actor, Role
from app.audit.tables import Deed
from app.gatherings.rules.calendar import Calendar
from app.notices.tables import Notice
from app.office.gate import EVIDENCE, admit
from app.party.actions.cases import entering, guides, noticing, papers, recording, writing
from app.party.actions.cases.reminding import remind_of_cases
from app.party.queries.case_texts import corrections_of, papers_of, reviews_of
from app.party.queries.cases import all_cases, case_facts, cases_of, due_steps
from app.party.queries.structure import structure_on
from app.party.rules.branch import Standing
from app.party.rules.cases.acts import Act, Stage
from app.party.rules.cases.documents import Paper
from app.party.rules.cases.facts import End
from app.party.rules.cases.judging import State, timeline
from app.party.tables.cases import ApplicantAct, ApplicantReview
from app.refusals import Missing, Refused
from app.storage.tables import StoredFile
from tests.app.party.case_rows import ACTS, BORN, NOW, a_filed_case, happened
from tests.app.party.rows import a_branch, acting, secretary
from tests.makers import a_person
from tests.pictures import photo

TODAY = date(2026, 11, 30)


async def test_the_whole_case_goes_from_application_to_full_member(db):
    filed = await a_filed_case(None)
    facts = await case_facts(filed.case)
    assert (facts.stage, facts.probation_ends) == (Stage.FULL, date(2026, 9, 26))
    assert [one.act for one in facts.happened if one.act not in (Act.MENTORED, Act.APPLIED)] == [
        act for act, _ in ACTS if act is not Act.MENTORED
    ]
    assert await all_cases() == [facts]
    assert await cases_of(filed.applicant.person) == [facts]


async def test_who_is_not_eighteen_cannot_be_written_down(db):
    keeper = secretary(await a_branch())
    young = await a_person("申小年", Role.STAFF)
    given = recording.Application(young.person, date(2008, 12, 1), date(2026, 11, 30))
    with pytest.raises(Refused, match="2026-12-01 才满十八岁，不能早于这天收申请书"):
        await recording.open_case(keeper, given, now=NOW)
    assert await all_cases() == []


async def test_a_person_has_one_case_at_a_time(db):
    filed = await a_filed_case()
    again = recording.Application(filed.applicant.person, BORN, date(2026, 11, 2))
    with pytest.raises(Refused, match="已有没办完的个案"):
        await recording.open_case(filed.keeper, again, now=NOW)
    await recording.end(filed.keeper, filed.case, End.WITHDRAWN, date(2026, 11, 1), "本人书面撤回", now=NOW)
    await recording.open_case(filed.keeper, again, now=NOW)
    with pytest.raises(Refused, match="另有没办完的个案"):
        await recording.reopen(filed.keeper, filed.case, "看错了人", now=NOW)


async def test_an_ended_case_is_closed_until_the_ending_is_taken_back(db):
    filed = await a_filed_case()
    talked = happened(Act.TALKED, date(2024, 4, 2))
    await recording.end(filed.keeper, filed.case, End.STOPPED, date(2026, 11, 1), "支部研究", now=NOW)
    with pytest.raises(Refused, match="2026-11-01 已经结束"):
        await recording.record(filed.keeper, filed.case, talked, now=NOW)
    await recording.reopen(filed.keeper, filed.case, "记错了人", now=NOW)
    await recording.record(filed.keeper, filed.case, talked, now=NOW)
    assert (await case_facts(filed.case)).day(Act.TALKED) == date(2024, 4, 2)


async def test_a_correction_is_another_row_and_the_old_one_stays(db):
    filed = await a_filed_case(Act.RECOMMENDED)
    number = (await case_facts(filed.case)).last(Act.TALKED).number
    await recording.correct(
        filed.keeper, filed.case, number, happened(Act.TALKED, date(2024, 4, 9)), "日期抄错", now=NOW
    )
    facts = await case_facts(filed.case)
    assert [one.on for one in facts.all(Act.TALKED)] == [date(2024, 4, 9)]
    assert await ApplicantAct.count().where(ApplicantAct.act == "talked") == 2
    assert [(one.was_on, one.now_on, one.reason) for one in await corrections_of(filed.case)] == [
        (date(2024, 4, 2), date(2024, 4, 9), "日期抄错")
    ]
    await recording.withdraw(filed.keeper, filed.case, facts.last(Act.TALKED).number, "没有谈过", now=NOW)
    assert (await case_facts(filed.case)).day(Act.TALKED) is None


async def test_the_application_is_only_corrected_and_never_below_eighteen(db):
    filed = await a_filed_case()
    number = (await case_facts(filed.case)).last(Act.APPLIED).number
    with pytest.raises(Refused, match="个案的起点"):
        await recording.withdraw(filed.keeper, filed.case, number, "不要了", now=NOW)
    early = happened(Act.APPLIED, date(2014, 3, 4))
    with pytest.raises(Refused, match="才满十八岁"):
        await recording.correct(filed.keeper, filed.case, number, early, "抄错", now=NOW)
    await recording.correct(filed.keeper, filed.case, number, happened(Act.APPLIED, date(2024, 3, 12)), "抄错", now=NOW)
    assert (await case_facts(filed.case)).day(Act.APPLIED) == date(2024, 3, 12)


async def test_what_has_a_form_of_its_own_is_not_recorded_as_an_act(db):
    filed = await a_filed_case(Act.MENTORED)
    with pytest.raises(Refused, match="有自己的表单"):
        await recording.record(filed.keeper, filed.case, happened(Act.MENTORED, date(2024, 6, 20)), now=NOW)


async def test_mentors_are_full_members_and_are_told(db):
    filed = await a_filed_case(Act.MENTORED)
    probationary = next(one for one in filed.branch.members if one.standing is Standing.PROBATIONARY)
    with pytest.raises(Refused, match="不是本支部的正式党员"):
        await guides.choose_guide(
            filed.keeper, filed.case, Act.MENTORED, probationary.person, date(2026, 6, 20), now=NOW
        )
    await filed.go(Act.MENTORED, date(2024, 6, 20))
    with pytest.raises(Refused, match="已有两名"):
        await guides.choose_guide(filed.keeper, filed.case, Act.MENTORED, filed.full(3), date(2024, 7, 1), now=NOW)
    first = (await case_facts(filed.case)).mentors[0]
    await guides.release_guide(filed.keeper, filed.case, first.number, date(2024, 8, 31), "调离", now=NOW)
    await guides.choose_guide(filed.keeper, filed.case, Act.MENTORED, filed.full(3), date(2024, 9, 1), now=NOW)
    facts = await case_facts(filed.case)
    assert [(one.person, one.ended_on) for one in facts.mentors] == [
        (filed.full(1), date(2024, 8, 31)),
        (filed.full(2), None),
        (filed.full(3), None),
    ]
    told = await Notice.select(Notice.person).order_by(Notice.id)
    assert [row["person"] for row in told] == [filed.full(number) for number in (1, 2, 3)]


async def test_a_mentor_reviews_whom_they_guide_and_nobody_else(db):
    filed = await a_filed_case(Act.REVIEWED)
    mentor, stranger = acting(filed.branch, 1), acting(filed.branch, 4)
    on = date(2024, 12, 1)
    await writing.write_review(mentor, filed.case, Act.REVIEWED, on, "按时参加活动", now=NOW)
    with pytest.raises(Missing):
        await writing.write_review(stranger, filed.case, Act.REVIEWED, on, "我也看看", now=NOW)
    first = (await reviews_of(filed.case))[0]
    await writing.write_review(mentor, filed.case, Act.REVIEWED, on, "改好的", replaces=first.id, now=NOW)
    with pytest.raises(Refused, match="已经更正过"):
        await writing.write_review(mentor, filed.case, Act.REVIEWED, on, "再改", replaces=first.id, now=NOW)
    facts = await case_facts(filed.case)
    assert len(list(facts.all(Act.REVIEWED))) == 1
    assert await ApplicantReview.count() == 2
    said = "".join(row["details"] for row in await Deed.select(Deed.details))
    assert "按时参加活动" not in said


async def test_a_notice_is_counted_over_the_holidays_and_its_result_waits_for_its_end(db):
    """2026 art. 13; 国庆节 2026: 10-01 to 10-07 free, 10-10 worked."""
    filed = await a_filed_case(Act.NOTICE)
    with pytest.raises(Refused, match="至少到 2026-10-12"):
        await noticing.put_up(filed.keeper, filed.case, date(2026, 9, 30), date(2026, 10, 9), "公告栏", "支部", now=NOW)
    await noticing.put_up(filed.keeper, filed.case, date(2026, 9, 30), None, "公告栏", "支部", now=NOW)
    assert (await case_facts(filed.case)).notice.to_on == date(2026, 10, 12)
    hanging = NOW.replace(month=10, day=12)
    with pytest.raises(Refused, match="期满以后再记结果"):
        await noticing.write_result(filed.keeper, filed.case, "没有反映", passes=True, now=hanging)
    await noticing.write_result(filed.keeper, filed.case, "没有反映", passes=True, now=NOW)
    with pytest.raises(Refused, match="结果已经记过"):
        await noticing.write_result(filed.keeper, filed.case, "没有反映", passes=True, now=NOW)
    with pytest.raises(Refused, match="最早 2026-10-13"):
        await recording.record(filed.keeper, filed.case, happened(Act.PROSPECT, date(2026, 10, 12)), now=NOW)
    await recording.record(filed.keeper, filed.case, happened(Act.PROSPECT, date(2026, 10, 13)), now=NOW)


async def test_papers_are_kept_with_their_files_and_taken_out_with_them(db):
    filed = await a_filed_case()
    file = await a_photo_admitted()
    await papers.add_paper(filed.keeper, filed.case, Paper.APPLICATION, date(2024, 3, 11), "", file, now=NOW)
    await papers.add_paper(filed.keeper, filed.case, Paper.VETTING, date(2024, 3, 11), "纸质", None, now=NOW)
    first = (await papers_of(filed.case))[0]
    assert (await case_facts(filed.case)).documents == {"application", "vetting"}
    await papers.remove_paper(filed.keeper, filed.case, first.id, "放错了", now=NOW)
    assert (await case_facts(filed.case)).documents == {"vetting"}
    assert [row["body"] for row in await StoredFile.select(StoredFile.body)] == [b""]


async def test_the_roll_is_written_from_the_case(db):
    filed = await a_filed_case(Act.CONFIRMED)
    person = filed.applicant.person
    await entering.enter(filed.keeper, filed.case, now=NOW)
    member = (await structure_on(TODAY)).member(person)
    assert (member.standing, member.since, member.admitted_on) == (
        Standing.PROBATIONARY,
        date(2025, 9, 26),
        date(2025, 9, 26),
    )
    with pytest.raises(Refused, match="没有要写的"):
        await entering.enter(filed.keeper, filed.case, now=NOW)
    await filed.go(Act.CONFIRMED, date(2026, 11, 16))
    await entering.enter(filed.keeper, filed.case, now=NOW)
    member = (await structure_on(TODAY)).member(person)
    assert (member.standing, member.full_on) == (Standing.FULL, date(2026, 9, 26))


async def test_deadlines_are_told_in_rounds_and_once_each(db):
    filed = await a_filed_case(Act.CONFIRMED)
    assert [(one.due_on, one.citation.article) for one in await due_steps(TODAY)] == [
        (date(2026, 12, 28), "第三十三条")
    ]
    await Notice.delete(force=True)
    robot = Actor(None, "zhixing")
    assert await remind_of_cases(robot, now=NOW) == 0
    near = NOW + timedelta(days=14)
    assert await remind_of_cases(robot, now=near) == 1
    assert await remind_of_cases(robot, now=near + timedelta(days=1)) == 0
    assert await remind_of_cases(robot, now=near + timedelta(days=11)) == 1
    assert await remind_of_cases(robot, now=near + timedelta(days=15)) == 1
    secretaries = 2
    told = await Notice.select(Notice.person, Notice.message)
    people = {row["person"] for row in told}
    assert filed.keeper.person in people
    assert len(told) == 3 * (secretaries + 2)
    assert [filed.applicant.name in row["message"] for row in told] == [False] * len(told)


async def test_an_explanation_stands_beside_what_was_late(db):
    filed = await a_filed_case()
    late = happened(Act.TALKED, date(2024, 4, 12))
    await recording.record(filed.keeper, filed.case, late, now=NOW)

    async def state():
        facts = await case_facts(filed.case)
        return timeline(facts, TODAY, Calendar({}))[1].state

    assert await state() is State.LATE
    await recording.explain(filed.keeper, filed.case, Act.TALKED, "书记外出学习", now=NOW)
    assert await state() is State.EXPLAINED


async def a_photo_admitted():
    return await admit("申请书.jpg", photo(40, 30), EVIDENCE)


async def test_nobody_applies_who_is_a_member_or_is_not_known(db):
    structure = await a_branch()
    member = acting(structure, 7).person
    with pytest.raises(Refused, match="已经是本支部党员，不用申请"):
        await recording.open_case(secretary(structure), recording.Application(member, BORN, date(2026, 11, 2)), now=NOW)
    with pytest.raises(Missing):
        await recording.open_case(secretary(structure), recording.Application(99999, BORN, date(2026, 11, 2)), now=NOW)
    assert await all_cases() == []


async def test_a_notice_is_not_planned_years_ahead(db):
    filed = await a_filed_case(Act.NOTICE)
    for from_on, to_on in ((date(2199, 1, 4), None), (date(2026, 11, 2), date(2199, 1, 4))):
        with pytest.raises(Refused, match="2199-01-04 离今天太远，公示最晚安排到 2027-11-30"):
            await noticing.put_up(filed.keeper, filed.case, from_on, to_on, "公告栏", "支部", now=NOW)


async def test_confirmation_waits_for_the_end_of_an_extension(db):
    """2026 art. 31: 延长时间不能少于半年; the vote of 2025-09-26 and its year end on 2026-09-26."""
    filed = await a_filed_case(Act.VOTED_FULL)
    extended = happened(Act.EXTENDED, date(2026, 9, 27), until=date(2027, 3, 26))
    await recording.record(filed.keeper, filed.case, extended, now=NOW)
    with pytest.raises(Refused, match="预备期 2027-03-26 才满，不能提前讨论转正"):
        await filed.go(Act.VOTED_FULL, date(2026, 11, 2))
    with pytest.raises(Refused, match="先要有“支部党员大会通过转正”"):
        await filed.go(Act.CONFIRMED, date(2026, 11, 2))
    later = NOW.replace(year=2027, month=4)
    await filed.go(Act.EXTENSION_APPROVED, date(2026, 10, 8))
    await filed.go(Act.VOTED_FULL, date(2027, 3, 26), now=later)
    await filed.go(Act.CONFIRMED, date(2027, 4, 1), now=later)
    await entering.enter(filed.keeper, filed.case, now=later)
    member = (await structure_on(date(2027, 5, 1))).member(filed.applicant.person)
    assert (member.standing, member.full_on) == (Standing.FULL, date(2027, 3, 26))
