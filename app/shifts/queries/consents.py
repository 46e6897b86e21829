"""The texts that volunteers agree to, who agreed to which version, and how somebody may be shown in public."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.shifts.rules.consents import ConsentKind, Given, Text, shown_as, standing_text
from app.shifts.tables import ConsentGiven, ConsentText
from app.storage.moments import moment, moment_or_none

STANDING = """
SELECT g.volunteer, t.kind, t.version, g.choice, g.alias FROM consent_given g JOIN consent_text t ON t.id = g.text
WHERE g.id = (SELECT max(n.id) FROM consent_given n JOIN consent_text m ON m.id = n.text
              WHERE n.volunteer = g.volunteer AND m.kind = t.kind)
AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.given = g.id)
"""
HISTORY = """
SELECT t.kind, t.version, g.choice, g.alias, g.how, g.by_name, g.at, w.at AS withdrawn_at
FROM consent_given g JOIN consent_text t ON t.id = g.text LEFT JOIN consent_withdrawal w ON w.given = g.id
WHERE g.volunteer = {} ORDER BY g.id DESC
"""
SHOWN = """
SELECT v.id, p.name, g.choice, g.alias FROM volunteer v JOIN person p ON p.id = v.person
JOIN consent_given g ON g.id = (SELECT max(n.id) FROM consent_given n JOIN consent_text m ON m.id = n.text
                                WHERE n.volunteer = v.id AND m.kind = 'display')
WHERE NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.given = g.id)
"""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A consent in the file: to which version, how, by whom, and when it was taken back."""

    kind: ConsentKind
    version: int
    choice: str
    alias: str
    how: str
    by_name: str
    at: datetime
    withdrawn_at: datetime | None


async def written_texts() -> list[Text]:
    """Every version that was written down, the oldest first."""
    rows = await ConsentText.select().order_by(ConsentText.id)
    return [Text(ConsentKind(row["kind"]), row["version"], row["text"], row["from_on"], row["id"]) for row in rows]


async def standing_texts(day: date) -> dict[ConsentKind, Text]:
    """The version of each kind that holds on this day."""
    written = await written_texts()
    return {kind: standing_text(kind, written, day) for kind in ConsentKind}


async def given_by(volunteer: int) -> list[Given]:
    """The consents of a volunteer that stand."""
    rows = await ConsentGiven.raw(f"{STANDING} AND g.volunteer = {{}}", volunteer)
    return [_given(row) for row in rows]


async def consent_history(volunteer: int) -> list[GivenLine]:
    """All that a volunteer has agreed to, the newest first."""
    return [
        GivenLine(
            ConsentKind(row["kind"]),
            row["version"],
            row["choice"],
            row["alias"],
            row["how"],
            row["by_name"],
            moment(row["at"]),
            moment_or_none(row["withdrawn_at"]),
        )
        for row in await ConsentGiven.raw(HISTORY, volunteer)
    ]


async def shown_names(volunteers: Collection[int]) -> Mapping[int, str]:
    """How these volunteers may be shown on a public screen, by id; whoever has not agreed is not in it.

    Source: 志愿服务条例 art. 20.
    """
    if not volunteers:
        return {}
    listed = ", ".join("{}" for _one in volunteers)
    rows = await ConsentGiven.raw(f"{SHOWN} AND v.id IN ({listed})", *volunteers)
    shown = {row["id"]: shown_as(row["name"], row["choice"], row["alias"]) for row in rows}
    return {volunteer: name for volunteer, name in shown.items() if name}


def _given(row: Mapping[str, Any]) -> Given:
    return Given(ConsentKind(row["kind"]), row["version"], row["choice"], row["alias"])
