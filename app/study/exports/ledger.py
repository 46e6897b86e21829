"""年度学习台账: what was studied, when, by how many."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from app.gatherings.exports import public_line
from app.gatherings.rules import CATEGORIES
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.people.rules.names import masked_name
from app.study.queries import LedgerLine, held
from app.study.rules.agenda import Item, law_link
from app.study.rules.terms import Term
from app.training.rules.book import rules_of
from app.training.rules.hours import shown
from app.web.page import WEEKDAYS

AN_HOUR = 60


def ledger_workbook(
    lines: Sequence[LedgerLine], term: Term, *, is_public: bool, library: str, made_by: str, generated_at: datetime
) -> bytes:
    """The sessions that were held and ended as .xlsx; the head says how many are still open and therefore not in it."""
    done = held(lines)
    waiting = len([one for one in lines if one.session.span.ends_at <= generated_at]) - len(done)
    said = [_("另有 %(n)d 次已过时间，签到还没有结束，没有列入", n=waiting)] if waiting > 0 else []
    sheet = Sheet(
        title=_("%(term)s学习台账", term=term.said),
        name=_("学习台账"),
        library=library,
        period=term.said,
        made_by=masked_name(made_by) if is_public else made_by,
        generated_at=generated_at,
        columns=_columns(),
        rows=[_row(place, one, is_public) for place, one in enumerate(done, start=1)],
        footer=[_totals(done)],
        lines=[*said, *([public_line()] if is_public else [])],
    )
    return workbook(sheet)


def _columns() -> list[Column]:
    sessions, agenda, known = _("学习安排"), _("议程"), _("出勤记录")
    people = _("人")
    return [
        Column(_("序号"), Shown.WHOLE, _("按日期排列的次序")),
        Column(_("日期"), Shown.DAY, _("开始那天，北京时间"), "", sessions),
        Column(_("星期"), Shown.TEXT, _("由日期算出"), "", sessions),
        Column(_("主题"), Shown.TEXT, _("这次学习的主题"), "", sessions),
        Column(_("类别"), Shown.TEXT, _("学习内容的类别"), "", sessions),
        Column(_("材料"), Shown.TEXT, _("议程里写的材料和法规"), "", agenda),
        Column(_("主讲"), Shown.TEXT, _("议程里写的主讲人"), "", agenda),
        Column(_("应到"), Shown.WHOLE, _("开始签到时定下的名单，加上后来的人"), people, known),
        Column(_("实到"), Shown.WHOLE, _("出席和迟到；补课的不算"), people, known),
        Column(_("出勤率"), Shown.PERCENT, _("实到 ÷ 应到"), "", known),
        Column(_("学时"), Shown.TENTHS, _("由计划的时长折算，向下取到 0.5；各人的学时看学时卡"), _("学时"), sessions),
        Column(_("是否闭馆"), Shown.TEXT, _("学习时是否停止接待读者"), "", sessions),
        Column(_("附件"), Shown.TEXT, _("登记的佐证"), "", _("佐证记录")),
    ]


def _row(place: int, line: LedgerLine, is_public: bool) -> list[Value]:
    one, numbers = line.session, line.numbers
    category = one.gathering.category
    speakers = speakers_of(line.items)
    return [
        place,
        one.on,
        _(WEEKDAYS[one.on.weekday()]),
        one.topic or one.title,
        _(CATEGORIES[category]) if category else "",
        _("；").join(materials_of(line.items)),
        masked_name(speakers) if is_public else speakers,
        numbers.expected,
        numbers.came,
        Fraction(numbers.came, numbers.expected) if numbers.expected else None,
        hours_of(one.span.minutes, one.on.year),
        _("是") if one.gathering.library_closed else _("否"),
        _("、").join(line.proofs),
    ]


def _totals(lines: Sequence[LedgerLine]) -> list[Value]:
    expected, came = (sum(getattr(one.numbers, name) for one in lines) for name in ("expected", "came"))
    hours = sum((hours_of(one.session.span.minutes, one.session.on.year) for one in lines), Fraction())
    closed = sum(one.session.gathering.library_closed for one in lines)
    times = _("共 %(n)d 次", n=len(lines))
    rate = Fraction(came, expected) if expected else None
    shut = _("闭馆 %(n)d 次", n=closed)
    return [None, _("合计"), None, times, None, None, None, expected, came, rate, hours, shut, None]


def hours_of(minutes: int, year: int) -> Fraction:
    """A session's length in 学时, in halves, by the minutes that the rules of its year say."""
    rules = rules_of(year)
    return shown(Fraction(minutes, rules[0].minutes_per_hour if rules else AN_HOUR))


def materials_of(items: Sequence[Item]) -> list[str]:
    """What was read: the materials as they were written, and the laws by their titles; each once."""
    found: dict[str, None] = {}
    for item in items:
        law = law_link(item.law)
        for text in (item.material.strip(), f"《{law[1]}》" if law else ""):
            if text:
                found.setdefault(" ".join(text.split()))
    return list(found)


def speakers_of(items: Sequence[Item]) -> str:
    """Who spoke, each once, in the order of the agenda."""
    return "、".join(dict.fromkeys(item.speaker for item in items if item.speaker))
