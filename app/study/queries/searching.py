"""Finding sessions by what they are called or by what stands on their agenda; materials and set books by their title."""

from collections.abc import Mapping
from typing import Any

from app.actor import Actor, May
from app.clock import at_library
from app.locale import _
from app.storage.moments import moment
from app.study.queries.sessions import whose
from app.study.tables import SetBook, StudyMaterial, StudySession

MOST = 10
CALLED = """
SELECT s.id, g.title, g.starts_at FROM study_session s JOIN gathering g ON g.id = s.gathering
LEFT JOIN gathering_opening o ON o.gathering = g.id
WHERE (g.title LIKE {} OR EXISTS (SELECT 1 FROM agenda_item a WHERE a.session = s.id AND a.title LIKE {}
       AND NOT EXISTS (SELECT 1 FROM agenda_item_removal d WHERE d.item = a.id))) AND
"""
MATERIALS = """
SELECT m.id, m.title, m.year FROM study_material m WHERE m.title LIKE {}
AND NOT EXISTS (SELECT 1 FROM material_removal r WHERE r.material = m.id) ORDER BY m.year DESC, m.id DESC LIMIT {}
"""
BOOKS = "SELECT b.id, b.title, b.year FROM set_book b WHERE b.title LIKE {} ORDER BY b.year DESC, b.id DESC LIMIT {}"


async def sessions_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Label and address of the newest sessions whose title or agenda holds the text, of those that the actor may see."""
    if not actor.may(May.SEE_STUDY):
        return []
    pattern = _pattern(text)
    condition, arguments = await whose(actor)
    rows = await StudySession.raw(
        f"{CALLED} {condition} ORDER BY g.starts_at DESC LIMIT {{}}", pattern, pattern, *arguments, MOST
    )
    return [
        (f"{at_library(moment(row['starts_at'])):%Y-%m-%d} {row['title']}", f"/study/sessions/{row['id']}")
        for row in rows
    ]


async def readings_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Label and address of materials and set books whose title holds the text, the newest first."""
    if not actor.may(May.SEE_STUDY):
        return []
    pattern = _pattern(text)
    materials = await StudyMaterial.raw(MATERIALS, pattern, MOST)
    books = await SetBook.raw(BOOKS, pattern, MOST)
    found = [
        (_("%(title)s（%(year)d 年材料）", **_named(row)), f"/study/materials?year={row['year']}#material-{row['id']}")
        for row in materials
    ]
    return found + [
        (_("《%(title)s》（%(year)d 年配发）", **_named(row)), f"/study/books/{row['id']}") for row in books
    ]


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": row["title"], "year": row["year"]}


def _pattern(text: str) -> str:
    # Nothing is called nothing.
    plain = text.replace("%", "").replace("_", "").strip()
    return f"%{plain}%" if plain else ""
