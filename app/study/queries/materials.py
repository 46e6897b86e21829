"""The reading list with the sessions in which each material was studied or is planned."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.storage.moments import moment
from app.study.queries.elsewhere import held_elsewhere
from app.study.queries.sessions import whose
from app.study.rules.agenda import law_link
from app.study.rules.materials import Coverage, Material, MaterialKind, coverage_of
from app.study.tables import AgendaMaterial, StudyMaterial

STANDS = "NOT EXISTS (SELECT 1 FROM material_removal d WHERE d.material = m.id)"
NAMED = """
u.named AND NOT EXISTS (SELECT 1 FROM agenda_material n WHERE n.item = u.item AND n.material = u.material AND n.id > u.id)
AND NOT EXISTS (SELECT 1 FROM agenda_item_removal d WHERE d.item = u.item)
"""
USES = """
SELECT u.material, u.item, s.id AS session, g.title, g.starts_at, o.id AS opened,
       CASE WHEN -- visible
       THEN 1 ELSE 0 END AS visible
FROM agenda_material u JOIN agenda_item a ON a.id = u.item JOIN study_session s ON s.id = a.session
JOIN gathering g ON g.id = s.gathering LEFT JOIN gathering_opening o ON o.gathering = g.id
JOIN study_material m ON m.id = u.material
WHERE -- named
AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
""".replace("-- named", NAMED)
LISTED = "SELECT m.* FROM study_material m"
TITLES = "SELECT m.title FROM study_material m"
YEARS = "SELECT DISTINCT m.year FROM study_material m"
COUNTED = "SELECT count(*) AS uses FROM agenda_material u"
OF_ITEMS = """
SELECT m.*, u.item FROM agenda_material u JOIN study_material m ON m.id = u.material JOIN agenda_item a ON a.id = u.item
"""
CHOICES = """
SELECT m.*, u.id AS named FROM study_material m LEFT JOIN agenda_material u ON u.material = m.id AND u.item = {} AND -- named
""".replace("-- named", NAMED)


@dataclass(frozen=True, slots=True)
class Use:
    """A session whose agenda names the material; `visible` where the actor may open it."""

    session: int
    title: str
    on: date
    visible: bool


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One material with the sessions that studied it and those that will.

    `elsewhere` is how gatherings of slices above are counted and how many there were, for whoever may be told.
    """

    id: int
    material: Material
    studied: Sequence[Use] = ()
    planned: Sequence[Use] = ()
    elsewhere: Sequence[tuple[str, int]] = ()

    @property
    def coverage(self) -> Coverage:
        """How far it has come."""
        return coverage_of([*self.studied, *self.elsewhere], self.planned)

    @property
    def law_link(self) -> tuple[str, str] | None:
        """Address and title of the law, where its wording ships."""
        return law_link(self.material.law)


async def reading_list(actor: Actor, year: int, now: datetime) -> list[MaterialView]:
    """The materials of a year: what was not studied at all first, then what is planned, then the rest as it was listed."""
    rows = await StudyMaterial.raw(f"{LISTED} WHERE m.year = {{}} AND {STANDS} ORDER BY m.id", year)
    condition, arguments = await whose(actor)
    text = USES.replace("-- visible", condition) + " AND m.year = {} ORDER BY g.starts_at, g.id"
    studied, planned = defaultdict(list), defaultdict(list)
    for row in await AgendaMaterial.raw(text, *arguments, year):
        use = Use(row["session"], row["title"], at_library(moment(row["starts_at"])).date(), bool(row["visible"]))
        # A session whose list was never opened was not held, whatever stands on its agenda.
        if row["opened"] is not None and moment(row["starts_at"]) <= now:
            studied[row["material"]].append(use)
        elif moment(row["starts_at"]) > now:
            planned[row["material"]].append(use)
    away = await held_elsewhere(actor, year, now)
    views = [
        MaterialView(r["id"], _material(r), _once(studied[r["id"]]), _once(planned[r["id"]]), away.get(r["id"], ()))
        for r in rows
    ]
    return sorted(views, key=lambda one: list(Coverage).index(one.coverage))


async def years_of_lists(actor: Actor) -> list[int]:
    """Years that have a list, the newest first."""
    rows = await StudyMaterial.raw(f"{YEARS} WHERE {STANDS} ORDER BY m.year DESC")
    return [row["year"] for row in rows]


async def material(actor: Actor, material_id: int) -> MaterialView | None:
    """One material, on the list or taken off it, without its sessions."""
    rows = await StudyMaterial.raw(f"{LISTED} WHERE m.id = {{}}", material_id)
    return MaterialView(rows[0]["id"], _material(rows[0])) if rows else None


async def titles_of(year: int, but: int = 0) -> list[str]:
    """Titles that stand on the list of a year; `but` is the id of one that does not matter."""
    rows = await StudyMaterial.raw(f"{TITLES} WHERE m.year = {{}} AND m.id <> {{}} AND {STANDS}", year, but)
    return [row["title"] for row in rows]


async def uses_of(material_id: int) -> int:
    """How many items of agendas name it."""
    rows = await AgendaMaterial.raw(f"{COUNTED} WHERE u.material = {{}} AND {NAMED}", material_id)
    return int(rows[0]["uses"])


async def named_in(session: int) -> dict[int, list[MaterialView]]:
    """What each item of a session's agenda names, by the item's id."""
    rows = await AgendaMaterial.raw(f"{OF_ITEMS} WHERE a.session = {{}} AND {NAMED} ORDER BY m.id", session)
    found: dict[int, list[MaterialView]] = defaultdict(list)
    for row in rows:
        found[row["item"]].append(MaterialView(row["id"], _material(row)))
    return dict(found)


async def to_choose(year: int, item: int) -> tuple[list[MaterialView], frozenset[int]]:
    """Materials an item may name: those of the year and those it names; and the ids of the latter."""
    rows = await StudyMaterial.raw(
        f"{CHOICES} WHERE (m.year = {{}} OR u.id IS NOT NULL) AND {STANDS} ORDER BY m.year DESC, m.id",
        item,
        year,
    )
    return [MaterialView(row["id"], _material(row)) for row in rows], frozenset(
        row["id"] for row in rows if row["named"] is not None
    )


def _once(uses: Sequence[Use]) -> list[Use]:
    """Two items of one agenda may name the same material; the session counts once."""
    return list({one.session: one for one in uses}.values())


def _material(row: Mapping[str, Any]) -> Material:
    return Material(
        title=row["title"],
        kind=MaterialKind(row["kind"]),
        year=row["year"],
        publisher=row["publisher"],
        law=row["law"],
        note=row["note"],
    )
