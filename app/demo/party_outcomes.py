"""What came of the meetings of the demo branch: votes and tasks, as rows and as they were signed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.demo.party_year import Meeting
from app.gatherings.rules.attendance import Status
from app.party.queries.minutes import SignedPerson, SignedTask, SignedVote
from app.party.rules.branch import Member
from app.party.rules.tasks import TaskKind
from app.party.tables import PartyTask, PartyTaskNote, PartyVote
from app.party.tables.cases import ApplicantCase


async def votes_of(
    one: Meeting,
    meeting: int,
    voters: Sequence[Member],
    stood: Sequence[SignedPerson],
    people: Mapping[str, int],
    by: str,
    at: datetime,
) -> list[SignedVote]:
    """The vote of a meeting as it is written down and signed; admitting somebody names their case."""
    if not one.voted and not one.admits:
        return []
    may_vote = {each.person for each in voters}
    present = sum(each.person in may_vote and each.status == Status.PRESENT.value for each in stood)
    about: dict[str, Any] = {}
    if one.admits:
        person = people[one.admits]
        (case,) = await ApplicantCase.select(ApplicantCase.id, ApplicantCase.person.name).where(
            ApplicantCase.person == person
        )
        about = {"person": person, "applicant": case["id"]}
        name, numbers = case["person.name"], (len(voters), "", present, 0, present, 0, 0)
        vote = SignedVote("admission", "接收预备党员", name, "secret", *numbers, "passed")
    else:
        numbers = (len(voters), "", present, 0, present - 1, 0, 1)
        vote = SignedVote("resolution", one.voted, "", "hands", *numbers, "passed")
    row = PartyVote(meeting=meeting, counted_by_name=by, at=at, **msgspec.structs.asdict(vote), **about)
    await row.save()
    return [vote]


async def tasks_of(
    one: Meeting, meeting: int, people: Mapping[str, int], names: Mapping[int, str], ends: datetime, now: datetime
) -> list[SignedTask]:
    """What a meeting gave people to do, and what came of it."""
    made = []
    for who, problem, what in one.problems:
        due = one.day + timedelta(days=30)
        made.append(SignedTask(TaskKind.RECTIFICATION.value, problem, what, names[people[who]], due))
        await _task(meeting, made[-1], people[who], ends, done_at=min(ends + timedelta(days=25), now))
    if one.task is not None:
        who, what, due = one.task
        made.append(SignedTask(TaskKind.RESOLUTION.value, "", what, names[people[who]], due))
        await _task(meeting, made[-1], people[who], ends, done_at=None)
    return made


async def _task(meeting: int, given: SignedTask, owner: int, at: datetime, *, done_at: datetime | None) -> None:
    row = PartyTask(
        meeting=meeting,
        kind=given.kind,
        problem=given.problem,
        what=given.what,
        owner=owner,
        due_on=given.due_on,
        agreed_by_name=given.owner,
        at=at,
    )
    await row.save()
    if done_at is not None:
        note = PartyTaskNote(
            task=row.id, kind="done", text="已经照办，支委会上报告过", by=owner, by_name=given.owner, at=done_at
        )
        await note.save()
