"""Whoever is let go of takes along what they said; what they served stays for as long as the law wants it."""

import pytest

from app.actor import Role
from app.gatherings import actions as attendance
from app.gatherings.tables import Presence
from app.service.actions import absences, approving, issuing, recognising, saying
from app.service.queries.claims import waiting_claims
from app.service.queries.records import standing_records
from app.service.rules.recognition import EvaluationFacts, Quality
from app.service.tables import (
    AbsenceDecision,
    AbsenceExcuse,
    Evaluation,
    EvaluationObjection,
    ObjectionAnswer,
    PaperDecline,
    PaperRequest,
    PresenceClaim,
    PresenceClaimAnswer,
)
from app.shifts.actions import own_data, signing, volunteers
from app.shifts.rules import State
from app.shifts.tables import AssignmentEnd
from app.storage import database
from tests.app.service.served import DAY, END, START, a_seat, a_service, scan_in
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import browser
from tests.makers import a_person


async def texts_of(table, column):
    return [row[column] for row in await table.raw(f"SELECT {column} FROM {table._meta.tablename} ORDER BY id")]


async def somebody_who_said_much(county):
    """They served once, were absent twice, objected, asked for a paper."""
    actor, volunteer = await a_volunteer(county)
    other, second = await a_volunteer(county, "赵小石")
    served = await a_service(county, actor, volunteers=(volunteer,))
    await approving.approve(county.coordinator, served.facts.gathering, now=END)
    record = (await standing_records(volunteer))[0].id
    await saying.ask_for_correction(actor, record, "那天腰疼，少记了", now=END)
    await saying.answer(county.coordinator, (await waiting_claims(county.coordinator))[0].id, False, "没有少", now=END)
    for days, accepted in ((1, True), (2, False)):
        seat = await a_seat(county, volunteer, second, start=days * DAY)
        await scan_in(other, seat, START + days * DAY)
        await attendance.close(county.coordinator, seat.facts.gathering, now=END + days * DAY)
        await absences.excuse(actor, seat.facts.gathering, "孩子发烧住院", now=END + days * DAY)
        reason = "" if accepted else "上次也这样"
        decided = (county.coordinator, seat.facts.gathering, volunteer, accepted, reason)
        await absences.decide(*decided, now=END + days * DAY)
    await issuing.decline_request(
        county.manager, await issuing.ask_for_paper(actor, None, None, "办低保", now=END), "还没有核定完", now=END
    )
    keeper = await a_person("华知书", Role.MANAGER)
    facts = EvaluationFacts(Quality.TO_IMPROVE, START.date(), END.date(), "常迟到")
    await recognising.evaluate(county.manager, volunteer, facts, now=END + DAY)
    evaluation = (await Evaluation.select(Evaluation.id))[0]["id"]
    await recognising.object_to(actor, evaluation, "我有病历", now=END + DAY)
    await recognising.answer_objection(keeper, evaluation, "病历看过了", stands=True, now=END + DAY)
    return actor, volunteer


async def test_what_was_said_goes_and_what_was_served_stays(db):
    await browser()  # The application is there, with all that it puts together.
    county = await a_county()
    actor, volunteer = await somebody_who_said_much(county)
    seat = await a_seat(county, volunteer, start=7 * DAY)
    await signing.withdraw(
        actor, (await Presence.raw("SELECT max(id) AS id FROM assignment"))[0]["id"], "要动手术", now=NOW
    )
    assert seat.id
    await volunteers.set_state(county.manager, volunteer, State.LEFT, "家里有病人", now=END + 8 * DAY)
    await own_data.erase(county.manager, volunteer, "本人请求", now=END + 9 * DAY)
    gone = {
        PresenceClaim: "said",
        PresenceClaimAnswer: "reason",
        AbsenceExcuse: "said",
        AbsenceDecision: "reason",
        PaperRequest: "purpose",
        PaperDecline: "reason",
        EvaluationObjection: "said",
        ObjectionAnswer: "said",
        AssignmentEnd: "reason",
    }
    left = {table.__name__: {*await texts_of(table, column)} for table, column in gone.items()}
    assert left == {table.__name__: {""} for table in gone}
    assert [one.minutes for one in await standing_records(volunteer)] == [180]
    away = await Presence.select(Presence.status, Presence.note).where(
        (Presence.person == actor.person) & Presence.status.is_in(["absent", "excused"])
    )
    assert {(row["status"], row["note"]) for row in away} == {("absent", ""), ("excused", "")}
    assert [row["said"] for row in await Evaluation.select(Evaluation.said)] == ["常迟到"]
    assert [row["accepted"] for row in await AbsenceDecision.select().order_by(AbsenceDecision.id)] == [True, False]
    words = ("腰疼", "发烧", "低保", "病历", "手术", "病人")
    shown = (await (await browser(county.manager)).see(f"/volunteers/{volunteer}")).text
    assert [word for word in words if word in shown] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE absence_excuse SET said = '改了'",
        "UPDATE absence_excuse SET said = '', stage = 'manager'",
        "DELETE FROM absence_excuse",
        "UPDATE presence SET note = '', minutes = 500",
        "UPDATE presence SET note = '', recorded_by = NULL",
        "UPDATE evaluation SET said = ''",
        "UPDATE service_record SET note = ''",
    ],
)
async def test_nothing_else_of_what_happened_may_change(db, statement):
    county = await a_county()
    await somebody_who_said_much(county)
    with pytest.raises(Exception, match="is insert-only"):
        async with database().atomic():
            await Presence.raw(statement)
