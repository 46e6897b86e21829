"""The pages of cases: what the secretary does there, what the committee reads, what an applicant and a mentor see."""

import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.party.queries.case_texts import papers_of
from app.party.queries.cases import all_cases, case_facts
from app.party.queries.looking import looks_at
from app.party.queries.own_rows import own_rows
from app.party.rules.cases.acts import Act
from tests.app.party.case_rows import NOW, a_filed_case
from tests.app.party.rows import a_branch, acting
from tests.cast import browser
from tests.makers import a_person
from tests.pictures import photo


@pytest.fixture(autouse=True)
def that_monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def test_an_application_opens_a_case_and_a_young_one_is_told_why(db):
    branch = await a_branch()
    person = await a_person("申小学", Role.STAFF)
    keeper = await browser(acting(branch))
    form = {"person": person.person, "born_on": "2008-12-01", "applied_on": "2026-11-30"}
    refused = await keeper.send("/party/applicants", form)
    assert (refused.status_code, "2026-12-01 才满十八岁" in refused.text) == (409, True)
    malformed = await keeper.send("/party/applicants", {"person": person.person})
    assert (malformed.status_code, "填写出生日期" in malformed.text) == (422, True)
    made = await keeper.send("/party/applicants", {**form, "born_on": "1998-02-03"})
    assert (made.status_code, made.headers["location"]) == (303, f"/party/applicants/{(await all_cases())[0].id}")


async def test_a_step_is_recorded_corrected_and_taken_off_on_its_own_page(db):
    filed = await a_filed_case()
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    page = await keeper.see(f"{at}/acts/talked")
    assert (page.status_code, "最迟 2024-04-11" in page.text) == (200, True)
    early = await keeper.send(f"{at}/acts/talked", {"on": "2024-03-01"})
    assert (early.status_code, "早于“收到入党申请书”2024-03-11" in early.text) == (409, True)
    assert (await keeper.send(f"{at}/acts/talked", {"on": "2024-04-02"})).status_code == 303
    number = (await case_facts(filed.case)).last(Act.TALKED).number
    without = await keeper.send(f"{at}/records/{number}", {"on": "2024-04-03"})
    assert (without.status_code, "写明更正的原因" in without.text) == (409, True)
    assert (await keeper.send(f"{at}/records/{number}", {"on": "2024-04-03", "reason": "抄错"})).status_code == 303
    number = (await case_facts(filed.case)).last(Act.TALKED).number
    assert (await keeper.send(f"{at}/records/{number}/withdrawals", {"reason": "没有谈"})).status_code == 303
    shown = (await keeper.see(at)).text
    assert ("更正和撤下过的（2）" in shown, "抄错" in shown, "没有谈" in shown) == (True, True, True)


async def test_that_somebody_leaves_is_said_before_the_meeting_and_taken_back(db):
    filed = await a_filed_case(Act.PRE_REVIEWED)
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    leaving = {"leaves_on": "2026-12-20", "leaving_said": "调往外县"}
    assert (await keeper.send(f"{at}/leavings", leaving)).status_code == 303
    shown = (await keeper.see(at)).text
    assert ("离开工作、学习单位：三个月内将离开的一般不办理" in shown, "第十八条" in shown) == (True, True)
    act = f"{at}/acts/pre_reviewed"
    assert "写明为什么办" in (await keeper.see(act)).text
    refused = await keeper.send(act, {"on": "2026-11-30"})
    assert (refused.status_code, "2026-12-20 离开工作、学习单位" in refused.text) == (409, True)
    assert (await keeper.send(f"{at}/leavings", {"leaving_said": "不调了"})).status_code == 303
    assert "一般不办理接收预备党员的手续" not in (await keeper.see(at)).text
    assert (await keeper.send(act, {"on": "2026-11-30"})).status_code == 303


