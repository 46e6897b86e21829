"""How long things that volunteers arrange among themselves stay open, and when they are asked whether they come."""

from datetime import datetime, timedelta

from app.clock import at_library
from app.gatherings.rules import Span
from app.locale import _
from app.refusals import WhyNot
from app.shifts.rules import How

ANSWER_TIME = timedelta(hours=12)
NEAR = timedelta(hours=24)
ANSWER_TIME_NEAR = timedelta(hours=2)
"""Whoever is offered a freed seat has half a day to answer, two hours when the start is within a day.
Source: volunteers page §2 no. 11."""

NO_OFFER_WITHIN = timedelta(hours=4)
"""So close to the start nobody is asked any more: after two hours for an answer no time would be left to find another. The
coordinator is told and rings people up. A setting of this library."""

STAND_IN_ALERT = timedelta(hours=24)
"""When no stand-in is found by then, the coordinator is told."""

SWAP_ANSWER_TIME = timedelta(hours=48)
SWAP_UNTIL = timedelta(hours=2)
"""A swap is answered within two days, and not later than two hours before the earlier of both shifts."""

FARTHEST_SWAP = timedelta(days=21)
MOST_WEEKS = 8
"""Signing up for the same time in following weeks reaches no farther than two months. A setting of this library."""

ROUNDS = (3, 1)
"""So many days before a shift its people are reminded and asked to confirm. Source: volunteers page §2 no. 20."""

FROM_HOUR = 8
"""Nobody is reminded before eight in the morning."""

JUST_SAID = timedelta(hours=24)
"""Whoever has signed up themselves within a day need not confirm it: they have just said yes."""

OF_THEIR_OWN = frozenset({How.SIGNED_UP, How.PROMOTED, How.STOOD_IN, How.SWAPPED})


def answer_until(span: Span, now: datetime) -> datetime | None:
    """Until when somebody in line may answer the offer of a seat freed now; None when it is too late to ask.

    Source: volunteers page §2 no. 11 (12 hours, 2 hours near the start).
    """
    left = span.starts_at - now
    if left < NO_OFFER_WITHIN:
        return None
    return now + (ANSWER_TIME_NEAR if left <= NEAR else ANSWER_TIME)


def why_not_answer(expires_at: datetime, now: datetime) -> tuple[WhyNot, ...]:
    """Why an offer can no longer be answered: its time is over."""
    if now < expires_at:
        return ()
    return (WhyNot("expired", _("已经过了答复时间，名额让给了后面的人；还想来就重新报名或排队")),)


def swap_until(one: Span, two: Span, now: datetime) -> datetime:
    """Until when the proposal of a swap may be answered."""
    return min(now + SWAP_ANSWER_TIME, one.starts_at - SWAP_UNTIL, two.starts_at - SWAP_UNTIL)


def round_due(starts_at: datetime, now: datetime) -> int | None:
    """Which reminder is due now, in days before: 3 from three days before on, 1 from the day before on.

    A server that was off on the day itself still reminds as long as the shift has not begun.
    """
    here = at_library(now)
    days = (at_library(starts_at).date() - here.date()).days
    if now >= starts_at or days < 0 or here.hour < FROM_HOUR:
        return None
    return next((one for one in sorted(ROUNDS) if days <= one), None)


def may_confirm(starts_at: datetime, now: datetime) -> bool:
    """Whether somebody may already say that they come: from three days before on."""
    days = (at_library(starts_at).date() - at_library(now).date()).days
    return now < starts_at and days <= max(ROUNDS)


def has_just_said(how: How, at: datetime, now: datetime) -> bool:
    """Whether somebody took the seat of their own accord within a day, so that asking again would only bother them."""
    return how in OF_THEIR_OWN and now - at < JUST_SAID
