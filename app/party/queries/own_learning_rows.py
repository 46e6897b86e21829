"""What a person did in the branch's life, in readable rows to be taken along: meetings, reflections, promises."""

from app import clock
from app.gatherings.rules.attendance import STATUSES, Status
from app.locale import _
from app.party.queries.pledges import pledges_of
from app.party.rules.pledges import RESULTS
from app.party.rules.reflections import QUESTIONS
from app.party.rules.rights import GONE, OwnRow
from app.party.tables import PartyMeeting
from app.party.tables import Reflection as ReflectionRow
from app.storage.moments import day, moment

MEETINGS = """
SELECT g.title, g.starts_at, r.status, r.note FROM party_meeting m JOIN gathering g ON g.id = m.gathering
JOIN expected e ON e.gathering = g.id
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = e.gathering AND n.person = e.person)
WHERE e.person = {} ORDER BY g.starts_at, g.id
"""
REFLECTIONS = """
SELECT r.written_on, r.why_joined, r.what_done, r.what_left, e.id AS erased FROM reflection r
LEFT JOIN reflection_erasure e ON e.reflection = r.id WHERE r.person = {} ORDER BY r.written_on, r.id
"""


async def of_meetings(person: int) -> list[OwnRow]:
    """Every meeting that expected them, and how they stood."""
    return [
        OwnRow(
            _("会议"),
            clock.at_library(moment(row["starts_at"])).date(),
            " ".join(
                part
                for part in (row["title"], _(STATUSES[Status(row["status"])]) if row["status"] else "", row["note"])
                if part
            ),
        )
        for row in await PartyMeeting.raw(MEETINGS, person)
    ]


async def of_reflections(person: int) -> list[OwnRow]:
    """Their three answers, drafts too."""
    rows = []
    for row in await ReflectionRow.raw(REFLECTIONS, person):
        answers = [f"{_(question)}{row[name]}" for name, question in QUESTIONS.items()]
        rows.append(OwnRow(_("三问"), day(row["written_on"]), _(GONE) if row["erased"] else "\n".join(answers)))
    return rows


async def of_pledges(person: int) -> list[OwnRow]:
    """What they promised and what came of it."""
    return [
        OwnRow(
            _("承诺"),
            one.promise.made_on,
            " ".join(
                part
                for part in (
                    one.promise.promise,
                    f"{_(RESULTS[one.found.result])} {one.found.note}".strip() if one.found else "",
                    one.withdrawn,
                )
                if part
            ),
        )
        for one in reversed(await pledges_of(person))
    ]
