"""The invented cases of the demo library could have been kept in it act by act."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.demo.applicants import insert_applicants, stories
from app.gatherings.rules.calendar import Calendar
from app.party.queries.cases import all_cases, case_lines
from app.party.rules.cases.acts import OF_OTHER_ROWS, Act, Stage
from app.party.rules.cases.judging import State
from app.party.rules.cases.overview import overview
from app.party.rules.cases.recording import why_not_record
from tests.makers import a_person


@pytest.mark.parametrize("now", [datetime(2026, 11, 30, 1, tzinfo=UTC), datetime(2026, 12, 31, 1, tzinfo=UTC)])
async def test_every_record_of_the_demo_could_have_been_written_down(db, now):
    names = {one.sign_in for one in stories(now.date())} | {
        each for one in stories(now.date()) for chosen in (one.mentors, one.sponsors) if chosen for each in chosen[0]
    }
    people = {name: (await a_person(name)).person for name in sorted(names)}
    await insert_applicants(people, now)
    wrong = {}
    for facts in await all_cases():
        for number, one in enumerate(facts.happened):
            before = replace(facts, happened=facts.happened[:number], ending=None)
            if one.act is Act.APPLIED or one.act in OF_OTHER_ROWS:
                continue
            if reasons := why_not_record(before, one, now.date(), Calendar({})):
                wrong[facts.name, one.act] = reasons
    assert wrong == {}
    rows = [overview(one.facts, one.steps, one.due) for one in await case_lines(now.date())]
    assert [(one.facts.stage, one.state) for one in reversed(rows)] == [
        (Stage.FULL, State.DONE),
        (Stage.PROBATIONARY, State.DONE),
        (Stage.PROSPECT, State.NEAR),
        (Stage.ACTIVIST, State.NEAR),
        (Stage.APPLICANT, State.NEAR),
    ]
