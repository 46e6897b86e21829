"""What the tests of study share: a clock that is moved, arrangers, staff, a series."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.actor import Role
from app.gatherings.rules import Category
from app.study.rules import SeriesPlan, SessionPlan, span_of
from tests.makers import MONDAY, a_person

THURSDAY = date(2026, 11, 26)
IN_TIME = datetime(2026, 11, 26, 6, 20, tzinfo=UTC)
"""Twenty past two that Thursday, ten minutes before the session."""


class Time:
    """What the clock says; tests move it."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    stopped = Time()
    monkeypatch.setattr(clock, "now", stopped)
    return stopped


def a_series(**changes: object) -> SeriesPlan:
    """每周四 14:30—17:00, closed, from 2026 on."""
    values: dict[str, object] = {
        "title": "周四学习",
        "weekday": 3,
        "starts_minute": 870,
        "ends_minute": 1020,
        "category": Category.POLITICS,
        "valid_from": date(2020, 1, 1),
        "venue": "三楼报告厅",
        "library_closed": True,
    }
    return SeriesPlan(**{**values, **changes})  # type: ignore[arg-type]


def a_plan(on: date = THURSDAY, **changes: object) -> SessionPlan:
    """One session on that Thursday afternoon."""
    values: dict[str, object] = {
        "topic": "公共图书馆法第四章",
        "span": span_of(on, 870, 1020),
        "category": Category.LAW,
        "venue": "三楼报告厅",
        "library_closed": True,
    }
    return SessionPlan(**{**values, **changes})  # type: ignore[arg-type]


async def a_secretary():
    """The secretary, who is on the staff too."""
    return await a_person("覃向学", Role.STAFF, Role.SECRETARY)


async def a_member(name: str = "乐小读", **columns: object):
    """Somebody on the staff."""
    return await a_person(name, Role.STAFF, **columns)


def days(number: int) -> timedelta:
    return timedelta(days=number)
