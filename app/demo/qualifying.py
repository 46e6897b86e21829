"""The training gate of the demo library: 岗前培训 by a quiz, which most volunteers have passed, and its rosters' limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.clock import at_library
from app.practice.tables import QualificationQuiz
from app.shifts.rules import State
from app.shifts.rules.limits import LIMITS
from app.shifts.rules.seating import PersonFacts
from app.shifts.tables import RosterSetting
from app.training.rules.qualifications import FOR_EVER, Source, last_day
from app.training.tables import Qualification, QualificationGrant

LAW = "volunteer-service-regulations"
QUESTIONS, PERCENT, MONTHS = 8, 80, 12
KEEPER = "单知行"
NOT_YET, ON_PAPER = 7, 9
"""Every seventh volunteer has not passed yet, and every ninth came with a paper; the second one's ends in twelve days."""


async def insert_gate(volunteers: Sequence[PersonFacts], now: datetime) -> tuple[int, list[PersonFacts]]:
    """Bring in the qualification, its quiz and who holds it; returns it, and the volunteers with what they hold."""
    began = now - timedelta(days=195)
    one = Qualification(
        name="岗前培训",
        months=MONTHS,
        how="读一遍《志愿服务条例》，在手机上做一次测验；也可以参加馆里的志愿者培训。",
        note="给小读者讲故事的岗位要先取得。",
        made_at=began,
    )
    await one.save()
    await QualificationQuiz(
        qualification=one.id, laws=LAW, questions=QUESTIONS, pass_percent=PERCENT, set_by_name=KEEPER, at=began
    ).save()
    await RosterSetting(
        from_on=at_library(began).date(),
        rest_minutes=int(LIMITS.rest.total_seconds()) // 60,
        day_minutes=LIMITS.day_minutes,
        days_in_a_row=LIMITS.days_in_a_row,
        novice_shifts=0,
        withdraw_hours=0,
        late_hours=24,
        sign_up_hours=2,
        source="示例馆馆务会纪要",
        set_by_name=KEEPER,
        at=began,
    ).save()
    grants, held = [], []
    for number, person in enumerate(volunteers):
        if number % NOT_YET == 0 or person.state is not State.ACTIVE:
            held.append(person)
            continue
        to_on, row = _grant(one.id, number, person, now)
        grants.append(row)
        held.append(replace(person, qualifications={one.id: to_on}))
    await QualificationGrant.insert(*grants)
    return int(one.id), held


def _grant(qualification: int, number: int, person: PersonFacts, now: datetime) -> tuple[date, QualificationGrant]:
    passed = now - timedelta(days=190 - number)
    from_on = at_library(passed).date()
    by_hand = number % ON_PAPER == 2
    ends = at_library(now).date() + timedelta(days=12) if number == 2 else last_day(from_on, MONTHS)
    to_on = ends or FOR_EVER
    return to_on, QualificationGrant(
        qualification=qualification,
        person=person.person,
        from_on=from_on,
        to_on=to_on,
        source=(Source.HAND if by_hand else Source.QUIZ).value,
        reason="示例市馆岗前培训签到表" if by_hand else f"测验答对 {QUESTIONS - number % 2} / {QUESTIONS} 题",
        granted_by_name=KEEPER if by_hand else person.name,
        at=passed,
    )
