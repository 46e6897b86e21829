"""The exports for platforms as they stand: what ships, and what the library made of it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.locale import _
from app.service.rules.profiles import SHIPPED, Look, Profile, ProfileColumn, Rows
from app.service.tables import ExportProfile

NEWEST = """
SELECT key, revision, name, rows, columns, by_name FROM export_profile e
WHERE revision = (SELECT max(n.revision) FROM export_profile n WHERE n.key = e.key) ORDER BY id
"""


async def profiles() -> list[Profile]:
    """All of them, those that ship first."""
    written = {row["key"]: _profile(row) for row in await ExportProfile.raw(NEWEST)}
    return [*(written.pop(key, _shipped(one)) for key, one in SHIPPED.items()), *written.values()]


async def profile(key: str) -> Profile | None:
    """One of them."""
    return next((one for one in await profiles() if one.key == key), None)


def _shipped(one: Profile) -> Profile:
    return Profile(one.key, _(one.name), one.rows, one.columns)


def _profile(row: Mapping[str, Any]) -> Profile:
    columns = msgspec.json.decode(row["columns"], type=list[tuple[str, str, str]])
    known = [ProfileColumn(heading, source, Look(look)) for heading, source, look in columns]
    return Profile(row["key"], row["name"], Rows(row["rows"]), known, row["revision"], row["by_name"])
