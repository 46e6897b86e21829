"""A person's own copy of everything that tables hold about them: 个人信息保护法 art. 45, by which they may see and copy it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from app.actor import Actor
from app.people.queries.own import own_data
from app.people.tables import Person


@dataclass(frozen=True, slots=True)
class Held:
    """What a table holds of a person.

    Attributes:
        where: the condition with one parameter, the person's id.
        but: columns that are left out: secrets that let somebody in, and what an exam that goes on would give away.
        dated: a second parameter follows, the moment of asking.
        twice: the condition asks for the person in two places.
    """

    where: str
    but: frozenset[str] = frozenset()
    dated: bool = False
    twice: bool = False


def _by(column: str, table: str, where: str = "person = {}") -> str:
    return f"{column} IN (SELECT id FROM {table} WHERE {where})"  # noqa: S608 - words of this file only.


MINE = "person = {}"
VOLUNTEER = _by("volunteer", "volunteer")
ATTEMPT = _by("attempt", "attempt")
ENROLMENT = _by("enrolment", "class_enrolment")
SITTING = _by("sitting", "class_sitting", ENROLMENT)
PAPER = _by("paper", "service_paper", VOLUNTEER)
EVALUATION = _by("evaluation", "evaluation", VOLUNTEER)
PARTY = _by("member", "party_member")
APPLICANT = _by("applicant", "applicant_case")
CLAIM = _by("claim", "course_claim")
VERSION = _by("version", "course_version", CLAIM)
# While an exam goes on its marks would tell who is sitting what is right.
OVER = "attempt IN (SELECT a.id FROM attempt a JOIN exam e ON e.id = a.exam WHERE a.person = {} AND e.closes_at < {})"

APPRAISAL = _by("appraisal", "appraisal", PARTY)
TALKED = "first = {} OR second = {}"
HELD: dict[str, Held] = {
    # people, notices, jobs
    "suspension": Held(MINE),
    "role_grant": Held(MINE),
    "outsider": Held(MINE),
    "calendar_key": Held(MINE, frozenset({"nonce"})),
    "activation_code": Held(MINE, frozenset({"code_hash"})),
    "notice": Held(MINE),
    "reading": Held(_by("notice", "notice")),
    "mail_address": Held(MINE),
    "mail_sending": Held(_by("notice", "notice")),
    "job": Held(MINE, frozenset({"worker", "lease_until"})),
    # gatherings
    "expected": Held(MINE),
    "presence": Held(MINE),
    "evidence": Held(MINE),
    "evidence_removal": Held(_by("evidence", "evidence")),
    # training
    "ledger_membership": Held(MINE),
    "self_study": Held(MINE),
    "self_study_amendment": Held(_by("entry", "self_study")),
    "course_claim": Held(MINE),
    "course_version": Held(CLAIM),
    "course_file_removal": Held(VERSION),
    "course_decision": Held(VERSION),
    "course_withdrawal": Held(CLAIM),
    "saved_view": Held(MINE),
    "hours_certificate": Held(MINE),
    "hours_certificate_revocation": Held(_by("certificate", "hours_certificate")),
    "qualification_grant": Held(MINE),
    "qualification_revocation": Held(MINE),
    # study
    "discussion_entry": Held(MINE),
    "discussion_removal": Held(_by("entry", "discussion_entry")),
    "action_item": Held("owner = {}"),
    "action_note": Held(_by("item", "action_item", "owner = {}")),
    "set_book_issue": Held(MINE),
    "set_book_return": Held(_by("issue", "set_book_issue")),
    "chapter_reading": Held(MINE),
    "study_list_change": Held(MINE),
    # practice
    "practice_set": Held(MINE, frozenset({"seed"})),
    "practice_end": Held(_by("practice_set", "practice_set")),
    "practice_answer": Held(MINE),
    "mistake": Held(MINE),
    "practice_goal": Held(MINE),
    "practice_leave": Held(MINE),
    "qualification_attempt": Held(_by("practice_set", "practice_set")),
    # exams
    "enrolment": Held(MINE),
    "enrolment_withdrawal": Held(_by("enrolment", "enrolment")),
    "attempt": Held(MINE, frozenset({"seed", "key", "writer"})),
    "answer": Held(ATTEMPT),
    "late_answer": Held(ATTEMPT),
    "late_decision": Held(_by("late_answer", "late_answer", ATTEMPT)),
    "away": Held(ATTEMPT),
    "hand_in": Held(ATTEMPT),
    "mark": Held(OVER, dated=True),
    # classes
    "class_enrolment": Held(MINE),
    "class_withdrawal": Held(ENROLMENT),
    "class_sitting": Held(ENROLMENT),
    "class_answer": Held(SITTING),
    "class_result": Held(ENROLMENT),
    "class_certificate": Held(ENROLMENT),
    "certificate_revocation": Held(_by("certificate", "class_certificate", ENROLMENT)),
    "class_rated": Held(ENROLMENT),
    # shifts
    "volunteer": Held(MINE),
    "volunteer_status": Held(VOLUNTEER),
    "volunteer_skill": Held(VOLUNTEER),
    "accepted_site": Held(VOLUNTEER),
    "availability": Held(VOLUNTEER),
    "availability_exception": Held(VOLUNTEER),
    "guardian_consent": Held(VOLUNTEER),
    "volunteer_paper": Held(VOLUNTEER),
    "application": Held(MINE, frozenset({"code_hash", "origin"})),
    "application_decision": Held(_by("application", "application")),
    "consent_given": Held(VOLUNTEER),
    "consent_withdrawal": Held(_by("given", "consent_given", VOLUNTEER)),
    "data_request": Held(VOLUNTEER),
    "data_request_answer": Held(_by("request", "data_request", VOLUNTEER)),
    "erasure": Held(VOLUNTEER),
    "assignment": Held(VOLUNTEER),
    "assignment_end": Held(_by("assignment", "assignment", VOLUNTEER)),
    "waiting": Held(VOLUNTEER),
    "roster_step": Held(MINE),
    "seat_offer": Held(VOLUNTEER),
    "stand_in_request": Held(_by("assignment", "assignment", VOLUNTEER)),
    "swap_proposal": Held(_by("assignment", "assignment", VOLUNTEER)),
    "shift_reminder": Held(_by("assignment", "assignment", VOLUNTEER)),
    "assignment_confirmation": Held(_by("assignment", "assignment", VOLUNTEER)),
    "roster_draft_line": Held(VOLUNTEER),
    "weekly_wish": Held(VOLUNTEER),
    "weekly_wish_answer": Held(_by("wish", "weekly_wish", VOLUNTEER)),
    "weekly_wish_end": Held(_by("wish", "weekly_wish", VOLUNTEER)),
    # service
    "service_record": Held(VOLUNTEER),
    "service_record_void": Held(_by("record", "service_record", VOLUNTEER)),
    "paper_request": Held(VOLUNTEER),
    "paper_decline": Held(_by("request", "paper_request", VOLUNTEER)),
    "service_paper": Held(VOLUNTEER),
    "service_paper_line": Held(PAPER),
    "service_paper_revocation": Held(PAPER),
    "star_award": Held(VOLUNTEER),
    "commendation": Held(VOLUNTEER),
    "commendation_removal": Held(_by("commendation", "commendation", VOLUNTEER)),
    "evaluation": Held(VOLUNTEER),
    "evaluation_objection": Held(EVALUATION),
    "objection_answer": Held(_by("objection", "evaluation_objection", EVALUATION)),
    "presence_claim": Held(VOLUNTEER),
    "presence_claim_answer": Held(_by("claim", "presence_claim", VOLUNTEER)),
    "absence_excuse": Held(VOLUNTEER),
    "absence_decision": Held(_by("excuse", "absence_excuse", VOLUNTEER)),
    # party
    "party_member": Held(MINE),
    "member_trait": Held(PARTY),
    "committee_seat": Held(PARTY),
    "group_place": Held(PARTY),
    "restricted_view": Held(MINE),
    "dues_payment": Held(PARTY),
    "dues_correction": Held(_by("payment", "dues_payment", PARTY)),
    "dues_arrangement": Held(PARTY),
    "dues_publication_line": Held(PARTY),
    "heart_to_heart_talk": Held(TALKED, twice=True),
    "talk_note": Held(_by("talk", "heart_to_heart_talk", TALKED), twice=True),
    "talk_removal": Held(_by("talk", "heart_to_heart_talk", TALKED), twice=True),
    "appraisal": Held(PARTY),
    "self_rating": Held(APPRAISAL),
    "appraisal_tally": Held(APPRAISAL),
    "appraisal_result": Held(APPRAISAL),
    "party_erasure_request": Held(MINE),
    "party_erasure_answer": Held(_by("request", "party_erasure_request")),
    "duty_record": Held(MINE),
    "duty_record_withdrawal": Held(_by("record", "duty_record")),
    "party_vote": Held(MINE),
    "party_vote_removal": Held(_by("vote", "party_vote")),
    "party_task_reminder": Held(_by("task", "party_task", "owner = {}")),
    "party_task": Held("owner = {}"),
    "party_task_note": Held(_by("task", "party_task", "owner = {}")),
    "applicant_case": Held(MINE),
    "applicant_act": Held(APPLICANT),
    "applicant_correction": Held(_by("act", "applicant_act", APPLICANT)),
    # Of whom somebody is the mentor stands with that person.
    "applicant_guide": Held(APPLICANT),
    "applicant_review": Held(APPLICANT),
    "applicant_vetting": Held(APPLICANT),
    "applicant_notice": Held(APPLICANT),
    "applicant_notice_result": Held(_by("notice", "applicant_notice", APPLICANT)),
    "applicant_document": Held(APPLICANT),
    "applicant_document_removal": Held(_by("document", "applicant_document", APPLICANT)),
    "applicant_explanation": Held(APPLICANT),
    "applicant_ending": Held(APPLICANT),
    "applicant_reopening": Held(_by("ending", "applicant_ending", APPLICANT)),
    "applicant_leaving": Held(APPLICANT),
    "applicant_birth_correction": Held(APPLICANT),
    "applicant_reminder": Held(APPLICANT),
    "campaign_done": Held(PARTY),
    "campaign_done_removal": Held(_by("done", "campaign_done", PARTY)),
    "reflection": Held(MINE),
    "reflection_sharing": Held(_by("reflection", "reflection")),
    "reflection_erasure": Held(_by("reflection", "reflection")),
    "pledge": Held(PARTY),
    "pledge_result": Held(_by("pledge", "pledge", PARTY)),
    "pledge_withdrawal": Held(_by("pledge", "pledge", PARTY)),
}
LEFT_OUT: dict[str, str] = {
    "person": "told field by field, in people/queries/own.py",
    "session": "told without the hash of its cookie, in people/queries/own.py",
    "known_address": "told in people/queries/own.py",
    "deed": "told in people/queries/own.py; the details are of what was done, and name others",
    "roster_step_seat": "which seats a step on the board changed; it names others, and the ledger holds the deed",
    "export_profile": "how an office lays its exports out; who did it stands among their deeds",
    "intake": "a table of others, which the person brought; it is emptied once it is taken in, or after a week",
    "job_file": "the person takes it along from the page of the job; it is a table of others",
    "group_post": "a text for a group, which somebody sent in their office; it stands among their deeds",
    "question_retirement": "what somebody did to a question in their office; it stands among their deeds",
    "question_review": "what somebody did to a question in their office; it stands among their deeds",
    "roster_draft": "what somebody had solved in their office; it stands among their deeds, the proposal is of others",
    "party_signing": "minutes that somebody signed in their office; it stands among their deeds, the text names others",
    "roster_draft_step": "what somebody decided about a draft in their office; it stands among their deeds",
}
SELECT = "SELECT * FROM -- table\nWHERE -- where\nORDER BY id"


async def own_copy(actor: Actor, now: datetime) -> bytes:
    """Everything about the person, by the name of its table, as JSON with two spaces of indentation."""
    held: dict[str, Any] = {**await own_data(actor, now), "held": {}}
    for table, one in HELD.items():
        held["held"][table] = await _rows(table, one, actor.person, now)
    return msgspec.json.format(msgspec.json.encode(held), indent=2)


async def _rows(table: str, one: Held, person: int, now: datetime) -> list[dict[str, Any]]:
    asked = SELECT.replace("-- table", table).replace("-- where", one.where)
    values = (person, now) if one.dated else (person, person) if one.twice else (person,)
    rows = await Person.raw(asked, *values)
    return [{name: value for name, value in row.items() if name not in one.but} for row in rows]
