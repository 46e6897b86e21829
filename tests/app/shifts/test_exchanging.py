"""Stand-ins keep the seat filled until somebody takes it over; swaps are judged both ways."""

import asyncio
from datetime import timedelta

import pytest

from app.audit.tables import Deed
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.shifts.actions import roster, signing, standing_in, swapping
from app.shifts.queries.exchanging import choices, held, my_swaps
from app.shifts.queries.mine import open_seats
from app.shifts.rules import Headcount
from app.shifts.rules.reasons import Reason
from app.shifts.tables import AssignmentEnd, StandInRequest, SwapProposal
from tests.app.shifts.county import DAY, HOUR, NOW, a_county, a_shift, a_volunteer, fresh, names
from tests.makers import MONDAY

ONE = Headcount(1, 1, 1)


async def told(text):
    return [row["person"] for row in await Notice.select(Notice.person).where(Notice.message.like(f"%{text}%"))]


async def looking(county, name="甲小一", start=timedelta(0), **more):
    """Somebody with a seat who looks for a stand-in, the seat and the request."""
    actor, _ = await a_volunteer(county, name, **more)
    seat = await a_shift(county, start, count=ONE)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    await standing_in.ask_stand_in(actor, assignment, "要出差", now=NOW)
    return actor, seat, assignment, (await StandInRequest.select(StandInRequest.id).first())["id"]


async def test_the_seat_is_kept_until_somebody_takes_it_over(db):
    county = await a_county()
    actor, seat, assignment, request = await looking(county)
    assert (await names(seat), (await fresh(seat)).holders[0].stand_in) == (["甲小一"], request)
    other, _ = await a_volunteer(county, "乙小二")
    await standing_in.stand_in(other, request, now=NOW)
    assert await names(seat) == ["乙小二"]
    assert await AssignmentEnd.select(AssignmentEnd.kind) == [{"kind": "stood_in"}]
    assert (await told("有人替您顶班了"), await told("的班有人顶了")) == ([actor.person], [county.coordinator.person])
    with pytest.raises(Refused, match="已经不用顶班了"):
        await standing_in.stand_in((await a_volunteer(county, "丙小三"))[0], request, now=NOW)
    with pytest.raises(Missing):
        await standing_in.ask_stand_in(actor, assignment, "", now=NOW)


async def test_twenty_stand_in_at_once_and_one_does(db):
    county = await a_county()
    _actor, seat, _assignment, request = await looking(county)
    people = [(await a_volunteer(county, f"志愿者{n}"))[0] for n in range(20)]
    done = await asyncio.gather(
        *(standing_in.stand_in(one, request, now=NOW) for one in people), return_exceptions=True
    )
    assert sum(isinstance(one, int) for one in done) == len(await names(seat)) == 1
    assert {type(one) for one in done} == {int, Refused}


async def test_a_stand_in_is_held_to_the_same_rules(db):
    county = await a_county()
    actor, _seat, _assignment, request = await looking(county)
    other, _ = await a_volunteer(county, "乙小二")
    await signing.sign_up(other, (await a_shift(county, HOUR, site=1)).id, now=NOW)
    with pytest.raises(Refused) as refusal:
        await standing_in.stand_in(other, request, now=NOW)
    assert [one.code for one in refusal.value.reasons] == [Reason.OVERLAP]
    with pytest.raises(Refused, match="您自己的班"):
        await standing_in.stand_in(actor, request, now=NOW)


async def test_a_stand_in_is_found_after_the_limit_of_signing_up_until_the_start(db):
    """Nobody is added to the shift; the last hours are when one is needed most."""
    county = await a_county()
    _actor, seat, _assignment, request = await looking(county)
    other, _ = await a_volunteer(county, "乙小二")
    late = seat.facts.sign_up_until + HOUR / 2
    _person, (one,) = await open_seats(other, late)
    assert (one.may_stand_in, one.reasons[0].code) == (True, Reason.SIGN_UP_OVER)
    await standing_in.stand_in(other, request, now=late)
    assert await names(seat) == ["乙小二"]
    assert (await open_seats((await a_volunteer(county, "丙小三"))[0], late))[1] == []


async def test_a_stand_in_who_thinks_again_says_why_and_the_coordinator_knows(db):
    """Whose seat it was has just been told that they need not come."""
    county = await a_county()
    _actor, _seat, _assignment, request = await looking(county)
    other, _ = await a_volunteer(county, "乙小二")
    late = MONDAY - 3 * HOUR
    taken = await standing_in.stand_in(other, request, now=late)
    with pytest.raises(Refused, match="写一句原因"):
        await signing.withdraw(other, taken, "", now=late)
    await signing.withdraw(other, taken, "家里有事", now=late)
    assert await told("临近取消") == [county.coordinator.person]


