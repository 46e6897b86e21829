"""Reading the file of an instance: either it holds together, or sentences say what to mend."""

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

import msgspec

from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.rules.rostering.instance import Instance, Person, Seat

MOST_PEOPLE, MOST_SEATS = 2_000, 10_000
MOST_SHOWN = 20
FIRST_YEAR, LAST_YEAR = 2000, 2200
LONGEST = timedelta(days=1)
OLDEST = 150


def read(body: bytes) -> Instance:
    """The instance that a file holds.

    Raises:
        Refused: it is no JSON, has a field or a value that does not belong there, or does not hold together.
    """
    try:
        instance = msgspec.json.decode(body.removeprefix(BOM_UTF8), type=Instance)
    except msgspec.ValidationError as wrong:
        raise Refused(WhyNot("field", _("文件不合格式：%(why)s", why=wrong))) from wrong
    except msgspec.DecodeError as wrong:
        raise Refused(WhyNot("json", _("不是 JSON 文件：%(why)s", why=wrong))) from wrong
    if reasons := why_not_instance(instance):
        raise Refused(*reasons)
    return instance


def why_not_instance(instance: Instance) -> tuple[WhyNot, ...]:
    """What does not hold together, a sentence each, the first twenty."""
    found = []
    for one in _sentences(instance):
        found.append(WhyNot("instance", one))
        if len(found) == MOST_SHOWN:
            break
    return tuple(found)


def _sentences(instance: Instance) -> Iterator[str]:
    if len(instance.people) > MOST_PEOPLE or len(instance.seats) > MOST_SEATS:
        yield _("最多 %(people)d 人、%(seats)d 个岗位", people=MOST_PEOPLE, seats=MOST_SEATS)
    for number, times in Counter(one.id for one in instance.people).items():
        if times > 1:
            yield _("people：编号 %(id)d 出现了 %(n)d 次，每人一个编号", id=number, n=times)
    for number, times in Counter(one.id for one in instance.seats).items():
        if times > 1:
            yield _("seats：编号 %(id)d 出现了 %(n)d 次，每个岗位一个编号", id=number, n=times)
    for person in instance.people:
        yield from _of_person(person)
    yield from _of_births(instance)
    yield from _of_seats(instance)
    yield from _of_pairs(instance)
    yield from _of_numbers(instance)


def _of_person(one: Person) -> Iterator[str]:
    if not 0 <= one.wanted_minutes <= one.most_minutes:
        yield _("people %(id)d：每周希望的分钟数要在 0 和最多的分钟数之间", id=one.id)
    for slot in one.free:
        if not (0 <= slot.weekday <= 6 and 0 <= slot.from_minute < slot.to_minute <= 24 * 60):
            yield _("people %(id)d：空闲时间的星期是 0—6，分钟是 0—1440，结束晚于开始", id=one.id)
    for day in one.exceptions:
        if not 0 <= day.from_minute < day.to_minute <= 24 * 60:
            yield _("people %(id)d：%(day)s 的结束要晚于开始", id=one.id, day=day.day)
    for time in (*one.engaged, *one.duties):
        yield from _of_time(f"people {one.id}", time.starts_at, time.ends_at)


def _of_time(what: str, starts_at: datetime, ends_at: datetime) -> Iterator[str]:
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        yield _("%(what)s：时间要带时区，例如 2026-11-23T09:00:00+08:00", what=what)
    elif not FIRST_YEAR <= starts_at.year <= ends_at.year < LAST_YEAR:
        yield _("%(what)s：年份在 %(first)d 到 %(last)d 之间", what=what, first=FIRST_YEAR, last=LAST_YEAR - 1)
    elif starts_at >= ends_at:
        yield _("%(what)s：结束时间要晚于开始时间", what=what)


def _of_length(one: Seat) -> Iterator[str]:
    starts_at, ends_at = one.starts_at, one.ends_at
    if starts_at.tzinfo is None or ends_at.tzinfo is None:
        return
    if ends_at - starts_at > LONGEST:
        yield _("seats %(id)d：一班不超过 24 小时，更长的分成几班", id=one.id)
    if any(moment.second or moment.microsecond for moment in (starts_at, ends_at)):
        yield _("seats %(id)d：时间写到分钟，不写秒", id=one.id)


