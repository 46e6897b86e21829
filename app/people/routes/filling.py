"""Forms of this slice that come back: what was typed, with a sentence at each field that a rule refuses."""

from typing import Any

import msgspec

from app.people.forms import Form
from app.refusals import Refused
from app.web import Filled, blank
from app.web.page import Asked

SECRETS = {"password", "old", "new"}


def refilled(given: Form, refused: Refused, fields: dict[str, str]) -> Filled:
    """The form as it was sent, with the reasons at their fields.

    Args:
        fields: the field by a reason's code, or by the beginning of it; other reasons stand above the form.
    """
    errors: dict[str, str] = {}
    for reason in refused.reasons:
        field = next((field for begins, field in fields.items() if reason.code.startswith(begins)), "")
        errors[field] = f"{errors[field]} {reason.sentence}" if field in errors else reason.sentence
    return Filled(shown(msgspec.structs.asdict(given)).values, errors)


def shown(values: dict[str, Any]) -> Filled:
    """A form with these values in it: nothing where there is none, and never a password."""
    return blank(**{name: "" if value is None or name in SECRETS else value for name, value in values.items()})


def agent(request: Asked) -> str:
    """What the browser calls itself, for the list of sessions."""
    return request.headers.get("user-agent", "")