async def test_a_wrong_day_of_birth_is_put_right_and_the_old_one_stays(db):
    filed = await a_filed_case()
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    young = await keeper.send(f"{at}/births", {"born_on": "2006-03-12", "birth_reason": "抄错"})
    assert (young.status_code, "2024-03-12 才满十八岁" in young.text, "第五条" in young.text) == (409, True, True)
    for born_on in ("2006-03-11", "1996-05-03"):
        assert (
            await keeper.send(f"{at}/births", {"born_on": born_on, "birth_reason": "核对身份证"})
        ).status_code == 303
    shown = (await keeper.see(at)).text
    assert ("1996-03-05 → 2006-03-11" in shown, "2006-03-11 → 1996-05-03" in shown) == (True, True)
    assert (await case_facts(filed.case)).born_on == date(1996, 5, 3)
    committee = await browser(acting(filed.branch, 2))
    assert "1996-05-03" not in (await committee.see(at)).text
    own = [row.said for row in await own_rows(filed.applicant.person) if "出生日期" in row.said]
    assert own == [
        "出生日期 1996-03-05 更正为 2006-03-11：核对身份证",
        "出生日期 2006-03-11 更正为 1996-05-03：核对身份证",
    ]


async def test_a_vote_below_the_half_is_not_passed(db):
    """2026 art. 20: 赞成人数超过应到会有表决权的党员人数的半数，才能通过接收预备党员的决议."""
    filed = await a_filed_case(Act.ADMITTED)
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}/acts/admitted"
    votes = {"on": "2025-09-26", "eligible": "10", "present": "9", "in_favour": "5", "written": "0"}
    refused = await keeper.send(at, votes)
    assert (refused.status_code, "至少 6 票，赞成 5" in refused.text, 'value="9"' in refused.text) == (409, True, True)
    thirds = {"key": "in_favour_share", "value": "２／３", "from_on": "2026-11-30", "source": "县委组织部通知"}
    assert (await keeper.send("/party/rules", thirds)).status_code == 303
    assert "2/3" in (await keeper.see("/party/rules")).text
    assert "至少赞成 2/3（出处：县委组织部通知）" in (await keeper.see(at)).text
    ours = await keeper.send(at, {**votes, "on": "2026-11-30", "in_favour": "6"})
    assert (ours.status_code, "本馆设置要求 2/3（出处：县委组织部通知）" in ours.text) == (409, True)
    assert (await keeper.send(at, {**votes, "in_favour": "6"})).status_code == 303


async def test_what_has_its_own_form_or_is_no_act_has_no_page(db):
    filed = await a_filed_case(Act.MENTORED)
    keeper = await browser(filed.keeper)
    for word in ("mentored", "applied", "probation", "nothing"):
        assert (await keeper.see(f"/party/applicants/{filed.case}/acts/{word}")).status_code == 404


async def test_guides_reviews_notices_and_vettings_are_kept_on_the_case(db):
    filed = await a_filed_case(Act.MENTORED)
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    form = {"role": "mentored", "person": filed.full(1), "guide_from": "2024-06-20"}
    # Art. 14 asks it of sponsors; of mentors art. 9 does not.
    unchecked = await keeper.send(f"{at}/guides", {**form, "role": "sponsored"})
    said = "入党介绍人先核对处分情况（《中国共产党发展党员工作细则》（2014年）第十四条），核对以后打勾"
    assert (unchecked.status_code, said in unchecked.text) == (409, True)
    assert (await keeper.send(f"{at}/guides", form)).status_code == 303
    guide = (await case_facts(filed.case)).mentors[0].number
    gone = {"ended_on": "2024-06-30", "reason": "调离"}
    assert (await keeper.send(f"{at}/guides/{guide}/releases", gone)).status_code == 303
    assert "现在没有培养联系人" in (await keeper.see(at)).text
    review = {"kind": "reviewed", "reviewed_on": "2024-06-01", "review_said": "表现稳定"}
    early = await keeper.send(f"{at}/reviews", review)
    assert (early.status_code, "早于“确定为入党积极分子”2024-06-20" in early.text) == (409, True)
    assert (await keeper.send(f"{at}/reviews", {**review, "reviewed_on": "2024-12-01"})).status_code == 303
    vetting = {"vetted_on": "2026-01-01", "vetting": "yes", "vetting_said": "合格"}
    assert (await keeper.send(f"{at}/vettings", vetting)).status_code == 409
    notice = {"from_on": "2026-11-23", "place": "公告栏", "contact": "电话"}
    too_early = await keeper.send(f"{at}/notices", notice)
    assert (too_early.status_code, "先要有“上级党委同意”" in too_early.text) == (409, True)


