"""Papers of meetings: what they say, in which order, and that the same input gives the same bytes."""

from datetime import UTC, date, datetime
from io import BytesIO
from re import findall

import docx
import pytest
from docxtpl import DocxTemplate
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.rules.attendance import Status
from app.jobs.tables import Job, JobFile
from app.jobs.working import work_once
from app.office.documents import TEMPLATES
from app.party.actions.meetings import call_roll
from app.party.actions.minutes import correct_minutes, save_minutes
from app.party.actions.tasks import agree_task
from app.party.exports.binder import binder_values
from app.party.exports.ledgers import MOST_TASKS
from app.party.exports.minutes import Head, facts_of
from app.party.queries.meeting import meeting
from app.party.queries.meetings import people_of
from app.party.queries.minutes import record_of
from app.party.queries.papers import year_records
from app.party.rules.meetings import MeetingKind
from app.party.rules.roll import Answer
from app.party.rules.tasks import TaskKind
from app.settings import PROJECT
from tests.app.party.gatherings import a_held_meeting, a_plan, a_signed_meeting, written_for
from tests.app.party.rows import a_branch, acting, secretary
from tests.cast import browser
from tests.makers import a_person

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
THEMED = {"how_decided": "支委会研究", "day_forms": ["study", "service"], "resolution": "下月再去一次"}
LIFE = {"pre_study": "党章\n支部工作条例", "talk_count": 12, "opinions": "多到服务点", "criticism": "甲党员：学得不够"}


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def paragraphs(body):
    return [one.text for one in docx.Document(BytesIO(body)).paragraphs if one.text]


def cells(body, tab=0):
    return [
        [str(value) for value in row]
        for row in CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(tab).to_python()
    ]


async def test_minutes_in_word_say_who_what_and_how_it_stands(db, noon):
    structure = await a_branch()
    keeper = secretary(structure)
    made = await a_signed_meeting(keeper, resolution="下月十日交稿")
    await correct_minutes(keeper, made, "resolution", "下月十五日交稿", "日期听错", now=NOW)
    who = await browser(keeper)
    first = await who.see(f"/party/meetings/{made}/minutes.docx")
    again = await who.see(f"/party/meetings/{made}/minutes.docx")
    assert first.content == again.content
    lines = paragraphs(first.content)
    assert lines[:3] == ["甲县图书馆党支部", "支部党员大会会议记录", "2026年第1次"]
    assert [line for line in lines if line.startswith(("应到实到", "请假缺席", "补　　课"))] == [
        "应到实到：应到 10 人，实到 10 人，出席率 100%",
        "请假缺席：无",
        "补　　课：无",
    ]
    assert [line for line in lines if line[:2] in {"一、", "二、", "三、", "四、", "五、"}] == [
        "一、议程和发言",
        "二、决议、议定事项",
        "三、责任人、时限和落实情况",
        "四、附件",
        "五、签字后的更正说明",
    ]
    assert "下月十日交稿" in lines
    assert "决议、议定事项：原文“下月十日交稿”，更正为“下月十五日交稿”（甲党员，2026-11-23，原因：日期听错）" in lines
    assert await Deed.count().where(Deed.verb == "party_paper.exported") == 2


async def test_the_life_meeting_has_its_problems_and_its_ledger(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LIFE, theme="对照检视"))
    await save_minutes(keeper, made, await written_for(keeper, made, **LIFE), now=NOW)
    due = date(2026, 12, 20)
    await agree_task(keeper, made, TaskKind.RECTIFICATION, "每月读一本书", keeper.person, due, "学得不够", now=NOW)
    who = await browser(keeper)
    body = (await who.see("/party/papers/review.docx?year=2026")).content
    assert "会前谈心谈话 12 人次。" in paragraphs(body)
    assert "（五）整改台账（共 1 项，办结 0 项）" in paragraphs(body)
    assert "这一年度没有民主评议党员的记录。" in paragraphs(body)
    problems, ledger = docx.Document(BytesIO(body)).tables
    assert [[cell.text for cell in row.cells] for row in problems.rows] == [
        ["序号", "责任人", "查摆的问题"],
        ["1", "甲党员", "学得不够"],
    ]
    assert [cell.text for cell in ledger.rows[1].cells] == ["1", "甲党员", "每月读一本书", "2026-12-20", "", "未办结"]
    bound = binder_values(await year_records(keeper, 2026), 2026, Head("甲支部", "甲党员", NOW))["review"]
    assert [table["rows"] for table in bound["tables"]] == [
        [["1", "甲党员", "学得不够"]],
        [["1", "甲党员", "每月读一本书", "2026-12-20", "", "未办结"]],
    ]
    assert "这一年没有组织生活会的记录。" in paragraphs((await who.see("/party/papers/review.docx?year=2025")).content)


