"""The pages of study over HTTP: the secretary's way from a series to a closed session, what the staff sees, bad input."""

import html
import re
from datetime import date, timedelta

import pytest

from app.actor import Role
from app.gatherings.tables import CalendarDay, CalendarNotice
from app.study import queries
from app.study.tables import AgendaItem, StudySession
from tests.app.exams.room import all_rows, is_said_in_chinese
from tests.app.study.hall import IN_TIME, a_member, a_secretary, time
from tests.cast import browser
from tests.makers import MONDAY, a_person, five_items, in_the_bank

__all__ = ["time"]

SERIES = {
    "title": "周四学习",
    "weekday": "3",
    "starts": "14:30",
    "ends": "17:00",
    "venue": "三楼报告厅",
    "category": "politics",
    "library_closed": "1",
    "valid_from": "2026-01-01",
}
SESSION = {
    "topic": "党课",
    "day": "2026-11-27",
    "starts": "9:00",
    "ends": "10:30",
    "venue": "会议室",
    "category": "politics",
}
ITEM = {"title": "领学第四章", "category": "law", "minutes": "60", "law": "public-library-law@2018-10-26"}


@pytest.fixture
async def secretary(db, time):
    return await browser(await a_secretary())


async def session_of(secretary, **changes):
    answer = await secretary.send("/study/sessions", {**SESSION, **changes})
    assert answer.status_code == 303, answer.text[-3000:]
    return answer.headers["location"]


def error_at(answer, name):
    found = re.search(rf'id="e-{name}">.*?</span>([^<]+)</p>', answer.text)
    return html.unescape(found[1]) if found else None


async def test_from_a_series_to_a_closed_session(secretary, time):
    member = await browser(await a_member())
    made = await secretary.send("/study/series", SERIES)
    address = made.headers["location"]
    tried = (await secretary.see(f"{address}?first=2026-11-23&last=2026-12-31")).text
    assert "排出这 6 次" in tried
    assert await StudySession.count() == 0
    days = {"first": "2026-11-23", "last": "2026-12-31"}
    assert (await secretary.send(f"{address}/dry-runs", days)).status_code == 200
    assert (await secretary.send(f"{address}/sessions", days)).headers["location"] == "/study"
    assert (await member.see("/study")).text.count('href="/study/sessions/') == 6
    session = "/study/sessions/1"
    item = await secretary.send(f"{session}/agenda", ITEM)
    assert item.headers["location"] == f"{session}#agenda"
    seen = (await member.see(session)).text
    assert 'href="/laws/public-library-law/2018-10-26"' in seen
    assert "开始签到" not in seen
    assert (await member.send(f"{session}/openings")).status_code == 403
    early = await secretary.send(f"{session}/openings")
    assert (early.status_code, "当天再开始签到" in early.text) == (409, True)
    time.now = IN_TIME
    assert (await secretary.send(f"{session}/openings")).status_code == 303
    assert "“周四学习”开始签到" in html.unescape((await member.see("/notices")).text)
    hasty = await secretary.send(f"{session}/closings")
    assert (hasty.status_code, "还没到开始时间" in (await secretary.see(session)).text) == (409, True)
    time.now = IN_TIME + timedelta(hours=4)
    assert (await secretary.send(f"{session}/closings")).status_code == 303
    assert 'href="/gatherings/1"' in (await secretary.see("/study?year=2026")).text


async def test_2027_is_refused_on_the_page_and_laid_out_once_its_notice_is_there(secretary):
    address = (await secretary.send("/study/series", SERIES)).headers["location"]
    days = {"first": "2027-01-01", "last": "2027-12-31"}
    asked = await secretary.see(f"{address}?first=2027-01-01&last=2027-12-31")
    assert "2027 年的放假通知还没有录入，不猜" in asked.text
    sent = await secretary.send(f"{address}/sessions", days)
    assert (sent.status_code, "2027 年的放假通知还没有录入" in sent.text, await StudySession.count()) == (409, True, 0)
    await CalendarNotice(year=2027, document="国办发明电〔2026〕0号", at=MONDAY).save()
    await CalendarDay(day=date(2027, 2, 4), kind="holiday", name="春节", source="通知", at=MONDAY).save()
    assert (await secretary.send(f"{address}/sessions", days)).status_code == 303
    assert await StudySession.count() == 51


