"""学时汇总表: everybody on the staff by ledger, who lacks most first."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from app.gatherings.exports import public_line
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.people.rules.names import masked_name
from app.training.queries.ledgers import MemberCard
from app.training.rules import LEDGERS, OF_THE_PARTY, SHORT_LEDGERS, Ledger
from app.training.rules.book import LedgerRule
from app.training.rules.card import Account
from app.training.rules.summary import summary
from app.training.words import tenths

A_YEAR = 12
"""Months."""


def hours_workbook(
    cards: Sequence[MemberCard],
    rules: Sequence[LedgerRule],
    year: int,
    *,
    is_public: bool = False,
    without_party: bool = False,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The table as .xlsx: required, done and missing for each ledger, mean and share of those who are through below.

    Args:
        is_public: names are masked, and the Party's ledgers are left out: they say who is a member.
        without_party: they are left out since whoever takes it along does not see the branch; a line says who has them.
    """
    shown = masked_name if is_public else str
    if is_public or without_party:
        rules = [rule for rule in rules if rule.ledger not in OF_THE_PARTY]
    sheet = Sheet(
        title=_("%(year)d年学时汇总表", year=year),
        name=_("学时汇总"),
        library=library,
        period=_("%(year)d年", year=year),
        made_by=shown(made_by),
        generated_at=generated_at,
        columns=[*_person(), *(column for rule in rules for column in _columns(rule)), _shared(), _remarks()],
        rows=[_row(one, rules, shown(one.member.name)) for one in cards],
        footer=_footer(cards, rules),
        lines=[public_line()] if is_public else [party_columns_line()] if without_party else [],
    )
    return workbook(sheet)


def party_columns_line() -> str:
    """Where the columns are that this copy does not have."""
    return _("党员的两本台账不在这份表里，由支部书记导出的那份带着")


def _person() -> list[Column]:
    people = _("人员档案")
    return [
        Column(_("姓名"), Shown.TEXT, _("在某本台账里的人"), "", people),
        Column(_("岗位"), Shown.TEXT, _("岗位"), "", people),
        Column(_("编制"), Shown.TEXT, _("这里不存，馆里填写"), "", ""),
        Column(_("职称"), Shown.TEXT, _("职称"), "", people),
    ]


def _columns(rule: LedgerRule) -> list[Column]:
    name, source = _(SHORT_LEDGERS[rule.ledger]), f"{_(LEDGERS[rule.ledger])} {_(rule.document)}"
    hours = _("学时")
    own = [
        Column(_("%(ledger)s应学", ledger=name), Shown.TENTHS, _("按在册的整月折算，向上取到 0.5"), hours, source),
        Column(_("%(ledger)s已学", ledger=name), Shown.TENTHS, _("由分钟折算，向下取到 0.5"), hours, source),
        Column(_("%(ledger)s缺口", ledger=name), Shown.TENTHS, _("应学减已学，不小于 0"), hours, source),
    ]
    if rule.share is None:
        return own
    wanted = _(rule.share.name)
    return [
        *own,
        Column(
            _("其中%(wanted)s", wanted=wanted), Shown.TENTHS, _("已学里算作%(wanted)s的", wanted=wanted), hours, source
        ),
        Column(_("其中公需等"), Shown.TENTHS, _("已学减去%(wanted)s", wanted=wanted), hours, source),
    ]


def _shared() -> Column:
    meaning = _("两本台账都算的学时；台账之间不能相加")
    return Column(_("重叠"), Shown.TEXT, meaning, _("学时"), _("当年规则"))


def _remarks() -> Column:
    return Column(_("备注"), Shown.TEXT, _("不满一年的在册月数，专业科目的缺口"))


def _row(one: MemberCard, rules: Sequence[LedgerRule], name: str) -> list[Value]:
    cells: list[Value] = [name, one.member.post, None, one.member.title]
    accounts = [one.card.account(rule.ledger) for rule in rules]
    for rule, account in zip(rules, accounts, strict=True):
        cells += [account.required, account.done, account.gap] if account else [None, None, None]
        if rule.share is not None:
            part = account.share if account else None
            cells += [part, account.done - part] if account and part is not None else [None, None]
    listed = {rule.ledger for rule in rules}
    shared = [_pair(both.one, both.other, both.hours) for both in one.card.shared if {both.one, both.other} <= listed]
    remarks = [said for account in accounts if account for said in _said_of(account)]
    return [*cells, _("；").join(shared), _("；").join(remarks)]


def _said_of(account: Account) -> list[str]:
    name = _(SHORT_LEDGERS[account.rule.ledger])
    said = [_("%(ledger)s在册 %(n)d 个整月", ledger=name, n=account.months)] if account.months < A_YEAR else []
    if account.share_gap and account.rule.share:
        said.append(_("%(share)s差 %(n)s", share=_(account.rule.share.name), n=tenths(account.share_gap)))
    return said


def _pair(one: Ledger, other: Ledger, hours: Fraction) -> str:
    names = {"one": _(SHORT_LEDGERS[one]), "other": _(SHORT_LEDGERS[other])}
    return _("%(one)s与%(other)s %(n)s", n=f"{float(hours):g}", **names)


def _footer(cards: Sequence[MemberCard], rules: Sequence[LedgerRule]) -> list[list[Value]]:
    mean: list[Value] = [_("人均学时"), None, None, None]
    met: list[Value] = [_("达标人数 / 人数"), None, None, None]
    share: list[Value] = [_("达标率"), None, None, None]
    for rule in rules:
        sums = summary([one.card for one in cards], rule.ledger)
        mean += [None, sums.mean, None]
        met += [None, f"{sums.met} / {sums.members}", None]
        share += [None, "" if sums.percent is None else f"{sums.percent}%", None]
        for cells in (mean, met, share):
            cells += [None, None] if rule.share is not None else []
    return [[*cells, None, None] for cells in (mean, met, share)]
