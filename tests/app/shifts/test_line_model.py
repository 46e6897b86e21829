"""A seat, its line and its offers against a model of a page's length: whatever people do, both say the same."""

import contextlib
from dataclasses import dataclass, field
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.refusals import Missing, Refused
from app.shifts.actions import offers, planning, roster, signing
from app.shifts.queries.offers import my_offers
from app.shifts.rules import Headcount
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from app.shifts.tables import SeatOffer, Waiting
from tests.app.shifts.county import HOUR, NOW, a_county, a_shift, a_volunteer, fresh
from tests.machine import examples
from tests.makers import MONDAY

PEOPLE, NUMBER = 5, count()
LIMIT, NO_OFFER, LAST = MONDAY - 2 * HOUR, MONDAY - 4 * HOUR, MONDAY - HOUR
DOES = (
    "sign_up", "sign_up", "wait", "wait", "agree", "stop", "withdraw", "withdraw", "accept", "accept", "decline", "sweep",
    "busy", "free", "assign", "grow", "shrink", "later", "later", "days",
)  # fmt: skip


@dataclass
class Model:
    """Who sits, who stands in line in which order, for whom a chair is kept until when, who is elsewhere at that time."""

    most: int
    now: object = NOW
    sitting: list = field(default_factory=list)
    line: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    busy: set = field(default_factory=set)

    def may(self, who):
        """Nothing but numbers stands against it."""
        return who not in self.sitting and who not in self.busy and self.now <= LIMIT

    def room(self, who, first=False):
        """A chair that is kept for nobody else; one whose time is over is free unless others stand behind."""
        behind = len(self.line) > len(self.kept)
        kept = [p for p, until in self.kept.items() if p != who and (until > self.now or (behind and not first))]
        return len(self.sitting) + len(kept) < self.most

    def sit(self, who):
        self.expire()
        self.leave(who)
        self.sitting.append(who)

    def leave(self, who):
        self.line.pop(who, None)
        self.kept.pop(who, None)

    def expire(self):
        for who in [p for p, until in self.kept.items() if until <= self.now]:
            self.leave(who)

    def move_up(self):
        self.expire()
        while self.kept and len(self.sitting) + len(self.kept) > self.most:
            self.kept.popitem()
        for who, agreed in list(self.line.items()):
            if len(self.sitting) + len(self.kept) >= self.most:
                return
            if who in self.kept or not self.may(who):
                continue
            if agreed:
                self.sit(who)
            elif self.now <= NO_OFFER:
                self.kept[who] = self.now + (2 if MONDAY - self.now <= 24 * HOUR else 12) * HOUR

    def do(self, does, who):
        """Change the model as the product must, or not at all."""
        getattr(self, does)(who)

    def sign_up(self, who):
        if self.may(who) and self.room(who):
            self.sit(who)

    def wait(self, who, agreed=False):
        if self.may(who) and not self.room(who) and who not in self.line:
            self.line[who] = agreed

    def agree(self, who):
        self.wait(who, agreed=True)

    def stop(self, who):
        if who in self.line:
            self.leave(who)
            self.move_up()

    def withdraw(self, who):
        if who in self.sitting:
            self.sitting.remove(who)
            self.move_up()

    def accept(self, who):
        if who in self.kept and self.now < self.kept[who] and who not in self.busy:
            self.sit(who)

    def decline(self, who):
        if who in self.kept and self.now < self.kept[who]:
            self.leave(who)
            self.move_up()

    def sweep(self, _who):
        if any(until <= self.now for until in self.kept.values()):
            self.move_up()

    def busy_(self, who):
        # The other shift begins an hour later, and so does the end of its signing up.
        if who not in self.sitting and self.now <= LIMIT + HOUR:
            self.busy.add(who)

    def free(self, who):
        self.busy.discard(who)

    def assign(self, who):
        if who not in self.sitting and who not in self.busy and self.room(who, first=True):
            self.sit(who)

    def grow(self, _who):
        self.most += self.most < 3
        self.move_up()

    def shrink(self, _who):
        if self.most > 1 and len(self.sitting) < self.most:
            self.most -= 1
        self.move_up()

    def whoever(self, does, number):
        """Mostly somebody of whom it means something; a number names one of them."""
        some = {
            "withdraw": self.sitting,
            "accept": self.kept,
            "decline": self.kept,
            "stop": self.line,
            "free": self.busy,
        }
        fitting = sorted(some.get(does, ())) or range(PEOPLE)
        return fitting[number % len(fitting)]

    def later(self, who):
        self.now = min(self.now + (who + 1) * HOUR, LAST)

    def days(self, _who):
        self.now = min(self.now + 30 * HOUR, LAST)


