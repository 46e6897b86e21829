"""How long the log takes over 50,000 rows: filtered, summed and one page of them shown, and 10,000 of them as a file.

`python -m tests.load.log` fills the installation that the environment names with the rows.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from app import clock, storage
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.tables import Evidence, Expected, Gathering, GatheringClosing, GatheringOpening, Presence
from app.people.tables import Person
from app.training.tables import SelfStudy
from tests.load.browser import Browser, Unexpected
from tests.load.installation import PROJECT, Engine, Installation, installation
from tests.load.pages import asked
from tests.load.report import Line, Run, summed_up
from tests.load.server import Server, serving

PEOPLE = 199
ROWS = 50_000
REQUESTS = 100
P95_MS = 300
YEAR_MS = 2000
"""A year's hours of everybody anew: what `/log/hours` does, here with four people asking for it at once."""
EXPORT = "/log.xlsx?year=all&source=scan"
"""A quarter of what was attended or missed: ten thousand rows."""
EXPORT_S = 10
BATCH = 1000
SEED = 32
LONGEST_SECONDS = 300

PATHS = (
    "/log",
    "/log?year=all",
    "/log?year=all&p=900",
    "/log?year=all&status=late",
    "/log?year=all&category=law&source=scan",
    "/log?year=all&proof=without",
    "/log?year=all&q=ks",
    "/log?year=all&who=7",
    "/log?year=all&by=person",
    "/log?tab=service&year=all",
    "/log?tab=practice&year=all",
    "/log/hours",
    "/log/people/7",
)


def log(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of the log by its filters, asked over four connections, one after the other on each."""
    runs, requests = (1, 20) if quick else (3, REQUESTS)
    with installation(engine, PEOPLE) as place:
        command = [sys.executable, "-m", "tests.load.log"]
        subprocess.run(command, check=True, cwd=PROJECT, env=place.environment, timeout=LONGEST_SECONDS)
        with serving(place, 1) as server:
            for path in PATHS:
                done = [asked(place, server, path, requests) for _ in range(runs)]
                details = {"path": path, "rows": ROWS}
                goal = YEAR_MS if path == "/log/hours" else P95_MS
                yield summed_up("log", engine, 1, "ms p95", done, at_most=goal, details=details)
            written = [_exported(place, server) for _ in range(runs)]
            yield summed_up("export", engine, 1, "s", written, at_most=EXPORT_S, details={"path": EXPORT})


def _exported(place: Installation, server: Server) -> Run:
    """From the press of the button to the file in the hand; the page of the job is looked at meanwhile."""
    browser, began = Browser(server.port, place.hall.leader), time.perf_counter()
    try:
        job = browser.open(EXPORT, status=303).fields(b"location")[0].decode()
        while "/file" not in browser.open(job).body.decode():
            if time.perf_counter() - began > LONGEST_SECONDS:
                raise Unexpected(f"{job} is not done")
            time.sleep(0.2)
        browser.open(f"{job}/file")
    except Unexpected as error:
        return Run(LONGEST_SECONDS, errors=1, examples=[str(error)])
    finally:
        browser.close()
    return Run(time.perf_counter() - began)


async def fill(now: datetime, *, sessions: int | None = None, practice: bool = True) -> None:
    """Weeks of sessions and shifts back from now until there are enough rows, or so many; and practice beside them."""
    dice = Random(SEED)
    persons = [row["id"] for row in await Person.select(Person.id).order_by(Person.id)]
    presences = []
    for week in range(sessions or ROWS // len(persons)):
        kind = Kind.SHIFT if week % 5 == 4 else Kind.STUDY
        start = now - timedelta(days=7 * week + 1)
        gathering = Gathering(
            kind=kind.value,
            title=f"第 {week} 次",
            starts_at=start,
            ends_at=start + timedelta(minutes=150),
            venue="报告厅",
            category=dice.choice(list(Category)).value,
            made_at=start,
        )
        await gathering.save()
        await GatheringOpening(gathering=gathering.id, at=start).save()
        await GatheringClosing(gathering=gathering.id, at=start + timedelta(minutes=150)).save()
        if week % 2:
            await Evidence(
                gathering=gathering.id, title="签到表", reference="档案盒", added_by_name="", at=start
            ).save()
        await Expected.insert(*(Expected(gathering=gathering.id, person=one, at=start) for one in persons))
        presences += [_presence(gathering, one, dice) for one in persons]
    for start in range(0, len(presences), BATCH):
        await Presence.insert(*presences[start : start + BATCH])
    if practice:
        await _practice(persons, now)


def _presence(gathering: Gathering, person: int, dice: Random) -> Presence:
    status = dice.choices(list(Status), [80, 8, 6, 4, 1, 1])[0]
    came = status in {Status.PRESENT, Status.LATE, Status.MADE_UP}
    minutes = (120 if status is Status.LATE else 150) if came else 0
    return Presence(
        gathering=gathering.id,
        person=person,
        status=status.value,
        came_at=gathering.ends_at - timedelta(minutes=minutes) if came else None,
        went_at=gathering.ends_at if came else None,
        minutes=minutes,
        source=dice.choice(list(Source)).value,
        recorded_by_name="记录人",
        at=gathering.ends_at,
    )


async def _practice(persons: list[int], now: datetime) -> None:
    for start in range(0, ROWS, BATCH):
        moments = [
            (persons[n % len(persons)], now - timedelta(minutes=30 * n + 30)) for n in range(start, start + BATCH)
        ]
        await SelfStudy.insert(
            *(
                SelfStudy(
                    person=person,
                    kind="practice",
                    title="每日一练",
                    day=clock.at_library(at).date(),
                    started_at=at,
                    minutes=8,
                    at=at,
                )
                for person, at in moments
            )
        )


async def _main() -> None:
    await storage.open_database()
    try:
        await fill(clock.now())
        if storage.database().dialect == "postgres":
            # As its autovacuum does by itself within a minute; without it the planner believes in an empty table.
            await Person.raw("ANALYZE")
    finally:
        await storage.close_database()


if __name__ == "__main__":
    asyncio.run(_main())
