"""The form of a roll: a line for each of the list. Made of the list, so that no line is of anybody else."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from app.gatherings.rules.attendance import Status
from app.locale import N_
from app.party.forms.meetings import moment_of
from app.party.rules.roll import Answer
from app.refusals import seen_of


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
    return msgspec.defstruct("RollForm", fields, kw_only=True, forbid_unknown_fields=True)


def answers_of(given: msgspec.Struct, persons: Sequence[int], held_on: date) -> dict[int, Answer]:
    """What was filled in, by person; a line that was left as it is says nothing.

    A line that nobody touched writes over nothing: meanwhile people sign in, or another window calls the roll.

    Args:
        held_on: the day of the meeting, whose times of day those of late comers are.

    Raises:
        Refused: a time of day is none.
    """
    known = msgspec.structs.asdict(given)
    return {
        person: _answer(known, person, held_on, Status(known[f"status_{person}"]))
        for person in persons
        if known[f"status_{person}"] and seen_of_line(known, person) != known[f"seen_{person}"]
    }


def seen_of_line(known: Mapping[str, Any], person: int) -> str:
    """A mark of what the line of a person says; the days and times as the form writes them."""
    return seen_of(*(str(known[f"{name}_{person}"] or "") for name in ("status", "note", "day", "from", "to")))


def _answer(known: dict[str, Any], person: int, held_on: date, status: Status) -> Answer:
    def moment(name: str, day: date | None) -> datetime | None:
        text = str(known[f"{name}_{person}"])
        return moment_of(day, text, f"{name}_{person}") if text and day is not None else None

    note, day = str(known[f"note_{person}"]).strip(), known[f"day_{person}"]
    if status is Status.LATE:
        return Answer(status, note, moment("from", held_on))
    if status is Status.MADE_UP:
        return Answer(status, note, moment("from", day), moment("to", day))
    return Answer(status, note)