async def test_asking_twice_asks_once_and_it_can_be_taken_back(db):
    county = await a_county()
    actor, seat, assignment, request = await looking(county)
    await standing_in.ask_stand_in(actor, assignment, "", now=NOW)
    assert await StandInRequest.count() == 1
    for _click in range(2):
        await standing_in.stop_asking(actor, assignment, now=NOW)
    assert await Deed.count().where(Deed.verb == "shift.stand_in_withdrawn") == 1
    assert (await fresh(seat)).holders[0].stand_in is None
    with pytest.raises(Refused, match="已经不用顶班了"):
        await standing_in.stand_in((await a_volunteer(county, "乙小二"))[0], request, now=NOW)


async def test_it_ends_with_the_seat_and_at_the_start(db):
    county = await a_county()
    actor, _seat, assignment, request = await looking(county)
    other, _ = await a_volunteer(county, "乙小二")
    with pytest.raises(Refused, match="已经开始，不用顶班了"):
        await standing_in.stand_in(other, request, now=MONDAY)
    await standing_in.stop_asking(actor, assignment, now=NOW)
    with pytest.raises(Refused, match="已经开始"):
        await standing_in.ask_stand_in(actor, assignment, "", now=MONDAY)
    await standing_in.ask_stand_in(actor, assignment, "", now=NOW)
    await signing.withdraw(actor, assignment, "", now=NOW)
    ended = await StandInRequest.select(StandInRequest.ended_as).order_by(StandInRequest.id)
    assert [one["ended_as"] for one in ended] == ["withdrawn", "lapsed"]


async def test_coordinators_learn_a_day_before_that_nobody_is_found_and_once(db):
    county = await a_county()
    actor, _seat, _assignment, _request = await looking(county)
    assert await standing_in.alert_unfound(actor, now=MONDAY - 25 * HOUR) == 0
    for expected in (1, 0):
        assert await standing_in.alert_unfound(actor, now=MONDAY - 24 * HOUR) == expected
    assert await told("还没找到人顶班") == [county.coordinator.person]


async def test_on_the_last_day_coordinators_learn_at_once(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county, count=ONE)
    assignment = await signing.sign_up(actor, seat.id, now=NOW)
    await standing_in.ask_stand_in(actor, assignment, "孩子发烧", now=MONDAY - 5 * HOUR)
    assert await told("在找人顶班") == [county.coordinator.person]
    assert await standing_in.alert_unfound(actor, now=MONDAY - 4 * HOUR) == 0


