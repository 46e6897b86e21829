"""Qualifications, and who holds which: granted rows and what was got by coming, in one query for many people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.actor import Actor
from app.clock import at_library
from app.people.rules.pinyin import fold, means
from app.people.tables import Person
from app.storage.moments import moment
from app.training.rules.qualifications import FOR_EVER, Holding, Source, Standing, last_day
from app.training.tables import Qualification, QualificationRevocation

# What somebody got stands until a revocation that is newer; of a gathering its closing is when it was got.
HELD = """
SELECT g.qualification, g.person, 0 AS gathering, 0 AS months, CAST(g.from_on AS TEXT) AS from_on,
       COALESCE(CAST(g.to_on AS TEXT), '') AS to_on, g.source, g.reference, g.reason, g.granted_by_name AS by_name,
       g.at AS starts_at, g.at AS got_at
FROM qualification_grant g
WHERE NOT EXISTS (SELECT 1 FROM qualification_revocation v
    WHERE v.person = g.person AND v.qualification = g.qualification AND v.at >= g.at
    AND (v.of_grant IS NULL OR v.of_grant = g.id)) AND {0}
UNION ALL
SELECT q.qualification, r.person, t.id, COALESCE(q.months, 0), '', '', 'session', '', t.title, r.recorded_by_name,
       t.starts_at, c.at
FROM qualification_gathering q JOIN gathering t ON t.id = q.gathering
JOIN gathering_closing c ON c.gathering = t.id JOIN presence r ON r.gathering = t.id
WHERE r.status IN ('present', 'late', 'made_up')
AND NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = r.gathering AND n.person = r.person AND n.id > r.id)
AND NOT EXISTS (SELECT 1 FROM qualification_revocation v
    WHERE v.person = r.person AND v.qualification = q.qualification AND v.at >= c.at AND v.of_grant IS NULL) AND {1}
"""
GRANTED = """
SELECT g.id, (SELECT count(*) FROM qualification_revocation v WHERE v.of_grant = g.id) AS fallen,
       (SELECT count(*) FROM qualification_revocation v WHERE v.person = g.person AND v.qualification = g.qualification
        AND v.at >= g.at AND v.of_grant IS NULL) AS revoked
FROM qualification_grant g WHERE g.qualification = {} AND g.person = {} AND g.reference = {} ORDER BY g.id DESC LIMIT 1
"""
NAMED = "SELECT h.*, y.name FROM ({2}) h JOIN qualification y ON y.id = h.qualification ORDER BY y.id, h.person"
HOLDERS = """
SELECT id, name, name_pinyin, name_initials FROM person WHERE id IN
    (SELECT person FROM qualification_grant UNION SELECT person FROM qualification_revocation
     UNION SELECT r.person FROM presence r JOIN qualification_gathering q ON q.gathering = r.gathering)
ORDER BY name_pinyin, id
"""
PEOPLE = "SELECT id, name FROM person WHERE left_on IS NULL OR left_on >= {} ORDER BY name_pinyin, id"


@dataclass(frozen=True, slots=True)
class QualificationView:
    """A qualification with how many hold it today, and of how many it ends within 30 days."""

    id: int
    name: str
    months: int | None
    note: str
    how: str
    closed_on: date | None
    holding: int = 0
    soon: int = 0
    before_active: bool = False
    exam_percent: int | None = None

    @property
    def shown(self) -> tuple[object, ...]:
        """What its form shows, to tell whether it has changed since."""
        return (self.name, self.months, self.note, self.how, self.before_active, self.exam_percent)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a qualification, or held it."""

    person: int
    name: str
    held: Holding


@dataclass(frozen=True, slots=True)
class GrantOf:
    """A grant from one source: whether it alone was taken back, or somebody took back whatever the person held."""

    id: int
    fallen: bool
    revoked: bool


@dataclass(frozen=True, slots=True)
class Revoked:
    """A qualification was taken back."""

    name: str
    reason: str
    by: str
    on: date


async def held(persons: Collection[int] | None = None, qualification: int | None = None) -> list[Holding]:
    """What these persons hold or held, of everybody without a list: the one of each kind that holds the longest."""
    wanted, given = _wanted(persons, qualification)
    rows = await Qualification.raw(
        HELD.replace("{0}", wanted("g", "g")).replace("{1}", wanted("r", "q")), *given, *given
    )
    best: dict[tuple[int, int], Holding] = {}
    for one in map(_holding, rows):
        key = (one.person, one.qualification)
        if key not in best or best[key].until < one.until:
            best[key] = one
    return list(best.values())


async def valid_until(persons: Collection[int] | None = None) -> dict[int, dict[int, date]]:
    """Until which day each of these persons holds which qualification, by person and qualification."""
    if persons is not None and not persons:
        return {}
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for one in await held(persons):
        found[one.person][one.qualification] = one.until
    return found


async def names_held(day: date) -> dict[int, list[str]]:
    """The names of what people hold on that day, by person; one query for everybody."""
    rows = await Qualification.raw(NAMED.replace("{2}", HELD).replace("{0}", "1 = 1").replace("{1}", "1 = 1"))
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows:
        one = _holding(row)
        if one.from_on <= day <= one.until:
            found[one.person][row["name"]] = None
    return {person: list(names) for person, names in found.items()}


