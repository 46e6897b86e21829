"""Taking an existing roster in: how it is laid out, whom it names, and that the rules of seats and shifts are asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings.actions import calendar as working_calendar
from app.gatherings.rules import Span
from app.gatherings.rules.calendar import DayKind
from app.gatherings.tables import GatheringCancellation
from app.office.grids import guessed, headed
from app.office.reading import read_grid
from app.refusals import Refused
from app.shifts.actions import intakes, posts, publishing, roster, rostering
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.rules import set_limits
from app.shifts.queries.intakes import intake
from app.shifts.queries.roster_sheet import roster_look
from app.shifts.queries.seats import seats_between
from app.shifts.rules import Headcount
from app.shifts.rules.intakes import IntakeKind
from app.shifts.rules.limits import LIMITS
from app.shifts.rules.roster_cells import SYNONYMS, Shape, cells_of_week, days_across, names_in, shape_of
from app.shifts.tables import Assignment, Shift
from app.training import actions as training
from app.training.rules.qualifications import QualificationPlan
from tests.app.shifts.county import NOW, THIS_WEEK, a_county, a_shift, a_volunteer, names
from tests.app.shifts.tables_brought import a_workbook
from tests.cast import browser
from tests.makers import MONDAY

KIND = IntakeKind.ROSTER
HEADER = ["日期", "时间", "服务点", "岗位", "姓名"]
WEEK = Span(MONDAY - timedelta(hours=9), MONDAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张三、李四", ("张三", "李四")),
        ("张 三 李小四", ("张三", "李小四")),
        ("李 小 四", ("李小四",)),
        ("张 三 李 四", ("张三", "李四")),
        ("张三\n李四，王五；赵六/钱七", ("张三", "李四", "王五", "赵六", "钱七")),
        ("张三、张三", ("张三",)),
        ("休", ()),
        (" — ", ()),
        ("阿依古丽·买买提", ("阿依古丽·买买提",)),
    ],
)
def test_names_are_found_however_they_are_parted(text, found):
    assert names_in(text) == found


async def test_a_week_is_told_by_the_days_across_and_read_with_merged_sites():
    rows = [
        ["11月第四周排班表", "", "", "", ""],
        ["服务点", "时间", "周一", "周二", "周三"],
        ["", "", "11-23", "11-24", "11-25"],
        ["示例总馆 导读", "09:00-12:00", "张三、李四", "", "休"],
        ["", "下午", "王五", "10:00—11:30 张三", ""],
        ["合计", "", "3", "1", ""],
    ]
    grid = await read_grid(a_workbook(rows, {"A1:E1": "11月第四周排班表", "A4:A5": "示例总馆 导读"}), "周班.xlsx")
    days = days_across(grid, THIS_WEEK)
    assert (shape_of(grid, THIS_WEEK), days.row) == (Shape.WEEK, 3)
    cells = cells_of_week(grid, days, ["示例总馆", "示例书吧"])
    assert [(one.row, one.code, one.day.day, one.minutes, one.place, one.post, one.names) for one in cells] == [
        (4, "C", 23, (540, 720), "示例总馆", "导读", ("张三", "李四")),
        (5, "C", 23, (780, 1080), "示例总馆", "导读", ("王五",)),
        (5, "D", 24, (600, 690), "示例总馆", "导读", ("张三",)),
    ]


async def test_only_weekdays_are_days_of_the_week_that_was_said():
    grid = await read_grid(a_workbook([["", "星期一", "星期日"], ["总馆 上午", "张三", "李四"]]), "周班.xlsx")
    assert days_across(grid, THIS_WEEK).by_column == {1: date(2026, 11, 23), 2: date(2026, 11, 29)}


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def brought(actor, *rows, week=False):
    """A roster that the actor brought; a list has its columns chosen. Returns its id."""
    grid = await read_grid(a_workbook(rows), "班表.xlsx")
    settings = {"week": THIS_WEEK.isoformat()}
    made = await intakes.begin(actor, KIND, "班表.xlsx", grid, now=NOW, settings=settings)
    if not week:
        header = headed(grid, SYNONYMS)
        await intakes.choose_columns(actor, made, KIND, guessed(header.headings, SYNONYMS), header, revision=0)
    return made


async def looked(actor, made):
    """Row, fate and sentences of each cell."""
    look = await roster_look(actor, await intake(actor, made, KIND), NOW)
    return [(one.row, one.fate.value, [each.sentence for each in one.problems]) for one in look.cells]


async def test_a_list_becomes_drafts_in_one_deed_and_nobody_is_told(county):
    await a_volunteer(county, "张小三")
    await a_volunteer(county, "李小四")
    made = await brought(
        county.manager,
        HEADER,
        ["2026-11-23", "9:00-12:00", "示例总馆", "导读", "张小三"],
        ["11月23日", "９：００—１２：００", "总馆", "", "李 小 四"],
        ["2026/11/24", "上午", "示例书吧", "导读", "张小三"],
    )
    before = await Deed.count()
    assert await rostering.take_in(county.manager, made, now=NOW, revision=1) == 3
    assert await Deed.count() == before + 1
    seats = await seats_between(WEEK)
    assert [([one.name for one in seat.holders], seat.count, seat.facts.published) for seat in seats] == [
        (["张小三", "李小四"], Headcount(1, 2, 2), False),
        (["张小三"], Headcount(1, 1, 1), False),
    ]


async def test_a_shift_that_is_there_gets_the_people_it_lacks_and_never_a_twin(county):
    _actor, volunteer = await a_volunteer(county, "张小三")
    await a_volunteer(county, "李小四")
    seat = await a_shift(county, published=False)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    row = ["2026-11-23", "09:00-12:00", "示例总馆", "导读"]
    made = await brought(county.manager, HEADER, [*row, "张小三、李小四"])
    assert await rostering.take_in(county.manager, made, now=NOW, revision=1) == 1
    assert (await names(seat), await Shift.count()) == (["张小三", "李小四"], 1)
    again = await brought(county.manager, HEADER, [*row, "张小三、李小四"])
    with pytest.raises(Refused, match="要么有错，要么都已经排了"):
        await rostering.take_in(county.manager, again, now=NOW, revision=1)


async def test_what_is_unknown_or_cannot_be_is_said_and_nothing_is_changed(county):
    await a_volunteer(county, "张小三")
    await a_volunteer(county, "同名人")
    await a_volunteer(county, "同名人")
    await a_volunteer(county, "没签的", ready=False)
    await working_calendar.set_day(county.manager, date(2026, 11, 26), DayKind.CLOSED, "盘点", "示例", now=NOW)
    right = ["2026-11-23", "09:00-12:00", "示例总馆", "导读"]
    made = await brought(
        county.manager,
        HEADER,
        [*right, "无名氏"],
        [*right, "同名人"],
        [*right, "没签的"],
        ["2026-11-23", "09:00-12:00", "火星", "导读", "张小三"],
        ["2026-11-23", "09:00-12:00", "示例总馆", "开车", "张小三"],
        ["2026-11-26", "09:00-12:00", "示例总馆", "导读", "张小三"],
        ["2026-11-16", "09:00-12:00", "示例总馆", "导读", "张小三"],
        ["11/12", "12:00-9:00", "示例总馆", "导读", "张小三"],
    )
    assert await looked(county.manager, made) == [
        (2, "wrong", ["无名氏：志愿者里没有这个名字；核对名字，或先登记再导入"]),
        (3, "wrong", ["同名人：有 2 位同名，名字后面写上手机号后四位，例如 同名人5678"]),
        (4, "wrong", ["没签的：申请还没有审核通过", "没签的：还没有签志愿服务承诺书，先补上"]),
        (5, "wrong", ["没有“火星”这个服务点，写成 示例总馆、示例书吧"]),
        (6, "wrong", ["这个服务点没有岗位“开车”，这里有：导读"]),
        (7, "wrong", ["11-26 闭馆（盘点），换一天，或者只排闭馆日也服务的岗位"]),
        (8, "wrong", ["这个时间已经过了，选一个还没到的时间；照签到表补记就勾上“补记”"]),
        (
            9,
            "wrong",
            [
                "“11/12”分不清哪个是月、哪个是日，写成 2026-11-12 这样",
                "“12:00-9:00”的结束要晚于开始，班次要在同一天里结束",
            ],
        ),
    ]
    with pytest.raises(Refused, match="有 8 格要改或要写原因，一个人也没有排"):
        await rostering.take_in(county.manager, made, now=NOW, revision=1)
    assert (await Shift.count(), await Assignment.count()) == (0, 0)


async def test_shifts_of_the_import_count_for_each_other_and_a_written_reason_lets_them_overlap(county):
    await a_volunteer(county, "张小三")
    made = await brought(
        county.manager,
        HEADER,
        ["2026-11-23", "09:00-12:00", "示例总馆", "导读", "张小三"],
        ["2026-11-23", "10:00-12:00", "示例书吧", "导读", "张小三"],
    )
    overlap = "张小三：和“示例总馆 11-23 09:00—12:00”时间重叠"
    assert await looked(county.manager, made) == [(2, "new", []), (3, "held", [overlap])]
    with pytest.raises(Refused, match="要写原因"):
        await rostering.take_in(county.manager, made, now=NOW, revision=1)
    await intakes.mend(county.manager, made, KIND, {}, (), revision=1, settings={"override": "中途换点，已说好"})
    assert await rostering.take_in(county.manager, made, now=NOW, revision=2) == 2
    kept = await Assignment.select(Assignment.reason).order_by(Assignment.id)
    assert [row["reason"] for row in kept] == ["", "中途换点，已说好"]


async def test_whoever_needs_a_reason_stays_out_when_none_was_written(county):
    await a_volunteer(county, "张小三")
    made = await brought(
        county.manager,
        HEADER,
        ["2026-11-23", "09:00-12:00", "示例总馆", "导读", "张小三"],
        ["2026-11-23", "10:00-12:00", "示例书吧", "导读", "张小三"],
    )
    assert await rostering.take_in(county.manager, made, now=NOW, revision=1, good_only=True) == 1
    one = await intake(county.manager, made, KIND)
    assert (one.is_open, [fate for _row, fate, _said in await looked(county.manager, made)]) == (True, ["same", "held"])


async def test_a_coordinator_takes_in_only_their_own_places(county):
    await a_volunteer(county, "张小三")
    made = await brought(county.coordinator, HEADER, ["2026-11-23", "09:00-12:00", "示例书吧", "导读", "张小三"])
    assert await looked(county.coordinator, made) == [(2, "wrong", ["这里由别的协调员排班，您可以看，不能改"])]


async def test_an_import_is_taken_back_until_it_was_published(county):
    _actor, volunteer = await a_volunteer(county, "张小三")
    await a_volunteer(county, "李小四")
    seat = await a_shift(county, published=False, site=1)
    await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    rows = [
        ["2026-11-23", "14:00-17:00", "示例总馆", "导读", "张小三"],
        ["2026-11-23", "09:00-12:00", "示例书吧", "导读", "李小四"],
    ]
    made = await brought(county.manager, HEADER, *rows)
    await rostering.take_in(county.manager, made, now=NOW, revision=1)
    assert await rostering.undo(county.manager, made, now=NOW) == 2
    assert (await names(seat), await GatheringCancellation.count()) == (["张小三"], 1)
    again = await brought(county.manager, HEADER, *rows)
    await rostering.take_in(county.manager, again, now=NOW, revision=1)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    with pytest.raises(Refused, match="已经发布，志愿者知道了，不能整批撤销"):
        await rostering.undo(county.manager, again, now=NOW)


async def test_a_week_is_mended_in_place_and_taken_in_over_the_pages(county):
    await a_volunteer(county, "张小三")
    who = await browser(county.coordinator)
    rows = [["", "周一", "周二"], ["总管 09:00-12:00", "张小三", "张小山"]]
    form = {"week": THIS_WEEK.isoformat()}
    answer = await who.upload("/shifts/import", form, "file", ("周班.xlsx", a_workbook(rows)))
    at = answer.headers["location"]
    page = (await who.see(at)).text
    assert ("认作横着是日期的周班表" in page, "没有“总管”这个服务点" in page, page.count('name="c-2-A"')) == (
        True,
        True,
        1,
    )
    mended = {"revision": "0", "c-2-A": "总馆 09:00-12:00", "c-2-C": "张小三"}
    assert (await who.send(f"{at}/corrections", mended)).status_code == 303
    page = (await who.see(at)).text
    assert "导入全部 2 人次" in page
    assert (await who.send(f"{at}/rows", {"revision": "1"})).status_code == 303
    assert "新排 2 班，安排 2 人次" in (await who.see(at)).text
    assert await Shift.count() == 2
    assert (await who.send(f"{at}/undoings")).status_code == 303


async def test_a_list_is_asked_for_its_columns_over_the_pages(county):
    await a_volunteer(county, "张小三")
    who = await browser(county.manager)
    assert (await who.see("/shifts/import/template.xlsx")).status_code == 200
    pasted = "日期\t开始\t结束\t地点\t姓名\n2026-11-23\t9:00\t12:00\t示例总馆\t张小三\n2026-11-24\t9:00\t12:00\t示例总馆\t李小四"
    where = (await who.send("/shifts/import", {"pasted": pasted})).headers["location"]
    assert where.endswith("/columns")
    assert "第 1 行是表头" in (await who.see(where)).text
    form = {"day": "0", "place": "3", "people": "4", "revision": "0"}
    assert "选一列作“时间”，或者选开始和结束两列" in (await who.send(where, form)).text
    at = (await who.send(where, {**form, "begins": "1", "ends": "2"})).headers["location"]
    page = (await who.see(f"{at}?only=1")).text
    assert "李小四：志愿者里没有这个名字" in page
    assert (await who.send(f"{at}/rows", {"revision": "1"})).status_code == 409
    assert (await who.send(f"{at}/rows", {"revision": "1", "good": "1"})).status_code == 303
    assert (await who.send(f"{at}/discards")).status_code == 303


async def test_a_shift_that_is_not_there_yet_asks_for_training_and_goes_by_the_librarys_limits(county):
    actor, _volunteer = await a_volunteer(county, "张小三")
    one = await training.add_qualification(county.manager, QualificationPlan("岗前培训", 12), now=NOW)
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", qualification=one))
    ours = replace(LIMITS, day_minutes=120, sign_up_ends=timedelta(hours=5), source="馆务会")
    await set_limits(county.manager, ours, NOW.date(), now=NOW)
    rows = HEADER, ["2026-11-23", "9:00-12:00", "示例总馆", "导读", "张小三"]
    untrained, too_long = "还没有通过“岗前培训”，通过后再来", "当天共 3 小时，每天最多 2 小时"
    made = await brought(county.manager, *rows)
    ((_row, fate, said),) = await looked(county.manager, made)
    assert (fate, untrained in "".join(said), too_long in "".join(said)) == ("wrong", True, True)
    await training.grant_by_hand(county.manager, one, actor.person, "签到表", from_on=NOW.date(), now=NOW)
    ((_row, fate, said),) = await looked(county.manager, made)
    assert (fate, untrained in "".join(said), too_long in "".join(said)) == ("held", False, True)
    await set_limits(county.manager, replace(ours, day_minutes=240), NOW.date(), now=NOW)
    await rostering.take_in(county.manager, made, now=NOW, revision=await revision_of(county.manager, made))
    (seat,) = await seats_between(WEEK)
    assert [one.name for one in seat.holders] == ["张小三"]
    assert seat.facts.sign_up_until == MONDAY - timedelta(hours=5)


async def revision_of(actor, made):
    return (await intake(actor, made, KIND)).revision
