"""The solver in a process of its own: it ends with whoever asked, and says no in words."""

import asyncio
import subprocess
import sys

import pytest

from app.refusals import Refused
from app.shifts.rules.rostering.child import question
from app.shifts.solving import CHILD, solve_apart
from tests.app.shifts.rostering.small import instance, person, seat
from tests.house.reading import PROJECT
from tests.load.rostering import month

ONE = instance([person(1)], [seat(1)])


async def test_the_answer_of_the_child_is_the_solvers():
    told = []
    result = await solve_apart(ONE, seconds=10, tell=told.append)
    assert [(one.seat, one.person) for one in result.assignments] == [(1, 1)]
    assert [one.done for one in told if one is not None] == [0, 1]


async def test_what_does_not_hold_together_is_refused_by_the_child_too():
    with pytest.raises(Refused, match="people：编号 1 出现了 2 次"):
        await solve_apart(instance([person(1), person(1)], [seat(1)]), seconds=10)


async def test_whoever_stops_listening_stops_the_child():
    class Enough(Exception):
        pass

    def stop(_progress):
        raise Enough

    with pytest.raises(Enough):
        await solve_apart(month(60, 8), seconds=60, tell=stop)
    task = asyncio.create_task(solve_apart(month(60, 8), seconds=60))
    await asyncio.sleep(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_a_child_whose_parent_is_gone_ends_by_itself():
    command = [sys.executable, "-m", CHILD]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdin.write(question(month(300, 12), 120))
        child.stdin.flush()
        assert child.stdout.readline().startswith(b'{"progress"')
        child.stdin.close()
        assert child.wait(timeout=30) == 3
