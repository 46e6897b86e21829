"""A form of study shown again, with the reasons of a refusal at its fields."""

from collections.abc import Iterable
from datetime import date

import msgspec

from app.refusals import UNSEEN, Refused, seen_of
from app.web import Filled

FIELDS = {
    "starts": "starts",
    "ends": "ends",
    "venue": "venue",
    "valid_to": "valid_to",
    "library_closed": "library_closed",
    "topic": "topic",
    "day": "day",
    "closed_day": "day",
    "holiday": "day",
    "past": "starts",
    "taken": "starts",
    "first": "first",
    "last": "last",
    "minutes": "minutes",
    "law": "law",
}


def refilled(given: msgspec.Struct, refused: Refused, shown: Iterable[object] = ()) -> Filled:
    """What was filled in, as text, and each reason at its field or over the whole form.

    Whoever is told that it has changed meanwhile has now seen what is there (`shown`).
    """
    values = {name: _text(value) for name, value in msgspec.structs.asdict(given).items()}
    if any(reason.code == UNSEEN for reason in refused.reasons):
        values["seen"] = seen_of(*shown)
    # A reason that bears the name of a field belongs to it.
    known = {**{name: name for name in values}, **{code: field for code, field in FIELDS.items() if field in values}}
    return Filled(values, {known.get(reason.code, ""): reason.sentence for reason in refused.reasons})


def _text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "value", value)
