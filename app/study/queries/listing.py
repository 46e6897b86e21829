"""The list of those expected, before it is frozen."""

from collections.abc import Collection

from app.actor import Actor, May
from app.clock import at_library
from app.gatherings.queries import busy
from app.gatherings.rules import Span
from app.locale import _
from app.people.tables import Person, RoleGrant
from app.study.rules.expecting import STAFF_ROLES, Change, Listed

# Everybody who is here on that day; a role that was given later counts too, since it was given when it was written down.
PEOPLE = """
SELECT p.id, p.name, p.post, c.change, c.reason, CASE WHEN
    (p.joined_on IS NULL OR p.joined_on <= {}) AND (p.left_on IS NULL OR p.left_on >= {}) AND EXISTS (
        SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.role IN (ROLES) AND (g.ended_at IS NULL OR g.ended_at > {}))
    THEN 1 ELSE 0 END AS on_staff,
    CASE WHEN EXISTS (SELECT 1 FROM role_grant v WHERE v.person = p.id AND v.role = 'volunteer' AND v.ended_at IS NULL)
    THEN 1 ELSE 0 END AS volunteers
FROM person p LEFT JOIN study_list_change c ON c.session = {} AND c.person = p.id
WHERE c.id IS NOT NULL OR p.left_on IS NULL OR p.left_on >= {}
ORDER BY p.name_pinyin, p.id
""".replace("ROLES", ", ".join("{}" for _ in STAFF_ROLES))


async def listed(actor: Actor, session: int, gathering: int, span: Span) -> list[Listed]:
    """Everybody who could be expected, with whether they are; in the order of their names.

    Only arrangers learn where else somebody is expected at that time.
    """
    day = at_library(span.starts_at).date()
    rows = await Person.raw(PEOPLE, day, day, *STAFF_ROLES, span.starts_at, session, day)
    engaged = await busy(span) if actor.may(May.ARRANGE_STUDY) else []
    elsewhere = {one.person: one.title or _("别的安排") for one in engaged if one.gathering != gathering}
    return [
        Listed(
            person=row["id"],
            name=row["name"],
            post=row["post"],
            on_staff=bool(row["on_staff"]),
            change=Change(row["change"]) if row["change"] else None,
            reason=row["reason"] or "",
            elsewhere=elsewhere.get(row["id"], ""),
            volunteers=bool(row["volunteers"]),
        )
        for row in rows
    ]


async def see_study(persons: Collection[int]) -> set[int]:
    """Those of them who may open the pages of study; volunteers find a session among their gatherings."""
    if not persons:
        return set()
    rows = await RoleGrant.select(RoleGrant.person).where(
        RoleGrant.ended_at.is_null() & RoleGrant.role.is_in(list(STAFF_ROLES)) & RoleGrant.person.is_in(list(persons))
    )
    return {row["person"] for row in rows}
