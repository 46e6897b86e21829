"""学时卡: one person's year of study as a document to be signed (R-04)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from app import clock, locale
from app.gatherings.exports import public_line
from app.gatherings.rules import CATEGORIES, KINDS, Category, Kind
from app.gatherings.rules.attendance import SOURCES
from app.locale import _
from app.office import document
from app.people.rules.names import masked_name
from app.training.queries.log import LogRow
from app.training.queries.record import Record
from app.training.rules import LEDGERS, OF_THE_PARTY
from app.training.rules.card import Account
from app.training.words import halves, hundredths
from app.web.page import day_and_time

LEARNT = (Kind.STUDY, Kind.EXAM, Kind.PARTY)
AN_HOUR = 60


def card_document(record: Record, *, is_public: bool, library: str, made_by: str, generated_at: datetime) -> bytes:
    """The card of a year as .docx on `templates/documents/hours_card.docx`, in Chinese whatever the screen speaks.

    Args:
        is_public: names are masked, and nothing says who is in the Party.

    Raises:
        Refused: the template cannot be filled.
    """
    shown = masked_name if is_public else str
    rows = [row for row in reversed(record.rows) if row.kind in LEARNT and row.minutes]
    if is_public:
        rows = [row for row in rows if row.kind is not Kind.PARTY]
    accounts = [one for one in record.card.accounts if not (is_public and one.rule.ledger in OF_THE_PARTY)]
    with locale.speaking(locale.SOURCE):
        context = {
            "year": record.year,
            "person": {
                "name": shown(record.member.name),
                "post": record.member.post or "—",
                "title": record.member.title or "—",
            },
            "rows": [_row(row, library) for row in rows],
            "ledgers": [_account(one) for one in accounts],
            "overlaps": list(_overlaps(record, is_public)),
            "by_category": list(_by_category(rows)),
            "library": library,
            "day": f"{clock.at_library(generated_at):%Y-%m-%d}",
            "made_by": shown(made_by),
            "period": _("%(year)d年", year=record.year),
            "generated": day_and_time(generated_at),
            "count": len(rows),
            "public_line": public_line() if is_public else "",
        }
        title = _("%(year)d年学时卡：%(name)s", year=record.year, name=shown(record.member.name))
        return document("hours_card", context, title=title, generated_at=generated_at)


def _row(row: LogRow, library: str) -> dict[str, str]:
    proofs = _("佐证%(n)d份", n=row.proofs) if row.proofs else _(SOURCES[row.source]) if row.source else ""
    return {
        "day": f"{row.day}",
        "title": row.title,
        "organiser": library,
        "manner": _(KINDS[row.kind]) if row.kind else "",
        "category": _(CATEGORIES[row.category]) if row.category else "",
        "hours": hundredths(Fraction(row.minutes, AN_HOUR)),
        "proofs": proofs,
    }


def _account(one: Account) -> dict[str, str]:
    share = ""
    if one.share is not None:
        percent = int(one.share * 100 / one.done) if one.done else 0
        share = _("%(n)s 学时，%(percent)d%%", n=halves(one.share), percent=percent)
    return {
        "name": _(LEDGERS[one.rule.ledger]),
        "required": halves(one.required),
        "done": halves(one.done),
        "gap": halves(one.gap),
        "share": share or "—",
        "met": _("达标") if one.is_met else _("未达标"),
    }


def _overlaps(record: Record, is_public: bool) -> Iterator[str]:
    for shared in record.card.shared:
        if not (is_public and OF_THE_PARTY & {shared.one, shared.other}):
            both = "、".join(_(LEDGERS[one]) for one in (shared.one, shared.other))
            told = _("两本台账都算了这 %(n)s 学时，不能相加", n=halves(shared.hours))
            yield _("%(both)s：%(told)s", both=both, told=told)


def _by_category(rows: list[LogRow]) -> Iterator[str]:
    minutes: Counter[Category] = Counter()
    for row in rows:
        if row.category:
            minutes[row.category] += row.minutes
    parts = [f"{_(CATEGORIES[one])} {hundredths(Fraction(minutes[one], AN_HOUR))}" for one in Category if minutes[one]]
    if parts:
        yield _("按类别（分钟合计后折算成小时）：%(parts)s", parts="，".join(parts))
