"""Finding sessions by what they are called or by what stands on their agenda."""

from app.actor import Actor, May
from app.clock import at_library
from app.storage.moments import moment
from app.study.queries.sessions import whose
from app.study.tables import StudySession

MOST = 10
CALLED = """
SELECT s.id, g.title, g.starts_at FROM study_session s JOIN gathering g ON g.id = s.gathering
LEFT JOIN gathering_opening o ON o.gathering = g.id
WHERE (g.title LIKE {} OR EXISTS (SELECT 1 FROM agenda_item a WHERE a.session = s.id AND a.title LIKE {}
       AND NOT EXISTS (SELECT 1 FROM agenda_item_removal d WHERE d.item = a.id))) AND
"""


async def sessions_called(actor: Actor, text: str) -> list[tuple[str, str]]:
    """Label and address of the newest sessions whose title or agenda holds the text, of those that the actor may see."""
    if not actor.may(May.SEE_STUDY):
        return []
    plain = text.replace("%", "").replace("_", "").strip()
    if not plain:
        return []
    pattern = f"%{plain}%"
    condition, arguments = await whose(actor)
    rows = await StudySession.raw(
        f"{CALLED} {condition} ORDER BY g.starts_at DESC LIMIT {{}}", pattern, pattern, *arguments, MOST
    )
    return [
        (f"{at_library(moment(row['starts_at'])):%Y-%m-%d} {row['title']}", f"/study/sessions/{row['id']}")
        for row in rows
    ]
