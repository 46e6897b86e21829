"""How long the board takes with 500 shifts in one week, and how many bytes it sends.

`python -m tests.load.rosters` fills the installation that the environment names with such a week.
"""

import asyncio
import gzip
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from app import clock, storage
from app.demo.volunteers import insert_volunteers
from app.gatherings.tables import Gathering
from app.people.tables import Library, Person, ServicePoint
from app.shifts.rules import How
from app.shifts.rules.board import monday_of
from app.shifts.rules.seating import at
from app.shifts.tables import Assignment, Post, Seat, Shift, ShiftPublication
from tests.load.browser import Browser
from tests.load.installation import PROJECT, Engine, Installation, installation
from tests.load.pages import CONNECTIONS, REQUESTS, asked
from tests.load.report import Line, Run, percentile, summed_up
from tests.load.server import Meter, Server, serving

SITES, SHIFTS, ON_EACH = 10, 500, 2
P95_MS, KILOBYTES = 200, 150
WEEK = "/shifts/board"


def rosters(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of the board over four connections and of the first look after a change; its size as sent."""
    runs, requests = (1, 40) if quick else (3, REQUESTS)
    with installation(engine, 4) as place:
        subprocess.run(
            [sys.executable, "-m", "tests.load.rosters"], check=True, cwd=PROJECT, env=place.environment, timeout=120
        )
        with serving(place, 1) as server:
            details = {"path": WEEK, "shifts": SHIFTS, "connections": CONNECTIONS}
            done = [asked(place, server, WEEK, requests) for _ in range(runs)]
            yield summed_up("board", engine, 1, "ms p95", done, at_most=P95_MS, details=details)
            fresh = [_after_a_change(place, server, requests // 4) for _ in range(runs)]
            seen = {**details, "connections": 1, "after": "a seat was locked or unlocked"}
            yield summed_up("board", engine, 1, "ms p95", fresh, at_most=P95_MS, details=seen)
            size = [Run(_kilobytes(place, server), [], 0, [], 0.0, 0.0)]
            yield summed_up("board", engine, 1, "KB sent", size, at_most=KILOBYTES, details=details)


def _after_a_change(place: Installation, server: Server, times: int) -> Run:
    """The first look after each deed, when no table is remembered that is still true."""
    meter, leader = Meter(server.processes() + place.backends()), place.hall.leader
    browser, latencies = Browser(server.port, leader), []
    try:
        for number in range(times):
            form = {"_token": leader.token, **({"locked": "true"} if number % 2 == 0 else {})}
            browser.submit("/shifts/seats/1/locks", form)
            began = time.perf_counter()
            browser.open(WEEK)
            latencies.append((time.perf_counter() - began) * 1000)
    finally:
        browser.close()
    used = meter.read()
    return Run(percentile(latencies, 95), latencies, 0, [], used.server / times * 1000, used.others / used.seconds)


def _kilobytes(place: Installation, server: Server) -> float:
    browser = Browser(server.port, place.hall.leader)
    try:
        # The server compresses at level 1, as `page` does.
        return len(gzip.compress(browser.open(WEEK).body, 1)) / 1000
    finally:
        browser.close()


async def fill() -> None:
    """Ten places, 120 volunteers, and this week's 500 shifts of one post with two people each."""
    await storage.open_database()
    now, chance = clock.now(), Random(1)
    async with storage.database().atomic():
        library = Library(name="示例县图书馆", kind="partner", partner_kind="company")
        await library.save()
        points = [ServicePoint(name=f"示例书吧{n}", kind="reading_bar", library=library.id) for n in range(SITES)]
        places = [row["id"] for row in await ServicePoint.insert(*points).returning(ServicePoint.id)]
        first = Person(name="上官愿", name_pinyin="shangguan'yuan", name_initials="sgy", sign_in_name="zhiyuan")
        await first.save()
        people = await insert_volunteers({"zhiyuan": first.id}, places, now, chance)
        posts = [Post(place=place, name="导读") for place in places]
        ids = [row["id"] for row in await Post.insert(*posts).returning(Post.id)]
        monday = monday_of(clock.at_library(now).date())
        for number in range(SHIFTS):
            site, begins = number % SITES, at(monday + timedelta(days=number // SITES % 7), 480 + number // 70 * 90)
            ends = begins + timedelta(minutes=80)
            place = places[site]
            row = Gathering(
                kind="shift",
                title="志愿服务",
                starts_at=begins,
                ends_at=ends,
                place=place,
                category="service",
                made_at=now,
            )
            await row.save()
            shift = Shift(gathering=row.id, sign_up_until=begins)
            await shift.save()
            seat = Seat(shift=shift.id, post=ids[site], least=1, wanted=3, most=3, priority=2)
            await seat.save()
            await ShiftPublication(
                shift=shift.id, starts_at=begins, ends_at=ends, place=place, by_name="示例", at=now
            ).save()
            for one in chance.sample(people, ON_EACH):
                await Assignment(
                    shift=shift.id,
                    seat=seat.id,
                    volunteer=one.volunteer,
                    how=How.ASSIGNED.value,
                    by_name="示例",
                    at=now,
                    told_at=now,
                ).save()
    await storage.close_database()


if __name__ == "__main__":
    asyncio.run(fill())
