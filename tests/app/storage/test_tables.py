"""What is kept is made once."""

import asyncio

from app.storage.tables import Keeping, kept


async def test_what_is_kept_is_made_once(db):
    assert await kept("signing-secret", lambda: "first") == "first"
    assert await kept("signing-secret", lambda: "second") == "first"
    assert await Keeping.count() == 1


async def test_ten_who_ask_at_once_get_the_same_value(db):
    asked = await asyncio.gather(
        *(kept("signing-secret", lambda number=number: f"made by {number}") for number in range(10))
    )
    assert len(set(asked)) == 1
    assert await Keeping.count() == 1
