"""The auditor's page: the newest lines, filtered, one page at a time."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.actor import Actor, Role, system
from app.audit import deed, queries, words
from app.audit.queries import PAGE, Sought
from app.audit.verbs import VERBS
from app.locale import gettext
from tests.app.audit.raw import tamper
from tests.cast import browser
from tests.makers import a_person

LI, WANG = Actor(8, "示例李", origin="192.0.2.7"), Actor(9, "示例王", origin="192.0.2.8")


@pytest.fixture
async def auditor(db):
    return await browser(await a_person("示例审计", Role.AUDITOR))


async def written(actor, verb, count=1, **details):
    for number in range(count):
        async with deed(actor, verb, number + 1, **details):
            pass


def subjects(answer):
    """The name, the verb and the number in each row of the table, from the top."""
    cells = re.findall(r"<tr>\s*<td>[^<]*</td>\s*<td>([^<]*)</td>\s*<td>([^（<]*)（考试 (\d+)）[^<]*</td>", answer.text)
    return [(name, verb, int(number)) for name, verb, number in cells]


async def test_the_newest_line_stands_first(auditor):
    await written(LI, "exam.made")
    await written(WANG, "exam.opened", reason="到点了")
    answer = await auditor.see("/ledger")
    assert subjects(answer) == [("示例王", "开放考试", 1), ("示例李", "新建考试", 1)]
    assert "<td>开放考试（考试 1）：原因 到点了</td>" in answer.text
    assert "192.0.2.8" in answer.text


@pytest.mark.parametrize(
    ("verb", "details", "sentence"),
    [
        (
            "role.granted",
            {"role": "editor", "service_point": None, "oneself": True},
            "给角色（人员 1）：对自己 是；角色 出题人",
        ),
        (
            "person.added",
            {"roles": ["staff", "marker"], "name": "李明"},
            "登记人员（人员 1）：名称 李明；角色 馆员、阅卷人",
        ),
        ("person.edited", {"changed": ["phone", "post"]}, "修改人员（人员 1）：改动 手机号、岗位"),
        ("exam.enrolled", {"added": [4, 5], "brought_back": []}, "加入考试名单（考试 1）：新增 4、5"),
        ("exam.extra_time", {"person": 7, "minutes": 10}, "给加时（考试 1）：分钟 10；人员 7 号"),
        (
            "library.edited",
            {"changed": {"contact_name": ["", "王老师"]}},
            "修改单位（单位 1）：改动 联系人从“空”改为“王老师”",
        ),
        ("service_point.closed", {"on": date(2026, 5, 1)}, "关闭服务点（服务点 1）：日期 2026-05-01"),
        (
            "exam.amended",
            {"opens_at": "2026-11-23T01:00:00+00:00"},
            "改考试名称或时间（考试 1）：开始时间 2026年11月23日（周一）09:00",
        ),
        ("nobody.knows", {"what": False}, "nobody.knows（第 1 号）：what 否"),
    ],
)
async def test_a_line_is_a_sentence(db, verb, details, sentence):
    await written(LI, verb, **details)
    [row] = await queries.lines(LI, Sought())
    assert words.what(row) == sentence


def test_every_verb_that_speaks_of_a_row_says_which():
    assert {verb.split(".")[0] for verb in VERBS} - {name.split(".")[0] for name in words.NOUNS} == {"bank", "demo"}


async def test_the_product_itself_is_the_system_and_nobody_is_a_visitor(auditor):
    await written(system("deadline"), "exam.closed")
    await written(Actor(None, ""), "exam.made")
    assert subjects(await auditor.see("/ledger")) == [("访客", "新建考试", 1), ("系统", "结束考试", 1)]
    assert subjects(await auditor.see("/ledger?name=系统")) == [("系统", "结束考试", 1)]


async def test_a_line_says_its_day_to_the_second_and_is_found_by_its_day(auditor, monkeypatch):
    midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    for number, at in enumerate((midnight - timedelta(seconds=1), midnight, midnight + timedelta(days=1)), 1):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        async with deed(LI, "exam.made", number):
            pass
    monkeypatch.undo()

    async def found(query):
        return [number for _, _, number in subjects(await auditor.see(f"/ledger?{query}"))]

    assert "2026年11月23日（周一）23:59:59" in (await auditor.see("/ledger")).text
    assert await found("since=2026-11-24") == [3, 2]
    assert await found("until=2026-11-23") == [1]
    assert await found("since=2026-11-24&until=2026-11-24") == [2]
    for nothing in ("since=", "since=2026-13-45", "until=0001-01-01", "since=9999-12-31", "until=x"):
        assert await found(nothing) == [3, 2, 1]


async def test_an_empty_ledger_says_what_to_do(auditor):
    answer = await auditor.see("/ledger")
    assert "没有符合的记录" in answer.text
    assert '<a class="btn btn-primary" href="/ledger">' in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verb=exam.made", [("示例李", "新建考试", 1)]),
        ("name=示例王", [("示例王", "开放考试", 1)]),
        ("name=%20示例王%20", [("示例王", "开放考试", 1)]),
        ("verb=exam.made&name=示例王", []),
        ("verb=exam.made' OR '1'='1", []),
        ("name=示例", []),
        ("verb=&name=&before=2", [("示例李", "新建考试", 1)]),
    ],
)
async def test_filters(auditor, query, found):
    await written(LI, "exam.made")
    await written(WANG, "exam.opened")
    assert subjects(await auditor.see(f"/ledger?{query}")) == found


async def test_the_filter_is_the_part(auditor):
    await written(LI, "exam.made")
    answer = await auditor.part("/ledger?verb=exam.made")
    assert answer.text.lstrip().startswith('<section id="lines"')


async def test_a_full_page_leads_to_the_older_lines(auditor):
    await written(LI, "exam.made", PAGE + 3)
    first = await auditor.see("/ledger?name=示例李")
    (address,) = re.findall(r'href="(/ledger\?verb=[^"]*before=\d+)"', first.text)
    older = await auditor.see(address.replace("&amp;", "&"))
    assert [number for _, _, number in subjects(first) + subjects(older)] == list(range(PAGE + 3, 0, -1))
    assert not re.findall(r'href="[^"]*before=', older.text)


@pytest.mark.parametrize("before", ["abc", "-", "1.5", "-1", "9" * 30, "9" * 5000, "2147483648", "１"])
async def test_a_place_that_is_none_filters_nothing(auditor, before):
    await written(LI, "exam.made")
    assert subjects(await auditor.see(f"/ledger?before={before}")) == [("示例李", "新建考试", 1)]


async def test_reading_the_ledger_writes_nothing(auditor):
    await auditor.see("/ledger")
    assert await queries.lines(auditor.actor, Sought()) == []


async def test_one_keeps_what_one_did_oneself(db):
    await written(LI, "exam.made", 2)
    await written(WANG, "exam.opened")
    assert [row.verb for row in await queries.own_deeds(LI)] == ["exam.made", "exam.made"]


async def test_the_administrator_sees_whether_the_ledger_holds(db):
    administrator = await browser(await a_person("示例管理员", Role.ADMINISTRATOR))
    await written(LI, "exam.made", 3)
    assert gettext("完好") in (await administrator.see("/installation")).text
    await tamper("UPDATE deed SET actor_name = '别人' WHERE id = 2")
    assert "第 2 行被改过或缺了" in (await administrator.see("/installation")).text
