"""The list of volunteers to be filled in, and its rows that have to be mended."""

from collections.abc import Sequence
from datetime import datetime

from app import locale
from app.locale import _
from app.office.blanks import Blank, plain_workbook
from app.office.grids import letters
from app.shifts.queries.intakes import Brought
from app.shifts.rules import SEXES, SKILLS
from app.shifts.rules.intakes import Looked
from app.shifts.rules.volunteer_cells import FIELDS, SYNONYMS

# Data, not words: headings of a file that is read again in Chinese.
WHY, ROW = "错误原因", "原表行号"
# Data, not words: examples that the wizard passes over by how they begin.
EXAMPLES = (
    (
        "（示例）李小明",
        "13800000000",
        "2008-05-16",
        "",
        "图书整理、摄影",
        "",
        "4",
        "10",
        "男",
        "示例街道",
        "这两行示例导入时会跳过，可以不删",
    ),
    ("（示例）王小芳", "13900000000", "", "320000000000001", "讲故事", "", "", "", "", "", ""),
)


def template(places: Sequence[tuple[int, str]], *, generated_at: datetime) -> bytes:
    """The empty list, in Chinese as it is read."""
    with locale.speaking(locale.SOURCE):
        meanings = {
            "name": _("要填；中间的空格会去掉"),
            "phone": _("11 位数字，登录用；整列已设为文本，不会变成科学计数法"),
            "born_on": _("写成 2008-05-16；未满 18 岁的要填，成年人可以空着"),
            "number": _("全国志愿服务信息系统的编号，没有就空着"),
            "skills": _("可写几项，用顿号隔开：%(skills)s", skills=_("、").join(_(one) for one in SKILLS.values())),
            "sites": _("可写几处，用顿号隔开；空着就是哪里都行"),
            "wanted_hours": _("整数，空着按 4 小时"),
            "most_hours": _("整数，空着按 10 小时"),
            "sex": _("写“女”或“男”，不愿说就空着"),
            "area": _("大概住在哪，写到街道或社区，不用写门牌"),
            "note": _("最多 200 个字，写进登记的经过，本人看得到"),
        }
        choices = {"skills": [_(one) for one in SKILLS.values()], "sites": [name for _id, name in places]}
        choices["sex"] = [_(one) for one in SEXES.values()]
        columns = [Blank(_(label), meanings[field], 18, choices.get(field, ())) for field, label in FIELDS.items()]
        notes = [
            _("列的次序可以换，也可以直接传您自己的表：导入时先认列，认错了可以改。"),
            _("认人先看手机号，再看志愿者编号，再看姓名加出生日期；已在册的人只改表里填了的格子。"),
            _("导入以后都是“待审核”，补上承诺书、审核通过才能排班。"),
        ]
        return plain_workbook(_("志愿者名单"), columns, EXAMPLES, notes=notes, generated_at=generated_at)


def to_be_mended(one: Brought, lines: Sequence[Looked], *, generated_at: datetime) -> bytes:
    """The rows that were not taken in, as they came and were mended, with what is wrong; it can be chosen as a list again."""
    header = one.header(SYNONYMS)
    columns = one.columns or {}
    by_column = {at: name for name, at in columns.items()}
    headings = [text or letters(at) for at, text in enumerate(header.headings)]
    rows, marked = [], {}
    for place, line in enumerate(lines):
        cells = [one.text(line.row, by_column.get(at, ""), at) for at in range(len(headings))]
        said = "；".join(f"{each.field}：{each.sentence}" for each in line.problems)
        rows.append([*cells, str(line.row), said])
        marked[place] = [columns[each.code] for each in line.problems if each.code in columns]
    blanks = [*(Blank(text) for text in headings), Blank(ROW, width=10), Blank(WHY, width=60)]
    return plain_workbook(_("要改的行"), blanks, rows, marked=marked, generated_at=generated_at)
