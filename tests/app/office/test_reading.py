"""A table that somebody filled in is read as texts with Excel's row numbers, or not at all."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from app.office.apart import Unfit
from app.office.reading import read_table

HEADINGS = {"姓名", "单位", "手机号"}


def book(rows, merged=()):
    written = BytesIO()
    with xlsxwriter.Workbook(written) as made:
        sheet = made.add_worksheet("报名")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for place in merged:
            sheet.merge_range(place, rows[int(place[1]) - 1][0])
    return written.getvalue()


def repacked(content, **changed):
    """The zip again, with some entries replaced or added."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, given.read(name))
        for name, body in changed.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), body)
    return written.getvalue()


async def test_a_workbook_keeps_excels_row_numbers_and_folds_what_is_full_width():
    content = book(
        [
            ["馆员培训班报名表", ""],
            ["姓　名", "手机号"],
            ["王小明（示例）", 13800000000],
            ["", ""],
            ["李（示例）", "１３８００００００００ "],
        ],
        merged=["A1:B1"],
    )
    table = await read_table(content, "报名.xlsx", HEADINGS)
    assert table.header == ("姓名", "手机号")
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("王小明（示例）", "13800000000")),
        (5, ("李（示例）", "13800000000")),
    ]
    assert (table.rows[0]["手机号"], table.rows[0]["单位"]) == ("13800000000", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t"])
async def test_a_csv_is_read_in_each_encoding_that_excel_and_wps_write(encoding, sign):
    content = f"姓名{sign}单位\r\n王（示例）{sign}示例镇图书馆\r\n".encode(encoding)
    table = await read_table(content, "报名.csv")
    assert [row.cells for row in table.rows] == [("王（示例）", "示例镇图书馆")]


BOOK = book([["姓名"]])
WANTED = "这里收 xlsx 表格，在 Excel 或 WPS 里另存为 .xlsx 再传"
ANEW = "把数据复制到新建的表格里再传"
LOST = "“表.xlsx”第 2 行“证件号”：Excel 已把长数字改成近似值，末几位丢了，把该列设为文本后重填再传"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            book([["姓名", "单位"], ["王（示例）", "甲"], ["李（示例）", ""]], merged=["A2:B2"]),
            "“表.xlsx”第 2 行有合并单元格（A2:B2）：取消合并，每一格都填上再传",
        ),
        (
            book([["姓名", "证件号"], ["王（示例）", 320831199001011234]]),
            LOST,
        ),
        ("姓名,证件号\n王,3.20831E+17\n".encode(), LOST),
        (book([["姓名", "姓名"]]), "“表.xlsx”第 1 行有两列都叫“姓名”：改掉其中一列再传"),
        (book([]), "“表.xlsx”里没有内容：第一个工作表填好表头和各行再传"),
        (book([["姓名"]])[:-40], "“表.xlsx”这个表格坏了，打不开：在 Excel 或 WPS 里打开，另存为 .xlsx 再传"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), f"“表.xlsx”是旧格式或加了密码的 Office 文件；{WANTED}"),
        (repacked(book([["姓名"]]), xl__vbaProject_dot_bin=b"x"), "“表.xlsx”里有宏，没有收下：另存为不带宏的 .xlsx 再传"),
        (repacked(BOOK, xl__big_dot_xml=bytes(20_000_000)), f"“表.xlsx”解开以后大得不正常，没有收下：{ANEW}"),
        (repacked(book([["姓名"]]), inner_dot_zip=b"PK"), f"“表.xlsx”里夹着别的东西，没有收下：{ANEW}"),
        (book([[*map(str, range(101))]]), "“表.xlsx”有 1 行 101 列，最多 20000 行 100 列：删去空行空列，或分成几个文件再传"),
    ],
    ids=["merged", "lost", "lost in csv", "twice", "empty", "broken", "old", "macro", "bomb", "nested", "wide"],
)  # fmt: skip
async def test_what_is_no_table_is_refused_with_the_row_and_the_repair(content, sentence):
    with pytest.raises(Unfit) as refused:
        await read_table(content, "表.xlsx")
    assert refused.value.sentence == sentence


async def test_a_sheet_whose_last_cell_is_far_away_is_refused_without_being_unrolled():
    written = BytesIO()
    with xlsxwriter.Workbook(written) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(Unfit, match="这个表格读不出来：把数据复制到新建的表格里"):
        await read_table(written.getvalue(), "远.xlsx")