async def test_the_ledgers_of_a_year_count_meetings_and_say_what_lacks(db, noon):
    keeper = secretary(await a_branch())
    await a_signed_meeting(keeper, a_plan(on=date(2026, 1, 16)))
    day = a_plan(
        MeetingKind.THEMED_DAY,
        on=date(2026, 3, 12),
        theme="送书上门",
        theme_decided_on=date(2026, 3, 5),
        title="三月主题党日",
    )
    await a_signed_meeting(keeper, day, **THEMED)
    await a_held_meeting(keeper, a_plan(MeetingKind.COMMITTEE, on=date(2026, 3, 5)))
    who = await browser(keeper)
    rows = cells((await who.see("/party/papers/meetings.xlsx?year=2026")).content)
    assert [row[0] for row in rows if row[0].startswith(("支部", "主题"))] == [
        "支部党员大会：全年 1 次（1月 1）",
        "支部委员会会议：全年 1 次（3月 1）",
        "主题党日：全年 1 次（3月 1）",
    ]
    assert [(row[2], row[-1]) for row in rows if row[0] in {"1.0", "2.0", "3.0"}] == [
        ("支部党员大会", "完整"),
        ("支部委员会会议", "还缺：会议记录"),
        ("主题党日", "完整"),
    ]
    days = cells((await who.see("/party/papers/themed-days.xlsx?year=2026")).content)
    (line,) = [row for row in days if row[2] == "送书上门"]
    assert (line[4], line[8], line[9]) == ("集中学习、志愿服务", "有", "下月再去一次")


async def test_the_matrix_of_a_year_says_the_state_of_each_kind_in_each_month(db, noon):
    """一般每季度召开1次 (支部工作条例 art. 11), 一般每月召开1次 (art. 12): a norm, never called a breach."""
    keeper = secretary(await a_branch())
    await a_signed_meeting(keeper, a_plan(on=date(2026, 1, 16)))
    await a_held_meeting(keeper, a_plan(MeetingKind.COMMITTEE, on=date(2026, 3, 5)))
    who, address = await browser(keeper), "/party/papers/meetings.xlsx?year=2026"
    body = (await who.see(address)).content
    assert body == (await who.see(address)).content
    rows = {row[0]: row[1:] for row in cells(body, 1)}
    assert list(rows)[-6:] == ["支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日", "组织生活会"]
    assert rows["类型"] == [f"{month}月" for month in range(1, 13)]
    assert [rows["支部党员大会"][month - 1] for month in (1, 3, 6, 12)] == [
        "",
        "1季度\n完整\n1 次",
        "2季度\n逾期（待说明）",
        "4季度\n未到期",
    ]
    assert (rows["支部委员会会议"][1], rows["支部委员会会议"][2]) == ("逾期（待说明）", "需补充\n1 次")


async def test_a_year_without_meetings_is_bound_and_listed_all_the_same(db, noon):
    keeper = secretary(await a_branch())
    who = await browser(keeper)
    for paper in ("meetings", "themed-days"):
        assert (await who.see(f"/party/papers/{paper}.xlsx?year=2025")).status_code == 200
    assert (await who.send("/party/papers/binders/2025")).status_code == 303
    assert await work_once("test", NOW)
    assert [(one["outcome"], one["trouble"]) for one in await Job.select()] == [("done", "")]


async def test_the_number_of_a_meeting_is_the_same_for_whoever_reads_it(db, noon):
    structure = await a_branch(groups=2)
    keeper, of_second = secretary(structure), acting(structure, 7)
    for group in structure.groups:
        made = await a_signed_meeting(
            keeper, a_plan(MeetingKind.GROUP, group=group.id, on=date(2026, 11, 18 + group.id)), group_leader="甲党员"
        )
    await a_signed_meeting(keeper, a_plan(on=date(2026, 2, 6)))
    papers = [
        paragraphs((await (await browser(one)).see(f"/party/meetings/{made}/minutes.docx")).content)[2]
        for one in (keeper, of_second)
    ]
    assert papers == ["2026年第1次", "2026年第1次"]


