"""Which rows of the log are shown: what an address asks for, read leniently and written back."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from app.actor import Actor, May
from app.clock import midnight
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Source, Status
from app.locale import N_

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
YEARS = range(2000, 2101)
EVERY_YEAR = "all"
UNCATEGORISED = "none"
"""What has no category, as an address says it."""

LONGEST_TEXT = 40
LARGEST = 2**31 - 1


class Tab(StrEnum):
    """Logs that are never added up."""

    STUDY = "study"
    PRACTICE = "practice"
    SERVICE = "service"
    COURSES = "courses"
    PARTY = "party"


TABS = {
    Tab.STUDY: N_("学习与考试"),
    Tab.COURSES: N_("外出和网络培训"),
    Tab.PRACTICE: N_("自学与练习（另列）"),
    Tab.SERVICE: N_("志愿服务（另列）"),
    Tab.PARTY: N_("组织生活"),
}
KINDS_OF = {
    Tab.STUDY: (Kind.STUDY, Kind.EXAM, Kind.TRAINING),
    Tab.SERVICE: (Kind.SHIFT,),
    Tab.PRACTICE: (),
    Tab.COURSES: (),
    Tab.PARTY: (Kind.PARTY,),
}
OF_GATHERINGS = frozenset({Tab.STUDY, Tab.SERVICE, Tab.PARTY})
"""Tabs whose rows are people at gatherings; the others are things that one person did."""
FOR_EVERYBODY = tuple(tab for tab in Tab if tab is not Tab.PARTY)
"""Tabs of whoever reads the log; who came to the Party branch's meetings is only for whoever sees those."""


def tabs_of(actor: Actor) -> Mapping[Tab, str]:
    """The tabs that the actor may open, with their names: the secretary who does not read the log has the Party's alone.

    Source: membership of the Party is 特定身份 (personal information protection law art. 28).
    """
    return {tab: name for tab, name in TABS.items() if actor.may(May.SEE_PARTY if tab is Tab.PARTY else May.SEE_LOG)}


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is asked for; what is empty filters nothing, and what cannot be read was left out.

    Attributes:
        year: of the library's clock; None for every year, and where `since` or `until` stand.
        q: part of a name, as characters, pinyin or initials.
        who: a person's id; 0 for everybody.
        proof: `with` or `without` evidence.
        place: a service point's id; 0 for everywhere.
        by: `person` to sum up by person.
    """

    tab: Tab
    year: int | None = None
    since: date | None = None
    until: date | None = None
    q: str = ""
    who: int = 0
    kind: str = ""
    category: str = ""
    status: str = ""
    source: str = ""
    proof: str = ""
    place: int = 0
    by: str = ""

    @staticmethod
    def of(given: Mapping[str, str], this_year: int, tabs: Collection[Tab] = FOR_EVERYBODY) -> "LogFilter":
        """From an address: without a year and days it is this year's log; a tab that is not one of `tabs` is the first."""
        tab = next((one for one in tabs if one.value == given.get("tab")), next(iter(tabs)))
        since, until = _day(given.get("since", "")), _day(given.get("until", ""))
        gathered = tab in OF_GATHERINGS
        return LogFilter(
            tab=tab,
            year=None if since or until else _year(given.get("year", ""), this_year),
            since=since,
            until=until,
            q=given.get("q", "").strip()[:LONGEST_TEXT],
            who=_number(given.get("who", "")),
            kind=_one_of(given, "kind", {kind.value for kind in KINDS_OF[tab]}) if gathered else "",
            category=_one_of(given, "category", {UNCATEGORISED, *(one.value for one in Category)}) if gathered else "",
            status=_one_of(given, "status", {one.value for one in Status}) if gathered else "",
            source=_one_of(given, "source", {one.value for one in Source}) if gathered else "",
            proof=_one_of(given, "proof", {"with", "without"}) if gathered else "",
            place=_number(given.get("place", "")) if gathered else 0,
            by=_one_of(given, "by", {"person"}),
        )

    @property
    def first(self) -> date | None:
        """The first day asked for, or None."""
        return date(self.year, 1, 1) if self.year else self.since

    @property
    def last(self) -> date | None:
        """The last day asked for, or None."""
        return date(self.year, 12, 31) if self.year else self.until

    @property
    def starts_at(self) -> datetime | None:
        """The first moment of the first day, at the library."""
        return midnight(self.first) if self.first else None

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after the last day, at the library."""
        return midnight(self.last + timedelta(days=1)) if self.last else None

    def query(self, **changes: object) -> str:
        """The filter as the part of an address after the question mark, with some things changed."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        named = {field.name: getattr(changed, field.name) for field in fields(changed)}
        if named["year"] is None:
            named["year"] = "" if changed.since or changed.until else EVERY_YEAR
        return urlencode({name: value for name, value in named.items() if value not in ("", 0, None)})


def a_year(text: str, this_year: int) -> int:
    """The year in an address; what cannot be read is this year."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS else this_year


def _year(text: str, this_year: int) -> int | None:
    return None if text == EVERY_YEAR else a_year(text, this_year)


def _day(text: str) -> date | None:
    match = DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if is_number and int(text) <= LARGEST else 0


def _one_of(given: Mapping[str, str], name: str, known: set[str]) -> str:
    value = given.get(name, "")
    return value if value in known else ""
