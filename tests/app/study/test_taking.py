"""What is filed of study: the record of a session (R-02), the ledger (R-03), and the page that lists every sheet."""

import io
from datetime import date, timedelta

import docx
import pytest
from python_calamine import CalamineWorkbook

from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions as gatherings
from app.gatherings.rules import Category
from app.study.actions import agenda, discussing, following, sessions
from app.study.exports import Section, record_document
from app.study.queries import session as session_of
from app.study.rules.agenda import Item
from app.study.rules.discussing import EntryKind, Wording
from app.study.rules.following import ActionPlan
from app.study.rules.terms import Term
from tests.app.study.hall import IN_TIME, THURSDAY, a_member, a_plan, a_secretary, time
from tests.cast import browser
from tests.makers import a_person

__all__ = ["time"]

LATER = IN_TIME + timedelta(hours=5)


@pytest.fixture
async def filed(db, time):
    """One session that is over: of three, one came, one had leave, one was absent. And one that is only planned."""
    secretary = await a_secretary()
    came, away = await a_member("乐小读", post="流通部"), await a_member("文小书")
    made = await sessions.arrange(
        secretary, a_plan(host="馆长一", recorder="记录员", category=Category.LAW), now=time()
    )
    await agenda.add_item(
        secretary,
        made,
        Item(Category.LAW, "领学第四章", "甲老师", 60, "读本第三章", "public-library-law@2018-10-26"),
    )
    await sessions.arrange(secretary, a_plan(THURSDAY + timedelta(days=7), topic="下一次"), now=time())
    time.now = IN_TIME
    await sessions.open_list(secretary, made, now=time())
    one = (await session_of(secretary, made)).gathering.id
    await gatherings.tick_in(secretary, one, came.person, now=time())
    await gatherings.excuse(secretary, one, away.person, "病假", now=time())
    time.now = IN_TIME + timedelta(hours=4)
    await gatherings.add_evidence(secretary, one, "签到表", "档案盒 3", None, now=time())
    await sessions.close(secretary, made, now=time())
    return await browser(secretary), made


def cells(answer):
    assert answer.status_code == 200, answer.text[-2000:]
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def texts(answer):
    assert answer.status_code == 200, answer.text[-2000:]
    return [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]


async def test_the_ledger_has_a_line_for_each_session_that_was_held(filed):
    who, _ = filed
    rows = cells(await who.see("/study/ledger.xlsx?year=2026&term=q4"))
    assert (rows[0][0], rows[1][0]) == ("2026年四季度学习台账", "填报单位：　　期间：2026年四季度")
    header = next(place for place, row in enumerate(rows) if "主题" in row)
    row = dict(zip(rows[header], rows[header + 1], strict=True))
    assert row == {
        "序号": 1.0,
        "日期": date(2026, 11, 26),
        "星期": "周四",
        "主题": "公共图书馆法第四章",
        "类别": "法律法规",
        "材料": "读本第三章；《中华人民共和国公共图书馆法》",
        "主讲": "甲老师",
        "应到": 3.0,
        "实到": 1.0,
        "出勤率": 1 / 3,
        "学时": 2.5,
        "是否闭馆": "是",
        "附件": "签到表",
    }
    assert rows[header + 2][1] == "合计"
    assert len(rows) == header + 3


async def test_the_ledger_of_another_quarter_is_empty_and_says_so(filed):
    rows = cells(await filed[0].see("/study/ledger.xlsx?year=2026&term=q1"))
    assert "共 0 次" in rows[-1]


async def test_the_record_says_what_base_minutes_hold_and_leaves_room_for_the_rest(filed):
    who, made = filed
    said = texts(await who.see(f"/study/sessions/{made}/record.docx"))
    for line in (
        "2026年第1次",
        "主　　题：公共图书馆法第四章",
        "时　　间：2026年11月26日（周四）14:30—17:00",
        "主 持 人：馆长一",
        "主　　讲：甲老师",
        "应到实到：应到 3 人，实到 1 人，出勤率 33%",
        "请假缺席：覃向学（缺席）；文小书（请假，病假）",
        "一、议程",
        "1. 领学第四章（法律法规，主讲 甲老师，60 分钟）",
        "二、材料清单",
        "三、讨论要点",
        "签到表：档案盒 3",
    ):
        assert line in said, (line, said)


