"""Copying people on the board from seat to seat, or out of another table: who is meant, and what comes of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.locale import _
from app.people.rules.pinyin import fold, means
from app.refusals import WhyNot
from app.shifts.rules.seating import PersonFacts, SeatFacts

MOST_AT_ONCE = 500
"""Seats in one paste; a week of a county's library has fewer."""

BETWEEN = re.compile(r"[\s、，,;；/|（）()]+")
# What our own table says beside the names, and what people write of a shift: times, numbers, marks.
NO_NAME = re.compile(r"[\d:：.—–\-~～/+]+|缺|草稿|改过|空缺|还可加|已满|超员|冲突|空")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one person and one seat: `where` is the seat in words, `reasons` why they did not get it."""

    name: str
    where: str
    reasons: Sequence[WhyNot] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste did."""

    came: Sequence[Outcome]
    stayed: Sequence[Outcome]


def names_in(text: str) -> list[str]:
    """The names in a cell of a table, each once; `1/2 张姐 李明 缺 1` are two."""
    return list(dict.fromkeys(part for part in BETWEEN.split(text) if part and not NO_NAME.fullmatch(part)))


def meant(name: str, people: Collection[PersonFacts]) -> tuple[PersonFacts | None, tuple[WhyNot, ...]]:
    """The one volunteer who is called so, or by whose 汉字 or pinyin they are meant; or why it is not clear who it is."""
    exact = [one for one in people if one.name == name]
    typed = fold(name)
    found = exact or [one for one in people if typed and means(typed, one.name, one.pinyin, one.initials)]
    if len(found) == 1:
        return found[0], ()
    if not found:
        return None, (WhyNot("unknown_name", _("没有叫“%(name)s”的志愿者，核对姓名", name=name)),)
    if exact:
        said = _("有 %(n)d 位志愿者叫“%(name)s”，打开这一格选", n=len(found), name=name)
    else:
        some = "、".join(one.name for one in found[:3]) + ("…" if len(found) > 3 else "")
        said = _("“%(name)s”可能是 %(some)s，写全姓名", name=name, some=some)
    return None, (WhyNot("ambiguous_name", said),)


def moved_from(person: PersonFacts, seat: SeatFacts, source: SeatFacts) -> tuple[PersonFacts, SeatFacts]:
    """The same person and seat as they are once the person has left the other seat, which they would for this one."""
    free = replace(person, shifts=[one for one in person.shifts if one.gathering != source.gathering])
    if seat.shift != source.shift:
        return free, seat
    return free, replace(seat, holders=seat.holders - {person.volunteer}, adults=seat.adults - {person.volunteer})


def in_order(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """Outcomes by seat, in the order in which the seats came."""
    by_seat: dict[str, list[Outcome]] = {}
    for one in outcomes:
        by_seat.setdefault(one.where, []).append(one)
    yield from by_seat.items()
