"""学时卡 as a document (R-04), and the public version of the table of hours (R-05)."""

import io
from datetime import date

import docx
import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.training import actions
from app.training.rules import Ledger
from app.training.rules.membership import Period
from tests.app.training.rows import LATER, THURSDAY, a_past
from tests.cast import browser
from tests.makers import a_person


@pytest.fixture
async def studied(db, monkeypatch):
    """A librarian in all three ledgers who was at one Thursday and at one lesson, and was absent once."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    manager = await a_person("馆小长", Role.MANAGER, Role.SECRETARY)
    member = await a_person("乐小读", Role.STAFF, professional_title="馆员", post="流通部")
    await actions.give_membership(manager, member.person, Ledger.PARTY, Period(date(2026, 1, 1)), now=LATER)
    await a_past(Kind.STUDY, "周四学习", {member.person: Status.PRESENT}, proven=True)
    lesson = THURSDAY.replace(month=12, day=3)
    await a_past(
        Kind.STUDY, "编目", {member.person: Status.PRESENT}, at=lesson, minutes=45, category=Category.PROFESSIONAL
    )
    await a_past(Kind.STUDY, "缺席的一次", {member.person: Status.ABSENT}, at=THURSDAY.replace(month=12, day=10))
    return await browser(manager), await browser(member)


def tables(answer):
    assert answer.status_code == 200, answer.text[-2000:]
    made = docx.Document(io.BytesIO(answer.content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables], [
        one.text for one in made.paragraphs
    ]


async def test_the_card_lists_what_was_learnt_and_what_each_ledger_has(studied):
    manager, member = studied
    (rows, ledgers), said = tables(await member.see("/record.docx?year=2026"))
    assert rows == [
        ["日期", "内容", "组织单位", "方式", "类别", "学时", "证明"],
        ["2026-11-26", "周四学习", "", "集中学习", "政治理论", "2.5", "佐证1份"],
        ["2026-12-03", "编目", "", "集中学习", "业务", "0.75", "现场点名"],
    ]
    assert ledgers == [
        ["台账", "应学", "已学", "缺口", "专业占比", "达标"],
        ["事业单位工作人员培训", "90", "3", "87", "—", "未达标"],
        ["专业技术人员继续教育", "90", "3", "87", "0.5 学时，16%", "未达标"],
        ["党员集中学习培训", "32", "2.5", "29.5", "—", "未达标"],
    ]
    assert "姓名：乐小读　　岗位：流通部" in said
    assert "按类别（分钟合计后折算成小时）：政治理论 2.5，业务 0.75" in said
    number = member.actor.person
    assert tables(await manager.see(f"/log/people/{number}/record.docx?year=2026"))[0] == [rows, ledgers]


async def test_the_public_card_masks_the_name_and_says_nothing_of_the_party(studied):
    _, member = studied
    answer = await member.see("/record.docx?year=2026&public=1")
    (_rows, ledgers), said = tables(answer)
    text = "\n".join([*said, *(cell for row in ledgers for cell in row)])
    assert ("乐*读" in text, "乐小读" in text, "党员" in text) == (True, False, False)
    assert answer.content == (await member.see("/record.docx?year=2026&public=1")).content


async def test_the_public_table_of_hours_masks_names_and_leaves_the_party_out(studied):
    manager, _ = studied
    answer = await manager.see("/log/hours.xlsx?year=2026&public=1")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    header = next(row for row in sheet if "姓名" in row)
    row = dict(zip(header, next(row for row in sheet if "乐*读" in row), strict=True))
    assert (row["其中专业科目"], row["其中公需等"], row["备注"]) == (0.5, 2.5, "专业科目差 59.5")
    assert [one[0] for one in sheet[-3:]] == ["人均学时", "达标人数 / 人数", "达标率"]
    said = "\n".join(str(cell) for row in sheet for cell in row)
    assert ("党员" in said, "乐小读" in said) == (False, False)
