"""Cases as facts: everything that stands of one case or of all, in one question beside that of the cases themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.gatherings.queries.calendar import calendar
from app.gatherings.rules.calendar import Calendar
from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import Beside, CaseFacts, End, Ending, Happened, Leaving, Notice, Votes
from app.party.rules.cases.judging import StepLine, timeline
from app.party.rules.cases.upcoming import Due, upcoming
from app.party.rules.facts import Deadline
from app.party.rules.rights import GONE
from app.party.tables.cases import ApplicantCase
from app.storage.moments import day, day_or_none

CASES = """
SELECT c.id, c.person, p.name, COALESCE(
    (SELECT b.born_on FROM applicant_birth_correction b WHERE b.applicant = c.id ORDER BY b.id DESC LIMIT 1), c.born_on
) AS born_on
FROM applicant_case c JOIN person p ON p.id = c.person
"""
# A case is some dozens of short rows: one question brings them all, in one shape.
ROWS = """
SELECT 'act' AS part, a.id, a.applicant, a.act AS word, a.done_on AS from_on, a.until_on AS to_on, a.said AS text,
       a.eligible AS n1, a.present AS n2, a.in_favour AS n3, a.written AS n4, a.days AS n5, a.hours AS n6
FROM applicant_act a WHERE NOT EXISTS (SELECT 1 FROM applicant_correction x WHERE x.act = a.id){act}
UNION ALL SELECT 'guide', g.id, g.applicant, g.role, g.from_on, g.ended_on, p.name, g.person, 0, 0, 0, 0, 0
FROM applicant_guide g JOIN person p ON p.id = g.person WHERE 1 = 1{guide}
UNION ALL SELECT 'review', r.id, r.applicant, r.kind, r.reviewed_on, NULL, '', 0, 0, 0, 0, 0, 0
FROM applicant_review r WHERE NOT EXISTS (SELECT 1 FROM applicant_review x WHERE x.replaces = r.id){review}
UNION ALL SELECT 'vetting', v.id, v.applicant, '', v.vetted_on, NULL, '', CASE WHEN v.passes THEN 1 ELSE 0 END, 0, 0, 0, 0, 0
FROM applicant_vetting v WHERE 1 = 1{vetting}
UNION ALL SELECT 'notice', n.id, n.applicant, '', n.from_on, n.to_on, '',
       CASE WHEN s.id IS NULL THEN NULL WHEN s.passes THEN 1 ELSE 0 END, 0, 0, 0, 0, 0
FROM applicant_notice n LEFT JOIN applicant_notice_result s ON s.notice = n.id WHERE 1 = 1{notice}
UNION ALL SELECT 'paper', d.id, d.applicant, d.kind, d.dated_on, NULL, '', 0, 0, 0, 0, 0, 0
FROM applicant_document d WHERE NOT EXISTS (SELECT 1 FROM applicant_document_removal x WHERE x.document = d.id){paper}
UNION ALL SELECT 'said', e.id, e.applicant, e.act, NULL, NULL, e.said, 0, 0, 0, 0, 0, 0
FROM applicant_explanation e WHERE 1 = 1{said}
UNION ALL SELECT 'end', e.id, e.applicant, e.kind, e.ended_on, NULL, e.reason, 0, 0, 0, 0, 0, 0
FROM applicant_ending e WHERE NOT EXISTS (SELECT 1 FROM applicant_reopening x WHERE x.ending = e.id){end}
UNION ALL SELECT 'leaving', l.id, l.applicant, '', l.leaves_on, NULL, l.said, 0, 0, 0, 0, 0, 0
FROM applicant_leaving l WHERE 1 = 1{leaving}
ORDER BY 3, 5, 2
"""
PARTS = {
    "act": "a",
    "guide": "g",
    "review": "r",
    "vetting": "v",
    "notice": "n",
    "paper": "d",
    "said": "e",
    "end": "e",
    "leaving": "l",
}
OF_ALL = ROWS.format(**dict.fromkeys(PARTS, ""))
OF_ONE = ROWS.format(**{part: f" AND {alias}.applicant = {{}}" for part, alias in PARTS.items()})
OF_PERSON = ROWS.format(
    **{
        part: f" AND {alias}.applicant IN (SELECT c.id FROM applicant_case c WHERE c.person = {{}})"  # noqa: S608 - words of this file only.
        for part, alias in PARTS.items()
    }
)

Raw = Mapping[str, Any]


async def all_cases() -> list[CaseFacts]:
    """Every case, the newest first."""
    return _cases(await ApplicantCase.raw(f"{CASES} ORDER BY c.id DESC"), await ApplicantCase.raw(OF_ALL))


async def case_facts(case: int) -> CaseFacts | None:
    """One case; None where there is none."""
    known = await ApplicantCase.raw(f"{CASES} WHERE c.id = {{}}", case)
    if not known:
        return None
    return _cases(known, await ApplicantCase.raw(OF_ONE, *([case] * len(PARTS))))[0]


async def cases_of(person: int) -> list[CaseFacts]:
    """The cases of one person, the newest first; nobody has many."""
    known = await ApplicantCase.raw(f"{CASES} WHERE c.person = {{}} ORDER BY c.id DESC", person)
    return _cases(known, await ApplicantCase.raw(OF_PERSON, *([person] * len(PARTS)))) if known else []


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as the list shows it: its timeline today and what comes next."""

    facts: CaseFacts
    steps: Sequence[StepLine]
    due: Sequence[Due]


