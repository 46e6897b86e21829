"""A person's own way into the Party, and whom they guided there, in readable rows to be taken along."""

from app.clock import at_library
from app.locale import _
from app.party.queries.case_texts import births_of, papers_of, reviews_of, vettings_of
from app.party.queries.cases import cases_of
from app.party.rules.cases.acts import OF_OTHER_ROWS
from app.party.rules.cases.documents import PAPERS
from app.party.rules.cases.facts import ENDS, CaseFacts
from app.party.rules.cases.steps import RULES
from app.party.rules.rights import OwnRow
from app.party.tables.cases import ApplicantGuide
from app.storage.moments import day, day_or_none

GUIDING = """
SELECT g.role, g.from_on, g.ended_on, p.name FROM applicant_guide g JOIN applicant_case c ON c.id = g.applicant
JOIN person p ON p.id = c.person WHERE g.person = {} ORDER BY g.from_on, g.id
"""


async def of_cases(person: int) -> list[OwnRow]:
    """Every case of theirs: its steps with what was concluded, guides, reviews, vettings, papers, and how it ended."""
    return [row for one in reversed(await cases_of(person)) for row in await _of_case(one)]


async def _of_case(facts: CaseFacts) -> list[OwnRow]:
    sort = _("发展党员")
    rows = [
        OwnRow(sort, one.on, f"{_(RULES[one.act].called(one.on))} {one.said}".strip())
        for one in facts.happened
        if one.act not in OF_OTHER_ROWS
    ]
    for word, people in ((_("培养联系人"), facts.mentors), (_("入党介绍人"), facts.sponsors)):
        rows += [OwnRow(sort, one.from_on, f"{word} {one.name}") for one in people]
    rows += [
        OwnRow(_("考察"), one.reviewed_on, f"{one.said} {one.written_by_name}") for one in await reviews_of(facts.id)
    ]
    for one in await vettings_of(facts.id):
        outcome = _("合格") if one.passes else _("不合格")
        rows.append(OwnRow(_("政治审查"), one.vetted_on, f"{outcome} {one.said}"))
    rows += [
        OwnRow(_("入党材料"), one.dated_on, f"{_(PAPERS[one.kind].name)} {one.note} {one.file_name}".strip())
        for one in await papers_of(facts.id)
    ]
    if facts.leaving:
        rows.append(OwnRow(sort, facts.leaving.on, _("离开工作、学习单位：%(said)s", said=facts.leaving.said)))
    rows += [
        OwnRow(
            sort,
            at_library(one.at).date(),
            _("出生日期 %(was)s 更正为 %(now)s：%(why)s", was=one.was_on, now=one.born_on, why=one.reason),
        )
        for one in await births_of(facts.id)
    ]
    if facts.ending:
        rows.append(OwnRow(sort, facts.ending.on, f"{_(ENDS[facts.ending.kind])} {facts.ending.reason}"))
    return rows


async def of_guiding(person: int) -> list[OwnRow]:
    """Whom they guided, and until when; what was written about those people is theirs."""
    words = {"mentor": _("培养联系人"), "sponsor": _("入党介绍人")}
    rows = []
    for row in await ApplicantGuide.raw(GUIDING, person):
        until = _("到 %(day)s", day=day(row["ended_on"])) if day_or_none(row["ended_on"]) else _("现在")
        rows.append(OwnRow(words[row["role"]], day(row["from_on"]), f"{row['name']} — {until}"))
    return rows
