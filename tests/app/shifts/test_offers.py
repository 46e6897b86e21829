"""A freed seat is offered to the line, kept while they think, and passed on when they do not answer."""

import asyncio
from datetime import timedelta

import pytest

from app.audit.tables import Deed
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.shifts.actions import offers, planning, reminding, roster, signing, standing_in, volunteers
from app.shifts.queries.lines import my_lines
from app.shifts.queries.mine import my_shifts, open_seats
from app.shifts.queries.offers import my_offers
from app.shifts.rules import Headcount, State
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.rules.signing import answer_until
from app.shifts.tables import SeatOffer, Waiting
from tests.app.shifts.county import HOUR, NOW, a_county, a_shift, a_volunteer, fresh, names
from tests.makers import MONDAY

ONE = Headcount(1, 1, 1)
SECOND = timedelta(seconds=1)


async def a_line(*said, count=ONE, agreed=False):
    """A full seat with these people: the first sits on it, the others stand in its line."""
    county = await a_county()
    seat = await a_shift(county, count=count)
    people = [await a_volunteer(county, name) for name in said]
    assignment = await signing.sign_up(people[0][0], seat.id, now=NOW)
    for actor, _ in people[1:]:
        await signing.wait(actor, seat.id, agreed=agreed, now=NOW)
    return county, seat, [actor for actor, _ in people], assignment


async def offer_of(actor, now=NOW):
    (one,) = await my_offers(actor, now)
    return one


@pytest.mark.parametrize(
    ("left", "hours"), [(72, 12), (25, 12), (24, 2), (4, 2), (3.9, None)], ids=["far", "day", "near", "last", "late"]
)
def test_the_time_for_an_answer_is_half_a_day_and_near_the_start_two_hours(left, hours):
    """Source: volunteers page §2 no. 11."""
    from app.gatherings.rules import Span

    now = MONDAY - timedelta(hours=left)
    until = answer_until(Span(MONDAY, MONDAY + HOUR), now)
    assert until == (None if hours is None else now + timedelta(hours=hours))


async def test_nobody_is_put_on_a_seat_without_their_yes(db):
    """条例 art. 25: a place in the line is no yes for an evening that one has long planned otherwise."""
    _county, seat, (one, two, three), assignment = await a_line("甲小一", "乙小二", "丙小三")
    await signing.withdraw(one, assignment, "", now=NOW)
    assert await names(seat) == []
    kept = await offer_of(two)
    assert kept.expires_at == NOW + 12 * HOUR
    assert await my_offers(three, NOW) == []
    told = await Notice.select(Notice.person, Notice.address).where(Notice.message.like("有空位了%"))
    assert told == [{"person": two.person, "address": "/shifts/mine#offers"}]
    await offers.accept_offer(two, kept.id, now=NOW + HOUR)
    assert await names(seat) == ["乙小二"]
    assert [one.post for one in await my_shifts(two, NOW)] == ["导读"]
    assert (await my_lines(two, NOW), [one.place for one in await my_lines(three, NOW)]) == ([], [1])


async def test_what_is_kept_for_somebody_counts_as_taken_for_everybody_else(db):
    county, seat, (one, two), assignment = await a_line("甲小一", "乙小二")
    other, volunteer = await a_volunteer(county, "丁小四")
    await signing.withdraw(one, assignment, "", now=NOW)
    view = await fresh(seat)
    assert (view.facts.taken, view.room, [one.expires_at for one in view.offers]) == (1, 0, [NOW + 12 * HOUR])
    with pytest.raises(Refused, match="名额已满"):
        await signing.sign_up(other, seat.id, now=NOW)
    with pytest.raises(Refused, match="名额已满"):
        await roster.assign(county.coordinator, seat.id, volunteer, now=NOW)
    # Whoever it is kept for may also just sign up, or be put on it by the coordinator.
    await signing.sign_up(two, seat.id, now=NOW)
    assert await names(seat) == ["乙小二"]
    assert [row["ended_as"] for row in await SeatOffer.select(SeatOffer.ended_as)] == ["accepted"]


async def test_a_no_goes_to_the_next_at_once(db):
    _county, seat, (one, two, three), assignment = await a_line("甲小一", "乙小二", "丙小三")
    await signing.withdraw(one, assignment, "", now=NOW)
    kept = await offer_of(two)
    for _click in range(2):
        await offers.decline_offer(two, kept.id, now=NOW)
    assert await Deed.count().where(Deed.verb == "shift.offer_declined") == 1
    assert await my_lines(two, NOW) == []
    await offers.accept_offer(three, (await offer_of(three)).id, now=NOW)
    assert await names(seat) == ["丙小三"]
    with pytest.raises(Refused, match="已经不在您这里"):
        await offers.accept_offer(two, kept.id, now=NOW)