def line_of(facts: CaseFacts, today: date, known: Calendar) -> CaseLine:
    """A case judged on this day."""
    return CaseLine(facts, timeline(facts, today, known), upcoming(facts, today, known))


async def case_lines(today: date) -> list[CaseLine]:
    """Every case judged on this day, the newest first."""
    known = await calendar()
    return [line_of(one, today, known) for one in await all_cases()]


async def due_steps(today: date) -> list[Deadline]:
    """What the texts want done in cases that go on, the most urgent first."""
    return sorted(
        (
            Deadline(
                due.on,
                _("%(name)s：%(what)s", name=line.facts.name, what=due.said),
                f"/party/applicants/{line.facts.id}",
                due.citation,
                due.is_provisional,
            )
            for line in await case_lines(today)
            for due in line.due
        ),
        key=lambda one: (one.due_on, one.href),
    )


def _cases(known: Iterable[Raw], rows: Iterable[Raw]) -> list[CaseFacts]:
    of_case = defaultdict[int, dict[str, list[Raw]]](lambda: defaultdict(list))
    for row in rows:
        of_case[row["applicant"]][row["part"]].append(row)
    return [_facts(one, of_case[one["id"]]) for one in known]


def _facts(one: Raw, parts: Mapping[str, Sequence[Raw]]) -> CaseFacts:
    mentors, sponsors = (
        [_beside(row) for row in parts.get("guide", ()) if row["word"] == role] for role in ("mentor", "sponsor")
    )
    notices = [_notice(row) for row in parts.get("notice", ())]
    vettings = sorted(parts.get("vetting", ()), key=lambda row: int(row["id"]))
    ends = [
        Ending(End(row["word"]), day(row["from_on"]), row["text"] or _(GONE), row["id"]) for row in parts.get("end", ())
    ]
    happened = [
        *(_happened(row) for row in parts.get("act", ())),
        *(Happened(Act(row["word"]), day(row["from_on"])) for row in parts.get("review", ())),
        *_of_people(mentors, sponsors),
        *(Happened(Act.NOTICE, one.from_on) for one in notices[-1:]),
        *(Happened(Act.VETTED, day(row["from_on"])) for row in vettings[-1:] if row["n1"]),
    ]
    return CaseFacts(
        id=one["id"],
        person=one["person"],
        name=one["name"],
        born_on=day(one["born_on"]),
        happened=sorted(happened, key=lambda each: each.on),
        mentors=mentors,
        sponsors=sponsors,
        notices=notices,
        vetting=bool(vettings[-1]["n1"]) if vettings else None,
        documents=frozenset(row["word"] for row in parts.get("paper", ())),
        explained={
            Act(row["word"]): row["text"] or _(GONE)
            for row in sorted(parts.get("said", ()), key=lambda row: int(row["id"]))
        },
        ending=ends[-1] if ends else None,
        leaving=_leaving(parts.get("leaving", ())),
    )


def _of_people(mentors: Sequence[Beside], sponsors: Sequence[Beside]) -> list[Happened]:
    """Mentors are there with the first, sponsors with the second of them."""
    days = sorted(one.from_on for one in sponsors)
    return [
        *(Happened(Act.MENTORED, one.from_on) for one in mentors[:1]),
        *(Happened(Act.SPONSORED, on) for on in days[1:2]),
    ]


def _happened(row: Raw) -> Happened:
    counted = row["n1"] is not None
    return Happened(
        act=Act(row["word"]),
        on=day(row["from_on"]),
        number=row["id"],
        said=row["text"],
        votes=Votes(row["n1"], row["n2"] or 0, row["n3"] or 0, row["n4"] or 0) if counted else None,
        days=row["n5"],
        hours=row["n6"],
        until=day_or_none(row["to_on"]),
    )


def _leaving(rows: Sequence[Raw]) -> Leaving | None:
    newest = max(rows, key=lambda row: int(row["id"]), default=None)
    leaves_on = day_or_none(newest["from_on"]) if newest else None
    return Leaving(leaves_on, newest["text"] or _(GONE)) if newest and leaves_on else None


def _beside(row: Raw) -> Beside:
    return Beside(row["id"], row["n1"], row["text"], day(row["from_on"]), day_or_none(row["to_on"]))


def _notice(row: Raw) -> Notice:
    return Notice(row["id"], day(row["from_on"]), day(row["to_on"]), None if row["n1"] is None else bool(row["n1"]))
