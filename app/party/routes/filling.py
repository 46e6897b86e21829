"""A form of a meeting shown again, with the reasons of a refusal at its fields."""

from collections.abc import Iterable
from datetime import date

import msgspec

from app.refusals import UNSEEN, Refused, seen_of
from app.web import Filled

FIELDS = {
    "window": "ends",
    "window_long": "ends",
    "negative": "yes",
    "sum": "yes",
    "majority": "outcome",
    "passed": "outcome",
    "quorum": "present",
}


def refilled(given: msgspec.Struct, refused: Refused, shown: Iterable[object] = ()) -> Filled:
    """What was filled in, as text, and each reason at its field or over the whole form.

    Whoever is told that it has changed meanwhile has now seen what is there (`shown`).
    """
    values = {name: _text(value) for name, value in msgspec.structs.asdict(given).items()}
    if any(reason.code == UNSEEN for reason in refused.reasons):
        values["seen"] = seen_of(*shown)
    errors: dict[str, str] = {}
    for reason in refused.reasons:
        field = FIELDS.get(reason.code, reason.code)
        errors.setdefault(field if field in values else "", reason.sentence)
    return Filled(values, errors)


def _text(value: object) -> object:
    if isinstance(value, list):
        return [str(getattr(one, "value", one)) for one in value]
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "value", value)