async def test_a_holiday_is_moved_by_choice(secretary, time):
    address = (await secretary.send("/study/series", SERIES)).headers["location"]
    time.now = MONDAY - timedelta(days=300)
    days = {"first": "2026-02-16", "last": "2026-02-22", "moves": ["2026-02-19 2026-02-24", "", "junk", "2026-02-19 x"]}
    again = (await secretary.send(f"{address}/dry-runs", days)).text
    assert 'value="2026-02-19 2026-02-24" selected' in again
    await secretary.send(f"{address}/sessions", days)
    held = await queries.session(secretary.actor, 1)
    assert (str(held.held_for), str(held.on)) == ("2026-02-19", "2026-02-24")
    assert "原定 2026-02-19" in (await secretary.see("/study/sessions/1")).text


@pytest.mark.parametrize(
    ("changes", "field", "said", "status"),
    [
        ({"day": ""}, "day", "填写日期", 422),
        ({"day": "11/12"}, "day", "日期写成 2026-11-22 这样", 422),
        ({"day": "9999-12-31"}, "day", "日期的年份写 1800 到 2199 之间的", 422),
        ({"day": "0001-01-01"}, "day", "日期的年份写 1800 到 2199 之间的", 422),
        ({"day": "2026-11-20"}, "starts", "2026-11-20 09:00 已经过去，写一个以后的时间", 409),
        ({"day": "2027-01-07"}, "", None, 409),
        ({"day": "2026-11-28", "library_closed": "1"}, "library_closed", None, 409),
        ({"starts": "25:00"}, "starts", "时间写成 14:30 这样", 409),
        ({"ends": "8:00"}, "ends", "结束时间要晚于开始时间（09:00）", 409),
        ({"topic": ""}, "topic", "填写学习主题", 409),
        ({"topic": "长" * 39}, "topic", "学习主题最多 38 个字，现在 39 个字", 422),
        ({"venue": ""}, "venue", "选一个服务点，或者写上地点", 409),
        ({"category": "service"}, "category", "类别要从列出的几项里选", 422),
        ({"place": "x"}, "place", "服务点填一个整数，例如 60", 422),
        ({"stranger": "1"}, "", None, 422),
    ],
)
async def test_what_cannot_be_a_session_comes_back_filled_in(secretary, changes, field, said, status):
    before = await all_rows()
    answer = await secretary.send("/study/sessions", {**SESSION, **changes})
    assert answer.status_code == status
    assert is_said_in_chinese(answer)
    if field and said:
        assert error_at(answer, field) == said
    assert 'value="会议室"' in answer.text or changes.get("venue") == ""
    assert await all_rows() == before


