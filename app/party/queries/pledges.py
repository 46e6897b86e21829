"""承诺践诺: the board and one member's promises."""

from collections.abc import Mapping
from typing import Any

from app.party.rules.pledges import Found, PledgeView, Promise, Result
from app.party.tables import Pledge
from app.storage.moments import day

PLEDGES = """
SELECT p.*, m.person, n.name, w.reason AS withdrawn, f.result, f.note, f.reviewed_on, f.reviewed_by_name
FROM pledge p JOIN party_member m ON m.id = p.member JOIN person n ON n.id = m.person
LEFT JOIN pledge_withdrawal w ON w.pledge = p.id
LEFT JOIN pledge_result f ON f.id = (SELECT max(l.id) FROM pledge_result l WHERE l.pledge = p.id)
"""


async def pledges() -> list[PledgeView]:
    """All that hang on the board, the newest first; who has left the branch is not on it."""
    asked = f"{PLEDGES} WHERE w.id IS NULL AND m.ended_on IS NULL ORDER BY p.made_on DESC, p.id DESC"
    return [_pledge(row) for row in await Pledge.raw(asked)]


async def pledges_of(person: int) -> list[PledgeView]:
    """Everything one person ever promised, the newest first."""
    asked = f"{PLEDGES} WHERE m.person = {{}} ORDER BY p.made_on DESC, p.id DESC"
    return [_pledge(row) for row in await Pledge.raw(asked, person)]


async def pledge(pledge_id: int) -> PledgeView | None:
    """One of them."""
    rows = await Pledge.raw(f"{PLEDGES} WHERE p.id = {{}}", pledge_id)
    return _pledge(rows[0]) if rows else None


def _pledge(row: Mapping[str, Any]) -> PledgeView:
    promise = Promise(row["promise"], row["public_text"], day(row["made_on"]), day(row["review_on"]))
    found = None
    if row["result"]:
        found = Found(Result(row["result"]), row["note"], day(row["reviewed_on"]), row["reviewed_by_name"])
    return PledgeView(
        id=row["id"],
        member=row["member"],
        person=row["person"],
        name=row["name"],
        promise=promise,
        made_by=row["made_by_name"],
        found=found,
        withdrawn=row["withdrawn"] or "",
    )
