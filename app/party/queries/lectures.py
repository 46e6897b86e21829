"""党课 of a year; and which of the year's materials the branch studied in its meetings, told to the reading list below."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.actor import Actor, May
from app.clock import at_library, midnight
from app.locale import N_
from app.party.queries.members import my_membership
from app.party.rules.lectures import Lecture
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Written, read
from app.party.tables import PartyMeeting
from app.storage.moments import moment
from app.study.queries.elsewhere import ELSEWHERE, Elsewhere

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


async def may_know_of_meetings(actor: Actor, now: datetime) -> bool:
    """Whether somebody may be told that the branch met: whoever sees its records, and its members."""
    return actor.may(May.SEE_PARTY) or await my_membership(actor, at_library(now).date()) is not None


# Who reads the coverage of the list sees numbers; which meetings they come from stays here.
ELSEWHERE.append(Elsewhere(STUDIED, N_("党内学习 %(n)d 次"), may_know_of_meetings))


async def lectures(year: int) -> list[Lecture]:
    """The lectures of a year, the newest first, as corrected; two queries."""
    span = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    corrected: dict[tuple[int, str], str] = {
        (row["meeting"], row["part"]): row["said_after"] for row in await PartyMeeting.raw(CORRECTED, *span)
    }
    rows = await PartyMeeting.raw(LECTURES, MeetingKind.LECTURE.value, *span)
    return [_lecture(row, corrected) for row in rows]


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
