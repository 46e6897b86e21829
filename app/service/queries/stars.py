"""Stars: the scale, who has reached the next one, and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import clock
from app.service.queries.records import sums
from app.service.rules.stars import StarScale, StarStanding, is_proposed, scale_on, star_reached
from app.service.tables import StarAward
from app.service.tables import StarScale as ScaleRow
from app.storage.moments import moment

PEOPLE = """
SELECT v.id, v.person, n.name, n.name_pinyin, s.status FROM volunteer v JOIN person n ON n.id = v.person
JOIN volunteer_status s ON s.id = (SELECT max(q.id) FROM volunteer_status q WHERE q.volunteer = v.id)
"""
AWARDS = """
SELECT a.*, v.person, n.name FROM star_award a JOIN volunteer v ON v.id = a.volunteer JOIN person n ON n.id = v.person
"""
MOST = 1000


@dataclass(frozen=True, slots=True)
class KeptScale:
    """A scale with who set it and when."""

    scale: StarScale
    set_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AwardView:
    """What was decided about a star, with the minutes then; `reason` of one that was declined."""

    id: int
    volunteer: int
    person: int
    name: str
    star: int
    minutes: int
    awarded: bool
    reason: str
    decided_by: str
    at: datetime

    @property
    def decided_on(self) -> date:
        """The day at the library."""
        return clock.at_library(self.at).date()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer who has reached a star that they do not have; `star` is that star."""

    volunteer: int
    person: int
    name: str
    standing: StarStanding
    star: int


async def kept_scales() -> list[KeptScale]:
    """Every scale that was ever set, the oldest first."""
    return [_kept(row) for row in await ScaleRow.select().order_by(ScaleRow.id)]


async def scale_today(today: date) -> StarScale:
    """The scale that holds."""
    return scale_on([one.scale for one in await kept_scales()], today)


async def awards() -> list[AwardView]:
    """What was decided, the newest first."""
    return [_award(row) for row in await StarAward.raw(f"{AWARDS} ORDER BY a.id DESC LIMIT {MOST}")]


async def awards_of(volunteer: int) -> list[AwardView]:
    """What was decided about one volunteer, the newest first."""
    return [
        _award(row) for row in await StarAward.raw(f"{AWARDS} WHERE a.volunteer = {{}} ORDER BY a.id DESC", volunteer)
    ]


async def star_standing(volunteer: int) -> StarStanding:
    """Where one volunteer stands."""
    minutes = (await sums([volunteer])).get(volunteer)
    return standing_of(volunteer, minutes.minutes if minutes else 0, await awards_of(volunteer))


async def candidates(scale: StarScale) -> list[Candidate]:
    """Whoever has reached the next star and is still with the library, by name."""
    totals = await sums()
    decided: dict[int, list[AwardView]] = {}
    for one in await awards():
        decided.setdefault(one.volunteer, []).append(one)
    found = []
    for row in await StarAward.raw(f"{PEOPLE} WHERE s.status <> 'left' ORDER BY n.name_pinyin, v.id"):
        total = totals.get(row["id"])
        standing = standing_of(row["id"], total.minutes if total else 0, decided.get(row["id"], []))
        if is_proposed(standing, scale):
            star = star_reached(standing.minutes, scale)
            found.append(Candidate(row["id"], row["person"], row["name"], standing, star))
    return found


def standing_of(volunteer: int, minutes: int, decided: Sequence[AwardView]) -> StarStanding:
    """Where a volunteer stands, of what was decided about them, the newest first."""
    declined = next((one for one in decided if not one.awarded), None)
    return StarStanding(
        volunteer,
        minutes,
        max((one.star for one in decided if one.awarded), default=0),
        declined.star if declined else 0,
        declined.minutes if declined else 0,
    )


def _kept(row: Mapping[str, Any]) -> KeptScale:
    hours = tuple(int(one) for one in row["hours"].split(","))
    return KeptScale(StarScale(hours, row["from_on"], row["source"]), row["set_by_name"], moment(row["at"]))


def _award(row: Mapping[str, Any]) -> AwardView:
    return AwardView(
        id=row["id"],
        volunteer=row["volunteer"],
        person=row["person"],
        name=row["name"],
        star=row["star"],
        minutes=row["minutes"],
        awarded=bool(row["awarded"]),
        reason=row["reason"],
        decided_by=row["decided_by_name"],
        at=moment(row["at"]),
    )
