"""The documents of a class: notice, summary, certificates."""

from collections.abc import Sequence
from datetime import date, datetime

from app.classes.exports.told import Told
from app.classes.queries import ClassView, completion_of
from app.classes.rules import PARTS, TIERS, Tier
from app.classes.rules.completing import Issued
from app.clock import at_library
from app.locale import _
from app.office import document
from app.office.codes import printed
from app.web.page import day_and_time


def notice(told: Told) -> bytes:
    """通知."""
    title = _("关于举办%(title)s的通知", title=told.one.title)
    return _document(told, title, notice_paragraphs(told.one), at_library(told.generated_at).date())


def notice_paragraphs(one: ClassView) -> list[str]:
    """The notice, line by line."""
    listed = _("、").join(_(TIERS[tier]) for tier in Tier if tier in one.tiers)
    said = [text.strip() for text in one.notice.splitlines() if text.strip()]
    facts = [
        _("时间：%(first)s 至 %(last)s", first=spelled(one.starts_on), last=spelled(one.ends_on)),
        _("地点：%(where)s", where=one.where),
        _("对象：%(tiers)s图书管理员，名额 %(n)d 人", tiers=listed, n=one.capacity),
        *(f"{_(PARTS[part])}：{_('、').join(one.names(part))}" for part in PARTS if one.names(part)),
        _("报名截止：%(at)s", at=day_and_time(one.enrol_by)),
    ]
    if one.contact_name or one.contact_phone:
        facts.append(_("联系人：%(who)s", who=" ".join(filter(None, (one.contact_name, one.contact_phone)))))
    return [*said, *facts]


def summary_document(told: Told) -> bytes:
    """总结: sentences with the figures of the log; nothing is said that was not written down."""
    title = _("%(title)s总结", title=told.one.title)
    return _document(told, title, _summary(told), at_library(told.generated_at).date())


def _summary(told: Told) -> list[str]:
    one, seats = told.one, told.seats
    if one.called_off:
        return [_("本班已取消：%(reason)s", reason=one.called_off)]
    complete = sum(completion_of(one, seat, told.units).is_complete for seat in seats)
    periods = sum(unit.periods for unit in told.held)
    by_tier = [(tier, sum(seat.tier is tier for seat in seats)) for tier in Tier if tier in one.tiers]
    tiers = _("、").join(_("%(tier)s %(n)d 人", tier=_(TIERS[tier]), n=n) for tier, n in by_tier)
    lines = [
        _("本班于 %(first)s 至 %(last)s 举办。", first=spelled(one.starts_on), last=spelled(one.ends_on)),
        _("参加学员 %(n)d 人：%(tiers)s。", n=len(seats), tiers=tiers),
        _("共 %(units)d 次课、%(periods)d 节。", units=len(told.held), periods=periods),
    ]
    if periods and seats:
        came = f"{100 * sum(seat.periods for seat in seats) / (periods * len(seats)):.1f}"
        lines.append(_("总出勤率 %(percent)s%%。", percent=came))
    scores = [seat.points_x100 for seat in seats if seat.points_x100 is not None]
    if scores:
        mean = f"{sum(scores) / len(scores) / 100:.1f}"
        lines.append(_("考核有成绩 %(n)d 人，平均 %(mean)s 分。", n=len(scores), mean=mean))
    lines.append(_("达到结业条件 %(n)d 人，已发证 %(certified)d 张。", n=complete, certified=one.certified))
    if told.feedback.items:
        share = sum(item.satisfied for item in told.feedback.items) / len(told.feedback.items)
        percent = f"{float(share) * 100:.1f}"
        lines.append(_("收回满意度表 %(n)d 份，满意率 %(percent)s%%。", n=told.feedback.n, percent=percent))
    return lines


def _document(told: Told, title: str, paragraphs: Sequence[str], on: date) -> bytes:
    context = {"title": title, "paragraphs": list(paragraphs), "signed": told.library, "date": spelled(on)}
    return document("class_document", context, title=title, generated_at=told.generated_at)


def certificates_document(issued: Sequence[Issued], *, library: str, base: str, generated_at: datetime) -> bytes:
    """结业证书, one to a page.

    Args:
        base: where this site is reached, for the address of the check page and its code to scan.
    """
    pages = [
        {
            "number": one.number,
            "body": body_of(one),
            "hosts": one.hosts,
            "library": library,
            "date": spelled(one.issued_on),
            "code": one.code,
            "address": f"{base}/certificates/{one.code}",
            "qr": printed(f"{base}/certificates/{one.code}"),
        }
        for one in issued
    ]
    return document("class_certificate", {"pages": pages}, title=_("结业证书"), generated_at=generated_at)


def body_of(one: Issued) -> str:
    """The sentence of a certificate."""
    said = _(
        "%(name)s（%(unit)s）于 %(first)s 至 %(last)s 参加“%(title)s”，计 %(hours)s 学时，达到结业条件，准予结业。",
        name=one.name,
        unit=one.unit,
        first=spelled(one.starts_on),
        last=spelled(one.ends_on),
        title=one.class_title,
        hours=one.hours,
    )
    return said + (_("考核成绩 %(points)s 分。", points=one.points) if one.points else "")


def spelled(on: date) -> str:
    """2026年11月25日."""
    return _("%(year)d年%(month)d月%(day)d日", year=on.year, month=on.month, day=on.day)
