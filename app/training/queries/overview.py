"""A year of study by category, by month and by person: two questions, whatever the size of the library."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.clock import midnight
from app.gatherings.rules.attendance import CAME
from app.gatherings.tables import Presence
from app.training.queries.log import STANDING
from app.training.rules.filtering import KINDS_OF, UNCATEGORISED, Tab
from app.training.rules.overview import MONTHS, Attendee, Came, Coverage, MaterialStudied, Studied

# Months are those of the library's clock, which neither engine knows: their beginnings are passed in.
MONTH = "CASE " + " ".join(f"WHEN g.starts_at < {{}} THEN {month}" for month in MONTHS if month < 12) + " ELSE 12 END"
COUNTED = ", ".join(f"'{kind.value}'" for kind in KINDS_OF[Tab.STUDY])
CAME_HERE = ", ".join(f"'{one.value}'" for one in sorted(CAME))
WITHIN = f"{STANDING} AND g.starts_at >= {{}} AND g.starts_at < {{}}"
COVERED = (
    """
SELECT f.month, f.category, count(DISTINCT f.gathering) AS sessions, sum(f.minutes) AS minutes
FROM (SELECT -- month
AS month, g.category, r.gathering, r.minutes -- within
AND g.kind IN (-- kinds
)) f GROUP BY f.month, f.category
""".replace("-- month", MONTH)
    .replace("-- within", WITHIN)
    .replace("-- kinds", COUNTED)
)
ATTENDED = (
    """
SELECT f.person, p.name, f.month, count(*) AS expected, sum(f.came) AS came
FROM (SELECT -- month
AS month, r.person, CASE WHEN r.status IN (-- came
) THEN 1 ELSE 0 END AS came -- within
AND g.kind = 'study' AND r.status <> 'exempt') f JOIN person p ON p.id = f.person
GROUP BY f.person, p.name, f.month
""".replace("-- month", MONTH)
    .replace("-- came", CAME_HERE)
    .replace("-- within", WITHIN)
)


READING_LISTS: list[Callable[[Actor, int, datetime], Awaitable[list[MaterialStudied]]]] = []
"""Who knows what a year's reading list holds and what became of it: study, from the floor above, puts itself in."""


async def materials(actor: Actor, year: int, now: datetime) -> list[MaterialStudied]:
    """The materials of a year's reading list with what was studied of them, the gaps first."""
    return [one for ask in READING_LISTS for one in await ask(actor, year, now)]


async def coverage(actor: Actor, year: int) -> Coverage:
    """What was studied and examined, by category and month."""
    return Coverage(
        {
            (row["category"] or UNCATEGORISED, row["month"]): Studied(row["sessions"], int(row["minutes"]))
            for row in await Presence.raw(COVERED, *_bounds(year))
        }
    )


async def attendance(actor: Actor, year: int) -> list[Attendee]:
    """Who was expected at study, and who came, by month."""
    names: dict[int, str] = {}
    months: defaultdict[int, dict[int, Came]] = defaultdict(dict)
    for row in await Presence.raw(ATTENDED, *_bounds(year)):
        names[row["person"]] = row["name"]
        months[row["person"]][row["month"]] = Came(row["expected"], int(row["came"]))
    return [Attendee(person, name, months[person]) for person, name in names.items()]


def _bounds(year: int) -> list[datetime]:
    """The ends of the first eleven months, then the beginning and the end of the year."""
    ends = [midnight(date(year, month + 1, 1)) for month in MONTHS if month < 12]
    return [*ends, midnight(date(year, 1, 1)), midnight(date(year, 12, 31) + timedelta(days=1))]
