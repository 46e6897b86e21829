"""Deeds about members: coming, becoming a full member, leaving; what is true of them for a time; posts and groups."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.locale import _
from app.party.queries.structure import structure_on
from app.party.rules.branch import CommitteePost, Trait
from app.party.rules.correcting import why_not_conclude
from app.party.rules.structure import why_not_begin, why_not_end, why_not_leave, why_not_member, why_not_trait
from app.party.steps.ledgers import follow_membership
from app.party.steps.members import LOCK, MemberDays, write_days, write_member
from app.party.tables import CommitteeSeat, GroupPlace, MemberTrait, PartyGroup, PartyMember
from app.people.sessions import forget_actors
from app.refusals import Refused, WhyNot, found
from app.storage import database

ALONE = frozenset({CommitteePost.SECRETARY})
"""Posts that only one person holds at a time."""


async def add_member(actor: Actor, person: int, days: MemberDays, *, now: datetime, today: date) -> int:
    """Write a member of the branch down; returns the id.

    Raises:
        Missing, Refused: there is no branch; they are in it; the days cannot be.
    """
    async with deed(actor, "party_member.added", person=person, **_told(days)) as line:
        line.subject = await write_member(person, days, now=now, today=today)
        return line.subject


async def amend_member(actor: Actor, member: int, days: MemberDays, *, now: datetime, today: date) -> None:
    """Put the days of a member right, or say when they became a full one; what stood before is in the ledger.

    Raises:
        Missing, Refused: there is none; the days cannot be.
    """
    async with deed(actor, "party_member.amended", member, **_told(days)) as line:
        row = await _standing(member)
        line.details["before"] = _told(MemberDays(row["since"], row["admitted_on"], row["full_on"]))
        if reasons := why_not_member(days.since, days.admitted_on, days.full_on, today):
            raise Refused(*reasons)
        await write_days(member, days, now=now)


async def end_member(actor: Actor, member: int, ended_on: date, reason: str, *, now: datetime) -> None:
    """A member leaves the branch: the last day here, and why. Posts, groups and traits end with it.

    Raises:
        Missing, Refused: there is none; they had not come, or the day is to come.
    """
    async with deed(actor, "party_member.left", member, ended_on=ended_on):
        row = await _standing(member)
        if reasons := why_not_leave(row["since"], ended_on, at_library(now).date()):
            raise Refused(*reasons)
        await PartyMember.update({PartyMember.ended_on: ended_on, PartyMember.end_reason: reason}).where(
            PartyMember.id == member
        )
        for table in (MemberTrait, CommitteeSeat, GroupPlace):
            await table.update({table.ended_on: ended_on}).where((table.member == member) & table.ended_on.is_null())
        await follow_membership(member, now=now)
    forget_actors()


async def give_trait(
    actor: Actor,
    member: int,
    trait: Trait,
    from_on: date,
    note: str,
    *,
    until_on: date | None = None,
    now: datetime,
) -> int:
    """Something is true of a member from a day on; `until_on` is the day by which a 限期改正 has to be over.

    Raises:
        Missing, Refused: there is none; it is true already; a reason is missing; the limit is none or too far.
    """
    # That somebody is told to put themself right is for the committee; whoever reads the ledger learns that something was noted.
    told = {} if trait is Trait.CORRECTION else {"trait": trait.value}
    async with deed(actor, "party_member.trait_given", member, from_on=from_on, **told):
        await _standing(member)
        today = at_library(now).date()
        # Whoever came may have been retired or ill for years.
        reasons = why_not_trait(trait, note, from_on, until_on) or why_not_begin("trait_from", from_on, from_on, today)
        if reasons:
            raise Refused(*reasons)
        if await MemberTrait.exists().where(
            (MemberTrait.member == member) & (MemberTrait.trait == trait.value) & MemberTrait.ended_on.is_null()
        ):
            raise Refused(WhyNot("trait", _("这一条已经记着")))
        made = MemberTrait(member=member, trait=trait.value, from_on=from_on, note=note, until_on=until_on, at=now)
        await made.save()
        return int(made.id)


async def end_trait(actor: Actor, trait: int, ended_on: date, outcome: str = "") -> None:
    """It is true of the member until this day; of a 限期改正 it is said what people concluded. No deed holds those words.

    Raises:
        Missing, Refused: there is none; it had not begun; nobody said what came of it.
    """
    async with deed(actor, "party_member.trait_ended", ended_on=ended_on) as line:
        row = found(await MemberTrait.objects().get((MemberTrait.id == trait) & MemberTrait.ended_on.is_null()))
        line.subject = row.member
        if reasons := why_not_end(row.from_on, ended_on):
            raise Refused(*reasons)
        if row.trait == Trait.CORRECTION and (reasons := why_not_conclude(outcome)):
            raise Refused(*reasons)
        await MemberTrait.update({MemberTrait.ended_on: ended_on, MemberTrait.outcome: outcome.strip()}).where(
            MemberTrait.id == trait
        )


async def seat(actor: Actor, member: int, post: CommitteePost | None, from_on: date, *, now: datetime) -> None:
    """A member holds a post from this day; another one they held ends the day before. None ends it.

    Raises:
        Missing, Refused: there is none; somebody else is secretary; they are no full member; they were not here yet, or the
            day is over a year away.
    """
    async with deed(actor, "party_member.seated", member, post=post.value if post else "", from_on=from_on):
        row = await _standing(member)
        if post is not None and (row["full_on"] is None or row["full_on"] > from_on):
            raise Refused(WhyNot("post", _("只有正式党员能担任；先记下转正日期")))
        if reasons := why_not_begin("seat_from", row["since"], from_on, at_library(now).date()):
            raise Refused(*reasons)
        await _ensure_alone(member, post, from_on)
        await _end_open(CommitteeSeat, member, from_on)
        if post is not None:
            await CommitteeSeat(member=member, post=post.value, from_on=from_on, at=now).save()
        await follow_membership(member, now=now)
    # What a committee member sees rests on the seat, and no process remembers the one before.
    forget_actors()


async def _ensure_alone(member: int, post: CommitteePost | None, on: date) -> None:
    if post not in ALONE:
        return
    branch = found(await structure_on(on))
    other = branch.secretary
    if other is not None and other.id != member:
        raise Refused(WhyNot("post", _("现在的书记是%(name)s，先记下卸任", name=other.name)))


async def place(actor: Actor, member: int, group: int | None, *, leads: bool, from_on: date, now: datetime) -> None:
    """A member belongs to a group from this day; None takes them out of theirs.

    Raises:
        Missing, Refused: there is no such member or group; they were not here yet, or the day is over a year away.
    """
    async with deed(actor, "party_member.placed", member, group=group or 0, leads=leads, from_on=from_on):
        row = await _standing(member)
        if reasons := why_not_begin("place_from", row["since"], from_on, at_library(now).date()):
            raise Refused(*reasons)
        if group is not None:
            found(await PartyGroup.objects().get((PartyGroup.id == group) & PartyGroup.ended_on.is_null()))
        await _end_open(GroupPlace, member, from_on)
        if group is not None:
            await GroupPlace(member=member, group=group, leads=leads, from_on=from_on, at=now).save()


async def _end_open(table: type[CommitteeSeat] | type[GroupPlace], member: int, from_on: date) -> None:
    # What began this very day or later was a slip: it ends before it begins, and never held.
    await table.update({table.ended_on: _day_before(from_on)}).where(
        (table.member == member) & table.ended_on.is_null()
    )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


async def _standing(member: int) -> Mapping[str, Any]:
    await database().hold(LOCK)
    rows = await PartyMember.select().where((PartyMember.id == member) & PartyMember.ended_on.is_null())
    return found(rows[0] if rows else None)


def _told(days: MemberDays) -> dict[str, Any]:
    return {
        "since": days.since.isoformat(),
        "admitted_on": days.admitted_on.isoformat() if days.admitted_on else "",
        "full_on": days.full_on.isoformat() if days.full_on else "",
    }
