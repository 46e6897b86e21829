"""党课 of a year, and what became of the year's materials in the staff's study and in the branch's meetings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.clock import at_library, midnight
from app.party.rules.lectures import Lecture, Material
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Written, read
from app.party.tables import PartyMeeting
from app.storage.moments import moment
from app.study.queries.covering import HELD_ELSEWHERE, materials_studied

CAME = """
(SELECT count(*) FROM presence r WHERE r.gathering = g.id AND r.status IN ('present', 'late', 'made_up')
 AND NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = g.id AND n.person = r.person AND n.id > r.id)) AS came
"""
# Signed minutes were saved before they were signed, so that the newest that were saved are what was signed.
LECTURES = """
SELECT m.id, g.title, g.starts_at, n.content, -- came
, (SELECT count(*) FROM expected e WHERE e.gathering = g.id) AS expected
FROM party_meeting_kind k JOIN party_meeting m ON m.id = k.meeting JOIN gathering g ON g.id = m.gathering
LEFT JOIN party_minutes n ON n.id = (SELECT max(l.id) FROM party_minutes l WHERE l.meeting = m.id)
WHERE k.kind = {} AND g.starts_at >= {} AND g.starts_at < {}
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
ORDER BY g.starts_at DESC, m.id DESC
""".replace("-- came", CAME)
CORRECTED = """
SELECT c.meeting, c.part, c.said_after FROM party_correction c JOIN party_meeting m ON m.id = c.meeting
JOIN gathering g ON g.id = m.gathering WHERE c.part IN ('teacher', 'teacher_post', 'lecture_subject')
AND g.starts_at >= {} AND g.starts_at < {} ORDER BY c.id
"""
STUDIED = """
SELECT m.material, m.gathering FROM party_meeting m JOIN gathering g ON g.id = m.gathering
JOIN gathering_opening o ON o.gathering = g.id
WHERE m.material IS NOT NULL AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
"""
MEETINGS = f"""
SELECT u.material, count(*) AS meetings FROM ({STUDIED}) u JOIN gathering g ON g.id = u.gathering
WHERE g.starts_at <= {{}} GROUP BY u.material
"""  # noqa: S608 - words of this file only.

# Who reads the coverage of the list sees numbers; which meetings they come from stays here.
HELD_ELSEWHERE.append(STUDIED)


async def lectures(year: int) -> list[Lecture]:
    """The lectures of a year, the newest first, as corrected; two queries."""
    span = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    corrected: dict[tuple[int, str], str] = {
        (row["meeting"], row["part"]): row["said_after"] for row in await PartyMeeting.raw(CORRECTED, *span)
    }
    rows = await PartyMeeting.raw(LECTURES, MeetingKind.LECTURE.value, *span)
    return [_lecture(row, corrected) for row in rows]


async def materials(actor: Actor, year: int, now: datetime) -> list[Material]:
    """The materials of a year's list, what nobody studied first."""
    meetings = {row["material"]: row["meetings"] for row in await PartyMeeting.raw(MEETINGS, now)}
    return [
        Material(one.id, one.title, one.sessions, one.minutes, one.people, meetings.get(one.id, 0))
        for one in await materials_studied(actor, year, now)
    ]


def _lecture(row: Mapping[str, Any], corrected: Mapping[tuple[int, str], str]) -> Lecture:
    told = read(row["content"]) if row["content"] else Written()
    number = row["id"]
    return Lecture(
        meeting=number,
        title=row["title"],
        held_on=at_library(moment(row["starts_at"])).date(),
        teacher=corrected.get((number, "teacher"), told.teacher),
        post=corrected.get((number, "teacher_post"), told.teacher_post),
        came_from=told.teacher_from,
        subject=corrected.get((number, "lecture_subject"), told.lecture_subject),
        lessons=told.lessons,
        came=row["came"],
        expected=row["expected"],
    )
