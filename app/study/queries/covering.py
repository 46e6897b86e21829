"""What was studied of each material of a year: sessions, minutes, people."""

from datetime import datetime

from app.actor import Actor
from app.gatherings.rules.attendance import CAME
from app.study.queries.elsewhere import known_to
from app.study.queries.materials import NAMED, reading_list
from app.study.tables import AgendaMaterial
from app.training.queries.overview import READING_LISTS
from app.training.rules.overview import MaterialStudied

CAME_HERE = ", ".join(f"'{one.value}'" for one in sorted(CAME))
# The newest record of a person at a gathering stands. Two items of one agenda may name the same material.
STUDIED = """
SELECT f.material, count(DISTINCT f.gathering) AS sessions, sum(coalesce(r.minutes, 0)) AS minutes,
       count(DISTINCT CASE WHEN r.status IN (-- came
       ) THEN r.person END) AS people
FROM (
    SELECT DISTINCT u.material, s.gathering FROM agenda_material u JOIN agenda_item a ON a.id = u.item
    JOIN study_session s ON s.id = a.session JOIN gathering g ON g.id = s.gathering
    JOIN gathering_opening o ON o.gathering = g.id
    WHERE -- named
    AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id)
    -- elsewhere
) f JOIN study_material y ON y.id = f.material AND y.year = {} JOIN gathering t ON t.id = f.gathering AND t.starts_at <= {}
LEFT JOIN presence r ON r.gathering = f.gathering
AND NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person AND n.id > r.id)
GROUP BY f.material
""".replace("-- came", CAME_HERE).replace("-- named", NAMED)


async def materials_studied(actor: Actor, year: int, now: datetime) -> list[MaterialStudied]:
    """Each material of a year's list, in the order of the list: what was not studied at all comes first.

    What was held elsewhere counts for whoever may be told of it, and for nobody else.
    """
    asked = STUDIED.replace("-- elsewhere", "".join(f" UNION {one.asked}" for one in await known_to(actor, now)))
    known = {row["material"]: row for row in await AgendaMaterial.raw(asked, year, now)}
    found = []
    for one in await reading_list(actor, year, now):
        row = known.get(one.id, {"sessions": 0, "minutes": 0, "people": 0})
        numbers = row["sessions"], int(row["minutes"]), row["people"]
        away = sum(count for _said, count in one.elsewhere)
        found.append(MaterialStudied(one.id, one.material.title, *numbers, bool(one.planned), away))
    return found


READING_LISTS.append(materials_studied)
