"""Claims of courses elsewhere: as they stand, their history, what they share time with, what the ledgers take from them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.actor import Actor, May
from app.gatherings.queries.keeping import Removal
from app.gatherings.tables import Presence
from app.people.tables import Person
from app.storage.moments import moment
from app.storage.stored import HOLDERS, Stored, stored
from app.training.queries.claimed import CLAIMED, STATE, VERIFIED
from app.training.queries.log import STANDING
from app.training.rules.courses import CATEGORIES_OF, Course, Level, Mode, State, Subject, Times, Unit, placed
from app.training.rules.hours import Credit, shared_minutes
from app.training.rules.membership import ON_THE_STAFF
from app.training.tables import CourseClaim, CourseVersion

MOST = 300
VIEW = f"""
SELECT c.id, c.person, p.name, c.made_by, v.id AS version, v.number, v.title, v.organiser, v.level, v.mode, v.subject,
       v.from_on, v.to_on, v.times, v.amount, v.unit, v.minutes, v.file_name, f.ending, v.sent_by_name, v.at,
       {STATE} AS state, d.reason, d.decided_by_name, x.reason AS removed_why, x.removed_by_name, x.at AS removed_at
{CLAIMED} JOIN stored_file f ON f.id = v.file LEFT JOIN course_file_removal x ON x.version = v.id
"""
FILES = """
SELECT v.id, v.number, v.file, v.file_name FROM course_version v
WHERE v.claim = {} AND NOT EXISTS (SELECT 1 FROM course_file_removal x WHERE x.version = v.id) ORDER BY v.number DESC
"""
HOLDERS.append(
    "SELECT v.id FROM course_version v WHERE v.file = {} "
    "AND NOT EXISTS (SELECT 1 FROM course_file_removal x WHERE x.version = v.id) LIMIT 1"
)
# Of what happened at one moment a version comes before what was decided about it.
STEPS = """
SELECT 'sent' AS what, v.number, v.sent_by_name AS said_by, v.at, '' AS reason, 0 AS turn, v.id
FROM course_version v WHERE v.claim = {}
UNION ALL SELECT d.verdict, v.number, d.decided_by_name, d.at, d.reason, 1, d.id
FROM course_decision d JOIN course_version v ON v.id = d.version WHERE v.claim = {}
UNION ALL SELECT 'withdrawn', 1000000, w.withdrawn_by_name, w.at, '', 1, w.id FROM course_withdrawal w WHERE w.claim = {}
ORDER BY 4, 2, 6, 7
"""
STAFF = """
SELECT p.id, p.name, p.post FROM person p WHERE p.left_on IS NULL
AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.ended_at IS NULL AND g.role IN (-- roles))
ORDER BY p.name_pinyin, p.id
""".replace("-- roles", ", ".join(f"'{role.value}'" for role in sorted(ON_THE_STAFF)))


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it stands.

    Attributes:
        version: id of the version that stands; `number` counts from 1.
        reason: of the newest decision, empty where there is none.
        sent_by, decided_by: names as they were then.
        ending: of the certificate; empty where it was taken away, as `removal` says.
    """

    id: int
    person: int
    name: str
    made_by: int
    version: int
    number: int
    course: Course
    minutes: int
    state: State
    reason: str
    decided_by: str
    file_name: str
    ending: str
    sent_by: str
    at: datetime
    removal: Removal | None = None


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A certificate that is kept with a claim; `number` is of the newest version that has it, `versions` are their ids."""

    number: int
    name: str
    file: int
    versions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a claim: a version was sent, verified or returned, or the claim was withdrawn."""

    what: str
    number: int
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SharedTime:
    """Minutes of a course that the person spent at something else too; `address` is its page."""

    title: str
    minutes: int
    address: str


async def mine(actor: Actor) -> list[ClaimView]:
    """The actor's own claims, the newest first."""
    return await _views("WHERE c.person = {} ORDER BY c.id DESC", actor.person)


