"""The roster to be filled in, as a list."""

from collections.abc import Sequence
from datetime import datetime

from app import locale
from app.locale import _
from app.office.blanks import Blank, plain_workbook
from app.shifts.rules.roster_cells import FIELDS

# Data, not words: an example that the wizard passes over by how it begins.
EXAMPLES = (("（示例）2026-12-05", "09:00-12:00", "总馆", "导读", "李小明、王小芳"),)
SHOWN = ("day", "time", "place", "post", "people")


def template(places: Sequence[str], posts: Sequence[str], *, generated_at: datetime) -> bytes:
    """An empty roster, in Chinese as it is read."""
    with locale.speaking(locale.SOURCE):
        meanings = {
            "day": _("写成 2026-12-05"),
            "time": _("写成 09:00-12:00，或者 上午、下午、晚上"),
            "place": _("服务点的名字"),
            "post": _("岗位的名字；这个服务点只有一个岗位时可以空着"),
            "people": _("已登记的志愿者，几个人用顿号隔开；同名的在后面写手机号后四位"),
        }
        choices = {"place": places, "post": list(dict.fromkeys(posts))}
        columns = [Blank(_(FIELDS[name]), meanings[name], 20, choices.get(name, ())) for name in SHOWN]
        notes = [
            _("也可以直接传横着是日期、竖着是服务点的周班表：左边写服务点、岗位、时间，格子里写名字。"),
            _("已经排了的班不会重复；导入的是草稿，发布后志愿者才知道。"),
        ]
        return plain_workbook(_("班表"), columns, EXAMPLES, notes=notes, generated_at=generated_at)
