"""The names that a filter of the log speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.actor import Actor
from app.people.rules.pinyin import fold, means
from app.people.tables import Person
from app.training.rules.filtering import LogFilter

NAMES = """
SELECT 'person' AS what, id, name, name_pinyin, name_initials FROM person WHERE id = {} OR {} = 1
UNION ALL SELECT 'place', id, name, '', '' FROM service_point
ORDER BY what, id
"""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a filter speaks of.

    Attributes:
        persons: ids that the name in the filter means: 汉字, pinyin, initials or a mixture; None where nothing was typed.
        who: the name of the one person it is about; empty where there is none.
        places: service points to filter by, closed ones too: the log keeps what happened there.
    """

    persons: Sequence[int] | None
    who: str
    places: Sequence[tuple[int, str]]


async def names_in(actor: Actor, sought: LogFilter) -> Names:
    """Persons and places by name, in one query: people are only looked through where a name was typed."""
    typed = fold(sought.q)
    rows = await Person.raw(NAMES, sought.who, 1 if typed else 0)
    people = [row for row in rows if row["what"] == "person"]
    meant = [row["id"] for row in people if means(typed, row["name"], row["name_pinyin"], row["name_initials"])]
    return Names(
        persons=(meant if typed else []) if sought.q else None,
        who=next((str(row["name"]) for row in people if row["id"] == sought.who), ""),
        places=[(row["id"], row["name"]) for row in rows if row["what"] == "place"],
    )
