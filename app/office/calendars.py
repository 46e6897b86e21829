"""A calendar to be subscribed to, as RFC 5545 wants it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar

from app.office.documents import UNUSABLE

ASKED_AGAIN_AFTER = timedelta(hours=1)
TEXT_CALENDAR = "text/calendar"


@dataclass(frozen=True, slots=True)
class Event:
    """Something at a time; both moments aware.

    Attributes:
        key: what it is, such as `gathering-17`; the same in every file, so that programs follow a move.
        called_off: it does not take place, which programs show instead of forgetting it.
        address: of its page; empty where there is none to show.
    """

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str = ""
    note: str = ""
    called_off: bool = False
    address: str = ""


def calendar_file(name: str, events: Iterable[Event], *, domain: str, generated_at: datetime) -> bytes:
    """The events as an .ics file; the same input gives the same bytes.

    Args:
        domain: what keeps our keys apart from those of others.
        generated_at: aware.
    """
    made = icalendar.Calendar()
    made.add("prodid", "-//Zhixing//zhixing//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for event in events:
        made.add_component(_event(event, domain, generated_at))
    body: bytes = made.to_ical()
    return body


def _event(event: Event, domain: str, generated_at: datetime) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{event.key}@{domain}")
    made.add("dtstamp", generated_at.astimezone(UTC))
    made.add("dtstart", event.starts_at.astimezone(UTC))
    made.add("dtend", event.ends_at.astimezone(UTC))
    texts = {"summary": event.title, "location": event.where, "description": event.note, "url": event.address}
    for field, text in texts.items():
        if text:
            made.add(field, text.translate(UNUSABLE))
    made.add("status", "CANCELLED" if event.called_off else "CONFIRMED")
    return made
