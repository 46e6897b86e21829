"""How long the hours of a year take for 300 people: every card computed anew, and the table and the overview as pages.

`python -m tests.load.hours` fills the installation that the environment names with a year of sessions.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

from app import clock, storage
from app.people.tables import Person
from app.training.rules import Ledger
from app.training.tables import LedgerMembership
from tests.load import log
from tests.load.installation import PROJECT, Engine, installation
from tests.load.pages import asked
from tests.load.report import Line, summed_up
from tests.load.server import serving

PEOPLE = 299
SESSIONS = 52
REQUESTS = 20
MOST_MS = 2000
PATHS = ("/log/hours", "/log/overview", "/log/overview?ledger=party&whole=1")


def hours(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of pages that compute the year of everybody, three ledgers each, one after the other."""
    runs, requests = (1, 4) if quick else (3, REQUESTS)
    with installation(engine, PEOPLE) as place:
        command = [sys.executable, "-m", "tests.load.hours"]
        subprocess.run(command, check=True, cwd=PROJECT, env=place.environment, timeout=log.LONGEST_SECONDS)
        with serving(place, 1) as server:
            for path in PATHS:
                done = [asked(place, server, path, requests, connections=1) for _ in range(runs)]
                details = {"path": path, "people": PEOPLE + 1, "sessions": SESSIONS}
                yield summed_up("hours", engine, 1, "ms p95", done, at_most=MOST_MS, details=details)


async def _main() -> None:
    await storage.open_database()
    try:
        now = clock.now()
        await log.fill(now, sessions=SESSIONS, practice=False)
        persons = [row["id"] for row in await Person.select(Person.id)]
        await Person.update({Person.professional_title: "馆员"}).where(Person.id > 0)
        since = date(2020, 1, 1)
        await LedgerMembership.insert(
            *(LedgerMembership(person=one, ledger=Ledger.PARTY.value, from_on=since, at=now) for one in persons)
        )
        if storage.database().dialect == "postgres":
            await Person.raw("ANALYZE")
    finally:
        await storage.close_database()


if __name__ == "__main__":
    asyncio.run(_main())