async def test_without_an_answer_it_goes_to_the_next_and_is_refused_from_that_second_on(db):
    _county, seat, (one, two, three), assignment = await a_line("甲小一", "乙小二", "丙小三")
    await signing.withdraw(one, assignment, "", now=NOW)
    kept, over = await offer_of(two), NOW + 12 * HOUR
    assert await my_offers(two, over) == []
    with pytest.raises(Refused, match="过了答复时间"):
        await offers.accept_offer(two, kept.id, now=over)
    assert await offers.pass_on(two, now=over - SECOND) == 0
    assert await offers.pass_on(two, now=over) == 1
    assert await offers.pass_on(two, now=over) == 0
    assert (await offer_of(three, over)).expires_at == over + 12 * HOUR
    assert await my_lines(two, NOW) == []
    ended = await Waiting.select(Waiting.ended_as).where(Waiting.ended_at.is_not_null())
    assert ended == [{"ended_as": "expired"}]
    assert await names(seat) == []


async def test_what_nobody_answered_is_free_to_all_before_anybody_has_swept(db):
    """The clock decides, not the round of the server."""
    county, seat, (one, _two), assignment = await a_line("甲小一", "乙小二")
    other, _ = await a_volunteer(county, "丁小四")
    await signing.withdraw(one, assignment, "", now=NOW)
    over = NOW + 12 * HOUR
    _person, (shown,) = await open_seats(other, over - SECOND)
    assert [reason.code for reason in shown.reasons] == ["full"]
    _person, (shown,) = await open_seats(other, over)
    assert shown.reasons == ()
    await signing.sign_up(other, seat.id, now=over)
    await offers.pass_on(other, now=over)
    assert await names(seat) == ["丁小四"]


async def test_near_the_start_people_have_two_hours_and_at_the_end_the_coordinator_rings_up(db):
    county, seat, (one, two), assignment = await a_line("甲小一", "乙小二")
    late = MONDAY - 5 * HOUR
    await signing.withdraw(one, assignment, "发烧", now=late)
    assert (await offer_of(two, late)).expires_at == late + 2 * HOUR
    await offers.decline_offer(two, (await offer_of(two, late)).id, now=late)
    await signing.sign_up(one, seat.id, now=late)
    await signing.wait(two, seat.id, now=late)
    again = (await my_shifts(one, late))[0].assignment
    await signing.withdraw(one, again, "真的来不了", now=MONDAY - 3 * HOUR)
    assert await my_offers(two, MONDAY - 3 * HOUR) == []
    told = await Notice.select(Notice.person).where(Notice.message.like("%没有再问候补的%"))
    assert [row["person"] for row in told] == [county.coordinator.person]


async def test_an_answer_in_time_is_good_though_the_limit_of_signing_up_has_passed(db):
    _county, seat, (one, two), assignment = await a_line("甲小一", "乙小二")
    asked = MONDAY - 4 * HOUR
    await signing.withdraw(one, assignment, "发烧", now=asked)
    await offers.accept_offer(two, (await offer_of(two, asked)).id, now=MONDAY - 2 * HOUR - SECOND)
    assert await names(seat) == ["乙小二"]


async def test_who_has_agreed_beforehand_goes_on_at_once_but_not_before_who_stands_in_front(db):
    _county, seat, (one, two, three), assignment = await a_line("甲小一", "乙小二", "丙小三")
    await signing.stop_waiting(three, seat.id, now=NOW)
    await signing.wait(three, seat.id, agreed=True, now=NOW)
    await signing.withdraw(one, assignment, "", now=NOW)
    assert (await names(seat), len(await my_offers(two, NOW))) == ([], 1)
    await offers.decline_offer(two, (await offer_of(two)).id, now=NOW)
    assert await names(seat) == ["丙小三"]


async def test_two_free_seats_are_offered_to_two(db):
    county, seat, (one, two, three), _ = await a_line("甲小一", "乙小二", "丙小三")
    bigger = ShiftPlan(seat.facts.place, seat.facts.span, [SeatPlan(seat.post, Headcount(1, 3, 3))])
    await planning.change(county.manager, seat.facts.shift, bigger, now=NOW)
    assert len(await my_offers(two, NOW)) == len(await my_offers(three, NOW)) == 1
    # Made smaller again, the latest offer goes first, and the place in the line stays.
    smaller = ShiftPlan(seat.facts.place, seat.facts.span, [SeatPlan(seat.post, Headcount(1, 2, 2))])
    await planning.change(county.manager, seat.facts.shift, smaller, now=NOW)
    assert (len(await my_offers(two, NOW)), await my_offers(three, NOW)) == (1, [])
    assert [one.place for one in await my_lines(three, NOW)] == [2]
    assert await names(seat) == [one.name]