async def test_reviews_open_with_a_reason_that_the_person_reads(db):
    filed = await a_filed_case(Act.PROPOSED)
    committee, at = await browser(acting(filed.branch, 1)), f"/party/applicants/{filed.case}"
    shut = (await committee.see(at)).text
    assert ("表现稳定" in shut, "已有 2 次考察" in shut) == (False, True)
    assert (await committee.send(f"{at}/looks", {"kind": "review", "why": ""})).status_code == 422
    assert (await committee.send(f"{at}/looks", {"kind": "review", "why": "支委会讨论"})).status_code == 303
    assert "表现稳定" in (await committee.see(at)).text
    assert [(one.viewer_name, one.reason) for one in await looks_at(filed.applicant.person)] == [
        (acting(filed.branch, 1).name, "支委会讨论")
    ]


async def test_papers_come_with_a_file_that_is_as_restricted_as_its_kind(db):
    filed = await a_filed_case()
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    for kind in ("application", "vetting"):
        form = {"paper": kind, "dated_on": "2024-03-11"}
        added = await keeper.upload(f"{at}/papers", form, "paper_file", ("材料.jpg", photo(40, 30)))
        assert added.status_code == 303, added.text
    wrong = await keeper.upload(
        f"{at}/papers", {"paper": "talk_record", "dated_on": "2024-03-11"}, "paper_file", ("材料.exe", b"MZ1")
    )
    assert (wrong.status_code, "其实是程序" in wrong.text) == (409, True)
    plain, restricted = [one.id for one in await papers_of(filed.case)]
    assert (await keeper.see(f"{at}/papers/{plain}/file")).status_code == 200
    assert (await keeper.see(f"{at}/papers/{restricted}/file")).status_code == 404
    await keeper.send(f"{at}/looks", {"kind": "vetting", "why": "核对材料"})
    assert (await keeper.see(f"{at}/papers/{restricted}/file")).status_code == 200
    assert (await keeper.send(f"{at}/papers/{plain}/removals", {"reason": "放错了"})).status_code == 303
    assert (await keeper.see(f"{at}/papers/{plain}/file")).status_code == 404


async def test_the_roll_is_offered_and_written_at_one_press(db):
    filed = await a_filed_case(Act.PLACED)
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    assert "按个案写进名册" in (await keeper.see(at)).text
    assert (await keeper.send(f"{at}/entries")).status_code == 303
    assert "按个案写进名册" not in (await keeper.see(at)).text


async def test_an_applicant_sees_their_own_and_a_mentor_whom_they_guide(db):
    filed = await a_filed_case(Act.OPINIONS)
    other = await a_filed_case(Act.OPINIONS, name="别小人", branch=filed.branch)
    own = (await (await browser(filed.applicant)).see("/party/applicants/mine")).text
    assert ("我的入党历程：入党积极分子" in own, "表现稳定" in own, "别小人" in own) == (True, True, False)
    assert ("转录，没有和官方网页逐字对照" in own, "/party/rules" in own) == (True, False)
    mentor = await browser(acting(filed.branch, 2))
    shown = (await mentor.see("/party/applicants/mine")).text
    assert ("申小学" in shown, "别小人" in shown, "表现稳定" in shown) == (True, True, False)
    review = {"kind": "reviewed", "reviewed_on": "2025-11-01", "review_said": "按时参加活动"}
    assert (await mentor.send(f"/party/applicants/{filed.case}/reviews", review)).status_code == 303
    assert "按时参加活动" in (await mentor.see("/party/applicants/mine")).text
    early = await mentor.send(f"/party/applicants/{other.case}/reviews", {**review, "reviewed_on": "2024-01-01"})
    assert (early.status_code, "早于“确定为入党积极分子”" in early.text) == (409, True)
    stranger = await browser(await a_person("路人", Role.STAFF))
    assert (await stranger.send(f"/party/applicants/{filed.case}/reviews", review)).status_code == 404
    assert (await stranger.see(f"/party/applicants/{filed.case}")).status_code == 403


async def test_the_process_table_has_a_row_for_each_case(db):
    filed = await a_filed_case(Act.CONFIRMED)
    keeper = await browser(filed.keeper)
    first, second = [(await keeper.see("/party/applicants/process.xlsx")).content for _ in range(2)]
    assert first == second
    rows = CalamineWorkbook.from_filelike(BytesIO(first)).get_sheet_by_index(0).to_python()
    heading = next(number for number, row in enumerate(rows) if row[0] == "序号")
    row = dict(zip(rows[heading], rows[heading + 1], strict=True))
    assert (row["姓名"], row["申请"], row["公示起止"], row["预备期满"]) == (
        "申小学",
        date(2024, 3, 11),
        "2025-07-07 至 2025-07-11",
        date(2026, 9, 26),
    )
    assert row["下一期限"] == "2026-12-28 党委批准转为正式党员（第三十三条）"