async def two_with_a_seat(county):
    """Two people with a seat each, on different days."""
    (one, _), (two, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    mine, theirs = await a_shift(county, count=ONE), await a_shift(county, DAY, site=1, count=ONE)
    first = await signing.sign_up(one, mine.id, now=NOW)
    second = await signing.sign_up(two, theirs.id, now=NOW)
    return one, two, mine, theirs, first, second


async def proposed(actor, now=NOW):
    (one,) = await my_swaps(actor, now)
    return one


async def test_both_get_the_others_seat_in_one_deed(db):
    county = await a_county()
    one, two, mine, theirs, first, second = await two_with_a_seat(county)
    offered = await choices(await held(first), await fresh(mine), NOW)
    assert [choice.assignment for choice in offered] == [second]
    await swapping.propose_swap(one, first, second, now=NOW)
    swap = await proposed(two)
    assert (swap.own, swap.gives.place_name, swap.gets.place_name) == (False, "示例书吧", "示例总馆")
    assert swap.expires_at == NOW + 48 * HOUR
    for _click in range(2):
        await swapping.accept_swap(two, swap.id, now=NOW)
    assert (await names(mine), await names(theirs)) == (["乙小二"], ["甲小一"])
    assert await Deed.count().where(Deed.verb == "shift.swapped") == 1
    assert await told("换班成了") == [one.person, two.person]
    assert sorted(await told("换了班")) == sorted([county.coordinator.person, county.other.person])
    assert await my_swaps(one, NOW) == []


async def test_overlapping_shifts_may_be_swapped_for_each_other(db):
    """Each is judged as if both had given theirs up."""
    county = await a_county()
    (one, _), (two, _) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    mine, theirs = await a_shift(county, count=ONE), await a_shift(county, HOUR, site=1, count=ONE)
    first = await signing.sign_up(one, mine.id, now=NOW)
    second = await signing.sign_up(two, theirs.id, now=NOW)
    await swapping.propose_swap(one, first, second, now=NOW)
    await swapping.accept_swap(two, (await proposed(two)).id, now=NOW)
    assert (await names(mine), await names(theirs)) == (["乙小二"], ["甲小一"])


async def test_neither_gets_a_seat_that_the_rules_forbid_to_one(db):
    county = await a_county()
    one, two, mine, theirs, first, second = await two_with_a_seat(county)
    await swapping.propose_swap(one, first, second, now=NOW)
    # Meanwhile the first has taken another shift on the second's day and time.
    clash = await a_shift(county, DAY + HOUR, count=ONE)
    await signing.sign_up(one, clash.id, now=NOW)
    with pytest.raises(Refused, match="时间重叠"):
        await swapping.accept_swap(two, (await proposed(two)).id, now=NOW)
    assert (await names(mine), await names(theirs)) == (["甲小一"], ["乙小二"])
    assert await choices(await held(first), await fresh(mine), NOW) == []
    with pytest.raises(Refused, match="时间重叠"):
        await swapping.propose_swap(one, first, second, now=NOW)


async def test_what_stands_against_the_other_is_not_told(db):
    county = await a_county()
    one, _two, mine, _theirs, first, _second = await two_with_a_seat(county)
    three, _ = await a_volunteer(county, "丙小三", sites=frozenset({county.places[1]}))
    far = await a_shift(county, 2 * DAY, site=1, count=ONE)
    third = await signing.sign_up(three, far.id, now=NOW)
    assert third not in [choice.assignment for choice in await choices(await held(first), await fresh(mine), NOW)]
    with pytest.raises(Refused) as refusal:
        await swapping.propose_swap(one, first, third, now=NOW)
    assert [reason.sentence for reason in refusal.value.reasons] == ["对方到时来不了您这一班，换一个班"]


async def test_only_whom_it_was_proposed_to_answers_and_only_in_time(db):
    county = await a_county()
    one, two, mine, _theirs, first, second = await two_with_a_seat(county)
    with pytest.raises(Missing):
        await swapping.propose_swap(two, first, second, now=NOW)
    await swapping.propose_swap(one, first, second, now=NOW)
    with pytest.raises(Refused, match="等答复"):
        await swapping.propose_swap(one, first, second, now=NOW)
    swap = (await proposed(two)).id
    for answer in (swapping.accept_swap, swapping.decline_swap):
        with pytest.raises(Missing):
            await answer(one, swap, now=NOW)
    with pytest.raises(Missing):
        await swapping.withdraw_swap(two, swap, now=NOW)
    over = NOW + 48 * HOUR
    assert await my_swaps(two, over) == []
    with pytest.raises(Refused, match="不作数"):
        await swapping.accept_swap(two, swap, now=over)
    await swapping.propose_swap(one, first, second, now=over)
    ended = await SwapProposal.select(SwapProposal.ended_as).order_by(SwapProposal.id)
    assert [row["ended_as"] for row in ended] == ["expired", ""]
    assert await names(mine) == ["甲小一"]


async def test_a_no_is_told_and_a_proposal_can_be_taken_back_and_falls_with_the_seat(db):
    county = await a_county()
    one, two, mine, _theirs, first, second = await two_with_a_seat(county)
    await swapping.propose_swap(one, first, second, now=NOW)
    for _click in range(2):
        await swapping.decline_swap(two, (await SwapProposal.select(SwapProposal.id).first())["id"], now=NOW)
    assert await told("没有同意换班") == [one.person]
    await swapping.propose_swap(one, first, second, now=NOW)
    await swapping.withdraw_swap(one, (await proposed(one)).id, now=NOW)
    await swapping.propose_swap(one, first, second, now=NOW)
    await roster.unassign(county.manager, mine.id, first, now=NOW)
    ended = await SwapProposal.select(SwapProposal.ended_as).order_by(SwapProposal.id)
    assert [row["ended_as"] for row in ended] == ["declined", "withdrawn", "lapsed"]
    with pytest.raises(Refused, match="不作数"):
        await swapping.accept_swap(
            two,
            (await SwapProposal.select(SwapProposal.id).order_by(SwapProposal.id, ascending=False).first())["id"],
            now=NOW,
        )