async def test_nobody_answers_for_another_or_for_a_shift_that_is_called_off(db):
    county, seat, (one, two), assignment = await a_line("甲小一", "乙小二")
    await signing.withdraw(one, assignment, "", now=NOW)
    kept = await offer_of(two)
    for answer in (offers.accept_offer, offers.decline_offer):
        with pytest.raises(Missing):
            await answer(one, kept.id, now=NOW)
    await planning.call_off(county.manager, seat.facts.shift, "停电", now=NOW)
    assert await my_offers(two, NOW) == []
    for answer in (offers.accept_offer, offers.decline_offer):
        with pytest.raises(Refused, match="已经取消"):
            await answer(two, kept.id, now=NOW)


async def test_whoever_waits_for_a_shift_that_is_called_off_is_told_why_and_waits_no_more(db):
    """Not that the seat went to those behind them, hours later."""
    county, seat, (one, two, three), assignment = await a_line("甲小一", "乙小二", "丙小三")
    await signing.withdraw(one, assignment, "", now=NOW)
    await planning.call_off(county.manager, seat.facts.shift, "停电", now=NOW + HOUR)
    assert await offers.pass_on(county.manager, now=NOW + 13 * HOUR) == 0
    told = await Notice.select(Notice.person, Notice.params).where(Notice.message.like("您候补的%取消了%"))
    assert [row["person"] for row in told] == [two.person, three.person]
    assert '"why":"停电"' in told[0]["params"]
    assert await Notice.count().where(Notice.message.like("%没等到您答复%")) == 0
    assert await Waiting.count().where(Waiting.ended_at.is_null()) == 0
    assert [row["ended_as"] for row in await SeatOffer.select()] == ["withdrawn"]


async def test_of_a_shift_that_is_called_off_nobody_says_that_they_come_or_do_not(db):
    """A late no would stand against them for a year."""
    county, seat, (one,), assignment = await a_line("甲小一")
    await planning.call_off(county.manager, seat.facts.shift, "停电", now=NOW)
    late = MONDAY - 3 * HOUR
    for said in (
        signing.withdraw(one, assignment, "病了", now=late),
        standing_in.ask_stand_in(one, assignment, "病了", now=late),
        reminding.confirm(one, assignment, now=late),
    ):
        with pytest.raises(Refused, match="这一班已经取消，不用来了"):
            await said
    assert await names(seat) == ["甲小一"]
    assert await Notice.count().where(Notice.person == county.coordinator.person) == 0


async def test_what_is_kept_for_a_volunteer_who_is_paused_goes_on(db):
    county = await a_county()
    seat = await a_shift(county, count=ONE)
    (one, _), (two, volunteer), (three, _) = [await a_volunteer(county, n) for n in ("甲小一", "乙小二", "丙小三")]
    assignment = await signing.sign_up(one, seat.id, now=NOW)
    for actor in (two, three):
        await signing.wait(actor, seat.id, now=NOW)
    await signing.withdraw(one, assignment, "", now=NOW)
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "养伤", now=NOW)
    assert (await my_offers(two, NOW), len(await my_offers(three, NOW))) == ([], 1)


async def test_ten_clicks_on_yes_take_one_seat(db):
    _county, seat, (one, two), assignment = await a_line("甲小一", "乙小二")
    await signing.withdraw(one, assignment, "", now=NOW)
    kept = await offer_of(two)
    await asyncio.gather(*(offers.accept_offer(two, kept.id, now=NOW) for _ in range(10)))
    assert await names(seat) == ["乙小二"]
    assert await Deed.count().where(Deed.verb == "shift.offer_accepted") == 1


async def test_who_stands_behind_goes_before_who_comes_along_though_nobody_has_swept(db):
    county, seat, (one, _two, three), assignment = await a_line("甲小一", "乙小二", "丙小三")
    other, volunteer = await a_volunteer(county, "丁小四")
    await signing.withdraw(one, assignment, "", now=NOW)
    over = NOW + 12 * HOUR
    with pytest.raises(Refused, match="名额已满"):
        await signing.sign_up(other, seat.id, now=over)
    # A coordinator need not wait for anybody; whoever did not answer is told.
    await roster.assign(county.coordinator, seat.id, volunteer, now=over)
    assert (await names(seat), await my_offers(three, over)) == (["丁小四"], [])
    assert len(await Notice.select(Notice.id).where(Notice.message.like("%没等到您答复%"))) == 1
