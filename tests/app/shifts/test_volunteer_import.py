"""Taking a list of volunteers in: what a table may look like, what each row does, and that it is all or nothing."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from markupsafe import escape

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.office.grids import Typed, guessed, headed
from app.office.reading import read_grid
from app.people.tables import Person
from app.refusals import Missing, Refused
from app.shifts.actions import consents, intakes, listing, volunteers
from app.shifts.queries.intakes import intake, remembered
from app.shifts.queries.volunteer_list import looked_at
from app.shifts.rules import Sex, Skill, State
from app.shifts.rules.consents import Display
from app.shifts.rules.intakes import Fate, IntakeKind
from app.shifts.rules.volunteer_cells import FIELDS, SYNONYMS
from app.shifts.rules.volunteer_list import Known, checked
from app.shifts.tables import DataRequest, Intake, Volunteer, VolunteerStatus
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.app.shifts.tables_brought import HEADER, a_workbook
from tests.cast import browser
from tests.makers import a_person

TODAY = date(2026, 11, 18)
PLACES = [(1, "示例总馆"), (2, "示例书吧"), (3, "示例书吧二店")]
KIND = IntakeKind.VOLUNTEERS


def rows_of(*texts):
    """Rows 2, 3, … of the fields in their order."""
    return [Typed(n, dict(zip(FIELDS, one, strict=False))) for n, one in enumerate(texts, 2)]


def said(lines):
    return [(one.row, one.fate, [(each.code, each.sentence) for each in one.problems]) for one in lines]


@pytest.mark.parametrize(
    ("row", "code", "sentence"),
    [
        (("张小三", "1.38E+10"), "phone", "Excel 已转成科学计数法，后 8 位已丢失，把该列设为文本后重填"),
        (("张小三", "1381234"), "phone", "手机号写 11 位数字，例如 13812345678；现在 7 位"),
        (("张小三", "", "11/12/2001"), "born_on", "“11/12/2001”分不清哪个是月、哪个是日，写成 2026-11-12 这样"),
        (("张小三", "", "2001年5月"), "born_on", "“2001年5月”只有年月，补上日，写成 2008-05-16 这样"),
        (("张小三", "", "2001-02-30"), "born_on", "“2001-02-30”没有这一天，核对后重填"),
        (("张小三", "", "2020-05-01"), "born_on", "本馆招募满 10 岁的志愿者"),
        (("", "13812345678"), "name", "是空的，填上姓名，或者不要这一行"),
        (("12345", ""), "name", "姓名里要有汉字或字母"),
        (("张小三", "", "", "9" * 31), "number", "编号最多 30 个字，现在 31 个字"),
        (
            ("张小三", "", "", "3.20281199001011E+17"),
            "number",
            "Excel 已转成科学计数法，后 3 位已丢失，把该列设为文本后重填",
        ),
        (
            ("张小三", "", "", "", "飞行"),
            "skills",
            "“飞行”认不出来，写成 接待引导、图书整理、讲故事、数字辅导、急救、摄影",
        ),
        (("张小三", "", "", "", "", "火星"), "sites", "没有“火星”这个服务点，写成 示例总馆、示例书吧、示例书吧二店"),
        (("张小三", "", "", "", "", "书吧"), "sites", "“书吧”不止一个服务点，写全名"),
        (("张小三", "", "", "", "", "", "8", "4"), "wanted_hours", "每周最多的小时数不能少于希望的小时数"),
        (("张小三", "", "", "", "", "", "四", ""), "wanted_hours", "写 0 到 60 之间的整数"),
        (("张小三", *[""] * 7, "姑娘"), "sex", "“姑娘”认不出来，写“女”或“男”，也可以空着"),
        (("张小三", *[""] * 8, "街" * 61), "area", "居住区域最多 60 个字，现在 61 个字"),
    ],
)
def test_a_wrong_cell_says_what_is_wrong_and_how_to_mend_it(row, code, sentence):
    assert said(checked(rows_of(row), [], PLACES, TODAY)) == [(2, Fate.WRONG, [(code, sentence)])]


def test_what_a_row_says_is_read_however_it_was_typed():
    (line,) = checked(
        rows_of(
            (
                "张　三",
                "＋86 138-1234-5678",
                "38853",
                "ａ-1",
                "上架，绘本",
                "总馆",
                "2小时",
                "",
                "女性",
                "示例 街道",
                "周末来",
            )
        ),
        [],
        PLACES,
        TODAY,
    )
    given = line.given
    assert (given.name, given.phone, given.born_on, given.number) == ("张三", "13812345678", date(2006, 5, 16), "a-1")
    assert (given.skills, given.sites) == (frozenset({Skill.SHELVING, Skill.STORYTELLING}), frozenset({1}))
    assert (given.sex, given.area) == (Sex.FEMALE, "示例 街道")
    assert (given.wanted_minutes, given.most_minutes, given.note, line.fate) == (120, None, "周末来", Fate.NEW)


KNOWN = [
    Known(1, 11, "李小明", "13800000001", date(2000, 1, 1), "N1", frozenset({"shelving"}), frozenset({1})),
    Known(2, 12, "王小芳", "", date(1999, 9, 9), "N2"),
    Known(3, None, "馆员甲", "13800000003"),
    Known(4, 14, "赵小四", "13800000004", own=False),
    Known(5, 15, "钱小五", "13800000005", left=True),
]


@pytest.mark.parametrize(
    ("row", "fate", "problem"),
    [
        (("李小明", "13800000001"), Fate.SAME, None),
        (("李小明", "13800000001", "", "", "", "书吧"), Fate.WRONG, "sites"),
        (("李小明", "13800000001", "", "", "", "示例书吧"), Fate.CHANGE, None),
        (("李小明", "", "", "N1"), Fate.SAME, None),
        (("李小明", "", "2000-01-01"), Fate.SAME, None),
        (("李小名", "13800000001"), Fate.WRONG, "phone"),
        (("李小明", "13800000001", "", "N2"), Fate.WRONG, "number"),
        (("李小明", "13811111111", "", "N1"), Fate.WRONG, "phone"),
        (("王小芳", "13811111111", "", "N2"), Fate.CHANGE, None),
        (("王小芳", "", "", "N2", "", "", "", "", "女"), Fate.CHANGE, None),
        (("王小芳", "", "", "N2", "", "", "", "", "", "示例街道"), Fate.CHANGE, None),
        (("馆员甲", "13800000003"), Fate.NEW, None),
        (("李小明",), Fate.WRONG, "phone"),
        (("孙小六",), Fate.NEW, None),
        (("赵小四", "13800000004", "", "N4"), Fate.WRONG, "name"),
        (("赵小四", "13800000004"), Fate.SAME, None),
        (("钱小五", "13800000005"), Fate.WRONG, "phone"),
    ],
)
def test_who_is_here_is_told_by_phone_then_number_then_name_and_birth(row, fate, problem):
    (line,) = checked(rows_of(row), KNOWN, PLACES, TODAY)
    assert (line.fate, next((one.code for one in line.problems), None)) == (fate, problem)


def test_a_row_that_repeats_another_is_left_out_or_has_to_be_put_right():
    lines = checked(
        rows_of(("张小三", "13812345678"), ("张 小三", "138 1234 5678"), ("李小四", "13812345678")), [], PLACES, TODAY
    )
    again = "和第 2 行重复，内容又不一样；改对，或者不要这一行"
    assert said(lines) == [(2, Fate.NEW, []), (3, Fate.SAME, []), (4, Fate.WRONG, [("phone", again)])]


async def test_a_table_with_every_habit_of_excel_is_read():
    rows = [
        ["示例县志愿者名单", "", "", "", ""],
        ["", "", "", "", ""],
        ["序号", "基本信息", "", "联系方式", ""],
        ["序号", "姓名", "出生年月", "电话", "微信"],
        [1, "张 三", "2001.5.6", 13812345678, "x"],
        ["", "", "", "", ""],
        [("=A5+1", 2), "\u00a0李四\u00a0", "２００２年３月４日", "１３９１２３４５６７８", ""],
        ["合 计", "2 人", "", "", ""],
    ]
    content = a_workbook(rows, {"A1:E1": "示例县志愿者名单", "A3:A4": "序号", "B3:C3": "基本信息", "D3:E3": "联系方式"})
    grid = await read_grid(content, "名单.xlsx")
    header = headed(grid, SYNONYMS)
    assert (header.row, header.headings) == (4, ("序号", "姓名", "出生年月", "电话", "微信"))
    columns = guessed(header.headings, SYNONYMS)
    assert columns == {"name": 1, "born_on": 2, "phone": 3}


async def test_a_csv_of_excel_and_a_number_that_lost_its_digits():
    grid = await read_grid("姓名,手机号\n张三,1.38E+10\n".encode("gb18030"), "名单.csv")
    assert grid.rows == (("姓名", "手机号"), ("张三", "1.38E+10"))
    grid = await read_grid(a_workbook([["姓名", "志愿者编号"], ["张三", 320281199001011234]]), "名单.xlsx")
    assert grid.rows[1] == ("张三", "3.20281199001011E+17")


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def brought(actor, *rows):
    """A list that the actor brought, with its columns chosen; returns its id."""
    grid = await read_grid(a_workbook([HEADER, *rows]), "名单.xlsx")
    made = await intakes.begin(actor, KIND, "名单.xlsx", grid, now=NOW)
    header = headed(grid, SYNONYMS)
    await intakes.choose_columns(actor, made, KIND, guessed(header.headings, SYNONYMS), header, revision=0)
    return made


async def test_a_wrong_row_keeps_the_whole_list_out_until_somebody_says_otherwise(county):
    who = county.manager
    made = await brought(who, ["张小三", "13812345678", "", "", "摄影"], ["李小四", "138"])
    with pytest.raises(Refused, match="有 1 行要改，一行也没有导入"):
        await listing.take_in(who, made, now=NOW, revision=1)
    assert (await Volunteer.count(), await Person.count().where(Person.name == "张小三")) == (0, 0)
    assert await listing.take_in(who, made, now=NOW, revision=1, good_only=True) == 1
    lines = await looked_at(who, await intake(who, made, KIND), NOW)
    assert [(one.row, one.fate) for one in lines] == [(3, Fate.WRONG)]
    await intakes.mend(who, made, KIND, {"3:phone": "13987654321"}, (), revision=2)
    assert await listing.take_in(who, made, now=NOW, revision=3) == 1
    one = await intake(who, made, KIND)
    assert (one.is_open, one.grid.rows, len(one.result["new"])) == (False, (), 2)
    assert await VolunteerStatus.count().where(VolunteerStatus.status == "applied") == 2


async def test_taking_a_list_in_is_one_deed(county):
    made = await brought(county.manager, ["张小三", "13812345678"], ["李小四", "13987654321"])
    before = await Deed.count()
    await listing.take_in(county.manager, made, now=NOW, revision=1)
    assert await Deed.count() == before + 1


async def test_whoever_is_here_is_changed_where_the_list_says_something_and_the_change_is_taken_back(county):
    actor, _volunteer = await a_volunteer(county, "张小三", ready=False, number="N1", wanted_minutes=120)
    made = await brought(county.manager, ["张小三", "13812345678", "", "N1", "急救", "示例总馆"])
    await listing.take_in(county.manager, made, now=NOW, revision=1)
    phone = Person.select(Person.phone).where(Person.id == actor.person).first()
    row = await Volunteer.select(Volunteer.wanted_minutes, Volunteer.number).first()
    assert ((await phone)["phone"], row) == ("13812345678", {"wanted_minutes": 120, "number": "N1"})
    await listing.undo(county.manager, made, now=NOW)
    assert (await Person.select(Person.phone).where(Person.id == actor.person).first())["phone"] is None
    assert await Volunteer.count() == 1


async def test_an_import_is_taken_back_whole_and_the_phones_are_free_again(county):
    made = await brought(county.manager, ["张小三", "13812345678", "2001-05-06", "N1", "急救", "示例总馆"])
    await listing.take_in(county.manager, made, now=NOW, revision=1)
    assert await listing.undo(county.manager, made, now=NOW) == 1
    person = await Person.select(Person.phone, Person.left_on).where(Person.name == "张小三").first()
    assert person == {"phone": None, "left_on": TODAY}
    assert await Volunteer.select(Volunteer.number, Volunteer.born_on).first() == {"number": None, "born_on": None}
    with pytest.raises(Refused, match="没有可以撤销的导入"):
        await listing.undo(county.manager, made, now=NOW)
    again = await brought(county.manager, ["张小三", "13812345678"])
    assert await listing.take_in(county.manager, again, now=NOW, revision=1) == 1


async def test_sex_and_area_come_in_with_a_list_and_go_with_it(county):
    await a_volunteer(county, "李小明", ready=False, number="N1", sex=Sex.MALE, area="旧街道")
    rows = [["姓名", "手机号", "编号", "性别", "居住地"]]
    rows += [["张小三", "13812345678", "", "女", "示例街道"], ["李小明", "", "N1", "", "新街道"]]
    grid = await read_grid(a_workbook(rows), "名单.xlsx")
    made = await intakes.begin(county.manager, KIND, "名单.xlsx", grid, now=NOW)
    header = headed(grid, SYNONYMS)
    await intakes.choose_columns(county.manager, made, KIND, guessed(header.headings, SYNONYMS), header, revision=0)
    assert await listing.take_in(county.manager, made, now=NOW, revision=1) == 2
    wanted = Volunteer.select(Volunteer.sex, Volunteer.area).order_by(Volunteer.id)
    assert await wanted == [{"sex": "male", "area": "新街道"}, {"sex": "female", "area": "示例街道"}]
    await listing.undo(county.manager, made, now=NOW)
    assert await wanted == [{"sex": "male", "area": "旧街道"}, {"sex": "", "area": ""}]


@pytest.mark.parametrize("spoken", ["consent", "asked"])
async def test_once_somebody_has_agreed_or_asked_for_their_data_the_import_stays(county, spoken):
    made = await brought(county.manager, ["张小三", "13812345678"])
    await listing.take_in(county.manager, made, now=NOW, revision=1)
    ((volunteer, person, _new),) = (await intake(county.manager, made, KIND)).result["new"]
    actor = replace(county.manager, id=person, roles=frozenset({Role.VOLUNTEER}))
    if spoken == "consent":
        await consents.set_display(actor, Display.GIVEN_NAME, "", now=NOW)
    else:
        await DataRequest(volunteer=volunteer, kind="erasure", text="", at=NOW).save()
    with pytest.raises(Refused, match="张小三（共 1 人）导入以后审核过"):
        await listing.undo(county.manager, made, now=NOW)


async def test_once_somebody_was_approved_the_import_stays(county):
    made = await brought(county.manager, ["张小三", "13812345678"], ["李小四", "13987654321"])
    await listing.take_in(county.manager, made, now=NOW, revision=1)
    (volunteer, *_rest), _other = (await intake(county.manager, made, KIND)).result["new"]
    await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
    with pytest.raises(Refused, match="张小三（共 1 人）导入以后审核过"):
        await listing.undo(county.manager, made, now=NOW)
    assert await VolunteerStatus.count().where(VolunteerStatus.status == "left") == 0


async def test_two_tabs_do_not_write_over_each_other_and_nobody_sees_the_table_of_others(county):
    made = await brought(county.manager, ["张小三", "138"])
    await intakes.mend(county.manager, made, KIND, {"2:phone": "13812345678"}, (), revision=1)
    with pytest.raises(Refused, match="另一个窗口刚改过这份表"):
        await intakes.mend(county.manager, made, KIND, {"2:phone": "13900000000"}, (), revision=1)
    with pytest.raises(Refused, match="另一个窗口刚改过这份表"):
        await listing.take_in(county.manager, made, now=NOW, revision=1)
    assert await intake(county.coordinator, made, KIND) is None
    with pytest.raises(Missing):
        await listing.take_in(county.coordinator, made, now=NOW, revision=2)


async def test_the_columns_are_remembered_for_a_table_with_the_same_headings(county):
    await brought(county.manager, ["张小三", "13812345678"])
    assert (await remembered(KIND, HEADER))["phone"] == 1
    assert await remembered(KIND, ("别的", "表头")) is None


async def test_a_table_that_nobody_took_in_is_emptied_after_a_week(county):
    made = await brought(county.manager, ["张小三", "13812345678"])
    await intakes.begin(
        county.manager, KIND, "又一份", (await intake(county.manager, made, KIND)).grid, now=NOW + timedelta(8)
    )
    assert await Intake.select(Intake.content).where(Intake.id == made).first() == {"content": ""}


async def test_a_list_comes_in_over_the_pages(county):
    who = await browser(county.coordinator)
    assert "下载模板" in (await who.see("/volunteers/import")).text
    template = await who.see("/volunteers/import/template.xlsx")
    assert template.status_code == 200
    rows = [HEADER, ["=HYPERLINK王小六", "13812345678"], ["张小三", "138"], ["（示例）王五", "13800000000"]]
    answer = await who.upload("/volunteers/import", {}, "file", ("名单.xlsx", a_workbook(rows)))
    where = answer.headers["location"]
    page = (await who.see(where)).text
    assert ("第 1 行是表头，下面有 2 行，空行、合计行和示例行 1 行略过" in page, "例如：13812345678 | 138" in page) == (
        True,
        True,
    )
    at = where.removesuffix("/columns")
    form = {"name": "0", "phone": "1", "revision": "0"}
    both = await who.send(where, {**form, "number": "1"})
    assert (both.status_code, "这一列已经选作别的" in both.text) == (422, True)
    assert (await who.send(where, {"revision": "0"})).status_code == 422
    assert (await who.send(where, form)).headers["location"] == at
    page = (await who.see(f"{at}?only=1")).text
    assert "新增 1 · 更新 0 · 重复 0 · 错误 1" in page
    assert re.search(r'name="c-3-phone" value="138"', page)
    refused = await who.send(f"{at}/rows", {"revision": "1"})
    assert (refused.status_code, "一行也没有导入" in refused.text) == (409, True)
    errors = await read_grid((await who.see(f"{at}/errors.xlsx")).content, "错误.xlsx")
    assert errors.rows[0][-2:] == ("原表行号", "错误原因")
    assert errors.rows[1][:2] == ("=HYPERLINK王小六", "13812345678")
    assert errors.rows[2][-2:] == ("3", "手机号：手机号写 11 位数字，例如 13812345678；现在 3 位")
    mended = await who.send(f"{at}/corrections", {"revision": "1", "c-3-phone": "１３９８７６５４３２１", "only": "1"})
    assert mended.status_code == 303
    assert "新增 2 · 更新 0 · 重复 0 · 错误 0" in (await who.see(at)).text
    assert (await who.send(f"{at}/rows", {"revision": "2"})).status_code == 303
    page = (await who.see(at)).text
    assert ("已导入 2 行：新增 2 人，更新 0 人。" in page, "撤销本次导入" in page) == (True, True)
    assert (await Person.select(Person.name).where(Person.phone == "13812345678").first())["name"] == "=HYPERLINK王小六"
    assert (await who.send(f"{at}/undoings")).status_code == 303
    assert "已撤销" in (await who.see("/volunteers/import")).text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名单.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧格式或加了密码"),
        ("名单.xlsx", b"PK\x03\x04 broken", "这个表格坏了"),
        ("名单.csv", "姓名\n".encode(), "表头下面没有要导入的行"),
        ("空.xlsx", a_workbook([[""]]), "没有内容"),
    ],
)
async def test_what_is_no_list_is_refused_at_the_field(county, name, content, sentence):
    who = await browser(county.manager)
    answer = await who.upload("/volunteers/import", {}, "file", (name, content))
    assert (answer.status_code, sentence in answer.text) == (409, True)
    assert await Intake.count() == 0


async def test_a_table_may_be_pasted_and_nothing_is_asked_to_be_chosen(county):
    who = await browser(county.manager)
    assert "先选一个文件，或者把表格粘贴进来" in (await who.send("/volunteers/import")).text
    answer = await who.send("/volunteers/import", {"pasted": "姓名\t电话\r\n张 三\t138 1234 5678\r\n"})
    assert answer.status_code == 303
    page = (await who.see(answer.headers["location"])).text
    assert "粘贴的表格：第 1 行是表头，下面有 1 行" in page
    outsider = await browser(await a_person("志愿者甲", Role.VOLUNTEER))
    assert (await outsider.see("/volunteers/import")).status_code == 403


@pytest.mark.parametrize("payload", ["<img src=x onerror=alert(1)>", '" autofocus onfocus="alert(1)', "{{7*7}}"])
async def test_whatever_stands_in_a_table_stays_text(county, payload):
    who = await browser(county.manager)
    listed = f"姓名\t电话\t{payload}\n{payload}\t{payload}\t{payload}"
    at = (await who.send("/volunteers/import", {"pasted": listed})).headers["location"]
    columns = (await who.see(at)).text
    form = {"name": "0", "phone": "1", "note": "2", "revision": "0"}
    at = (await who.send(at, form)).headers["location"]
    roster = f"日期\t时间\t服务点\t志愿者\n{payload}\t{payload}\t{payload}\t{payload}"
    sheet = (await who.send("/shifts/import", {"pasted": roster})).headers["location"]
    form = {"day": "0", "time": "1", "place": "2", "people": "3", "revision": "0"}
    sheet = (await who.send(sheet, form)).headers["location"]
    pages = [columns, (await who.see(at)).text, (await who.see(sheet)).text, (await who.see("/shifts/import")).text]
    assert [escape(payload) in page for page in pages[:3]] == [True] * 3
    assert ["<img" in page or ' autofocus onfocus="' in page for page in pages] == [False] * 4
