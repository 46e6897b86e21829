"""Three days and one day before a shift its people are asked; whom to ring up is on a list of the coordinator's."""

import asyncio
from datetime import timedelta

import pytest

from app.gatherings import actions as gatherings
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.shifts.actions import planning, publishing, reminding, roster, signing, standing_in
from app.shifts.queries.mine import my_shifts
from app.shifts.queries.reminding import at_risk
from app.shifts.rules import Headcount
from app.shifts.rules.risk import Past, doubts
from app.shifts.rules.signing import round_due
from app.shifts.tables import AssignmentConfirmation, ShiftReminder
from tests.app.shifts.county import DAY, HOUR, NOW, a_county, a_shift, a_volunteer
from tests.makers import MONDAY


async def seated(county, name="李小明", start=timedelta(0), **more):
    """Somebody whom the coordinator has put on a shift and who was told of it."""
    actor, volunteer = await a_volunteer(county, name)
    seat = await a_shift(county, start, count=Headcount(1, 3, 3), **more)
    assignment = await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    await publishing.publish(county.manager, seat.facts.day - timedelta(days=seat.facts.day.weekday()), now=NOW)
    return actor, seat, assignment


async def asked(text="点开确认能来"):
    rows = (
        await Notice.select(Notice.person, Notice.message).where(Notice.message.like(f"%{text}%")).order_by(Notice.id)
    )
    return [(row["person"], row["message"][:2]) for row in rows]


@pytest.mark.parametrize(
    ("before", "due"),
    [
        (timedelta(days=4), None),
        (timedelta(days=3, hours=1, minutes=1), None),
        (timedelta(days=3, hours=1), 3),
        (timedelta(days=2), 3),
        (timedelta(days=1, hours=1, minutes=1), None),
        (timedelta(days=1, hours=1), 1),
        (timedelta(minutes=1), 1),
        (timedelta(0), None),
    ],
)
def test_a_round_is_due_from_eight_in_the_morning_on(before, due):
    assert round_due(MONDAY, MONDAY - before) == due


async def test_each_round_asks_once_whatever_happens(db):
    """Two processes look at the same time, and one is started anew: the rows decide."""
    county = await a_county()
    actor, _seat, assignment = await seated(county)
    three, one = MONDAY - 3 * DAY, MONDAY - DAY
    for now in (NOW, three, one):
        await asyncio.gather(*(reminding.remind(county.manager, now=now) for _process in range(4)))
        await reminding.remind(county.manager, now=now + HOUR)
    assert await asked() == [(actor.person, "三天"), (actor.person, "明天")]
    rounds = await ShiftReminder.select(ShiftReminder.assignment, ShiftReminder.days_before).order_by(ShiftReminder.id)
    assert rounds == [{"assignment": assignment, "days_before": 3}, {"assignment": assignment, "days_before": 1}]


async def test_a_server_that_was_off_asks_as_soon_as_it_is_on(db):
    county = await a_county()
    actor, _seat, _assignment = await seated(county)
    await reminding.remind(county.manager, now=MONDAY - 2 * DAY)
    await reminding.remind(county.manager, now=MONDAY - HOUR)
    assert await asked() == [(actor.person, "后天"), (actor.person, "今天")]


async def test_who_has_just_signed_up_is_not_asked_and_a_draft_is_nobodys(db):
    county = await a_county()
    actor, _ = await a_volunteer(county)
    seat = await a_shift(county)
    await signing.sign_up(actor, seat.id, now=MONDAY - 2 * DAY)
    _, told_nothing = await a_volunteer(county, "乙小二")
    await roster.assign(county.manager, seat.id, told_nothing, now=NOW)
    assert await reminding.remind(county.manager, now=MONDAY - 2 * DAY + HOUR) == 0
    assert await reminding.remind(county.manager, now=MONDAY - DAY) == 1
    assert await asked() == [(actor.person, "明天")]


async def test_a_yes_is_said_once_and_stands_on_the_page(db):
    county = await a_county()
    actor, seat, assignment = await seated(county)
    three = MONDAY - 3 * DAY
    with pytest.raises(Refused, match="三天内"):
        await reminding.confirm(actor, assignment, now=NOW)
    for _click in range(2):
        await reminding.confirm(actor, assignment, now=three)
    assert await AssignmentConfirmation.count() == 1
    late, _ = await a_volunteer(county, "丙小三")
    unsaid = await signing.sign_up(late, seat.id, now=NOW)
    with pytest.raises(Refused, match="已经开始，到了现场签到"):
        await reminding.confirm(late, unsaid, now=MONDAY)
    await signing.withdraw(late, unsaid, "", now=NOW)
    assert [one.confirmed for one in await my_shifts(actor, three)] == [True]
    other, _ = await a_volunteer(county, "乙小二")
    with pytest.raises(Missing):
        await reminding.confirm(other, assignment, now=three)
    assert await reminding.remind(county.manager, now=MONDAY - DAY) == 1
    assert (await asked(), await asked("明天见")) == ([], [(actor.person, "明天")])
    await signing.withdraw(actor, assignment, "发烧", now=MONDAY - DAY)
    with pytest.raises(Missing):
        await reminding.confirm(actor, assignment, now=MONDAY - DAY)


async def test_whoever_is_in_doubt_is_on_the_list_of_their_own_coordinator(db):
    county = await a_county()
    actor, _seat, assignment = await seated(county)
    near = MONDAY - 2 * DAY
    (one,) = await at_risk(county.coordinator, near)
    assert (one.who.name, [doubt.sentence for doubt in one.doubts]) == (
        "李小明",
        ["还没确认能来", "第一次来，提前说好在哪里找谁"],
    )
    assert await at_risk(county.other, near) == []
    assert len(await at_risk(county.manager, near)) == 1
    assert await at_risk(county.coordinator, NOW) == []
    await reminding.confirm(actor, assignment, now=near)
    await standing_in.ask_stand_in(actor, assignment, "", now=near)
    (one,) = await at_risk(county.coordinator, near)
    assert [doubt.kind for doubt in one.doubts] == ["stand_in", "first"]


async def test_staying_away_and_giving_up_late_are_remembered_for_a_year(db):
    county = await a_county()
    actor, seat, _assignment = await seated(county, start=-4 * DAY)
    begins = seat.facts.span.starts_at
    gathering = await planning.open_attendance(county.manager, seat.facts.shift, now=begins)
    await gatherings.close(county.manager, gathering, now=seat.facts.span.ends_at)
    given_up = await a_shift(county, -3 * DAY)
    mine = await signing.sign_up(actor, given_up.id, now=given_up.facts.span.starts_at - 30 * HOUR)
    await signing.withdraw(actor, mine, "有事", now=given_up.facts.span.starts_at - 2 * HOUR)
    coming = await a_shift(county)
    await signing.sign_up(actor, coming.id, now=MONDAY - 2 * DAY)
    (one,) = await at_risk(county.coordinator, MONDAY - DAY)
    assert [doubt.sentence for doubt in one.doubts] == [
        "还没确认能来",
        "一年内缺席过 1 次",
        "一年内临近取消过 1 次",
        "第一次来，提前说好在哪里找谁",
    ]


def test_nothing_in_doubt_says_nothing():
    assert doubts(Past(served=3, absent=0, late=0), confirmed=True, stand_in=False) == ()
