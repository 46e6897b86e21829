"""党员学时登记汇总 (R-14)."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.party.rules.branch import COMMITTEE_POSTS
from app.party.rules.hours import WAYS, MemberHours, Way, totals


def hours_workbook(
    rows: Sequence[MemberHours], year: int, branch: str, *, library: str, made_by: str, generated_at: datetime
) -> bytes:
    """The table as .xlsx, in the branch's order, with the columns added up below; the total column is the ledger's."""
    columns = [*_first(), *_ways(), *_last()]
    return workbook(
        Sheet(
            title=_("党员学时登记汇总"),
            name=_("党员学时"),
            library=branch or library,
            period=_("%(year)d年", year=year),
            made_by=made_by,
            generated_at=generated_at,
            columns=columns,
            rows=[_row(one) for one in rows],
            footer=[_footer(rows)],
            lines=[
                _("合计按党员台账折算：同一段时间在两栏里都有的只算一次，每半天、每天有封顶，所以不一定等于各栏相加。"),
                _("网络课程另列，按台账规则不计入合计。"),
            ],
        )
    )


def _first() -> list[Column]:
    branch = _("支部名册")
    return [
        Column(_("姓名"), Shown.TEXT, _("党员"), "", branch),
        Column(_("职务"), Shown.TEXT, _("党内职务，没有的空着"), "", branch),
        Column(
            _("要求学时"),
            Shown.TENTHS,
            _("按在册的整月折算；书记和班子成员按本馆沿用的 56 学时"),
            _("学时"),
            _("学时规则"),
        ),
    ]


def _ways() -> list[Column]:
    meanings = {
        Way.MEETINGS: _("党员大会、支委会、党小组会等，学习政治、意识形态、法律的时间"),
        Way.THEMED_DAY: _("主题党日里学习的时间"),
        Way.LECTURE: _("党课"),
        Way.CLASSES: _("培训班、外派学习、集中学习教育的专题学习"),
        Way.WINTER: _("党员冬训"),
        Way.STAFF_STUDY: _("和职工一起的集中学习，政治、意识形态、法律类"),
        Way.ONLINE: _("网络培训，另列不计"),
    }
    return [Column(_(WAYS[way]), Shown.TENTHS, meanings[way], _("学时"), _("出勤记录、培训申报")) for way in WAYS]


def _last() -> list[Column]:
    return [
        Column(_("合计"), Shown.TENTHS, _("党员台账的学时，重叠只算一次"), _("学时"), _("学时台账")),
        Column(_("达标"), Shown.TEXT, _("够了，或还差几学时"), "", _("学时台账")),
    ]


def _row(one: MemberHours) -> list[Value]:
    account = one.account
    ways: list[Value] = [one.ways.get(way, Fraction()) for way in WAYS]
    said = _("达标") if one.is_met else _("差 %(n)s", n=f"{float(one.gap):g}")
    return [
        one.member.name,
        _(COMMITTEE_POSTS[one.member.post]) if one.member.post else "",
        account.required if account else None,
        *ways,
        account.done if account else None,
        said if account else "",
    ]


def _footer(rows: Sequence[MemberHours]) -> list[Value]:
    sums = totals(rows)
    done = sum((one.account.done for one in rows if one.account), Fraction())
    met = sum(1 for one in rows if one.account and one.is_met)
    return [
        _("合计 %(n)d 人", n=len(rows)),
        None,
        None,
        *[sums[way] for way in WAYS],
        done,
        _("达标 %(n)d 人", n=met),
    ]
