"""学时证明: what it says, its number, and why one is not issued or revoked."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.locale import _
from app.refusals import WhyNot
from app.training.rules import Ledger
from app.training.rules.book import rule_of


@dataclass(frozen=True, slots=True)
class CertificatePlan:
    """What is to be certified.

    Attributes:
        from_on, to_on: both included, within one year, since a year's hours are counted by the rule of that year.
        title: what was studied, such as 2026年度集中学习.
        result: of an examination, in words; empty where there was none.
    """

    person: int
    ledger: Ledger
    from_on: date
    to_on: date
    title: str
    result: str = ""


def why_not_days(plan: CertificatePlan, today: date) -> tuple[WhyNot, ...]:
    """Why nothing is certified of these days."""
    if plan.to_on < plan.from_on:
        return (WhyNot("to_on", _("结束日期要不早于开始日期（%(day)s）", day=plan.from_on)),)
    if plan.from_on.year != plan.to_on.year:
        return (WhyNot("to_on", _("起止要在同一年里：学时按当年的规则算，跨年的分开两张")),)
    if plan.to_on > today:
        return (WhyNot("to_on", _("结束日期还没有到，写今天（%(day)s）或以前的日子", day=today)),)
    if rule_of(plan.ledger, plan.from_on.year) is None:
        return (WhyNot("from_on", _("那一年这本台账还没有规则，算不出学时")),)
    return ()


def why_not_certify(*, is_own: bool, hours: Fraction) -> tuple[WhyNot, ...]:
    """Why these hours are not certified: nobody certifies their own, and nothing is no hours."""
    if is_own:
        return (WhyNot("own", _("自己的学时证明由别的馆领导来开")),)
    if not hours:
        return (WhyNot("hours", _("这段时间这本台账里没有学时，核对人、台账和起止日期")),)
    return ()


def why_not_revoke(*, is_own: bool, is_revoked: bool) -> tuple[WhyNot, ...]:
    """Why a certificate is not revoked: it is already, or it is one's own."""
    if is_revoked:
        return (WhyNot("revoked", _("这张证明已经撤销了")),)
    return (WhyNot("own", _("自己的学时证明由别的馆领导来撤销")),) if is_own else ()


def number_said(year: int, number: int) -> str:
    """学证〔2026〕1号: after the form of document numbers, without leading zeros.

    Source: GB/T 9704—2012 7.2.5.
    """
    return _("学证〔%(year)d〕%(number)d号", year=year, number=number)
