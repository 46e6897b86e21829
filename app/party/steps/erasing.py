"""Emptying what may be deleted of a person's Party records, inside the deed of whoever decides it.

A part of Party-building that keeps texts which a person may have deleted adds its own two functions to `ERASABLE`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.columns import Column

from app.party.rules.access import Restricted
from app.party.rules.rights import Part
from app.party.steps.erasing_cases import count_of_withdrawn, empty_withdrawn
from app.party.steps.erasing_looks import count_looks, empty_looks
from app.party.tables import Reflection, ReflectionErasure, SelfRating, TalkNote, TalkRemoval

OWN_TALK_NOTES = """
SELECT n.id FROM talk_note n JOIN heart_to_heart_talk t ON t.id = n.talk
WHERE (t.first = {} OR t.second = {}) AND n.emptied_at IS NULL
"""
OWN_TALK_REMOVALS = """
SELECT x.id FROM talk_removal x JOIN heart_to_heart_talk t ON t.id = x.talk
WHERE (t.first = {} OR t.second = {}) AND x.reason <> ''
"""
OWN_RATINGS = """
SELECT s.id FROM self_rating s JOIN appraisal a ON a.id = s.appraisal JOIN party_member m ON m.id = a.member
WHERE m.person = {} AND s.emptied_at IS NULL
"""
OWN_REFLECTIONS = """
SELECT r.id FROM reflection r WHERE r.person = {}
AND NOT EXISTS (SELECT 1 FROM reflection_erasure e WHERE e.reflection = r.id)
"""


@dataclass(frozen=True, slots=True)
class Erasable:
    """How one part is counted and emptied: both take the person; emptying tells how many records it emptied."""

    count: Callable[[int], Awaitable[int]]
    empty: Callable[[int, datetime], Awaitable[int]]


async def count_talk_notes(person: int) -> int:
    """How many notes of the person's talks still hold something, and removals of them that say why."""
    removals = await TalkRemoval.raw(OWN_TALK_REMOVALS, person, person)
    return len(await TalkNote.raw(OWN_TALK_NOTES, person, person)) + len(removals)


async def empty_talk_notes(person: int, now: datetime) -> int:
    """What was said in the person's talks goes, and why somebody looked; that they talked, with whom and when stays."""
    ids = [row["id"] for row in await TalkNote.raw(OWN_TALK_NOTES, person, person)]
    if ids:
        gone: dict[Column | str, Any] = dict.fromkeys(
            (TalkNote.place, TalkNote.content, TalkNote.problem, TalkNote.follow_up), ""
        )
        await TalkNote.update({**gone, TalkNote.emptied_at: now}).where(TalkNote.id.is_in(ids))
    removals = [row["id"] for row in await TalkRemoval.raw(OWN_TALK_REMOVALS, person, person)]
    if removals:
        await TalkRemoval.update({TalkRemoval.reason: ""}).where(TalkRemoval.id.is_in(removals))
    return len(ids) + len(removals) + await empty_looks(person, [Restricted.TALK])


async def count_self_ratings(person: int) -> int:
    """How many of the person's self-ratings still hold a text."""
    return len(await SelfRating.raw(OWN_RATINGS, person))


async def empty_self_ratings(person: int, now: datetime) -> int:
    """What the person wrote of themself goes, and why somebody looked; the word they chose stays with the appraisal."""
    ids = [row["id"] for row in await SelfRating.raw(OWN_RATINGS, person)]
    if ids:
        await SelfRating.update({SelfRating.said: "", SelfRating.emptied_at: now}).where(SelfRating.id.is_in(ids))
    return len(ids) + await empty_looks(person, [Restricted.APPRAISAL])


async def empty_applicant_papers(person: int, now: datetime) -> int:
    """What was written of a withdrawn application goes, and why somebody looked at it."""
    return await empty_withdrawn(person, now) + await empty_looks(person, [Restricted.REVIEW, Restricted.VETTING])


async def count_all_looks(person: int) -> int:
    """How many looks at the person's restricted records still say why."""
    return await count_looks(person, list(Restricted))


async def empty_all_looks(person: int, now: datetime) -> int:
    """Why anybody looked goes; who and when stays."""
    return await empty_looks(person, list(Restricted))


async def count_reflections(person: int) -> int:
    """How many reflections of the person still hold something."""
    return len(await Reflection.raw(OWN_REFLECTIONS, person))


async def empty_reflections(person: int, now: datetime) -> int:
    """What the person answered goes; that they wrote it on a day stays."""
    ids = [row["id"] for row in await Reflection.raw(OWN_REFLECTIONS, person)]
    if ids:
        await Reflection.update(
            {Reflection.why_joined: "", Reflection.what_done: "", Reflection.what_left: "", Reflection.changed_at: now}
        ).where(Reflection.id.is_in(ids))
        await ReflectionErasure.insert(*(ReflectionErasure(reflection=one, at=now) for one in ids))
    return len(ids)


ERASABLE: Mapping[Part, Erasable] = {
    Part.TALKS: Erasable(count_talk_notes, empty_talk_notes),
    Part.SELF_RATINGS: Erasable(count_self_ratings, empty_self_ratings),
    Part.REFLECTIONS: Erasable(count_reflections, empty_reflections),
    Part.APPLICANT_PAPERS: Erasable(count_of_withdrawn, empty_applicant_papers),
    Part.LOOKS: Erasable(count_all_looks, empty_all_looks),
}