async def qualifications(actor: Actor, today: date) -> list[QualificationView]:
    """All of them, those in use first, with how many hold them."""
    counted: dict[int, list[Standing]] = defaultdict(list)
    for one in await held():
        counted[one.qualification].append(one.standing(today))
    rows = await Qualification.select().order_by(Qualification.id)
    views = [_view(row, counted.get(row["id"], [])) for row in rows]
    return sorted(views, key=lambda one: one.closed_on is not None)


async def qualification(actor: Actor, qualification_id: int) -> QualificationView | None:
    """One of them."""
    row = await Qualification.select().where(Qualification.id == qualification_id).first()
    return None if row is None else _view(row, [])


async def choices(kept: int | None = None) -> list[tuple[int, str]]:
    """Those in use by name, for a form; and the one that is chosen already."""
    rows = await Qualification.select(Qualification.id, Qualification.name, Qualification.closed_on).order_by(
        Qualification.id
    )
    return [(row["id"], row["name"]) for row in rows if row["closed_on"] is None or row["id"] == kept]


async def given_by_exams(kept: int | None = None) -> dict[int, tuple[str, int]]:
    """Those in use that an exam may give, with their names and percents; and the one that is chosen already."""
    rows = await Qualification.select().where(Qualification.exam_percent.is_not_null()).order_by(Qualification.id)
    return {
        row["id"]: (row["name"], row["exam_percent"]) for row in rows if row["closed_on"] is None or row["id"] == kept
    }


async def grant_of(qualification_id: int, person: int, reference: str) -> GrantOf | None:
    """The last grant that a person had from this source; None where there was none."""
    rows = await Qualification.raw(GRANTED, qualification_id, person, reference)
    return GrantOf(rows[0]["id"], bool(rows[0]["fallen"]), bool(rows[0]["revoked"])) if rows else None


async def before_active() -> list[tuple[int, str]]:
    """Those in use that every volunteer must hold before becoming active, by id and name."""
    asked = (Qualification.before_active == True) & Qualification.closed_on.is_null()  # noqa: E712 - a column.
    rows = await Qualification.select(Qualification.id, Qualification.name).where(asked).order_by(Qualification.id)
    return [(row["id"], row["name"]) for row in rows]


async def holders(actor: Actor, qualification_id: int, today: date, text: str = "") -> list[Holder]:
    """Who holds it or held it, whose ends first at the top; those meant by the text, where there is one."""
    rows = {row["id"]: row for row in await Person.raw(HOLDERS)}
    typed = fold(text)
    listed = [
        Holder(one.person, row["name"], one)
        for one in await held(qualification=qualification_id)
        if (row := rows.get(one.person))
        and (not typed or means(typed, row["name"], row["name_pinyin"], row["name_initials"]))
    ]
    order = {Standing.SOON: 0, Standing.HOLDS: 1, Standing.EXPIRED: 2}
    return sorted(listed, key=lambda one: (order[one.held.standing(today)], one.held.until))


async def revoked(qualification_id: int) -> list[Revoked]:
    """What was taken back, the newest first."""
    rows = (
        await QualificationRevocation.select(
            QualificationRevocation.person.name,
            QualificationRevocation.reason,
            QualificationRevocation.revoked_by_name,
            QualificationRevocation.at,
        )
        .where(QualificationRevocation.qualification == qualification_id)
        .order_by(QualificationRevocation.id, ascending=False)
        .limit(50)
    )
    return [
        Revoked(row["person.name"], row["reason"], row["revoked_by_name"], at_library(row["at"]).date()) for row in rows
    ]


async def own(person: int) -> list[tuple[str, Holding]]:
    """What a person holds or held, with the names."""
    names = {row["id"]: row["name"] for row in await Qualification.select(Qualification.id, Qualification.name)}
    return [(names[one.qualification], one) for one in await held([person])]


async def people(today: date) -> list[tuple[int, str]]:
    """Everybody who may be given one, by name."""
    return [(row["id"], row["name"]) for row in await Person.raw(PEOPLE, today)]


def _wanted(persons: Collection[int] | None, qualification: int | None) -> tuple[Any, list[int]]:
    given = [*(persons or ()), *(() if qualification is None else (qualification,))]
    listed = ", ".join("{}" for _ in persons or ())

    def said(who: str, what: str) -> str:
        conditions = [f"{who}.person IN ({listed})"] if listed else []
        conditions += [f"{what}.qualification = {{}}"] if qualification is not None else []
        return " AND ".join(conditions) or "1 = 1"

    return said, given


def _holding(row: Mapping[str, Any]) -> Holding:
    if row["gathering"]:
        from_on = at_library(moment(row["starts_at"])).date()
        to_on = last_day(from_on, row["months"] or None)
        reference = f"/gatherings/{row['gathering']}"
    else:
        from_on = date.fromisoformat(row["from_on"])
        to_on = date.fromisoformat(row["to_on"]) if row["to_on"] else None
        reference = row["reference"]
    return Holding(
        qualification=row["qualification"],
        person=row["person"],
        from_on=from_on,
        until=to_on or FOR_EVER,
        source=Source(row["source"]),
        reference=reference,
        reason=row["reason"],
        by=row["by_name"],
        at=moment(row["got_at"]),
    )


def _view(row: Mapping[str, Any], standings: Sequence[Standing]) -> QualificationView:
    return QualificationView(
        id=row["id"],
        name=row["name"],
        months=row["months"],
        note=row["note"],
        how=row["how"],
        closed_on=row["closed_on"],
        holding=sum(one is not Standing.EXPIRED for one in standings),
        before_active=row["before_active"],
        exam_percent=row["exam_percent"],
        soon=sum(one is Standing.SOON for one in standings),
    )
