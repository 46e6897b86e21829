"""One case as its page shows it: judged on a day, with whoever is beside it and what may be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.gatherings.queries.calendar import calendar
from app.gatherings.rules.calendar import Calendar
from app.party.queries.case_texts import (
    BirthCorrected,
    Corrected,
    NoticeText,
    PaperLine,
    Review,
    Vetting,
    births_of,
    corrections_of,
    notices_of,
    papers_of,
    reviews_by,
    reviews_of,
    vettings_of,
)
from app.party.queries.cases import CaseLine, all_cases, case_facts, cases_of, line_of
from app.party.queries.looking import is_open, may_open
from app.party.queries.structure import branch_history
from app.party.rules.access import Restricted
from app.party.rules.branch import Member, Structure
from app.party.rules.cases.beside import lacks_mentor, to_replace
from app.party.rules.cases.entering import Entry, entry
from app.party.rules.cases.facts import Beside, CaseFacts
from app.party.rules.cases.leaving import leaves_soon


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything around it.

    Attributes:
        reviews, vettings: None while they are shut.
        may_look: whether the actor may open them by saying why.
        births: how the day of birth was put right.
        leaving: mentors who are no full members here any more.
        leaves_soon: the applicant leaves within three months and is not admitted yet.
        entry: what the roll should say and does not yet.
    """

    line: CaseLine
    papers: Sequence[PaperLine]
    notices: Sequence[NoticeText]
    corrections: Sequence[Corrected]
    births: Sequence[BirthCorrected]
    reviews: Sequence[Review] | None
    vettings: Sequence[Vetting] | None
    may_look: bool
    leaving: Sequence[Beside]
    lacks_mentor: bool
    leaves_soon: bool
    entry: Entry | None
    branch: Structure | None
    calendar: Calendar

    @property
    def facts(self) -> CaseFacts:
        """The case itself."""
        return self.line.facts

    @property
    def full(self) -> Sequence[Member]:
        """Full members of today, who may be chosen."""
        return self.branch.full if self.branch else []


async def case_page(actor: Actor, case: int, now: datetime) -> CasePage | None:
    """One case for whoever may see the branch."""
    facts = await case_facts(case)
    return None if facts is None else await _page(actor, facts, now)


async def _page(actor: Actor, facts: CaseFacts, now: datetime) -> CasePage:
    today, known, history = clock.at_library(now).date(), await calendar(), await branch_history()
    branch = history.on(today) if history else None
    members = {one.person: one for one in branch.members} if branch else dict[int, Member]()
    shown = {
        kind: await is_open(actor, kind, facts.id, [facts.person], now)
        for kind in (Restricted.REVIEW, Restricted.VETTING)
    }
    return CasePage(
        line=line_of(facts, today, known),
        papers=await papers_of(facts.id),
        notices=await notices_of(facts.id),
        corrections=await corrections_of(facts.id),
        births=await births_of(facts.id),
        reviews=await reviews_of(facts.id) if shown[Restricted.REVIEW] else None,
        vettings=await vettings_of(facts.id) if shown[Restricted.VETTING] else None,
        may_look=await may_open(actor, Restricted.REVIEW, [facts.person]),
        leaving=to_replace(facts, members, today),
        lacks_mentor=lacks_mentor(facts, today),
        leaves_soon=leaves_soon(facts, today) and facts.ending is None,
        entry=entry(facts, members.get(facts.person)),
        branch=branch,
        calendar=known,
    )


@dataclass(frozen=True, slots=True)
class Mentee:
    """Somebody whom the actor guides, with the reviews they wrote themself."""

    line: CaseLine
    own_reviews: Sequence[Review]


async def my_cases(actor: Actor, now: datetime) -> list[CasePage]:
    """One's own cases, the newest first, with what is written about oneself."""
    return [await _page(actor, one, now) for one in await cases_of(actor.person)]


async def my_mentees(actor: Actor, today: date) -> list[Mentee]:
    """Whom the actor guides today, as mentor or sponsor; without what others wrote about them."""
    known = await calendar()
    guided = [
        one
        for one in await all_cases()
        if one.ending is None
        and any(each.person == actor.id and each.stands(today) for each in (*one.mentors, *one.sponsors))
    ]
    written = await reviews_by(actor.person) if guided else {}
    return [Mentee(line_of(one, today, known), written.get(one.id, [])) for one in guided]
