"""志愿者台账 (R-18)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from app import clock
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.people.rules.names import surname_only
from app.service.queries.register import Entry


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column of the register; `is_open` is whether the public version has it too."""

    column: Column
    value: Callable[[Entry], Value]
    is_open: bool = True


def register_columns() -> list[RegisterColumn]:
    """The columns in their order; whoever knows more of volunteers adds one here."""
    file, records, decided = _("志愿者档案"), _("核定的服务记录"), _("本馆认定")
    hours = _("小时")
    return [
        RegisterColumn(
            Column(_("编号"), Shown.TEXT, _("全国志愿服务信息系统的编号"), "", file), lambda one: one.number
        ),
        RegisterColumn(Column(_("姓名"), Shown.TEXT, _("公开版只留姓"), "", file), lambda one: one.name),
        RegisterColumn(
            Column(_("状态"), Shown.TEXT, _("待审核、在册、暂停或已退出"), "", file),
            lambda one: one.state,
            is_open=False,
        ),
        RegisterColumn(
            Column(_("年龄段"), Shown.TEXT, _("生成那天；没有登记出生日期的空着"), "", file), lambda one: one.age_band
        ),
        RegisterColumn(Column(_("技能"), Shown.TEXT, _("登记的技能"), "", file), lambda one: _("、").join(one.skills)),
        RegisterColumn(Column(_("注册日"), Shown.DAY, _("登记或申请的日子"), "", file), lambda one: one.registered_on),
        RegisterColumn(
            Column(_("培训次数"), Shown.WHOLE, _("到过的学习和培训"), _("次"), _("出勤")), lambda one: one.trainings
        ),
        RegisterColumn(
            Column(_("培训时长"), Shown.HUNDREDTHS, _("到课的时间"), hours, _("出勤")),
            lambda one: Fraction(one.training_minutes, 60),
        ),
        RegisterColumn(
            Column(_("资格"), Shown.TEXT, _("生成那天有效的"), "", _("资格登记")),
            lambda one: _("、").join(one.qualifications),
        ),
        RegisterColumn(
            Column(_("服务次数"), Shown.WHOLE, _("有效的服务记录"), _("次"), records), lambda one: one.times
        ),
        RegisterColumn(
            Column(_("总时长"), Shown.HUNDREDTHS, _("核定的服务时间"), hours, records),
            lambda one: Fraction(one.minutes, 60),
        ),
        RegisterColumn(
            Column(_("其中系统记录"), Shown.HUNDREDTHS, _("扫码、口令或点名当时记下的"), hours, records),
            lambda one: Fraction(one.system_minutes, 60),
        ),
        RegisterColumn(
            Column(_("其中人工补录"), Shown.HUNDREDTHS, _("事后补的"), hours, records),
            lambda one: Fraction(one.hand_minutes, 60),
        ),
        RegisterColumn(
            Column(_("评价"), Shown.WHOLE, _("最近一次，5 分最好"), _("分"), decided),
            lambda one: one.evaluation or None,
            is_open=False,
        ),
        RegisterColumn(
            Column(_("星级"), Shown.WHOLE, _("本馆认定的最高星级"), _("星"), decided), lambda one: one.star or None
        ),
        RegisterColumn(
            Column(_("表彰"), Shown.TEXT, _("核对过的表彰奖励"), "", decided),
            lambda one: _("、").join(one.commendations),
        ),
        RegisterColumn(
            Column(_("监护人同意"), Shown.TEXT, _("未成年人：有或没有；成年人空着"), "", file),
            lambda one: None if one.consent is None else _("有") if one.consent else _("没有"),
            is_open=False,
        ),
    ]


def register_workbook(
    entries: Sequence[Entry], *, is_public: bool, library: str, made_by: str, generated_at: datetime
) -> bytes:
    """The register with sums below.

    The public version keeps of a name the surname, and no state, evaluation or guardian. Who has only applied is not on it,
    and of minors it says no more than that they are.

    Source: 个人信息保护法 art. 28, 31; 未成年人保护法 art. 72.
    """
    if is_public:
        entries = [_masked(one) for one in entries if one.accepted]
    columns = [one for one in register_columns() if one.is_open or not is_public]
    rows = [[one.value(entry) for one in columns] for entry in entries]
    sums: list[Value] = [_sum(rows, place, one.column) for place, one in enumerate(columns)]
    sums[0] = _("合计")
    return workbook(
        Sheet(
            title=_("志愿者台账"),
            name=_("志愿者台账"),
            library=library,
            period=_("截至 %(day)s", day=clock.at_library(generated_at).date()),
            made_by=surname_only(made_by) if is_public else made_by,
            generated_at=generated_at,
            columns=[one.column for one in columns],
            rows=rows,
            footer=[sums],
            lines=[_("公开版：姓名只留姓，未成年人不写姓名、编号和年龄")] if is_public else [],
        )
    )


def _masked(one: Entry) -> Entry:
    if one.consent is None:
        return replace(one, name=surname_only(one.name))
    return replace(one, name=_("未成年人"), number="", age_band="", skills=[], commendations=[])


def _sum(rows: Sequence[Sequence[Value]], place: int, column: Column) -> Value:
    if column.unit not in (_("次"), _("小时")):
        return None
    values = (row[place] for row in rows)
    return sum((Fraction(value) for value in values if isinstance(value, int | Fraction)), Fraction(0))
