"""Party dues: taking payments, correcting them, agreeing with a member, showing the members the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.party.queries import dues as queries
from app.party.queries.dues import PaymentView
from app.party.queries.dues_shown import last_publication
from app.party.queries.structure import structure_on
from app.party.rules.dues import (
    ArrangementKind,
    Month,
    MonthState,
)
from app.party.rules.receiving import Receiving, why_not_arrange, why_not_receive
from app.party.steps.twice import ensure_new
from app.party.tables import (
    DuesArrangement,
    DuesCorrection,
    DuesPayment,
    DuesPublication,
    DuesPublicationLine,
)
from app.refusals import Refused, WhyNot, found
from app.storage import database

LOCK = "party dues"
TOLD = ("member", "months_due", "months_paid", "months_late", "amount_fen")
SHOWN = N_("%(year)d 年的党费收缴情况公布了，可以看")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a member paid for a month."""

    member: int
    month: Month
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Taken:
    """On which day, by whom, and what else is to be said of all of it."""

    received_on: date
    by: str
    note: str = ""


async def receive(actor: Actor, receipts: Sequence[Receipt], taken: Taken, *, now: datetime) -> int:
    """Enter payments, all or none; returns how many.

    Raises:
        Missing: somebody is no member.
        Refused: nothing is entered, or one of them cannot be; each sentence names the person and the month.
    """
    months = [[one.member, one.month.year, one.month.month, one.amount_fen] for one in receipts]
    async with deed(actor, "dues.received", months=months, received_on=taken.received_on):
        await database().hold(LOCK)
        if not receipts:
            raise Refused(WhyNot("amounts", _("还没有填金额：在要收的月份那一格里填，例如 12.50")))
        if len({(one.member, one.month) for one in receipts}) < len(receipts):
            raise Refused(WhyNot("amounts", _("同一个人同一个月填了两次，留一个")))
        known = await queries.accounts(min(one.month.year for one in receipts) - 1)
        reasons: list[WhyNot] = []
        for one in receipts:
            _person, name, account = found(known.get(one.member))
            wanted = Receiving(name, one.month, one.amount_fen, taken.received_on, taken.note)
            reasons += why_not_receive(wanted, account, clock.at_library(now).date())
        if reasons:
            raise Refused(*dict.fromkeys(reasons))
        await DuesPayment.insert(*[_row(actor, one, taken, now) for one in receipts])
    return len(receipts)


async def correct(
    actor: Actor, payment: int, reason: str, amount_fen: int | None, taken: Taken, *, now: datetime
) -> PaymentView:
    """A payment was entered wrongly: it no longer stands, and the right one stands in its place, if there is one.

    Raises:
        Missing: there is no such payment.
        Refused: it was corrected before, no reason is given, or the new one cannot be.
    """
    async with deed(actor, "dues.corrected", payment, amount_fen=amount_fen):
        await database().hold(LOCK)
        one = found(await queries.payment(payment))
        if one.corrected is not None:
            raise Refused(WhyNot("corrected", _("这一笔已经更正过，刷新页面看看")))
        if len(reason.strip()) < 2:
            raise Refused(WhyNot("reason", _("写明错在哪里")))
        await DuesCorrection(payment=payment, reason=reason.strip(), by_name=actor.name, at=now).save()
        if amount_fen is not None:
            known = await queries.accounts(one.month.year - 1)
            right = replace(taken, note=taken.note.strip() or one.note)
            wanted = Receiving(one.name, one.month, amount_fen, right.received_on, right.note or reason)
            if reasons := why_not_receive(wanted, known[one.member][2], clock.at_library(now).date()):
                raise Refused(*reasons)
            await _row(actor, Receipt(one.member, one.month, amount_fen), right, now).save()
        return one


