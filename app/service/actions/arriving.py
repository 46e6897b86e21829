"""Coming to a shift and going from it by oneself: by the screen of the place, or by the code of the shift."""

import hmac
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.gatherings import coming
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Source
from app.locale import _
from app.people import guesses
from app.refusals import Refused, WhyNot, found
from app.service.queries.arriving import own_today
from app.service.rules.arriving import (
    OwnShift,
    SiteCode,
    act_of,
    concerned,
    wait_with_codes,
    why_not_site_code,
    wrong_code,
)
from app.shifts.queries.seats import seats_of_shift
from app.shifts.rules.planning import why_not_open_attendance
from app.shifts.steps import freeze_list, one_roster_change_at_a_time, stopped


async def come(actor: Actor, code: SiteCode, shift: int, *, now: datetime) -> None:
    """The actor came, as the screen of the place proves; the first who comes opens the list.

    Raises:
        Missing: it is no shift of theirs at this place at this time.
        Refused: the code is dead, the list cannot be opened, or they cannot check in now.
    """
    async with deed(actor, "presence.checked_in", place=code.place) as line:
        _ensure_alive(code, now)
        one = await _own(actor, code.place, shift, now)
        line.subject = one.gathering
        line.details["opened"] = await _open(actor, one, now)
        await coming.come(actor, one.gathering, actor.person, Source.SCAN, now)


async def go(actor: Actor, code: SiteCode, shift: int, *, now: datetime) -> int:
    """The actor goes, as the screen of the place proves; returns the minutes.

    Raises:
        Missing: it is no shift of theirs at this place at this time.
        Refused: the code is dead, or they cannot check out now.
    """
    async with deed(actor, "presence.checked_out", place=code.place) as line:
        _ensure_alive(code, now)
        one = await _own(actor, code.place, shift, now)
        line.subject = one.gathering
        line.details["minutes"] = minutes = await coming.go(actor, one.gathering, actor.person, Source.SCAN, now)
        return minutes


async def come_by_code(actor: Actor, place: int, shift: int, typed: str, *, now: datetime) -> None:
    """The actor came and was told the four digits of the shift; the first who comes opens the list.

    Raises:
        Missing: it is no shift of theirs at this place at this time.
        Refused: the digits are wrong, too often so, or they cannot check in now.
    """
    one = await _guessed(actor, place, shift, typed, now)
    async with deed(actor, "presence.came_by_code", one.gathering, place=place) as line:
        line.details["opened"] = await _open(actor, one, now)
        await coming.come(actor, one.gathering, actor.person, Source.CODE, now)


async def go_by_code(actor: Actor, place: int, shift: int, typed: str, *, now: datetime) -> int:
    """The actor goes and was told the four digits of the shift; returns the minutes.

    Raises:
        Missing: it is no shift of theirs at this place at this time.
        Refused: the digits are wrong, too often so, or they cannot check out now.
    """
    one = await _guessed(actor, place, shift, typed, now)
    async with deed(actor, "presence.went_by_code", one.gathering, place=place) as line:
        line.details["minutes"] = minutes = await coming.go(actor, one.gathering, actor.person, Source.CODE, now)
        return minutes


def _ensure_alive(code: SiteCode, now: datetime) -> None:
    if reasons := why_not_site_code(code, now):
        raise Refused(*reasons)


async def _own(actor: Actor, place: int, shift: int, now: datetime) -> OwnShift:
    theirs: Sequence[OwnShift] = concerned(await own_today(actor.person, now), place, now)
    return found(next((one for one in theirs if one.shift == shift), None))


async def _guessed(actor: Actor, place: int, shift: int, typed: str, now: datetime) -> OwnShift:
    """The shift whose digits these are. A try is counted before it is looked at, and stays when it was wrong."""
    one = await _own(actor, place, shift, now)
    guess = await guesses.take_at_claim(f"shift {one.gathering} {actor.person}", actor.origin, now, wait_with_codes)
    digits = unicodedata.normalize("NFKC", typed).strip()
    if not hmac.compare_digest(digits.encode(), coming.spoken_code(one.gathering).encode()):
        await guesses.confirm(guess)
        raise Refused(wrong_code(guess.left))
    await guesses.withdraw(guess)
    return one


async def _open(actor: Actor, one: OwnShift, now: datetime) -> bool:
    """Open the list when nobody has; whether it was opened now.

    Raises:
        Refused: the shift was not published, or somebody with a seat may not serve; others are not named to a volunteer.
    """
    if one.state is not GatheringState.PLANNED:
        return False
    _act, reasons = act_of(one, now)
    if reasons:
        raise Refused(*reasons)
    await one_roster_change_at_a_time()
    seats = found(await seats_of_shift(one.shift) or None)
    facts = seats[0].facts
    if facts.state is GatheringState.OPEN:
        return False
    if reasons := why_not_open_attendance(facts.span, facts.published, now):
        raise Refused(*reasons)
    for holder, why in await stopped(seats, now):
        if holder.person == actor.id:
            raise Refused(why)
        raise Refused(WhyNot("others", _("这一班的名单要协调员先看一下，找协调员开始签到")))
    await freeze_list(actor, seats, now)
    return True
