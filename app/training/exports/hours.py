"""学时汇总表: everybody on the staff by ledger, who lacks most first."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.training.queries.ledgers import MemberCard
from app.training.rules import LEDGERS, Ledger
from app.training.rules.book import LedgerRule
from app.training.rules.summary import summary


def hours_workbook(
    cards: Sequence[MemberCard],
    rules: Sequence[LedgerRule],
    year: int,
    *,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The table as .xlsx: required, done and missing for each ledger, mean and share of those who are through below."""
    sheet = Sheet(
        title=_("%(year)d年学时汇总表", year=year),
        name=_("学时汇总"),
        library=library,
        period=_("%(year)d年", year=year),
        made_by=made_by,
        generated_at=generated_at,
        columns=[*_person(), *(column for rule in rules for column in _columns(rule)), _shared()],
        rows=[_row(one, rules) for one in cards],
        footer=_footer(cards, rules),
    )
    return workbook(sheet)


def _person() -> list[Column]:
    people = _("人员档案")
    return [
        Column(_("姓名"), Shown.TEXT, _("在某本台账里的人"), "", people),
        Column(_("岗位"), Shown.TEXT, _("岗位"), "", people),
        Column(_("职称"), Shown.TEXT, _("职称"), "", people),
    ]


def _columns(rule: LedgerRule) -> list[Column]:
    name, source = _(LEDGERS[rule.ledger]), _(rule.document)
    hours = _("学时")
    return [
        Column(_("%(ledger)s应学", ledger=name), Shown.TENTHS, _("按在册的整月折算，向上取到 0.5"), hours, source),
        Column(_("%(ledger)s已学", ledger=name), Shown.TENTHS, _("由分钟折算，向下取到 0.5"), hours, source),
        Column(_("%(ledger)s缺口", ledger=name), Shown.TENTHS, _("应学减已学，不小于 0"), hours, source),
    ]


def _shared() -> Column:
    meaning = _("两本台账都算的学时；台账之间不能相加")
    return Column(_("重叠"), Shown.TEXT, meaning, _("学时"), _("当年规则"))


def _row(one: MemberCard, rules: Sequence[LedgerRule]) -> list[Value]:
    cells: list[Value] = [one.member.name, one.member.post, one.member.title]
    for rule in rules:
        account = one.card.account(rule.ledger)
        cells += [account.required, account.done, account.gap] if account else [None, None, None]
    return [*cells, _("；").join(_pair(shared.one, shared.other, shared.hours) for shared in one.card.shared)]


def _pair(one: Ledger, other: Ledger, hours: Fraction) -> str:
    names = {"one": _(LEDGERS[one]), "other": _(LEDGERS[other])}
    return _("%(one)s与%(other)s %(n)s", n=f"{float(hours):g}", **names)


def _footer(cards: Sequence[MemberCard], rules: Sequence[LedgerRule]) -> list[list[Value]]:
    mean: list[Value] = [_("人均学时"), None, None]
    met: list[Value] = [_("达标人数 / 人数"), None, None]
    for rule in rules:
        sums = summary([one.card for one in cards], rule.ledger)
        mean += [None, sums.mean, None]
        met += [None, f"{sums.met} / {sums.members}", None]
    return [[*mean, None], [*met, None]]