async def test_the_record_holds_what_was_said_and_what_was_agreed(filed):
    who, made = filed
    arranger = who.actor
    discussion = await discussing.open_discussion(arranger, made, "读者需要什么服务", now=LATER)
    point = Wording("多设自习座位", guest="读者代表")
    await discussing.say(arranger, discussion, EntryKind.POINT, point, now=LATER)
    await discussing.say(arranger, discussion, EntryKind.CONCLUSION, Wording("延长开放"), now=LATER)
    owner = await a_person("任小办", Role.STAFF)
    plan = ActionPlan("试开夜间自习", owner.person, date(2026, 12, 10))
    await following.add_action(arranger, made, plan, now=LATER)
    said = texts(await who.see(f"/study/sessions/{made}/record.docx"))
    at = said.index("三、讨论要点")
    assert said[at : at + 6] == [
        "三、讨论要点",
        "题目：读者需要什么服务",
        "读者代表：多设自习座位",
        "结论：延长开放",
        "四、议定事项、责任人与时限、落实情况",
        "试开夜间自习（责任人 任小办，2026-12-10 前；未办结）",
    ]


async def test_the_public_record_masks_names_and_keeps_reasons_to_itself(filed):
    who, made = filed
    address = f"/study/sessions/{made}/record.docx?public=1"
    answer = await who.see(address)
    said = "\n".join(texts(answer))
    assert "请假缺席：覃*学（缺席）；文*书（请假）" in said
    assert "公开版：姓名只留首尾" in said
    assert ("文小书" in said, "病假" in said, "甲老师" in said) == (False, False, False)
    assert answer.content == (await who.see(address)).content
    deed = await Deed.objects().order_by(Deed.id, ascending=False).first()
    assert (deed.verb, deed.subject, deed.details) == ("study_record.exported", made, '{"masked":true}')


async def test_a_section_of_somebody_else_is_printed_in_its_place(filed, time):
    who, made = filed
    session = await session_of(who.actor, made)
    sections = [Section("讨论要点", ["乐小读：夜间开放"]), Section("空着的")]
    facts = {"is_public": False, "library": "甲县图书馆", "made_by": "某人", "generated_at": time()}
    body = record_document(session, 3, [], [], sections, **facts)
    said = [one.text for one in docx.Document(io.BytesIO(body)).paragraphs]
    at = said.index("一、讨论要点")
    assert said[at : at + 6] == ["一、讨论要点", "乐小读：夜间开放", "二、空着的", "", "", ""]


async def test_the_sheet_of_a_session_to_come_lists_who_will_be_expected(filed):
    who, made = filed
    rows = cells(await who.see(f"/study/sessions/{made + 1}/sheet.xlsx"))
    assert [row[1] for row in rows[-3:]] == ["覃向学", "乐小读", "文小书"]
    rows = cells(await who.see(f"/study/sessions/{made}/sheet.xlsx"))
    assert "主持：馆长一　　主讲：甲老师" in [row[0] for row in rows]


async def test_the_page_lists_the_sheets_of_the_chosen_time(filed):
    who, made = filed
    page = (await who.see("/study/sheets?year=2026&term=m11")).text
    assert f"/study/sessions/{made}/record.docx" in page
    assert f"/study/sessions/{made + 1}/record.docx" not in page
    assert "这段时间没有学习" in (await who.part("/study/sheets?year=2025")).text
    member = await browser(await a_member("华小卷"))
    for address in ("/study/sheets", "/study/ledger.xlsx", f"/study/sessions/{made}/record.docx"):
        assert (await member.see(address)).status_code == 403


@pytest.mark.parametrize(
    ("code", "first", "last", "said"),
    [
        ("", (1, 1), (12, 31), "2026年"),
        ("h2", (7, 1), (12, 31), "2026年下半年"),
        ("m02", (2, 1), (2, 28), "2026年2月"),
        ("nonsense", (1, 1), (12, 31), "2026年"),
    ],
)
def test_a_part_of_the_year(code, first, last, said):
    term = Term.of(2026, code)
    assert (term.first, term.last, term.said) == (date(2026, *first), date(2026, *last), said)
