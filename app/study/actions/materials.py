"""The reading list, and which item of an agenda names what of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.gatherings.rules import GatheringState
from app.locale import _
from app.refusals import Missing, Refused, WhyNot, found
from app.storage import database
from app.study import queries
from app.study.queries import materials
from app.study.rules import why_not_prepare
from app.study.rules.materials import Material, why_not_material, why_not_take_off
from app.study.tables import AgendaMaterial, MaterialRemoval, StudyMaterial

LISTING = "study materials"
"""Whoever changes the list waits for whoever else does, so that no title stands on it twice."""


async def add_material(actor: Actor, material: Material, *, now: datetime) -> int:
    """Put a material onto the list of its year; returns its id.

    Raises:
        Refused: its title stands there, or its law is none.
    """
    async with deed(actor, "study_material.added", title=material.title, year=material.year) as line:
        await _may_stand(material, 0)
        columns = _columns(material)
        columns["at"] = now
        row = StudyMaterial(columns)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def change_material(actor: Actor, material_id: int, material: Material) -> None:
    """Change what stands on the list.

    Raises:
        Missing, Refused: there is none, or as `add_material`.
    """
    async with deed(actor, "study_material.changed", material_id, title=material.title):
        found(await materials.material(actor, material_id))
        await _may_stand(material, material_id)
        await StudyMaterial.update(_columns(material)).where(StudyMaterial.id == material_id)


async def remove_material(actor: Actor, material_id: int, *, now: datetime) -> int:
    """Take a material off the list; returns its year.

    Raises:
        Missing: there is none, or it was taken off.
        Refused: the agenda of a session names it.
    """
    async with deed(actor, "study_material.removed", material_id):
        await database().hold(LISTING)
        known = found(await materials.material(actor, material_id))
        if await MaterialRemoval.exists().where(MaterialRemoval.material == material_id):
            raise Missing
        if reasons := why_not_take_off(await materials.uses_of(material_id)):
            raise Refused(*reasons)
        await MaterialRemoval(material=material_id, at=now).save()
        return known.material.year


async def restore_material(actor: Actor, material_id: int) -> int:
    """Put a material back onto the list; returns its year.

    Raises:
        Missing, Refused: there is none, or its title stands there by now.
    """
    async with deed(actor, "study_material.restored", material_id):
        known = found(await materials.material(actor, material_id))
        await _may_stand(known.material, material_id)
        await MaterialRemoval.delete().where(MaterialRemoval.material == material_id)
        return known.material.year


async def name_materials(actor: Actor, item_id: int, chosen: Collection[int], *, now: datetime) -> int:
    """Say which materials an item of an agenda uses; returns the id of its session.

    What was studied may be written down after the end, too.

    Raises:
        Missing: the item is not on the agenda.
        Refused: the session is called off, or a material is not among those to choose from.
    """
    async with deed(actor, "agenda_item.materials_named", item_id, materials=sorted(chosen)):
        await database().hold(LISTING)
        line = found(await queries.agenda_item(actor, item_id))
        if item_id not in {one.id for one in await queries.agenda(line.session)}:
            raise Missing
        session = found(await queries.session(actor, line.session))
        if session.state is GatheringState.CALLED_OFF:
            raise Refused(*why_not_prepare(session.state))
        known, named = await materials.to_choose(session.on.year, item_id)
        if set(chosen) - {one.id for one in known}:
            raise Refused(WhyNot("materials", _("有一份材料已经不在清单上，刷新页面再选")))
        rows = [
            AgendaMaterial(item=item_id, material=one, named=one in chosen, at=now)
            for one in sorted(named ^ set(chosen))
        ]
        if rows:
            await AgendaMaterial.insert(*rows)
        return line.session


async def _may_stand(material: Material, but: int) -> None:
    await database().hold(LISTING)
    if reasons := why_not_material(material, await materials.titles_of(material.year, but)):
        raise Refused(*reasons)


def _columns(material: Material) -> dict[Any, Any]:
    return {
        "title": material.title,
        "kind": material.kind.value,
        "year": material.year,
        "publisher": material.publisher,
        "law": material.law,
        "note": material.note,
    }
