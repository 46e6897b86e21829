"""The form of a roll: a line for each of the list. Made of the list, so that no line is of anybody else."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from app.gatherings.rules.attendance import Status
from app.locale import N_, _
from app.party.forms.meetings import moment_of
from app.party.rules.roll import Answer, mark_of
from app.refusals import Refused, WhyNot


def roll_form(persons: Sequence[int]) -> type[msgspec.Struct]:
    """How each of the list stands and why; when they came or made it up, as times of day; a mark of what stood there."""
    status = Annotated[Literal["", "present", "late", "excused", "absent", "made_up", "exempt"], Meta(title=N_("怎样"))]
    note = Annotated[str, Meta(title=N_("原因"), max_length=200)]
    shapes: dict[str, tuple[Any, Any]] = {
        "status": (status, ""),
        "note": (note, ""),
        "day": (Annotated[date | None, Meta(title=N_("补课日期"))], None),
        "from": (Annotated[str, Meta(title=N_("几点到"), max_length=8)], ""),
        "to": (Annotated[str, Meta(title=N_("到几点"), max_length=8)], ""),
        "seen": (Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)], ""),
    }
    fields = [(f"{name}_{person}", *shape) for person in persons for name, shape in shapes.items()]
    fields.append(("rest", Annotated[Literal["", "present", "absent"], Meta(title=N_("没有选的人"))], ""))
    return msgspec.defstruct("RollForm", fields, kw_only=True, forbid_unknown_fields=True)


def answers_of(given: msgspec.Struct, persons: Mapping[int, str], held_on: date) -> dict[int, Answer]:
    """What was filled in, by person; a line that was left as it is says nothing.

    A line that nobody touched writes over nothing: meanwhile people sign in, or another window calls the roll.

    Args:
        persons: the name by person, of everybody on the list.
        held_on: the day of the meeting, whose times of day those of late comers are.

    Raises:
        Refused: a time of day is none, or a line says why or when and not how.
    """
    known = msgspec.structs.asdict(given)
    lines = {person: _line(known, person) for person in persons}
    touched = {person: line for person, line in lines.items() if mark_of(line) != line["seen"]}
    if mute := [WhyNot(f"status_{person}", _mute(persons[person])) for person in touched if _is_mute(lines[person])]:
        raise Refused(*mute)
    return {
        person: _answer(line, person, held_on)._replace(seen=line["seen"])
        for person, line in touched.items()
        if line["status"]
    }


def rest_of(given: msgspec.Struct) -> Status | None:
    """What is said of whom nothing is known and of whom the form says nothing; None while it is not said."""
    said = msgspec.structs.asdict(given)["rest"]
    return Status(said) if said else None


def _line(known: Mapping[str, Any], person: int) -> dict[str, Any]:
    return {name: known[f"{name}_{person}"] for name in ("status", "note", "day", "from", "to", "seen")}


def _is_mute(line: Mapping[str, Any]) -> bool:
    said = (str(line[name] or "").strip() for name in ("note", "day", "from", "to"))
    return not line["status"] and any(said)


def _mute(name: str) -> str:
    return _("%(name)s写了原因或时间，在“怎样”里选一项；不用记的清空", name=name)


def _answer(line: Mapping[str, Any], person: int, held_on: date) -> Answer:
    def moment(name: str, day: date | None) -> datetime | None:
        text = str(line[name])
        return moment_of(day, text, f"{name}_{person}") if text and day is not None else None

    status, note, day = Status(line["status"]), str(line["note"]).strip(), line["day"]
    if status is Status.LATE:
        return Answer(status, note, moment("from", held_on))
    if status is Status.MADE_UP:
        return Answer(status, note, moment("from", day), moment("to", day))
    return Answer(status, note)