async def test_two_sessions_at_one_time_and_a_place_that_is_none(secretary):
    await session_of(secretary)
    again = await secretary.send("/study/sessions", {**SESSION, "topic": "别的"})
    assert (again.status_code, error_at(again, "starts")) == (409, "和“党课”（11-27 09:00—10:30）时间重叠，换个时间")
    assert (await secretary.send("/study/sessions", {**SESSION, "day": "2026-12-01", "place": "99"})).status_code == 404


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("agenda", {**ITEM, "minutes": "91"}, 409),
        ("agenda", {**ITEM, "title": ""}, 422),
        ("agenda", {**ITEM, "law": "x@y"}, 409),
        ("agenda", {**ITEM, "minutes": "-1"}, 422),
        ("list", {"person": "424242", "change": "left_out", "reason": "出差"}, 404),
        ("list", {"person": "1", "change": "left_out", "reason": ""}, 422),
        ("list", {"person": "1", "change": "away", "reason": "出差"}, 422),
        ("list", {"person": "1", "change": "added", "reason": "讲课"}, 409),
        ("list/424242/restorings", {}, 404),
        ("quizzes", {"law": "", "count": "2"}, 422),
        ("quizzes", {"law": "", "count": "11"}, 422),
        ("quizzes", {"law": "no-law", "count": "3"}, 409),
        ("quiz-removals/after", {}, 404),
        ("quiz-removals/never", {}, 404),
        ("quizzes", {"law": "", "count": "3", "timing": "never"}, 422),
        ("cancellations", {"reason": ""}, 422),
        ("closings", {}, 409),
        ("notice", {"closing": "好"}, 409),
        ("postings", {"place": "大门"}, 409),
        ("openings", {}, 409),
    ],
)
async def test_what_is_refused_changes_nothing(secretary, path, form, status):
    session = await session_of(secretary)
    before = await all_rows()
    answer = await secretary.send(f"{session}/{path}", form)
    assert (answer.status_code, is_said_in_chinese(answer)) == (status, True)
    assert await all_rows() == before


async def test_an_agenda_is_changed_and_every_step_is_taken_back_from_the_toast(secretary):
    session = await session_of(secretary)
    await secretary.send(f"{session}/agenda", {**ITEM, "minutes": "30"})
    await secretary.send(f"{session}/agenda", {**ITEM, "title": "讨论", "minutes": "20"})
    await secretary.send("/study/agenda/2/moves", {"direction": "up"})
    changed = await secretary.send("/study/agenda/2", {**ITEM, "title": "大讨论", "minutes": "60"})
    assert changed.status_code == 303
    too_long = await secretary.send("/study/agenda/2", {**ITEM, "minutes": "61"})
    assert (too_long.status_code, "还剩 60 分钟" in too_long.text) == (409, True)
    await secretary.send("/study/agenda/1/removals")
    page = (await secretary.see(session)).text
    undo = re.search(r'id="toast".*?<form action="([^"]+)"', page, re.DOTALL)[1]
    assert "领学第四章" not in page
    await secretary.send(undo)
    titles = re.findall(r"<h3>(\d\. [^<]+)</h3>", (await secretary.see(session)).text)
    assert titles == ["1. 大讨论", "2. 领学第四章"]
    assert (await secretary.send("/study/agenda/2/moves", {"direction": "sideways"})).status_code == 422
    assert await AgendaItem.count() == 2


async def test_somebody_is_left_out_and_put_back(secretary):
    one = await a_member()
    session = await session_of(secretary)
    form = {"person": one.person, "change": "left_out", "reason": "外出培训"}
    assert (await secretary.send(f"{session}/list", form)).status_code == 303
    page = (await secretary.see(session)).text
    assert ("应到（1 人）" in page, "外出培训" in page) == (True, True)
    assert (await (await browser(one)).see(session)).status_code == 404
    await secretary.send(f"{session}/list/{one.person}/restorings")
    assert "应到（2 人）" in (await secretary.see(session)).text


async def test_the_notice_is_printed_worded_and_posted(secretary):
    session = await session_of(secretary, library_closed="1")
    page = (await secretary.see(f"{session}/notice")).text
    assert "第三十八条“因故闭馆或者更改开放时间的，除遇不可抗力外，应当提前公告”的规定" in page
    assert "由此给您带来的不便，敬请谅解。" in page
    await secretary.send(f"{session}/notice", {"closing": "24 小时阅读空间照常开放。"})
    await secretary.send(f"{session}/postings", {"place": "大门"})
    page = (await secretary.see(f"{session}/notice")).text
    assert ("24 小时阅读空间照常开放。" in page, "已于 2026年11月23日（周一）09:00 公告：大门" in page) == (True, True)
    assert "已公告（11-23 09:00，大门）" in (await secretary.see(session)).text
    await secretary.send(session, {**SESSION, "library_closed": "1", "starts": "9:30"})
    assert "公告以后时间改了" in (await secretary.see(f"{session}/notice")).text
    short = await secretary.send(f"{session}/postings", {"place": ""})
    assert (short.status_code, error_at(short, "place")) == (422, "填写公告在哪里")