async def claims(actor: Actor, state: State) -> list[ClaimView]:
    """Everybody's claims in a state, for whoever verifies: the longest waiting first, of the others the newest."""
    order = "" if state is State.WAITING else "DESC"
    return await _views(f"WHERE {STATE} = {{}} ORDER BY c.id {order} LIMIT {MOST}", state.value)


async def counts(actor: Actor) -> dict[State, int]:
    """How many claims stand in each state."""
    rows = await CourseClaim.raw(f"SELECT {STATE} AS state, count(*) AS n {CLAIMED} GROUP BY {STATE}")
    known = {row["state"]: row["n"] for row in rows}
    return {state: known.get(state.value, 0) for state in State}


async def claim(actor: Actor, claim_id: int) -> ClaimView | None:
    """One claim, for whom it is about, who made it, and who verifies."""
    found = await _views("WHERE c.id = {}", claim_id)
    if not found or not (actor.may(May.VERIFY_COURSES) or actor.id in (found[0].person, found[0].made_by)):
        return None
    return found[0]


async def claims_of(actor: Actor, claim_ids: Collection[int]) -> list[ClaimView]:
    """Several of them, in the order of their numbers."""
    if not claim_ids:
        return []
    return await _views(f"WHERE c.id IN ({', '.join('{}' for _ in claim_ids)}) ORDER BY c.id", *claim_ids)


async def steps_of(claim_id: int) -> list[Step]:
    """What happened to a claim, oldest first."""
    rows = await CourseClaim.raw(STEPS, *[claim_id] * 3)
    return [Step(row["what"], row["number"], row["said_by"], moment(row["at"]), row["reason"]) for row in rows]


async def certificate(actor: Actor, claim_id: int, *, thumb: bool = False) -> tuple[str, Stored] | None:
    """The certificate of the version that stands, with its name; for whoever may see the claim."""
    one = await claim(actor, claim_id)
    if one is None or one.removal:
        return None
    row = await CourseVersion.select(CourseVersion.file).where(CourseVersion.id == one.version).first()
    file = await stored(row["file"], thumb=thumb) if row else None
    return (one.file_name, file) if file else None


async def files_of(claim_id: int) -> list[CertificateFile]:
    """The certificates that are kept with a claim, the newest first; versions that share one stand together."""
    rows = await CourseClaim.raw(FILES, claim_id)
    found: dict[int, CertificateFile] = {}
    for row in rows:
        known = found.get(row["file"])
        ids = [*known.versions, row["id"]] if known else [row["id"]]
        first = known or CertificateFile(row["number"], row["file_name"], row["file"], ids)
        found[row["file"]] = replace(first, versions=ids)
    return list(found.values())


async def already(persons: Sequence[int], course: Course, *, but: int = 0) -> list[str]:
    """Names of those who have a claim of this name from this day that stands, other than the claim `but`."""
    rows = await CourseClaim.raw(
        f"SELECT p.name {CLAIMED} WHERE c.person IN ({', '.join('{}' for _ in persons)}) AND v.title = {{}} "
        "AND v.from_on = {} AND w.id IS NULL AND c.id <> {} ORDER BY p.name_pinyin, p.id",
        *persons,
        course.title,
        course.from_on,
        but,
    )
    return [row["name"] for row in rows]


async def could_have_gone(actor: Actor) -> list[tuple[int, str]]:
    """Id and name with post of those on the staff, in the order of their names."""
    rows = await Person.raw(STAFF)
    return [(row["id"], f"{row['name']} {row['post']}".strip()) for row in rows]


