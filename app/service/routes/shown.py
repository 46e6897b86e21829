"""What the pages of service share."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from app import clock
from app.gatherings.rules import GATHERING_STATES
from app.gatherings.rules.attendance import SOURCES, STATUSES, Status
from app.locale import _
from app.service.rules.due import LIGHTS, Light
from app.service.rules.records import RECORDED
from app.service.rules.saying import CLAIM_KINDS, ClaimKind, Stage
from app.shifts.rules.said import hours, short_span, times
from app.web import Filled, Malformed

TIME = re.compile(r"([01]?\d|2[0-3])[:：]?([0-5]\d)", re.ASCII)
LIGHT_PILLS = {Light.GREEN: "is-ok", Light.AMBER: "is-warn", Light.RED: "is-bad"}
LIGHT_ICONS = {Light.GREEN: "check", Light.AMBER: "clock", Light.RED: "alert-triangle"}

WORDS: dict[str, Any] = {
    "sources": SOURCES,
    "statuses": STATUSES,
    "Status": Status,
    "gathering_states": GATHERING_STATES,
    "recorded": RECORDED,
    "lights": LIGHTS,
    "light_pills": LIGHT_PILLS,
    "light_icons": LIGHT_ICONS,
    "claim_kinds": CLAIM_KINDS,
    "ClaimKind": ClaimKind,
    "Stage": Stage,
    "short_span": short_span,
    "times": times,
    "hours": hours,
}


def time_of_day(text: str, on: datetime, name: str) -> datetime:
    """A time such as 12:10 on the day of that moment, at the library.

    Raises:
        Malformed: it is no time, said at the field of this name.
    """
    match = TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise Malformed(Filled({name: text}, {name: _("时间写成 12:10 这样")}))
    midnight = clock.midnight(clock.at_library(on).date())
    return midnight + timedelta(hours=int(match[1]), minutes=int(match[2]))
