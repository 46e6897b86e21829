"""Deeds about the branch itself: founding, its terms, its committee as a body, its groups."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.party.queries.structure import structure_on
from app.party.rules.branch import Structure
from app.party.rules.structure import why_not_end, why_not_extend, why_not_number, why_not_term
from app.party.steps.members import LOCK
from app.party.tables import CommitteePeriod, GroupPlace, PartyBranch, PartyGroup, PartyTerm
from app.refusals import Refused, WhyNot, found
from app.storage import database


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What a branch is called, under whom, since when, and how many years its terms last."""

    name: str
    superior: str
    founded_on: date | None
    term_years: int


async def write_branch(actor: Actor, given: BranchFacts, *, now: datetime) -> None:
    """Write the branch of the library down, or put right what it is called."""
    async with deed(actor, "party_branch.written", name=given.name, superior=given.superior) as line:
        await database().hold(LOCK)
        values: dict[Any, Any] = {
            PartyBranch.name: given.name,
            PartyBranch.superior: given.superior,
            PartyBranch.founded_on: given.founded_on,
            PartyBranch.term_years: given.term_years,
        }
        known = await PartyBranch.select().order_by(PartyBranch.id).first()
        if known is not None:
            line.subject, line.details["before"] = known["id"], known["name"]
            await PartyBranch.update(values).where(PartyBranch.id == known["id"])
            return
        row = PartyBranch(values, at=now)
        await row.save()
        line.subject = row.id


async def begin_term(
    actor: Actor, starts_on: date, ends_on: date, document: str, *, number: int | None = None, now: datetime
) -> int:
    """A new term begins; the one before ends the day before at the latest.

    Args:
        number: of the term, where earlier ones are on paper only; None is the next one.

    Raises:
        Missing, Refused: there is no branch; the days cannot be.
    """
    async with deed(actor, "party_term.begun", starts_on=starts_on, ends_on=ends_on, document=document) as line:
        branch = await _branch(starts_on)
        last = await PartyTerm.objects().where(PartyTerm.branch == branch.branch).order_by(PartyTerm.number).output()
        before = last[-1] if last else None
        reasons = why_not_term(starts_on, ends_on, branch.term if before else None)
        if reasons := reasons or why_not_number(number, before.number if before else 0):
            raise Refused(*reasons)
        if before is not None and before.ended_on is None:
            await PartyTerm.update({PartyTerm.ended_on: starts_on}).where(PartyTerm.id == before.id)
        row = PartyTerm(
            branch=branch.branch,
            number=number or (before.number + 1 if before else 1),
            starts_on=starts_on,
            ends_on=ends_on,
            document=document,
            at=now,
        )
        await row.save()
        line.subject = row.id
        return int(row.id)


async def extend_term(actor: Actor, to: date, document: str, *, today: date) -> None:
    """The superior agreed that the present term ends later.

    Raises:
        Missing, Refused: there is no term; so late it cannot be.
    """
    async with deed(actor, "party_term.extended", extended_to=to, document=document) as line:
        term = found((await _branch(today)).term)
        line.subject = term.id
        if reasons := why_not_extend(term, to):
            raise Refused(*reasons)
        await PartyTerm.update({PartyTerm.extended_to: to, PartyTerm.extension_document: document}).where(
            PartyTerm.id == term.id
        )


async def set_committee(actor: Actor, on: date, document: str, *, stands: bool, now: datetime) -> None:
    """The branch has a committee from this day, or had one until this day.

    Raises:
        Missing, Refused: there is no branch; it has a committee already, or none.
    """
    async with deed(actor, "party_branch.committee_set", on=on, stands=stands, document=document) as line:
        branch = await _branch(on)
        line.subject = branch.branch
        if branch.has_committee is stands:
            said = _("支部委员会已经设了") if stands else _("现在没有支部委员会")
            raise Refused(WhyNot("committee", said))
        if stands:
            await CommitteePeriod(branch=branch.branch, from_on=on, document=document, at=now).save()
        else:
            await CommitteePeriod.update({CommitteePeriod.ended_on: on}).where(
                (CommitteePeriod.branch == branch.branch) & CommitteePeriod.ended_on.is_null()
            )


async def add_group(actor: Actor, name: str, from_on: date, *, now: datetime) -> int:
    """Divide off a group.

    Raises:
        Missing, Refused: there is no branch; a group of that name stands.
    """
    async with deed(actor, "party_group.added", name=name, from_on=from_on) as line:
        branch = await _branch(from_on)
        if any(one.name == name for one in branch.groups):
            raise Refused(WhyNot("name", _("已经有叫“%(name)s”的党小组，换一个名字", name=name)))
        row = PartyGroup(branch=branch.branch, name=name, from_on=from_on, at=now)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def end_group(actor: Actor, group: int, ended_on: date) -> None:
    """The group is no more after this day; who was in it belongs to none.

    Raises:
        Missing, Refused: there is none; it had not begun.
    """
    async with deed(actor, "party_group.ended", group, ended_on=ended_on):
        await database().hold(LOCK)
        row = found(await PartyGroup.objects().get((PartyGroup.id == group) & PartyGroup.ended_on.is_null()))
        if reasons := why_not_end(row.from_on, ended_on):
            raise Refused(*reasons)
        await PartyGroup.update({PartyGroup.ended_on: ended_on}).where(PartyGroup.id == group)
        await GroupPlace.update({GroupPlace.ended_on: ended_on}).where(
            (GroupPlace.group == group) & GroupPlace.ended_on.is_null()
        )


async def _branch(on: date) -> Structure:
    await database().hold(LOCK)
    return found(await structure_on(on))
