"""A person's Party records in readable rows, to be taken along: each part of Party-building tells its own.

Source: 个人信息保护法 art. 45: 个人有权向个人信息处理者查阅、复制其个人信息.
"""

from collections.abc import Awaitable, Callable, Sequence

from app import clock
from app.locale import _
from app.party.queries.appraisals import own_entries
from app.party.queries.dues import STANDING
from app.party.queries.looking import looks_at
from app.party.queries.own_case_rows import of_cases, of_guiding
from app.party.queries.own_learning_rows import of_meetings, of_pledges, of_reflections
from app.party.queries.rights import own_requests
from app.party.queries.talks import own_notes, own_talks
from app.party.rules.access import RESTRICTED
from app.party.rules.appraisals import GRADES
from app.party.rules.branch import COMMITTEE_POSTS, TRAITS
from app.party.rules.receiving import yuan
from app.party.rules.rights import GONE, PARTS, OwnRow
from app.party.tables import DuesPayment, PartyMember
from app.storage.moments import day, day_or_none

MEMBERSHIPS = "SELECT since, admitted_on, full_on, ended_on, end_reason FROM party_member WHERE person = {} ORDER BY id"
STRETCHES = """
SELECT 'trait' AS what, t.trait AS word, t.note, t.from_on, t.ended_on
FROM member_trait t JOIN party_member m ON m.id = t.member WHERE m.person = {}
UNION ALL SELECT 'seat', s.post, '', s.from_on, s.ended_on
FROM committee_seat s JOIN party_member m ON m.id = s.member WHERE m.person = {}
UNION ALL SELECT 'place', g.name, '', q.from_on, q.ended_on
FROM group_place q JOIN party_member m ON m.id = q.member JOIN party_group g ON g.id = q."group" WHERE m.person = {}
ORDER BY 4
"""


async def of_membership(person: int) -> list[OwnRow]:
    """When they came, were admitted, became a full member, left; posts, groups and other stretches."""
    rows = []
    for one in await PartyMember.raw(MEMBERSHIPS, person):
        days = [
            (one["admitted_on"], _("接收为预备党员")),
            (one["full_on"], _("转正")),
            (one["since"], _("到本支部")),
            (one["ended_on"], _("转出：%(where)s", where=one["end_reason"])),
        ]
        rows += [OwnRow(_("党员身份"), day_or_none(on), text) for on, text in days if on is not None]
    names: dict[str, str] = {word.value: said for word, said in (*COMMITTEE_POSTS.items(), *TRAITS.items())}
    for one in await PartyMember.raw(STRETCHES, person, person, person):
        said = names.get(one["word"], "")
        word = one["word"] if one["what"] == "place" else _(said)
        until = _("到 %(day)s", day=day(one["ended_on"])) if one["ended_on"] else _("现在")
        rows.append(OwnRow(_("职务和情况"), day(one["from_on"]), f"{word} — {until} {one['note']}".strip()))
    return rows


async def of_dues(person: int) -> list[OwnRow]:
    """Every payment, those that were corrected too."""
    rows = await DuesPayment.raw(f"{STANDING} WHERE m.person = {{}} ORDER BY d.year, d.month, d.id", person)
    text = _("%(year)d 年 %(month)d 月 %(amount)s 元，经收人 %(who)s")
    return [
        OwnRow(
            _("党费"),
            day(row["received_on"]),
            text
            % {
                "year": row["year"],
                "month": row["month"],
                "amount": yuan(row["amount_fen"]),
                "who": row["taken_by_name"],
            }
            + (_("（已更正：%(reason)s）", reason=row["reason"]) if row["reason"] is not None else ""),
        )
        for row in rows
    ]


async def of_talks(person: int) -> list[OwnRow]:
    """Every talk with whom, and all that was written down of it."""
    rows, written = [], await own_notes(person)
    for one in await own_talks(person):
        other = one.second_name if one.first == person else one.first_name
        rows.append(OwnRow(_("谈心谈话"), one.held_on, _("与 %(name)s", name=other)))
        for each in written.get(one.id, ()):
            parts = (each.note.place, each.note.content, each.note.problem, each.note.follow_up)
            said = _(GONE) if each.emptied_at else "\n".join(part for part in parts if part)
            rows.append(OwnRow(_("谈话内容"), clock.at_library(each.at).date(), said))
    return rows


async def of_appraisals(person: int) -> list[OwnRow]:
    """Own rating, counts of the ballots, what peers said, opinion and result of each year."""
    rows = []
    for one in await own_entries(person):
        said = [_("%(year)d 年度", year=one.year)]
        if one.own:
            said.append(_("自评：%(grade)s %(text)s", grade=_(GRADES[one.own.rating]), text=one.own.said))
        if one.tally:
            counts = (one.tally.excellent, one.tally.qualified, one.tally.basic, one.tally.unqualified)
            said.append(_("、").join(f"{_(name)} {n}" for name, n in zip(GRADES.values(), counts, strict=True)))
        if one.peers:
            said.append(_("互评：%(text)s", text=one.peers))
        if one.decision:
            result = _(GRADES[one.decision.result])
            said.append(_("结果：%(grade)s %(text)s", grade=result, text=one.decision.opinion))
        rows.append(OwnRow(_("民主评议"), one.held_on, "\n".join(said)))
    return rows


async def of_looks(person: int) -> list[OwnRow]:
    """Who looked at what is restricted, and why."""
    return [
        OwnRow(
            _("查看受限记录"),
            clock.at_library(one.at).date(),
            _(
                "%(who)s 看了%(what)s：%(reason)s",
                who=one.viewer_name,
                what=_(RESTRICTED[one.kind]),
                reason=one.reason or _(GONE),
            ),
        )
        for one in await looks_at(person)
    ]


async def of_requests(person: int) -> list[OwnRow]:
    """What they asked to have deleted, and what became of it."""
    return [
        OwnRow(
            _("删除请求"),
            clock.at_library(one.at).date(),
            f"{_(PARTS[one.part])} {one.why} {one.reason}".strip(),
        )
        for one in await own_requests(person)
    ]


OWN_ROWS: Sequence[Callable[[int], Awaitable[list[OwnRow]]]] = (
    of_membership,
    of_dues,
    of_talks,
    of_appraisals,
    of_meetings,
    of_reflections,
    of_pledges,
    of_cases,
    of_guiding,
    of_looks,
    of_requests,
)
"""Each part of Party-building that keeps something of a person."""


async def own_rows(person: int) -> list[OwnRow]:
    """All of them, in a fixed order."""
    return [row for part in OWN_ROWS for row in await part(person)]
