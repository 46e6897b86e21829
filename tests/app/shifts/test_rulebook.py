"""Whatever people do to a roster, nobody ends up on a seat that the rules forbid, and no seat holds too many."""

import contextlib
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.gatherings.rules import Span
from app.refusals import Missing, Refused
from app.shifts.actions import (
    copying,
    offers,
    planning,
    posts,
    publishing,
    roster,
    signing,
    standing_in,
    swapping,
    volunteers,
    weekly,
)
from app.shifts.actions.posts import PostFacts
from app.shifts.queries.exchanging import my_swaps
from app.shifts.queries.offers import my_offers
from app.shifts.queries.people import people_facts
from app.shifts.queries.publication import of_week
from app.shifts.queries.seats import seats_between
from app.shifts.rules import Headcount, Skill, State
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.seating import blocking, conflicts
from app.shifts.tables import Assignment
from app.training.actions import add_qualification, grant_by_hand
from app.training.rules.qualifications import QualificationPlan
from tests.app.shifts.county import HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer
from tests.machine import examples

DOES = (
    "sign_up", "wait", "agree", "withdraw", "assign", "override", "unassign", "pause", "restore", "publish", "move", "copy",
    "answer", "ask", "stand_in", "propose", "swap", "weekly", "train",
)  # fmt: skip
NUMBER = count()
WEEK = timedelta(days=7)


@given(st.lists(st.tuples(st.sampled_from(DOES), st.integers(0, 4), st.integers(0, 3)), min_size=5, max_size=40))
@settings(max_examples=examples(18), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_sequence_of_deeds_leaves_somebody_where_the_rules_forbid(db, deeds):
    county = await a_county(f" {next(NUMBER)}")
    training = await add_qualification(county.manager, QualificationPlan(f"岗前培训 {next(NUMBER)}", 1), now=NOW)
    await posts.edit_post(county.manager, county.posts[1], PostFacts("导读", qualification=training))
    people = [
        await a_volunteer(county, f"志愿者{n}", most_minutes=240 + 120 * n, skills=frozenset([Skill.DIGITAL][: n % 2]))
        for n in range(5)
    ]
    starts = (timedelta(0), HOUR, 5 * HOUR, 24 * HOUR)
    seats = [await a_shift(county, at, site=n % 2, count=Headcount(1, 1, 1 + n % 2)) for n, at in enumerate(starts)]
    for does, who, where in deeds:
        with contextlib.suppress(Refused, Missing):
            await _do(county, people[who], seats[where], does, who, training)
        await _holds(county, training)


async def _do(county, person, seat, does, who, training):
    actor, volunteer = person
    here = next(one for one in await seats_between(of_week(THIS_WEEK)) if one.id == seat.id)
    mine = next((one.assignment for one in here.holders if one.volunteer == volunteer), 0)
    boss, later = county.manager, Span(here.facts.span.starts_at + who * HOUR, here.facts.span.ends_at + who * HOUR)
    moved = ShiftPlan(here.facts.place, later, [SeatPlan(here.post, here.count)])
    deeds = {
        "sign_up": lambda: signing.sign_up(actor, seat.id, now=NOW),
        "wait": lambda: signing.wait(actor, seat.id, now=NOW),
        "agree": lambda: signing.wait(actor, seat.id, agreed=True, now=NOW),
        "answer": lambda: _answer(actor),
        "ask": lambda: standing_in.ask_stand_in(actor, mine, "", now=NOW),
        "stand_in": lambda: standing_in.stand_in(
            actor, next((h.stand_in for h in here.holders if h.stand_in), 0), now=NOW
        ),
        "propose": lambda: _propose(actor, mine),
        "swap": lambda: _swap(actor),
        "weekly": lambda: weekly.sign_up_weekly(actor, seat.id, 2, now=NOW),
        "withdraw": lambda: signing.withdraw(actor, mine, "", now=NOW),
        "assign": lambda: roster.assign(boss, seat.id, volunteer, now=NOW),
        "override": lambda: roster.assign(boss, seat.id, volunteer, now=NOW, override="说好了"),
        "unassign": lambda: roster.unassign(boss, seat.id, mine, now=NOW),
        "pause": lambda: volunteers.set_state(boss, volunteer, State.PAUSED, "歇一阵", now=NOW),
        "restore": lambda: volunteers.set_state(boss, volunteer, State.ACTIVE, "", now=NOW),
        "publish": lambda: publishing.publish(boss, THIS_WEEK, now=NOW),
        "move": lambda: planning.change(boss, here.facts.shift, moved, now=NOW),
        "train": lambda: grant_by_hand(boss, training, actor.person, "签到表", from_on=NOW.date(), now=NOW),
        "copy": lambda: copying.copy_week(boss, THIS_WEEK + WEEK, now=NOW),
    }
    await deeds[does]()


async def _answer(actor):
    for one in await my_offers(actor, NOW):
        await offers.accept_offer(actor, one.id, now=NOW)


async def _propose(actor, mine):
    """To everybody else: what the rules forbid is refused one by one."""
    for row in await Assignment.select(Assignment.id).where(Assignment.ended_at.is_null()):
        with contextlib.suppress(Refused, Missing):
            await swapping.propose_swap(actor, mine, row["id"], now=NOW)


async def _swap(actor):
    for one in await my_swaps(actor, NOW):
        with contextlib.suppress(Refused, Missing):
            await swapping.accept_swap(actor, one.id, now=NOW)


async def _holds(county, training):
    """By themselves nobody has anything against the rules; a written reason covers what it may, and the other end of it."""
    seats = [
        one
        for monday in (THIS_WEEK, THIS_WEEK + WEEK)
        for one in await seats_between(of_week(monday))
        if one.facts.place in county.places
    ]
    people = await people_facts(of_week(THIS_WEEK))
    excused = {one.volunteer for seat in seats for one in seat.holders if one.reason}
    for seat in seats:
        assert seat.facts.taken <= seat.count.most
        for one in seat.holders:
            assert training in people[one.volunteer].qualifications or seat.facts.place == county.places[0]
            against = conflicts(people[one.volunteer], seat.facts, NOW, one.reason)
            assert blocking(against, "x" if one.volunteer in excused else "") == ()
    _nobody_is_in_two_places(seats)


def _nobody_is_in_two_places(seats):
    """Shifts of one person overlap only where somebody wrote down why, whichever way they came by them."""
    held = [(one.volunteer, seat.facts, one.reason) for seat in seats for one in seat.holders]
    for volunteer, facts, reason in held:
        for other, others, because in held:
            if volunteer == other and facts.gathering != others.gathering and facts.span.overlaps(others.span):
                assert reason or because
