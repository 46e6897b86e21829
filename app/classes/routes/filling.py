"""A form of classes shown again, with the reasons of a refusal at its fields."""

from datetime import date, datetime

import msgspec

from app.refusals import Refused
from app.web import Filled
from app.web.page import field_time

FIELDS = {"hosts": "host", "taken": "starts_at", "day": "starts_at", "window": "ends_at", "window_long": "ends_at"}


def refilled(given: msgspec.Struct, refused: Refused) -> Filled:
    """What was filled in, as text, and each reason at its field or over the whole form."""
    values = {name: _text(value) for name, value in msgspec.structs.asdict(given).items()}
    return Filled(values, {_field(reason.code, values): reason.sentence for reason in refused.reasons})


def _field(code: str, values: dict[str, object]) -> str:
    name = FIELDS.get(code, code)
    return name if name in values else ""


def _text(value: object) -> object:
    match value:
        case None:
            return ""
        case datetime():
            return field_time(value)
        case date():
            return value.isoformat()
        case list():
            return [str(getattr(one, "value", one)) for one in value]
    return getattr(value, "value", value)