async def shared_time(one: ClaimView) -> list[SharedTime]:
    """What else the person is recorded at in the hours in which the course is taken to lie."""
    first, after = clock.midnight(one.course.from_on), clock.midnight(one.course.to_on + timedelta(days=1))
    attended = await Presence.raw(
        f"SELECT g.id, g.title, r.came_at, r.minutes {STANDING} AND r.person = {{}} AND r.minutes > 0 AND g.kind <> 'shift' "
        "AND r.came_at < {} AND r.went_at > {} ORDER BY r.came_at",
        one.person,
        after,
        first,
    )
    others = await CourseClaim.raw(
        f"{VERIFIED} AND c.person = {{}} AND c.id <> {{}} AND v.from_on <= {{}} AND v.to_on >= {{}} ORDER BY v.from_on",
        one.person,
        one.id,
        one.course.to_on,
        one.course.from_on,
    )
    times = placed(one.course)
    found = [
        SharedTime(
            row["title"], shared_minutes(times, [(moment(row["came_at"]), row["minutes"])]), f"/gatherings/{row['id']}"
        )
        for row in attended
    ]
    found += [
        SharedTime(row["title"], shared_minutes(times, placed(_course(row, "day"))), f"/courses/{row['claim']}")
        for row in others
    ]
    return [each for each in found if each.minutes]


async def verified_credits(year: int, person: int | None) -> Mapping[int, Sequence[Credit]]:
    """What verified claims give to a year, by person; also of courses that reach over its turn."""
    only = "" if person is None else " AND c.person = {}"
    rows = await CourseClaim.raw(
        f"{VERIFIED} AND v.from_on <= {{}} AND v.to_on >= {{}}{only}",
        date(year, 12, 31),
        date(year, 1, 1),
        *([] if person is None else [person]),
    )
    found: defaultdict[int, list[Credit]] = defaultdict(list)
    for row in rows:
        course = _course(row, "day")
        category = CATEGORIES_OF.get(course.subject)
        found[row["person"]] += [Credit(at, minutes, course.mode, category) for at, minutes in placed(course)]
    return found


async def verified_of(person: int, year: int) -> list[ClaimView]:
    """Verified claims of a person that touch a year, the newest first."""
    where = "WHERE c.person = {} AND d.verdict = 'verified' AND w.id IS NULL AND v.from_on <= {} AND v.to_on >= {}"
    return await _views(f"{where} ORDER BY v.from_on DESC, c.id DESC", person, date(year, 12, 31), date(year, 1, 1))


async def verified_ever(person: int) -> list[ClaimView]:
    """Every verified claim of a person, the newest first."""
    where = "WHERE c.person = {} AND d.verdict = 'verified' AND w.id IS NULL"
    return await _views(f"{where} ORDER BY v.from_on DESC, c.id DESC", person)


async def _views(where: str, *values: Any) -> list[ClaimView]:
    return [_view(row) for row in await CourseClaim.raw(f"{VIEW} {where}", *values)]


def _view(row: Mapping[str, Any]) -> ClaimView:
    return ClaimView(
        id=row["id"],
        person=row["person"],
        name=row["name"],
        made_by=row["made_by"],
        version=row["version"],
        number=row["number"],
        course=_course(row, "from_on"),
        minutes=row["minutes"],
        state=State(row["state"]),
        reason=row["reason"] or "",
        decided_by=row["decided_by_name"] or "",
        file_name=row["file_name"],
        ending="" if row["removed_why"] else row["ending"],
        sent_by=row["sent_by_name"],
        at=moment(row["at"]),
        removal=_removal(row) if row["removed_why"] else None,
    )


def _removal(row: Mapping[str, Any]) -> Removal:
    return Removal(row["removed_why"], row["removed_by_name"], moment(row["removed_at"]))


def _course(row: Mapping[str, Any], first: str) -> Course:
    return Course(
        title=row["title"],
        organiser=row["organiser"],
        level=Level(row["level"]),
        mode=Mode(row["mode"]),
        subject=Subject(row["subject"]),
        from_on=_day(row[first]),
        to_on=_day(row["to_on"]),
        times=Times(row["times"]),
        amount=row["amount"],
        unit=Unit(row["unit"]),
    )


def _day(value: object) -> date:
    """A day in a column that was read by raw SQL: text on SQLite, a date on PostgreSQL."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))
