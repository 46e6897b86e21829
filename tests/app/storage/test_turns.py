"""Waiting for one's turn with nothing in one's hands."""

import asyncio

import pytest

from app.storage import database
from app.storage.turns import turn


async def test_turns_of_one_name_follow_each_other_in_the_order_of_coming(db):
    said = []

    async def press(who):
        async with turn("seat"):
            said.append((who, "in"))
            await asyncio.sleep(0)
            said.append((who, "out"))

    await asyncio.gather(*(press(number) for number in range(3)))
    assert said == [(who, step) for who in range(3) for step in ("in", "out")]


async def test_another_name_waits_for_nobody(db):
    async with turn("seat"), asyncio.timeout(1), turn("other"):
        pass


async def test_whoever_fails_or_gives_up_lets_the_next_in(db):
    async def give_up():
        async with turn("seat"):
            await asyncio.sleep(60)

    task = asyncio.create_task(give_up())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(ZeroDivisionError):
        async with asyncio.timeout(1), turn("seat"):
            raise ZeroDivisionError
    async with asyncio.timeout(1), turn("seat"):
        pass


async def test_nobody_waits_for_a_turn_inside_a_transaction(db):
    async with database().atomic():
        with pytest.raises(RuntimeError, match="outside atomic"):
            async with turn("seat"):
                pass
