"""The log: three tables that are never added up, filtered by the address, and every sum is that of the rows behind it."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import steps
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Record, Source, Status
from app.people.rules import pinyin
from app.people.tables import Person
from app.storage import database
from app.training.queries import log as queries
from app.training.queries.names import names_in
from app.training.rules.filtering import EVERY_YEAR, LogFilter, Tab
from tests.app.training.rows import LATER, THURSDAY, a_past, practised
from tests.cast import browser
from tests.house.test_queries import HOSTILE
from tests.makers import a_person


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


class House:
    """A manager, two of the staff, a volunteer, and what they did."""

    async def fill(self):
        self.manager = await a_person("馆小长", Role.MANAGER)
        self.one, self.two = await self.named("乐小读", Role.STAFF), await self.named("单小卷", Role.STAFF)
        self.volunteer = await self.named("和小善", Role.VOLUNTEER)
        one, two, helper = self.one.person, self.two.person, self.volunteer.person
        self.session = await a_past(
            Kind.STUDY, "周四学习", {one: Status.PRESENT, two: Status.LATE}, proven=True, source=Source.SCAN
        )
        self.exam = await a_past(
            Kind.EXAM,
            "小测",
            {one: Status.PRESENT, two: Status.ABSENT},
            at=THURSDAY + timedelta(days=1),
            minutes=45,
            category=Category.LAW,
        )
        self.shift = await a_past(
            Kind.SHIFT, "书吧值守", {helper: Status.PRESENT}, minutes=180, category=Category.SERVICE
        )
        self.last_year = await a_past(
            Kind.STUDY, "去年学习", {one: Status.PRESENT}, at=THURSDAY - timedelta(days=365), minutes=60
        )
        await practised(one, 8)
        return self

    async def named(self, name, *roles):
        actor = await a_person(name, *roles)
        read = pinyin.readings(name)
        given = {Person.name_pinyin: read, Person.name_initials: pinyin.initials(read)}
        await Person.update(given).where(Person.id == actor.person)
        return actor


@pytest.fixture
async def filled(db):
    return await House().fill()


async def summed(filled, **given):
    sought = LogFilter.of(given, 2026)
    persons = (await names_in(filled.manager, sought)).persons
    sums = await queries.sums(filled.manager, sought, persons)
    rows = await queries.rows(filled.manager, sought, persons)
    assert len(rows) == sums.times
    assert sum(row.minutes for row in rows) == sums.minutes
    assert len({row.person for row in rows}) == sums.people
    return sums.times, sums.people, sums.minutes


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (4, 2, 150 + 120 + 45)),
        ({"tab": "practice"}, (1, 1, 8)),
        ({"tab": "service"}, (1, 1, 180)),
        ({"year": "2025"}, (1, 1, 60)),
        ({"year": EVERY_YEAR}, (5, 2, 375)),
        ({"since": "2025-01-01", "until": "2025-12-31"}, (1, 1, 60)),
        ({"since": "2026-11-27"}, (2, 2, 45)),
        ({"until": "2026-11-26", "year": "2026"}, (3, 2, 330)),
        ({"kind": "exam"}, (2, 2, 45)),
        ({"status": "late"}, (1, 1, 120)),
        ({"status": "absent"}, (1, 1, 0)),
        ({"source": "scan"}, (2, 2, 270)),
        ({"category": "law"}, (2, 2, 45)),
        ({"proof": "with"}, (2, 2, 270)),
        ({"proof": "without"}, (2, 2, 45)),
        ({"q": "乐"}, (2, 1, 195)),
        ({"q": "lexd"}, (2, 1, 195)),
        ({"q": "lxd"}, (2, 1, 195)),
        # A surname that sounds otherwise than the word.
        ({"q": "shan"}, (2, 1, 120)),
        ({"q": "没有这个人"}, (0, 0, 0)),
        ({"q": "%"}, (0, 0, 0)),
        ({"place": "1"}, (0, 0, 0)),
        # What another tab has is no filter here.
        ({"kind": "shift"}, (4, 2, 315)),
        ({"tab": "practice", "status": "late"}, (1, 1, 8)),
    ],
)
async def test_a_filter_lets_through_what_it_says_and_the_sums_are_those_of_the_rows(filled, given, expected):
    assert await summed(filled, **given) == expected


async def test_one_person_by_the_number_behind_a_link(filled):
    assert await summed(filled, who=str(filled.two.person)) == (2, 1, 120)


async def test_only_the_newest_record_counts_and_a_called_off_gathering_never_was(filled):
    manager = filled.manager
    correction = Record(Status.PRESENT, Source.HAND, THURSDAY, THURSDAY + timedelta(minutes=30), "记错了")
    async with database().atomic():
        await steps.record(manager, filled.session, filled.one.person, correction, LATER)
    assert await summed(filled) == (4, 2, 30 + 120 + 45)
    start = THURSDAY + timedelta(days=7)
    async with database().atomic():
        other = await steps.arrange(Kind.STUDY, "没办成", steps.Span(start, start + timedelta(hours=1)), now=THURSDAY)
        await steps.open_list(other, [filled.one.person], start)
        came = Record(Status.PRESENT, Source.LIST, start, start + timedelta(minutes=20))
        await steps.record(manager, other, filled.one.person, came, start + timedelta(minutes=20))
        await steps.call_off(other, "停电", start + timedelta(minutes=21))
    assert await summed(filled) == (4, 2, 30 + 120 + 45)


async def test_summed_up_by_person_it_is_the_same_sum(filled):
    sought = LogFilter.of({"by": "person"}, 2026)
    found = await queries.by_person(filled.manager, sought, None)
    assert [(one.name, one.times, one.minutes) for one in found] == [("乐小读", 2, 195), ("单小卷", 2, 120)]
    practice = LogFilter.of({"tab": "practice"}, 2026)
    assert [one.minutes for one in await queries.by_person(filled.manager, practice, None)] == [8]
    for tab in Tab:
        one = LogFilter.of({"tab": tab}, 2026)
        everybody = await queries.by_person(filled.manager, one, None)
        assert queries.all_of(one, everybody) == await queries.sums(filled.manager, one, None)


async def test_the_page_shows_rows_sums_and_the_way_to_the_evidence(filled):
    page = (await (await browser(filled.manager)).see("/log")).text
    for text in (
        "学习与服务记录",
        f'href="/gatherings/{filled.session}"',
        f'href="/log/evidence/{filled.session}/{filled.one.person}?tab=study&amp;year=2026&amp;p=1"',
        f'href="/log/people/{filled.one.person}?year=2026"',
        "4 条",
        "2 人",
        "5 小时 15 分",
        "315 分钟",
        "导出 Excel（现在筛出的 4 行）",
    ):
        assert text in page, text
    assert "书吧值守" not in page
    assert "每日一练" not in page
    assert "去年学习" not in page


@pytest.mark.parametrize(("tab", "there"), [("study", "周四学习"), ("practice", "每日一练"), ("service", "书吧值守")])
async def test_three_tabs_hold_three_kinds(filled, tab, there):
    page = (await (await browser(filled.manager)).see(f"/log?tab={tab}")).text
    assert [name for name in ("周四学习", "每日一练", "书吧值守") if name in page] == [there]


async def test_titles_of_ours_are_said_in_the_readers_language(filled):
    who = await browser(filled.manager)
    who.client.cookies["language"] = "en"
    page = (await who.see("/log?tab=practice")).text
    assert ("Daily ten" in page, "每日一练" in page) == (True, False)
    hours = (await who.see("/log/hours")).text
    assert "Continuing Education of Professionals, articles 7 and 8 (" in hours


async def test_an_empty_log_says_why_and_where_to_look(db):
    page = (await (await browser(await a_person("馆小长", Role.MANAGER))).see("/log")).text
    assert "没有符合的记录" in page
    assert "学习签到、考试交卷以后，记录自己会到这里来" in page


async def test_htmx_gets_the_log_alone(filled):
    part = (await (await browser(filled.manager)).part("/log?status=late")).text
    assert part.strip().startswith('<div id="log"')


async def test_pages_of_fifty_and_a_page_past_the_end_is_the_last(filled):
    for number in range(60):
        await practised(filled.one.person, 1, THURSDAY + timedelta(hours=number))
    who = await browser(filled.manager)
    assert "第 1 页，共 2 页" in (await who.see("/log?tab=practice")).text
    assert "第 2 页，共 2 页" in (await who.see("/log?tab=practice&p=99")).text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
async def test_nobody_but_the_manager_reads_the_log(db, role):
    who = await browser(await a_person("乐小读", role))
    opened = {"/log", "/log.xlsx", "/log/hours", "/log/hours.xlsx"} if role is Role.SECRETARY else set()
    for address in ("/log", "/log.xlsx", "/log/hours", "/log/hours.xlsx", "/log/people/1", "/log/people/1/record.xlsx"):
        assert (await who.see(address)).status_code == (200 if address in opened else 403)


async def test_the_workbook_holds_the_filtered_rows_and_the_deed_says_so(filled):
    answer = await (await browser(filled.manager)).see("/log.xlsx?status=late")
    assert answer.status_code == 200
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    said = "\n".join(str(cell) for row in sheet for cell in row)
    assert "学习与服务记录：学习与考试" in said
    assert "期间：2026年" in said
    assert "筛选条件：学习与考试，迟到" in said
    header = next(row for row in sheet if "姓名" in row)
    late = next(row for row in sheet if "单小卷" in row)
    cells = dict(zip(header, late, strict=True))
    assert (cells["内容"], cells["状态"], cells["来源"], cells["分钟"], cells["佐证"]) == (
        "周四学习",
        "迟到",
        "扫码",
        120,
        1,
    )
    assert "乐小读" not in said
    assert sheet[-1][-1] == 120
    deed = await Deed.objects().where(Deed.verb == "log.exported").first()
    assert deed.details == '{"filtered":"学习与考试，迟到","rows":1}'


async def test_the_same_rows_give_the_same_bytes(filled):
    who = await browser(filled.manager)
    assert (await who.see("/log.xlsx")).content == (await who.see("/log.xlsx")).content


async def test_more_rows_than_anybody_files_are_refused_with_the_repair(filled, monkeypatch):
    monkeypatch.setattr("app.training.exports.MOST_ROWS", 3)
    answer = await (await browser(filled.manager)).see("/log.xlsx")
    assert answer.status_code == 409
    assert "筛出 4 行，超过 3 行，先按年度、人或地点筛小再导出" in answer.text
    assert not await Deed.exists().where(Deed.verb == "log.exported")


NAMES = [
    "tab",
    "year",
    "since",
    "until",
    "q",
    "who",
    "kind",
    "category",
    "status",
    "source",
    "proof",
    "place",
    "by",
    "p",
]


@pytest.mark.parametrize("address", ["/log", "/log.xlsx"])
async def test_whatever_stands_in_the_address_is_answered(filled, address):
    who, wrong = await browser(filled.manager), []
    # Both read their address with one function, so the table meets every third text only.
    for text in HOSTILE[:: 1 if address == "/log" else 3]:
        for params in [{name: text} for name in NAMES] + [dict.fromkeys(NAMES, text[:400])]:
            answer = await who.client.get(address, params=params)
            if answer.status_code != 200:
                wrong.append((params, answer.status_code))
    twice = await who.client.get(address, params=[(name, "1") for name in NAMES * 2])
    assert (wrong, twice.status_code) == ([], 200)


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ({}, "tab=study&year=2026"),
        ({"year": "all"}, "tab=study&year=all"),
        ({"since": "2026-01-01", "year": "2020"}, "tab=study&since=2026-01-01"),
        ({"tab": "service", "place": "3", "q": "乐&小"}, "tab=service&year=2026&q=%E4%B9%90%26%E5%B0%8F&place=3"),
        ({"tab": "nothing", "year": "20260", "since": "2026-02-30", "who": "-1", "status": "x"}, "tab=study&year=2026"),
    ],
)
def test_a_filter_is_written_back_as_it_was_read(given, query):
    sought = LogFilter.of(given, 2026)
    assert sought.query() == query
    assert sought.query(tab=Tab.PRACTICE).startswith("tab=practice")