def _of_births(instance: Instance) -> Iterator[str]:
    first = min((one.starts_at.year for one in instance.seats), default=None)
    for one in instance.people:
        if one.born_on and first and not first - OLDEST <= one.born_on.year <= first:
            yield _("people %(id)d：出生日期不对，看一下年份", id=one.id)


def _of_seats(instance: Instance) -> Iterator[str]:
    times: dict[int, tuple[datetime, datetime, int]] = {}
    for one in instance.seats:
        yield from _of_time(f"seats {one.id}", one.starts_at, one.ends_at)
        yield from _of_length(one)
        if not 0 <= one.least <= one.wanted <= one.most or one.most < 1:
            counts = f"{one.least} / {one.wanted} / {one.most}"
            yield _("seats %(id)d：人数要从少到多（至少 ≤ 希望 ≤ 最多），现在 %(n)s", id=one.id, n=counts)
        if one.shift < 1:
            yield _("seats %(id)d：班次的编号从 1 起", id=one.id)
        if one.priority not in (1, 2, 3):
            yield _("seats %(id)d：优先级是 1、2 或 3", id=one.id)
        if times.setdefault(one.shift, (one.starts_at, one.ends_at, one.place)) != (
            one.starts_at,
            one.ends_at,
            one.place,
        ):
            yield _("seats %(id)d：同一班次的岗位要在同一时间、同一地点", id=one.id)


def _of_pairs(instance: Instance) -> Iterator[str]:
    people = {one.id for one in instance.people}
    seats = {one.id: one for one in instance.seats}
    for name in ("pins", "before", "refused"):
        for one in getattr(instance, name):
            if one.person not in people:
                yield _("%(name)s：没有编号为 %(id)d 的人", name=name, id=one.person)
            if one.seat not in seats:
                yield _("%(name)s：没有编号为 %(id)d 的岗位", name=name, id=one.seat)
    yield from _of_preferences(instance, people, seats)
    for way in instance.travel:
        if way.person not in people or way.minutes < 0:
            yield _("travel：人要在 people 里，分钟不能是负数")
    yield from _of_pins(instance, seats)


def _of_preferences(instance: Instance, people: Collection[int], seats: Collection[int]) -> Iterator[str]:
    for preference in instance.preferences:
        if preference.person not in people:
            yield _("%(name)s：没有编号为 %(id)d 的人", name="preferences", id=preference.person)
        if preference.seat is not None and preference.seat not in seats:
            yield _("%(name)s：没有编号为 %(id)d 的岗位", name="preferences", id=preference.seat)
        if (preference.place is None) == (preference.seat is None) or not 0 <= preference.points <= 10:
            yield _("preferences：写 place 或 seat 中的一个，points 是 0—10")


def _of_pins(instance: Instance, seats: dict[int, Seat]) -> Iterator[str]:
    for name in ("pins", "before"):
        known = [one for one in getattr(instance, name) if one.seat in seats]
        for (shift, person), times in Counter((seats[one.seat].shift, one.person) for one in known).items():
            if times > 1:
                yield _("%(name)s：%(person)d 在班次 %(shift)d 上不止一次", name=name, person=person, shift=shift)


def _of_numbers(instance: Instance) -> Iterator[str]:
    limits, weights = instance.limits, instance.weights
    if min(limits.rest_minutes, limits.novice_shifts) < 0 or min(limits.day_minutes, limits.days_in_a_row) < 1:
        yield _("limits：每天的分钟数和连续天数至少为 1，其他不能是负数")
    named = (weights.change, weights.load, weights.wanted, weights.preference, weights.travel)
    if min(*weights.unfilled, *named) < 0 or max(*weights.unfilled, *named) > 1_000_000:
        yield _("weights：每一项在 0 和 1000000 之间")