async def arrange(
    actor: Actor, member: int, kind: ArrangementKind, from_on: date, ended_on: date | None, basis: str, *, now: datetime
) -> None:
    """Write down what the branch agreed with a member about their dues.

    Raises:
        Missing: there is no such member.
        Refused: the days run backwards, or it does not say who agreed.
    """
    async with deed(actor, "dues.arranged", member, kind=kind.value, from_on=from_on, ended_on=ended_on):
        await database().hold(LOCK)
        found((await queries.accounts(from_on.year)).get(member))
        if reasons := why_not_arrange(kind, from_on, ended_on, basis):
            raise Refused(*reasons)
        await DuesArrangement(
            member=member,
            kind=kind.value,
            from_on=from_on,
            ended_on=ended_on,
            basis=basis.strip(),
            by_name=actor.name,
            at=now,
        ).save()


async def end_arrangement(actor: Actor, arrangement: int, ended_on: date) -> None:
    """It holds until that day.

    Raises:
        Missing: there is none.
        Refused: it would end before it begins.
    """
    async with deed(actor, "dues.arrangement_ended", arrangement, ended_on=ended_on):
        await database().hold(LOCK)
        one = found(next((one for one in await queries.arrangements() if one.id == arrangement), None))
        if ended_on < one.rule.from_on:
            raise Refused(WhyNot("ended_on", _("结束日期早于开始日期，改其中一个")))
        await DuesArrangement.update({DuesArrangement.ended_on: ended_on}).where(DuesArrangement.id == arrangement)


async def publish(actor: Actor, year: int, published_on: date, how: str, *, now: datetime) -> int:
    """Keep the list of a year as it is shown to the members, and tell them; returns the publication.

    Raises:
        Missing: there is no branch.
        Refused: its day is to come or before the year, there is nothing to show, or just that was shown already.
    """
    async with deed(actor, "dues.published", year=year, published_on=published_on) as line:
        await database().hold(LOCK)
        today = clock.at_library(now).date()
        structure = found(await structure_on(today))
        if published_on > today or published_on.year < year:
            sentence = _("公布日期在 %(year)d 年 1 月 1 日到今天之间", year=year)
            raise Refused(WhyNot("published_on", sentence))
        lines = await queries.dues_year(year, today)
        if not lines:
            raise Refused(WhyNot("year", _("%(year)d 年没有要交党费的人，核对年份", year=year)))
        shown = [_told(one) for one in lines]
        if (last := await last_publication(year)) and [_kept(kept) for kept in last.lines] == shown:
            known = {"year": year, "day": last.published_on}
            sentence = _("%(year)d 年的名单 %(day)s 公布过，到现在没有变化，不用再公布")
            raise Refused(WhyNot("year", sentence % known))
        row = DuesPublication(
            branch=structure.branch, year=year, published_on=published_on, how=how.strip(), by_name=actor.name, at=now
        )
        await ensure_new(row)
        await row.save()
        await DuesPublicationLine.insert(*[_published(row.id, one) for one in lines])
        line.subject = row.id
        people = [one.person for one in structure.members if one.person != actor.id]
        await tell(actor, people, SHOWN, address=f"/party/dues/publications/{row.id}", now=now, year=year)
        return int(row.id)


async def take_dues_along(actor: Actor, year: int, rows: int, *, is_public: bool) -> None:
    """Note that somebody took the table of dues along."""
    async with deed(actor, "dues.exported", year=year, rows=rows, masked=is_public):
        pass


def _row(actor: Actor, one: Receipt, taken: Taken, now: datetime) -> DuesPayment:
    return DuesPayment(
        member=one.member,
        year=one.month.year,
        month=one.month.month,
        amount_fen=one.amount_fen,
        received_on=taken.received_on,
        taken_by_name=taken.by.strip() or actor.name,
        note=taken.note.strip(),
        by=actor.id,
        by_name=actor.name,
        at=now,
    )


def _published(publication: int, one: queries.DuesLine) -> DuesPublicationLine:
    member, due, paid, late, fen = _told(one)
    return DuesPublicationLine(
        publication=publication,
        member=member,
        name=one.name,
        months_due=due,
        months_paid=paid,
        months_late=late,
        amount_fen=fen,
    )


def _told(one: queries.DuesLine) -> tuple[int, int, int, int, int]:
    due = one.due - one.count(MonthState.NOT_YET)
    return (one.member, due, one.paid, one.count(MonthState.LATE), one.total_fen)


def _kept(line: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(line[word] for word in TOLD)