async def test_the_timeline_is_printed_with_the_article_of_each_step(db):
    filed = await a_filed_case(Act.CONFIRMED)
    keeper = await browser(filed.keeper)
    first, second = [(await keeper.see(f"/party/applicants/{filed.case}/timeline.docx")).content for _ in range(2)]
    assert first == second
    rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(first)).tables[0].rows]
    told = {row[1]: row[2:5] for row in rows}
    assert told["支部党员大会通过接收预备党员"] == [
        "2025-09-26",
        "2014年 第二十条",
        "完整",
    ]
    assert told["支部党员大会通过转正"] == [
        "2026-09-28",
        "2026年 第三十二条",
        "完整",
    ]
    assert [row[2] for row in rows if row[1] == "报上级党委备案"] == ["2024-06-25", "2025-07-04"]


async def test_the_notice_is_printed_as_it_is_put_up(db):
    filed = await a_filed_case(Act.PROSPECT)
    at = f"/party/applicants/{filed.case}/notices/1/notice.docx"
    text = "\n".join(
        one.text for one in Document(BytesIO((await (await browser(filed.keeper)).see(at)).content)).paragraphs
    )
    assert ("姓名：申小学" in text, "公示时间：2025年7月7日至2025年7月11日。" in text, "馆内公告栏" in text) == (
        True,
        True,
        True,
    )


async def test_a_case_ends_and_goes_on_again(db):
    filed = await a_filed_case()
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    form = {"end": "withdrawn", "end_on": "2026-11-29", "end_reason": "本人书面撤回"}
    assert (await keeper.send(f"{at}/endings", {**form, "end_on": "2026-12-01"})).status_code == 409
    assert (await keeper.send(f"{at}/endings", form)).status_code == 303
    assert "已结束" in (await keeper.see("/party/applicants")).text
    assert (await keeper.send(f"{at}/reopenings", {"reason": "记错了人"})).status_code == 303
    assert "正在办的（1）" in (await keeper.see("/party/applicants")).text


async def test_an_extension_is_reached_from_the_case_and_nothing_is_offered_once_it_is_filed(db, monkeypatch):
    filed = await a_filed_case(Act.VOTED_FULL)
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    assert f'href="{at}/acts/extended"' in (await keeper.see(at)).text
    form = {"on": "2026-09-27", "eligible": "9", "present": "8", "in_favour": "8", "until": "2027-03-26"}
    assert (await keeper.send(f"{at}/acts/extended", form)).status_code == 303
    shown = (await keeper.see(at)).text
    assert (f'href="{at}/acts/extended"' in shown, f'href="{at}/acts/extension_approved"' in shown) == (False, True)


async def test_a_record_put_right_in_another_tab_says_so(db):
    filed = await a_filed_case(Act.RECOMMENDED)
    keeper, at = await browser(filed.keeper), f"/party/applicants/{filed.case}"
    record = next(one.number for one in (await case_facts(filed.case)).happened if one.act is Act.TALKED)
    form = {"on": "2024-04-03", "reason": "抄错了"}
    assert (await keeper.send(f"{at}/records/{record}", form)).status_code == 303
    stale = [
        await keeper.send(f"{at}/records/{record}", form),
        await keeper.send(f"{at}/records/{record}/withdrawals", {"reason": "抄错了"}),
        await keeper.see(f"{at}/records/{record}"),
    ]
    assert [(one.status_code, "这一条已经更正或撤下过" in one.text) for one in stale] == [(409, True)] * 3


async def test_an_applicant_finds_no_door_that_is_closed_to_them(db):
    who = await browser((await a_filed_case()).applicant)
    pages = [(await who.see(address)).text for address in ("/party/me", "/party/meetings")]
    for said in pages:
        links = set(re.findall(r'href="(/party/[^"]+)"', said))
        assert [one for one in sorted(links) if (await who.see(one)).status_code != 200] == []