async def test_a_quiz_is_attached_and_taken_off_from_the_toast(secretary):
    await in_the_bank(await a_person("仇小题", Role.EDITOR), five_items())
    session = await session_of(secretary)
    await secretary.send(f"{session}/quizzes", {"law": "public-library-law", "count": "3"})
    page = (await secretary.see(session)).text
    assert 'hx-get="/practice/quizzes/1/results"' in page
    await secretary.send(re.search(r'id="toast".*?<form action="([^"]+)"', page, re.DOTALL)[1])
    assert "/practice/quizzes/" not in (await secretary.see(session)).text


@pytest.mark.parametrize("address", ["sessions/424242", "sessions/99999999999", "series/424242", "agenda/424242/edit"])
async def test_there_is_nothing_at_an_id_that_is_none(secretary, address):
    for rest in ("", "/edit", "/notice"):
        assert (await secretary.see(f"/study/{address}{rest}")).status_code == 404


@pytest.mark.parametrize("name", ["valid_from", "valid_to"])
@pytest.mark.parametrize("year", ["0001", "9999"])
async def test_a_year_that_nobody_means_is_asked_for_again_at_its_field(secretary, name, year):
    answer = await secretary.send("/study/series", {**SERIES, name: f"{year}-12-31"})
    label = {"valid_from": "从哪天起", "valid_to": "到哪天止"}[name]
    assert answer.status_code == 422
    assert error_at(answer, name) == f"{label}的年份写 1800 到 2199 之间的"


async def test_a_series_that_is_none_comes_back_filled_in(secretary):
    wrong = await secretary.send("/study/series", {**SERIES, "weekday": "7"})
    assert (wrong.status_code, error_at(wrong, "weekday")) == (422, "星期填 0 到 6 之间的数")
    refused = await secretary.send("/study/series", {**SERIES, "weekday": "6"})
    assert (refused.status_code, "第三十八条第二款" in error_at(refused, "library_closed")) == (409, True)
    address = (await secretary.send("/study/series", SERIES)).headers["location"]
    assert 'value="周四学习"' in (await secretary.see(f"{address}/edit")).text
    changed = await secretary.send(address, {**SERIES, "title": "周四课堂", "valid_to": "2026-12-31"})
    assert changed.headers["location"] == address
    assert "2026-01-01 至 2026-12-31" in (await secretary.see(address)).text


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR])
async def test_whoever_is_not_on_the_staff_has_no_sessions(db, time, role):
    who = await browser(await a_person("示例", role))
    assert (await who.see("/study")).status_code == 403


async def test_nobody_writes_over_what_another_tab_has_saved(secretary):
    """Two forms of one session, and of one series: the second save is told, and what it was told of may be saved over."""
    series = (await secretary.send("/study/series", SERIES)).headers["location"]
    for address, form, field in ((await session_of(secretary), SESSION, "topic"), (series, SERIES, "title")):
        seen = mark_in((await secretary.see(f"{address}/edit")).text)
        first = {**form, field: "先改的题目", "seen": seen}
        assert (await secretary.send(address, first)).status_code == 303
        late = await secretary.send(address, {**form, field: "后改的题目", "seen": seen})
        assert (late.status_code, "别人改过它" in late.text, "后改的题目" in late.text) == (409, True, True)
        assert "先改的题目" in (await secretary.see(address)).text
        again = {**form, field: "后改的题目", "seen": mark_in(late.text)}
        assert (await secretary.send(address, again)).status_code == 303
        assert "后改的题目" in (await secretary.see(address)).text


def mark_in(page):
    return re.search(r'name="seen" value="([0-9a-f]{16})"', page)[1]
