"""How records are laid out for a platform: which columns under which headings, and in which format.

No platform publishes its template, so what ships is the library's own and every heading can be changed.
Source of the fields: 民政部令第67号 art. 5 (who), 7 (service), 8 (training), 9 (commendation), 10 (evaluation).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

MOST_COLUMNS, LONGEST_HEADING, LONGEST_NAME = 40, 40, 80


class Rows(StrEnum):
    """What a row of an export is."""

    VOLUNTEERS = "volunteers"
    RECORDS = "records"


ROWS = {Rows.VOLUNTEERS: N_("一行一位志愿者"), Rows.RECORDS: N_("一行一次服务记录")}


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand in a column.

    Attributes:
        article: of 民政部令第67号 that asks for it; 0 for none.
        personal: told only when the profile names it, and to managers.
        of_records: only a row that is a record has it.
    """

    label: str
    article: int = 0
    personal: bool = False
    of_records: bool = False


FIELDS: Mapping[str, Field] = {
    "blank": Field(N_("空着（到平台上填）")),
    "number": Field(N_("志愿者编号"), 5),
    "name": Field(N_("姓名"), 5),
    "sex": Field(N_("性别"), 5, personal=True),
    "born_on": Field(N_("出生日期"), 5, personal=True),
    "area": Field(N_("居住区域"), 5, personal=True),
    "phone": Field(N_("手机号"), 5, personal=True),
    "age_band": Field(N_("年龄段")),
    "skills": Field(N_("专业技能"), 5),
    "state": Field(N_("状态")),
    "registered_on": Field(N_("注册日")),
    "trainings": Field(N_("培训次数"), 8),
    "training_minutes": Field(N_("培训时长"), 8),
    "qualifications": Field(N_("资格"), 8),
    "times": Field(N_("服务次数"), 7),
    "minutes": Field(N_("服务总时长"), 7),
    "evaluation": Field(N_("服务质量评价"), 10),
    "evaluated_on": Field(N_("评价日期"), 10),
    "star": Field(N_("本馆星级"), 10),
    "commendations": Field(N_("表彰奖励"), 9),
    "consent": Field(N_("监护人同意")),
    "project": Field(N_("活动名称"), 7, of_records=True),
    "day": Field(N_("服务日期"), 7, of_records=True),
    "begins": Field(N_("开始时间"), 7, of_records=True),
    "ends": Field(N_("结束时间"), 7, of_records=True),
    "place": Field(N_("服务地点"), 7, of_records=True),
    "content": Field(N_("服务内容"), 7, of_records=True),
    "record_minutes": Field(N_("服务时间"), 7, of_records=True),
    "unit": Field(N_("活动组织单位"), 7, of_records=True),
    "leader": Field(N_("活动负责人"), 7, of_records=True),
    "source": Field(N_("记录来源"), of_records=True),
    "record_note": Field(N_("备注"), 4, of_records=True),
}
DAYS = frozenset({"born_on", "registered_on", "evaluated_on", "day"})
MINUTES = frozenset({"training_minutes", "minutes", "record_minutes"})


class Look(StrEnum):
    """How a value is written."""

    USUAL = ""
    DASHES = "dashes"
    SLASHES = "slashes"
    DIGITS = "digits"
    CHINESE = "chinese"
    HOURS = "hours"
    WHOLE_MINUTES = "minutes"


LOOKS = {
    Look.USUAL: N_("照常"),
    Look.DASHES: N_("日期 2026-11-22"),
    Look.SLASHES: N_("日期 2026/11/22"),
    Look.DIGITS: N_("日期 20261122"),
    Look.CHINESE: N_("日期 2026年11月22日"),
    Look.HOURS: N_("小时，两位小数"),
    Look.WHOLE_MINUTES: N_("分钟"),
}
OF_DAYS = frozenset({Look.DASHES, Look.SLASHES, Look.DIGITS, Look.CHINESE})
OF_MINUTES = frozenset({Look.HOURS, Look.WHOLE_MINUTES})


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """A column of an export: its heading as the platform wants it, what stands in it, and how."""

    heading: str
    source: str
    look: Look = Look.USUAL


@dataclass(frozen=True, slots=True)
class Profile:
    """One export; `revision` 0 is what ships."""

    key: str
    name: str
    rows: Rows
    columns: Sequence[ProfileColumn]
    revision: int = 0
    by: str = ""

    @property
    def personal(self) -> list[str]:
        """The personal fields that it names."""
        return [one.source for one in self.columns if FIELDS[one.source].personal]


def _columns(*given: tuple[str, str] | tuple[str, str, Look]) -> tuple[ProfileColumn, ...]:
    return tuple(ProfileColumn(*one) for one in given)


# Data, not words: headings are for a platform, and stay Chinese in whatever language the screen speaks.
SHIPPED: Mapping[str, Profile] = {
    "national": Profile(
        "national",
        N_("全国志愿服务信息系统（按民政部令第67号的字段）"),
        Rows.RECORDS,
        _columns(
            ("志愿者编号", "number"),
            ("姓名", "name"),
            ("活动名称", "project"),
            ("服务日期", "day", Look.DASHES),
            ("开始时间", "begins"),
            ("结束时间", "ends"),
            ("服务地点", "place"),
            ("服务内容", "content"),
            ("服务时间（小时）", "record_minutes", Look.HOURS),
            ("活动组织单位", "unit"),
            ("活动负责人", "leader"),
            ("备注", "record_note"),
        ),
    ),
    "jiangsu": Profile(
        "jiangsu",
        N_("江苏志愿服务（志愿者汇总）"),
        Rows.VOLUNTEERS,
        _columns(
            ("姓名", "name"),
            ("志愿者编号", "number"),
            ("身份证件号码", "blank"),
            ("注册日期", "registered_on", Look.SLASHES),
            ("专业技能", "skills"),
            ("培训次数", "trainings"),
            ("服务次数", "times"),
            ("服务时长（小时）", "minutes", Look.HOURS),
            ("服务评价", "evaluation"),
            ("表彰奖励", "commendations"),
        ),
    ),
}
OURS = N_("本馆自拟，按平台模板改列")


def why_not_profile(name: str, rows: Rows, columns: Sequence[ProfileColumn]) -> tuple[WhyNot, ...]:
    """Why an export cannot look like this."""
    reasons = []
    if not name.strip():
        reasons.append(WhyNot("name", _("填写名称")))
    if not columns:
        reasons.append(WhyNot("columns", _("至少要有一列")))
    if len(columns) > MOST_COLUMNS:
        reasons.append(WhyNot("columns", _("最多 %(n)d 列", n=MOST_COLUMNS)))
    headings = [one.heading for one in columns]
    if twice := next((one for one in headings if headings.count(one) > 1), ""):
        reasons.append(WhyNot("columns", _("有两列都叫“%(heading)s”，改掉一列", heading=twice)))
    for one in columns:
        reasons += _why_not_column(one, rows)
    return tuple(reasons)


def _why_not_column(one: ProfileColumn, rows: Rows) -> list[WhyNot]:
    known = FIELDS.get(one.source)
    if known is None:
        return [WhyNot("columns", _("“%(heading)s”选一项内容", heading=one.heading))]
    if known.of_records and rows is Rows.VOLUNTEERS:
        said = _("“%(heading)s”是一次服务的内容，一行一位志愿者的表里没有", heading=one.heading)
        return [WhyNot("columns", said)]
    if (one.look in OF_DAYS and one.source not in DAYS) or (one.look in OF_MINUTES and one.source not in MINUTES):
        return [WhyNot("columns", _("“%(heading)s”不能用这种写法，改成“照常”", heading=one.heading))]
    return []
