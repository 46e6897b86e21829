"""The demo's year on any day of it: one cell is overdue and three want something, each for its own reason."""

from datetime import datetime

import pytest

from app import clock
from app.actor import system
from app.clock import LIBRARY_ZONE
from app.demo.applicants import insert_applicants
from app.demo.party import insert_branch
from app.demo.party_duties import insert_duties
from app.demo.party_learning import insert_party_learning
from app.demo.party_meetings import insert_party_meetings
from app.demo.party_records import insert_party_records
from app.demo.people import insert_people
from app.demo.places import insert_places
from app.demo.training import insert_training
from app.party.queries.calendar import year_of
from app.party.rules.cycles import State


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2026, 11, 30, 10, tzinfo=LIBRARY_ZONE), "2026-10"),
        (datetime(2026, 10, 5, 10, tzinfo=LIBRARY_ZONE), "2026-09"),
        (datetime(2026, 6, 29, 10, tzinfo=LIBRARY_ZONE), "2026-05"),
        (datetime(2026, 3, 3, 10, tzinfo=LIBRARY_ZONE), "2026-02"),
    ],
)
async def test_one_red_and_three_yellow(db, monkeypatch, now, month):
    monkeypatch.setattr(clock, "now", lambda: now)
    actor, today = system("demo"), now.date()
    points = await insert_places(today)
    people = await insert_people(points, now)
    await insert_training(actor, people, list(points), now)
    await insert_branch(people, now)
    await insert_party_records(people, now)
    await insert_applicants(people, now)
    await insert_party_meetings(people, now)
    await insert_party_learning(actor, people, points[0], now)
    await insert_duties(people, now)
    known = await year_of(today.year, today)
    assert known is not None
    # Hours come from a year of Thursdays that this test does not load.
    found = {cell.key: cell.state for cell in known.open_cells if cell.item.key not in ("hours", "leaders")}
    assert found == {
        f"committee.{month}": State.OVERDUE,
        f"themed.{month}": State.LACKS,
        f"dues.{month}": State.LACKS,
        f"flowing.{today.year}": State.LACKS,
    }
