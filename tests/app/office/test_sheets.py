"""A workbook holds what it was given, as what it was, and nothing of the moment it was made."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook

from app.office.sheets import Column, Sheet, Shown, workbook

EVENING_IN_LONDON = datetime(2026, 11, 22, 20, 30, 45, 678, tzinfo=UTC)
NEXT_MORNING_AT_THE_LIBRARY = datetime.fromisoformat("2026-11-23T04:30")

COLUMNS = (
    Column("姓名", Shown.TEXT, "参加的人", "", "人员档案"),
    Column("得分", Shown.HUNDREDTHS, "总分", "分", "阅卷结果"),
    Column("次数", Shown.WHOLE, "次数", "次", "记录"),
    Column("得分率", Shown.PERCENT, "得分与满分之比", "%", "阅卷结果"),
    Column("日期", Shown.DAY, "哪一天", "", "记录"),
    Column("交卷时间", Shown.MOMENT, "北京时间", "", "记录"),
)
SHEET = Sheet(
    title="成绩册",
    name="成绩",
    library="甲县图书馆",
    period="2026年11月",
    made_by="乙某",
    generated_at=EVENING_IN_LONDON,
    columns=COLUMNS,
    rows=[
        ("=1+1", Fraction(8667, 100), 3, Fraction(2, 3), date(2026, 11, 22), EVENING_IN_LONDON),
        ("+86", None, 0, None, None, None),
        ("007", Fraction(5), 12, Fraction(0), None, None),
    ],
    footer=[("人数", 3, None, None, None, None)],
)
HEADINGS = [column.heading for column in COLUMNS]


def read(body, tab=0):
    book = load_workbook(BytesIO(body))
    return book.get_sheet_by_index(tab).to_python(skip_empty_area=False)


def part(body, name):
    with ZipFile(BytesIO(body)) as parts:
        return parts.read(name).decode()


def test_values_come_back_as_what_they_were():
    assert read(workbook(SHEET))[3:] == [
        HEADINGS,
        ["=1+1", 86.67, 3.0, 2 / 3, date(2026, 11, 22), NEXT_MORNING_AT_THE_LIBRARY],
        ["+86", "", 0.0, "", "", ""],
        ["007", 5.0, 12.0, 0.0, "", ""],
        ["人数", 3.0, "", "", "", ""],
    ]


def test_a_column_is_wide_enough_for_its_numbers():
    """Excel writes #### where a number does not fit."""
    rows = [("甲", Fraction(16756290, 100), 3, None, None, None)]
    sums = [("合计", Fraction(123456789012, 100), 12345678, None, None, None)]
    page = part(workbook(replace(SHEET, rows=rows, footer=sums)), "xl/worksheets/sheet1.xml")
    columns = ElementTree.fromstring(page).iterfind("{*}cols/{*}col")
    assert [round(float(one.get("width"))) for one in columns][:3] == [8, 16, 11]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "@SUM(A1)", "-2+3", "\t=1", "http://a.example", "1e5"])
def test_no_text_becomes_a_formula_a_link_or_a_number(text):
    body = workbook(replace(SHEET, title=text, library=text, columns=COLUMNS[:1], rows=[(text,)], footer=[(text,)]))
    rows = read(body)
    assert [rows[0][0], rows[4][0], rows[5][0]] == [text, text, text]
    page = part(body, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert "<hyperlink" not in page


def test_the_head_names_who_what_time_and_who_made_it_and_leaves_the_signature_blank():
    head = [row[0] for row in read(workbook(SHEET))[:3]]
    assert head == [
        "成绩册",
        "填报单位：甲县图书馆\u3000\u3000期间：2026年11月",
        "填报日期：2026-11-23\u3000\u3000制表人：乙某\u3000\u3000审核人：",
    ]


def test_a_filtered_table_says_so_above_its_headings():
    rows = read(workbook(replace(SHEET, filtered="服务点：总馆")))
    assert rows[3][0] == "筛选条件：服务点：总馆"
    assert rows[4] == HEADINGS


def test_the_dictionary_explains_every_column_and_says_what_the_table_is_about():
    rows = [[cell for cell in row if cell != ""] for row in read(workbook(SHEET), 1)]
    assert rows[0] == ["列", "含义", "计量单位", "来源"]
    assert [row[0] for row in rows[1:7]] == HEADINGS
    assert rows[2] == ["得分", "总分", "分", "阅卷结果"]
    assert rows[8:] == [
        ["填报单位", "甲县图书馆"],
        ["期间", "2026年11月"],
        ["生成时间", "2026-11-23 04:30"],
        ["记录条数", 3.0],
    ]


def test_the_same_sheet_gives_the_same_bytes_and_another_time_other_ones():
    assert workbook(SHEET) == workbook(SHEET)
    assert workbook(SHEET) != workbook(replace(SHEET, generated_at=datetime(2026, 11, 23, tzinfo=UTC)))


def test_the_file_bears_no_time_but_the_one_it_was_given():
    body = workbook(SHEET)
    assert part(body, "docProps/core.xml").count("2026-11-22T20:30:45Z") == 2
    with ZipFile(BytesIO(body)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_prints_on_a4_landscape_one_page_wide_with_headings_on_every_page():
    body = workbook(SHEET)
    page, book = part(body, "xl/worksheets/sheet1.xml"), part(body, "xl/workbook.xml")
    assert 'paperSize="9"' in page
    assert 'orientation="landscape"' in page
    assert 'fitToHeight="0"' in page
    assert "第 &amp;P 页，共 &amp;N 页" in page
    assert "成绩!$4:$4" in book


def test_headings_stay_in_sight_and_the_filter_leaves_the_footer_alone():
    page = part(workbook(SHEET), "xl/worksheets/sheet1.xml")
    assert 'ySplit="4"' in page
    assert 'state="frozen"' in page
    assert '<autoFilter ref="A4:F7"/>' in page


def test_a_table_without_rows_is_still_a_table():
    rows = read(workbook(replace(SHEET, rows=[], footer=[])))
    assert rows[-1] == HEADINGS
    assert read(workbook(replace(SHEET, rows=[])), 1)[-1][:2] == ["记录条数", 0.0]


def test_a_row_of_another_length_is_an_error():
    with pytest.raises(ValueError, match="one value per column"):
        workbook(replace(SHEET, rows=[("甲",)]))


def test_a_text_that_excel_would_cut_is_an_error():
    with pytest.raises(ValueError, match="Excel cannot hold"):
        workbook(replace(SHEET, columns=COLUMNS[:1], rows=[("长" * 32_768,)], footer=[]))


@pytest.mark.parametrize("text", ["第一\x07次\x00", "第一\ufffe次\uffff", "第一\ud800次", "长" * 300])
def test_what_no_file_can_hold_is_left_out_of_text_and_properties(text):
    book = replace(SHEET, title=text, library=text, made_by=text, columns=COLUMNS[:1], rows=[(text,)], footer=())
    body = workbook(book)
    assert read(body)[-1][0] in {"第一次", "长" * 300}
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        parsed = "".join(ElementTree.fromstring(part(body, name)).itertext())
        assert "第一次" in parsed or "长" * 255 in parsed
