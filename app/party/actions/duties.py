"""Deeds of the calendar of duties: setting a value, explaining, taking back, writing a yearly record down."""

from dataclasses import dataclass
from datetime import date, datetime

from app.actor import Actor
from app.audit import deed
from app.party.queries.duties import duty_record, explained_in, explanation
from app.party.queries.own import no_branch
from app.party.queries.structure import structure_on
from app.party.rules.cycles import Cell
from app.party.rules.done import DoneKind, why_not_done, why_not_explain, why_not_take_back
from app.party.rules.settings import Setting, why_not_set
from app.party.steps.twice import ensure_new
from app.party.tables import (
    DutyExplanation,
    DutyExplanationWithdrawal,
    DutyRecord,
    DutyRecordWithdrawal,
    PartySetting,
)
from app.refusals import Refused, found
from app.storage import database

LOCK = "party duties"


async def set_value(actor: Actor, wanted: Setting, *, now: datetime, today: date) -> None:
    """Set a value of the rule book for the days it holds.

    Raises:
        Refused: it is laxer than the text, for a year that is over, or without a source.
    """
    async with deed(
        actor,
        "party_setting.set",
        key=wanted.key.value,
        value=wanted.value,
        source=wanted.source,
        from_on=wanted.from_on,
    ):
        if reasons := why_not_set(wanted, today):
            raise Refused(*reasons)
        await PartySetting(
            key=wanted.key.value,
            value=wanted.value,
            from_on=wanted.from_on,
            to_on=wanted.to_on,
            source=wanted.source.strip(),
            note=wanted.note.strip(),
            by_name=actor.name,
            at=now,
        ).save()


async def explain(actor: Actor, cell: Cell, text: str, *, now: datetime) -> int:
    """Say why a period is without; the cell stays visibly explained. Returns the id.

    Raises:
        Missing, Refused: there is no branch; the cell needs no explanation, or it says nothing.
    """
    async with deed(actor, "duty.explained", item=cell.item.key, period=cell.period.key) as line:
        await database().hold(LOCK)
        branch = found(await structure_on(cell.period.last)).branch
        if reasons := why_not_explain(cell, await explained_in(cell.period.first.year), text):
            raise Refused(*reasons)
        row = DutyExplanation(
            branch=branch,
            year=cell.period.first.year,
            item=cell.item.key,
            period=cell.period.key,
            text=text.strip(),
            by_name=actor.name,
            at=now,
        )
        await row.save()
        line.subject = row.id
        return int(row.id)


async def withdraw_explanation(actor: Actor, number: int, reason: str, *, now: datetime) -> str:
    """Take an explanation back; it stays readable with who took it back and why. Returns the key of its cell.

    Raises:
        Missing, Refused: there is none; it was taken back before, or it is not said why.
    """
    async with deed(actor, "duty.explanation_withdrawn", number, reason=reason):
        await database().hold(LOCK)
        known = found(await explanation(number))
        if reasons := why_not_take_back(reason, is_back=known.withdrawn_at is not None):
            raise Refused(*reasons)
        await DutyExplanationWithdrawal(explanation=number, reason=reason.strip(), by_name=actor.name, at=now).save()
        return f"{known.item}.{known.period}"


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """A yearly duty as it is written down: `reference` says where the paper is, `person` whom a contact was about."""

    kind: DoneKind
    done_on: date
    title: str
    reference: str = ""
    person: int | None = None


async def write_done(actor: Actor, given: DoneFacts, *, now: datetime, today: date) -> int:
    """Write a yearly record down; returns its id.

    Raises:
        Refused: there is no branch; it is still to come, before the branch was, or not said whom it was about.
    """
    async with deed(actor, "duty_record.written", what=given.kind.value, done_on=given.done_on) as line:
        structure = await structure_on(given.done_on)
        if structure is None:
            raise Refused(no_branch())
        if reasons := why_not_done(given.kind, given.done_on, given.person, structure, today):
            raise Refused(*reasons)
        row = DutyRecord(
            branch=structure.branch,
            what=given.kind.value,
            done_on=given.done_on,
            title=given.title.strip(),
            reference=given.reference.strip(),
            person=given.person,
            by_name=actor.name,
            at=now,
        )
        await ensure_new(row, DutyRecordWithdrawal.record)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def withdraw_done(actor: Actor, number: int, reason: str, *, now: datetime) -> None:
    """Take a record back that was written by mistake; it stays readable and counts no more.

    Raises:
        Missing, Refused: there is none; it was taken back before, or it is not said why.
    """
    async with deed(actor, "duty_record.withdrawn", number, reason=reason):
        await database().hold(LOCK)
        known = found(await duty_record(actor, number))
        if reasons := why_not_take_back(reason, is_back=known.withdrawn_at is not None):
            raise Refused(*reasons)
        await DutyRecordWithdrawal(record=number, reason=reason.strip(), by_name=actor.name, at=now).save()
