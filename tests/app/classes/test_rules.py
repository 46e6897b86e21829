"""What a roster may hold, who completes, what a certificate and a form say."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from app.classes.actions.examining import marked, read
from app.classes.rules import CompletionRule, Tier, why_not_class
from app.classes.rules.completing import Done, completion, hours_x10, number_of
from app.classes.rules.examining import out_of_hundred, why_not_result
from app.classes.rules.feedback import Rating, summary
from app.classes.rules.roster import read_roster
from app.office.reading import read_table
from app.refusals import Refused
from quizzes import answers
from tests.app.classes.hall import HEADER, a_class, a_workbook, roster_rows
from tests.makers import five_items

EVERY_TIER = frozenset(Tier)
GOOD = ("王示例", "示例一镇文化站", "镇（街道）", "19900000001", "站员")


async def problems(rows, *, name="名单.xlsx", content=None, tiers=EVERY_TIER, enrolled=()):
    table = await read_table(content or a_workbook(rows), name, set(HEADER))
    found = read_roster(table.header, table.rows, tiers, enrolled)
    return [(one.row, one.field, one.sentence) for one in found.problems]


async def test_a_roster_of_120_without_a_fault_is_read_whole():
    table = await read_table(a_workbook(roster_rows(120)), "名单.xlsx", set(HEADER))
    roster = read_roster(table.header, table.rows, EVERY_TIER, ())
    assert roster.problems == ()
    assert (len(roster.lines), roster.lines[0].row, roster.lines[-1].row) == (120, 3, 122)


async def test_full_width_digits_spaces_and_other_words_for_tiers_are_understood():
    rows = [
        ("李 示例", "示例村", "社区", "１９９００００００02", ""),
        ("赵示例", "示例馆", "县级", "199-0000-0003", ""),
    ]
    table = await read_table(a_workbook(rows), "名单.xlsx", set(HEADER))
    roster = read_roster(table.header, table.rows, EVERY_TIER, ())
    assert roster.problems == ()
    assert [(one.learner.name, one.learner.tier, one.learner.phone) for one in roster.lines] == [
        ("李示例", Tier.VILLAGE, "19900000002"),
        ("赵示例", Tier.COUNTY, "19900000003"),
    ]


async def test_a_csv_in_gbk_is_read_as_well():
    text = "姓名,单位,级别,联系电话\r\n钱示例,示例书吧,书吧,19900000004\r\n"
    assert await problems([], name="名单.csv", content=text.encode("gb18030")) == []


async def test_each_fault_names_row_field_and_repair():
    rows = [
        GOOD,
        ("", "示例村", "村（社区）", "19900000002", ""),
        ("孙示例", "示例村", "", "1990000", ""),
        ("周示例", "示例村", "乡下", "19900000005", ""),
        ("吴示例", "示例村", "村（社区）", "19900000001", ""),
        ("郑示例", "示例村", "村（社区）", "19900000009", ""),
    ]
    empty = "是空的，填上；合并过的单元格要先取消合并"
    assert await problems(rows, enrolled={"19900000009"}) == [
        (4, "姓名", empty),
        (5, "层级", empty),
        (5, "手机号", "手机号写 11 位数字，例如 13812345678"),
        (6, "层级", "“乡下”认不出来，写成 县、镇（街道）、村（社区）、书吧"),
        (7, "手机号", "和第 3 行是同一个号，删去一行"),
        (8, "手机号", "这个手机号已经在学员名单里，删去这一行"),
    ]


async def test_merged_cells_and_a_missing_column_are_refused_with_the_repair():
    with pytest.raises(Refused, match="取消合并"):
        await problems([], content=a_workbook([GOOD, GOOD], merged="B3:B4"))
    table = await read_table(a_workbook([("王示例", "示例村")], header=("姓名", "单位")), "名单.xlsx", set(HEADER))
    fields = [one.field for one in read_roster(table.header, table.rows, EVERY_TIER, ()).problems]
    assert fields == ["层级", "手机号"]


async def test_a_tier_for_which_the_class_is_not_is_told():
    assert await problems([GOOD], tiers=frozenset({Tier.VILLAGE})) == [(3, "层级", "这个班的对象是 村（社区）")]


@pytest.mark.parametrize(
    ("came", "points", "complete"),
    [(10, 6000, True), (9, 6000, False), (10, 5999, False), (12, None, False), (12, 10000, True)],
)
def test_who_completes_a_class_that_asks_for_both(came, points, complete):
    assert completion(CompletionRule(80, 60), Done(12, came, 0, points)).is_complete is complete


def test_what_is_not_asked_does_not_count_against_anybody():
    assert completion(CompletionRule(0, 60), Done(12, 0, 3, 6000)).is_complete
    assert completion(CompletionRule(80, 0), Done(12, 12, 0, None)).is_complete


def test_reasons_are_figures_and_an_unfinished_timetable_completes_nobody():
    done = completion(CompletionRule(80, 60), Done(12, 11, 1, 7250))
    assert done.reasons == ("出勤 11/12 节（要求 80%）", "考试 72.5 分（要求 60 分）", "还有 1 次课没有结束")
    assert not done.is_complete


def test_no_period_held_is_no_attendance():
    assert not completion(CompletionRule(80, 0), Done(0, 0, 0, None)).is_complete


@pytest.mark.parametrize(("minutes", "tenths"), [(0, 0), (29, 0), (30, 5), (405, 65), (540, 90)])
def test_hours_are_rounded_down_to_halves(minutes, tenths):
    assert hours_x10(minutes) == tenths


def test_a_paper_is_worth_a_hundred_points_however_many_questions():
    assert [out_of_hundred(right, 3) for right in range(4)] == [0, 3333, 6667, 10000]


def test_answers_from_a_form_are_marked_by_the_engine():
    items = dict(enumerate((item for item in five_items()), 1))
    forms = {1: ["0"], 2: ["1"], 3: ["0", "1"], 4: ["true"], 5: ["免费", ""]}
    given = {one: answers.encode(read(items[one].question, texts)) for one, texts in forms.items()}
    # Right, wrong, two thirds, right, one blank of two: 1 + 0 + 2/3 + 1 + 1/2 of 5.
    assert marked(tuple(items), items, given) == 6333


def test_nothing_chosen_is_a_blank_answer_and_nonsense_is_refused():
    single = five_items()[0].question
    assert read(single, []) is None
    with pytest.raises(Refused, match="对不上"):
        read(single, ["17"])


def test_a_correction_says_why():
    assert why_not_result(6000, None, "") == ()
    assert [why.code for why in why_not_result(6000, 5900, "")] == ["note"]
    assert [why.code for why in why_not_result(10001, None, "")] == ["points"]


def test_few_forms_show_no_mean_and_no_text():
    four = [Rating((5, 5, 5, 5, 5), "好")] * 4
    assert (summary(four).n, summary(four).items, summary(four).texts) == (4, (), ())
    six = summary([*four, Rating((2, 5, 5, 5, 5), ""), Rating((4, 5, 5, 5, 5), "")])
    assert (six.items[0].mean, six.items[0].satisfied) == (Fraction(26, 6), Fraction(5, 6))


def test_numbers_are_never_alike():
    assert number_of(2026, 3, 41) == "JY-2026-003-041"


def test_a_plan_needs_a_host_a_tier_a_place_and_a_condition():
    plan = a_class(
        hosts=(), tiers=frozenset(), venue="", rule=CompletionRule(0, 0), enrol_by=datetime(2026, 11, 1, tzinfo=UTC)
    )
    assert [why.code for why in why_not_class(plan)] == ["hosts", "tiers", "venue", "attendance_percent"]