async def test_attendance_put_right_after_the_signature_stands_on_the_paper(db, noon):
    structure = await a_branch()
    keeper, late = secretary(structure), structure.members[4]
    made = await a_signed_meeting(keeper)
    await call_roll(keeper, made, {late.person: Answer(Status.EXCUSED, "病假")}, now=NOW)
    body = (await (await browser(keeper)).see(f"/party/meetings/{made}/minutes.docx")).content
    assert f"签字后更正了{late.name}的考勤：出席 → 请假" in paragraphs(body)
    printed = (await (await browser(keeper)).see(f"/party/meetings/{made}/print")).text
    assert f"签字后更正了{late.name}的考勤：出席 → 请假" in printed


async def test_every_field_of_the_templates_is_listed_for_whoever_edits_them(db, noon):
    keeper = secretary(await a_branch())
    one = await meeting(keeper, await a_held_meeting(keeper, a_plan(MeetingKind.LIFE)))
    facts = facts_of(await record_of(one, await people_of(one)), 1, Head("甲支部", "甲党员", NOW))
    named = {*facts, "sections", "meetings", "round", "lines", "closed"}
    named |= {f"attendance.{name}" for name in facts["attendance"]} - {"attendance"}
    listed = set(findall(r"`([a-z_.]+)`", (PROJECT / "docs/document-templates.md").read_text(encoding="utf-8")))
    assert named - {"attendance"} - listed == set()
    for paper in ("party_minutes", "party_review"):
        read = DocxTemplate(TEMPLATES / f"{paper}.docx").get_undeclared_template_variables()
        assert read - named == set()


async def test_a_cell_of_the_ledger_does_not_outgrow_its_row(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LIFE))
    for n in range(MOST_TASKS + 2):
        await agree_task(
            keeper, made, TaskKind.RECTIFICATION, f"第{n}项", keeper.person, NOW.date(), "学得不够", now=NOW
        )
    rows = cells((await (await browser(keeper)).see("/party/papers/meetings.xlsx?year=2026")).content)
    (said,) = [row[11] for row in rows if row[0] == "1.0"]
    assert said.splitlines()[-1] == "……共 7 项，办结 0 项，其余见会议记录"
    assert len(said.splitlines()) == MOST_TASKS + 1


async def test_a_year_is_bound_as_a_job(db, noon):
    keeper = secretary(await a_branch())
    await a_signed_meeting(keeper)
    who = await browser(keeper)
    assert (await who.send("/party/papers/binders/2026")).status_code == 303
    assert await work_once("test", NOW)
    (job,) = await Job.select()
    assert (job["outcome"], job["trouble"]) == ("done", "")
    (file,) = await JobFile.select()
    assert (file["name"], bytes(file["body"][:5])) == ("2026年组织生活记录", b"%PDF-")


async def test_papers_go_to_whoever_may_read_the_minutes(db, noon):
    structure = await a_branch()
    keeper, member = secretary(structure), acting(structure, 7)
    general = await a_signed_meeting(keeper)
    committee = await a_held_meeting(keeper, a_plan(MeetingKind.COMMITTEE))
    manager = await a_person("馆领导", Role.MANAGER)
    addresses = [
        f"/party/meetings/{general}",
        f"/party/meetings/{general}/minutes.docx",
        f"/party/meetings/{committee}",
    ]
    statuses = {}
    for name, actor in (
        ("secretary", keeper),
        ("committee", acting(structure, 1)),
        ("member", member),
        ("manager", manager),
    ):
        who = await browser(actor)
        statuses[name] = [(await who.see(address)).status_code for address in (*addresses, "/party/papers")]
    assert statuses == {
        "secretary": [200, 200, 200, 200],
        "committee": [200, 200, 200, 200],
        "member": [200, 200, 404, 403],
        "manager": [404, 404, 404, 403],
    }


async def test_what_was_typed_comes_back_with_what_is_wrong(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LECTURE))
    who = await browser(keeper)
    answer = await who.send(
        f"/party/meetings/{made}/minutes", {"teacher": "甲党员", "lessons": "两节", "remark": "备注还在"}
    )
    assert (answer.status_code, "课时填一个整数，例如 60" in answer.text, "备注还在" in answer.text) == (
        422,
        True,
        True,
    )
    numbers = {"subject": "resolution", "vote_title": "工作计划", "method": "hands", "eligible": "9", "present": "9"}
    vote = {**numbers, "yes": "4", "no": "5", "outcome": "passed"}
    refused = await who.send(f"/party/meetings/{made}/votes", vote)
    assert (refused.status_code, 'value="工作计划"' in refused.text) == (409, True)
