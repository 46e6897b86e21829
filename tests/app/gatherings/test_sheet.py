"""签到表 as a workbook (R-01): to be signed, filled, and for the public."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person


@pytest.fixture
async def sheet(db, monkeypatch):
    """A session of two: one came, one has leave; read through a manager's browser."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(minutes=5))
    came = await a_person("乐小读", Role.STAFF, post="流通部")
    away = await a_person("覃向", Role.STAFF, professional_title="馆员")
    study = await a_gathering(came, away)
    keeper = await browser(await a_person("馆长一", Role.MANAGER))
    await actions.tick_in(keeper.actor, study, came.person, now=clock.now())
    await actions.excuse(keeper.actor, study, away.person, "=1+1 家事", now=clock.now())

    async def read(query=""):
        answer = await keeper.see(f"/gatherings/{study}/sheet.xlsx{query}")
        assert answer.status_code == 200, answer.text
        return answer.content

    return read


def lines_of(body):
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


async def test_the_filled_sheet_says_who_came_and_why_somebody_did_not(sheet):
    rows = lines_of(await sheet())
    assert rows[0][0] == "集中学习签到表"
    head = [row[0] for row in rows[1:6]]
    assert head[2] == "主题：周四学习"
    assert head[3] == "时间：2026年11月23日（周一）09:00—11:00　　地点：报告厅"
    assert rows[6] == ["序号", "姓名", "部门/岗位", "职务", "签到", "签退", "状态", "请假事由", "分钟", "备注"]
    assert rows[7] == [1.0, "乐小读", "流通部", "", "09:05", "", "出席", "", 0.0, ""]
    assert rows[8] == [2.0, "覃向", "", "馆员", "", "", "请假", "=1+1 家事", 0.0, ""]
    assert [rows[9][place] for place in (1, 2, 4, 6)] == ["合计", "应到 2", "实到 1", "出勤率 50%"]


async def test_the_blank_sheet_holds_names_and_room_to_sign(sheet):
    rows = lines_of(await sheet("?blank=1"))
    assert [row[1:] for row in rows[7:]] == [["乐小读", "流通部", *[""] * 7], ["覃向", "", "馆员", *[""] * 6]]


async def test_the_public_sheet_masks_names_and_keeps_reasons_to_itself(sheet):
    body = await sheet("?public=1")
    said = "\n".join(str(cell) for row in lines_of(body) for cell in row)
    assert ("乐*读" in said, "覃*" in said, "公开版：姓名只留首尾" in said, "馆*一" in said) == (True,) * 4
    assert ("乐小读" in said, "覃向" in said, "家事" in said) == (False,) * 3
    assert body == await sheet("?public=1")


async def test_taking_it_along_is_a_deed(sheet):
    await sheet("?public=1")
    deed = await Deed.objects().order_by(Deed.id, ascending=False).first()
    assert (deed.verb, deed.details) == ("sheet.exported", '{"masked":true,"rows":2}')
