"""How long signing up takes when a hundred people press at the same instant, and that a shift takes exactly its number.

`python -m tests.load.signup PERSONS` fills the installation that the environment names: the week of `rosters`, and as
many contested shifts as there are runs, with those persons as volunteers.
"""

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from app import clock, storage
from app.gatherings.tables import Gathering
from app.people.tables import RoleGrant, ServicePoint
from app.shifts.rules.board import monday_of
from app.shifts.rules.seating import at
from app.shifts.tables import Post, Seat, Shift, ShiftPublication, Volunteer, VolunteerPaper, VolunteerStatus
from tests.load.browser import Browser, Unexpected
from tests.load.installation import PROJECT, Engine, Installation, installation
from tests.load.report import Line, Run, percentile, summed_up
from tests.load.rosters import fill as fill_week
from tests.load.server import Meter, Server, serving

PEOPLE, CAPACITY, RUNS = 100, 20, 3
P95_MS = 300
ON_IT = "SELECT count(*) FROM assignment a WHERE a.ended_at IS NULL AND a.seat = "
CONTESTED = "SELECT t.id FROM seat t JOIN post o ON o.id = t.post WHERE o.name = '抢报' ORDER BY t.id"


def signup(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """The 95th percentile of a hundred sign-ups sent together, beside a week of 500 shifts; twenty of them get a seat."""
    with installation(engine, PEOPLE) as place:
        people = json.dumps([seat.person for seat in place.hall.seats])
        command = [sys.executable, "-m", "tests.load.signup", people]
        subprocess.run(command, check=True, cwd=PROJECT, env=place.environment, timeout=120)
        with serving(place, 1) as server:
            seats = [row[0] for row in place.rows(CONTESTED)][: 1 if quick else RUNS]
            runs = [_raced(place, server, seat) for seat in seats]
            details = {"people": PEOPLE, "capacity": CAPACITY, "shifts beside it": 500}
            yield summed_up("signup", engine, 1, "ms p95", runs, at_most=P95_MS, details=details)


def _raced(place: Installation, server: Server, seat: int) -> Run:
    meter, ready = Meter(server.processes() + place.backends()), threading.Barrier(PEOPLE)

    def press(who: int) -> tuple[float, bool]:
        one = place.hall.seats[who]
        browser = Browser(server.port, one)
        try:
            browser.open("/health")
            ready.wait()
            began = time.perf_counter()
            try:
                browser.submit(f"/shifts/seats/{seat}/signups", {"_token": one.token}, 200, HX_Request="true")
                return (time.perf_counter() - began) * 1000, True
            except Unexpected as refused:
                if "answered 409" not in str(refused):
                    raise
                return (time.perf_counter() - began) * 1000, False
        finally:
            browser.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        done = list(pool.map(press, range(PEOPLE)))
    used = meter.read()
    got, sitting = sum(won for _ms, won in done), place.rows(f"{ON_IT}{seat}")[0][0]
    wrong = [] if got == sitting == CAPACITY else [f"{got} were told yes and {sitting} sit on {CAPACITY} seats"]
    latencies = [ms for ms, _won in done]
    cpu_ms, others = used.server / PEOPLE * 1000, used.others / used.seconds
    return Run(percentile(latencies, 95), latencies, len(wrong), wrong, cpu_ms, others)


async def fill(people: list[int]) -> None:
    """The week of the board's bench, these persons as volunteers, and the shifts they will all want."""
    await fill_week()
    await storage.open_database()
    now = clock.now()
    async with storage.database().atomic():
        point = await ServicePoint.select(ServicePoint.id).first()
        place = point["id"] if point else 0
        volunteers = [Volunteer(person=one, applied_at=now, most_minutes=3000, wanted_minutes=600) for one in people]
        ids = [row["id"] for row in await Volunteer.insert(*volunteers).returning(Volunteer.id)]
        await RoleGrant.insert(*(RoleGrant(person=one, role="volunteer", granted_at=now) for one in people))
        await VolunteerStatus.insert(
            *(VolunteerStatus(volunteer=one, status="active", by_name="示例", at=now) for one in ids)
        )
        today = now.date()
        await VolunteerPaper.insert(
            *(VolunteerPaper(volunteer=one, kind="commitment", reference="示例", from_on=today, at=now) for one in ids)
        )
        post = Post(place=place, name="抢报")
        await post.save()
        monday = monday_of(clock.at_library(now).date())
        for number in range(RUNS):
            begins = at(monday + timedelta(days=8 + number), 600)
            ends = begins + timedelta(hours=2)
            row = Gathering(
                kind="shift",
                title="志愿服务",
                category="service",
                made_at=now,
                starts_at=begins,
                ends_at=ends,
                place=place,
            )
            await row.save()
            shift = Shift(gathering=row.id, sign_up_until=begins)
            await shift.save()
            await Seat(shift=shift.id, post=post.id, least=1, wanted=CAPACITY, most=CAPACITY, priority=2).save()
            await ShiftPublication(
                shift=shift.id, starts_at=begins, ends_at=ends, place=place, by_name="示例", at=now
            ).save()
    await storage.close_database()


if __name__ == "__main__":
    asyncio.run(fill(json.loads(sys.argv[1])))