@given(st.lists(st.tuples(st.sampled_from(DOES), st.integers(0, PEOPLE - 1)), min_size=20, max_size=60))
@settings(max_examples=examples(14), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_seat_line_and_offers_are_what_the_model_says(db, deeds):
    county = await a_county(f" {next(NUMBER)}")
    people = [await a_volunteer(county, f"志愿者{n}", most_minutes=100_000) for n in range(PEOPLE)]
    seat = await a_shift(county, count=Headcount(0, 1, 1))
    clash = await a_shift(county, HOUR, site=1, count=Headcount(0, 9, 9))
    model, numbers = Model(1), {volunteer: n for n, (_actor, volunteer) in enumerate(people)}
    for does, number in deeds:
        who = model.whoever(does, number)
        with contextlib.suppress(Refused, Missing):
            await _do(county, people[who], await fresh(seat), clash, does, model)
        model.do("busy_" if does == "busy" else does, who)
        view = await fresh(seat)
        standing = (Waiting.seat == seat.id) & Waiting.ended_at.is_null()
        line = await Waiting.select(Waiting.volunteer).where(standing).order_by(Waiting.id)
        assert view.facts.taken <= view.count.most == model.most, does
        assert sorted(numbers[one.volunteer] for one in view.holders) == sorted(model.sitting), does
        assert [numbers[row["volunteer"]] for row in line] == list(model.line), does
        assert {numbers[one.volunteer]: one.expires_at for one in view.offers} == model.kept, does
    # No offer is lost: each stands, or says how it ended.
    assert await SeatOffer.count().where(SeatOffer.ended_at.is_null() & (SeatOffer.ended_as != "")) == 0
    assert await SeatOffer.count().where(SeatOffer.ended_at.is_not_null() & (SeatOffer.ended_as == "")) == 0


async def _do(county, person, seat, clash, does, model):
    (actor, volunteer), now = person, model.now
    mine = next((one.assignment for one in seat.holders if one.volunteer == volunteer), 0)
    there = next((one.assignment for one in (await fresh(clash)).holders if one.volunteer == volunteer), 0)
    kept = next((one.id for one in await my_offers(actor, NOW)), 0)
    most = model.most + {"grow": model.most < 3, "shrink": -(model.most > 1)}.get(does, 0)
    sized = ShiftPlan(seat.facts.place, seat.facts.span, [SeatPlan(seat.post, Headcount(0, most, most))])
    deeds = {
        "sign_up": lambda: signing.sign_up(actor, seat.id, now=now),
        "wait": lambda: signing.wait(actor, seat.id, now=now),
        "agree": lambda: signing.wait(actor, seat.id, agreed=True, now=now),
        "stop": lambda: signing.stop_waiting(actor, seat.id, now=now),
        "withdraw": lambda: signing.withdraw(actor, mine, "来不了", now=now),
        "accept": lambda: offers.accept_offer(actor, kept, now=now),
        "decline": lambda: offers.decline_offer(actor, kept, now=now),
        "sweep": lambda: offers.pass_on(actor, now=now),
        "busy": lambda: signing.sign_up(actor, clash.id, now=now),
        "free": lambda: signing.withdraw(actor, there, "来不了", now=now),
        "assign": lambda: roster.assign(county.manager, seat.id, volunteer, now=now),
        "grow": lambda: planning.change(county.manager, seat.facts.shift, sized, now=now),
        "shrink": lambda: planning.change(county.manager, seat.facts.shift, sized, now=now),
    }
    if does in deeds:
        await deeds[does]()
