"""The page of a meeting, with whichever of its forms came back filled in."""

from typing import Any

from litestar import Response

from app import clock
from app.actor import Actor, May
from app.gatherings.queries.keeping import proofs
from app.gatherings.rules import CATEGORIES, GATHERING_STATES, GatheringState, why_not_close_yet
from app.gatherings.rules.attendance import STATUSES
from app.gatherings.rules.tallies import tally
from app.locale import _
from app.party.queries import meetings as queries
from app.party.queries.appraisals import round_held_in
from app.party.queries.cases import all_cases
from app.party.queries.meeting import MeetingView
from app.party.queries.meeting import meeting as meeting_of
from app.party.queries.meetings import Stands, people_of
from app.party.queries.minutes import Record, agenda_of, last_save, record_of, shown_to_sign
from app.party.queries.parts import corrections_said, parts_said
from app.party.queries.structure import structure_on
from app.party.queries.votes import voters_at
from app.party.rules.bodies import decided_by
from app.party.rules.cases.acts import STAGES
from app.party.rules.cases.voted import candidates
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import fields_of, label_of, speeches, value_said, why_not_write
from app.party.rules.planning import expected, overdue_term, why_not_open_yet
from app.party.rules.tasks import NOTE_KINDS, TASK_KINDS, TaskKind
from app.party.rules.votes import ABOUT_ONE_PERSON, ELECTED, METHODS, OUTCOMES, SUBJECTS, Subject, outcome_said
from app.refusals import found, seen_of
from app.web import Filled, blank, page
from app.web.page import Asked

WORDS: dict[str, Any] = {
    "states": GATHERING_STATES,
    "categories": CATEGORIES,
    "statuses": STATUSES,
    "State": GatheringState,
    "Kind": MeetingKind,
    "subjects": SUBJECTS,
    "methods": METHODS,
    "outcome_said": outcome_said,
    "task_kinds": TASK_KINDS,
    "note_kinds": NOTE_KINDS,
    "TaskKind": TaskKind,
    "speeches": speeches,
}


async def show_meeting(
    request: Asked, actor: Actor, meeting: int, *, form: Filled | None = None, status: int = 200
) -> Response[Any]:
    """The page of a meeting; `form` is the one that was not right.

    Raises:
        Missing: there is none that the actor may see.
    """
    one = found(await meeting_of(actor, meeting))
    people = await people_of(one)
    record = await record_of(one, people)
    keeps = actor.may(May.KEEP_PARTY)
    return page(
        request,
        "party/meeting",
        status=status,
        one=one,
        record=record,
        keeps=keeps,
        sees=actor.may(May.SEE_PARTY),
        appraisal_round=await round_held_in(one.id)
        if actor.may(May.SEE_PARTY) and MeetingKind.APPRAISAL in one.kinds
        else None,
        people=people,
        numbers=tally([each.status for each in people]),
        agenda=await agenda_of(one.id),
        lacking=queries.lacks_unsigned(one, people) if keeps and not one.is_signed else (),
        saved=await last_save(one.id) if keeps and not one.is_signed else None,
        fields=fields_said(record),
        corrections=corrections_said(record),
        proofs=await proofs(actor, one.gathering) if people else [],
        today=clock.today(),
        **await _by_structure(one, people),
        **(await _keeping(one, record, people, form) if keeps else {"form": form or blank()}),
        **WORDS,
    )


async def _by_structure(one: MeetingView, people: list[Stands]) -> dict[str, Any]:
    structure = await structure_on(one.on)
    is_planned = one.gathering.opened_at is None and structure is not None
    return {
        "overdue": overdue_term(structure, one.on),
        "expected": expected(one.kinds, structure, one.group) if structure and is_planned else [],
    }


async def _keeping(one: MeetingView, record: Record, people: list[Stands], form: Filled | None) -> dict[str, Any]:
    is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
    now = clock.now()
    is_committee = MeetingKind.COMMITTEE in one.kinds
    voters = await voters_at(one, people, committee=is_committee)
    return {
        "form": form or _suggested(one, voters.eligible, voters.present),
        "why_not_write": why_not_write(one.is_signed, is_planned, is_off),
        "why_not_open": why_not_open_yet(one.on, clock.today()),
        "why_not_end": why_not_close_yet(one.span, now),
        "voters": voters,
        "subject_choices": [(each.value, _(said)) for each, said in SUBJECTS.items() if each in decided_by(one.kinds)],
        "method_choices": [(each.value, _(said)) for each, said in METHODS.items()],
        "outcome_choices": outcomes(),
        "case_choices": await _cases() if _votes_on_cases(one) else [],
        "elections": list(dict.fromkeys(vote.title for vote in record.votes if vote.subject is Subject.ELECTION)),
        "about_one": [_(SUBJECTS[each]) for each in Subject if each in ABOUT_ONE_PERSON],
        "owners": [(each.person, each.name) for each in people],
        "parts": parts_said(record),
        "seen_to_sign": seen_of(*shown_to_sign(record)),
    }


def outcomes() -> list[tuple[str, str]]:
    """What may be decided, to choose from."""
    return [(each.value, f"{_(OUTCOMES[each])}（{_(ELECTED[each])}）") for each in OUTCOMES]


def _votes_on_cases(one: MeetingView) -> bool:
    return not one.is_signed and Subject.ADMISSION in decided_by(one.kinds)


async def _cases() -> list[tuple[int, str]]:
    """The open cases, those at their step first, each with what it waits for."""
    waits = {Subject.ADMISSION: _("等大会讨论接收"), Subject.CONFIRMATION: _("等大会讨论转正")}
    return [
        (case.id, f"{case.name}（{waits[subject] if subject else _(STAGES[case.stage])}）")
        for case, subject in candidates(await all_cases())
    ]


def _suggested(one: MeetingView, eligible: int, present: int) -> Filled:
    is_life = MeetingKind.LIFE in one.kinds
    subject = Subject.COMMITTEE if MeetingKind.COMMITTEE in one.kinds else Subject.RESOLUTION
    subject = Subject.ELECTION if MeetingKind.ELECTION in one.kinds else subject
    return blank(
        subject=subject.value,
        method="secret" if subject is Subject.ELECTION else "hands",
        eligible=eligible,
        present=present,
        written=0,
        no=0,
        abstain=0,
        outcome="passed",
        task_kind="rectification" if is_life else "resolution",
    )


def fields_said(record: Record) -> list[tuple[str, str]]:
    """What is written beside the agenda: label and value of each field that holds something."""
    said = [
        (label_of(name), value_said(name, getattr(record.written, name))) for name in fields_of(record.meeting.kinds)
    ]
    return [(label, value) for label, value in said if value]
