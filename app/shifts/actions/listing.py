"""Taking a list of volunteers in, and taking that back."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app import clock
from app.actor import Actor, Role
from app.audit import deed
from app.locale import _
from app.people import steps as people
from app.people.rules.persons import Particulars
from app.refusals import Refused, WhyNot, found
from app.shifts.queries.intakes import intake
from app.shifts.queries.volunteer_list import known, looked_at
from app.shifts.rules import State
from app.shifts.rules.intakes import Fate, IntakeKind
from app.shifts.rules.volunteer_list import Known, Line, changes
from app.shifts.steps import one_roster_change_at_a_time
from app.shifts.tables import AcceptedSite, Availability, Intake, Volunteer, VolunteerSkill, VolunteerStatus
from app.shifts.taking_in import Watching, as_text, held_intake, parted, write_intake
from app.storage import database

AT_ONCE = 100
WANTED, MOST = 240, 600
USED = """
SELECT v.id, p.name FROM volunteer v JOIN person p ON p.id = v.person WHERE v.id IN ({0}) AND (
EXISTS (SELECT 1 FROM volunteer_paper x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM guardian_consent x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM assignment x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM waiting x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM consent_given x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM data_request x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM erasure x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM availability_exception x WHERE x.volunteer = v.id)
OR EXISTS (SELECT 1 FROM application x WHERE x.person = v.person AND x.at >= v.applied_at)
OR (SELECT count(*) FROM volunteer_status x WHERE x.volunteer = v.id) > 1
OR p.password_hash IS NOT NULL) ORDER BY v.id
"""


async def take_in(
    actor: Actor,
    intake_id: int,
    *,
    now: datetime,
    revision: int,
    good_only: bool = False,
    watching: Watching | None = None,
) -> int:
    """Take a list in, whole or not at all; with `good_only` the rows that are right. Returns how many rows.

    New volunteers are applied, as if each had been registered by hand.

    Args:
        watching: a job that does it; it hears the rows that are written, and ends in the same transaction.

    Raises:
        Missing: it is not theirs.
        Refused: a row is wrong, there is nothing to take in, or another tab changed it.
    """
    async with deed(actor, "volunteer_list.taken_in", intake_id) as line:
        one = await held_intake(actor, intake_id, IntakeKind.VOLUNTEERS, revision)
        await one_roster_change_at_a_time()
        await database().hold("volunteer numbers")
        lines = await looked_at(actor, one, now)
        wrong, good = parted(lines, good_only=good_only)
        went_on = watching.went_on if watching else lambda _done: None
        made = await _make_all([each for each in good if each.fate is Fate.NEW], actor, now, went_on)
        altered = []
        for each in good:
            if each.fate is Fate.CHANGE:
                altered.append(await _alter(each))
                went_on(len(made) + len(altered))
        before = one.result
        result = {
            "rows": sorted(one.taken | {each.row for each in good}),
            "new": [*before.get("new", ()), *made],
            "changed": [*before.get("changed", ()), *altered],
        }
        values: dict[Any, Any] = {Intake.result: as_text(result), Intake.taken_at: now}
        if not wrong:
            values |= {Intake.content: "", Intake.edits: "", Intake.ended_at: now}
        await write_intake(one, values)
        line.details.update(file=one.name, new=len(made), changed=len(altered), left=len(wrong))
        if watching is not None:
            await watching.finish(len(good))
        return len(good)


async def _make_all(
    lines: Sequence[Line], actor: Actor, now: datetime, went_on: Callable[[int], None]
) -> list[list[Any]]:
    made: list[list[Any]] = []
    for start in range(0, len(lines), AT_ONCE):
        made += await _make(lines[start : start + AT_ONCE], actor, now)
        went_on(len(made))
    return made


async def _make(lines: Sequence[Line], actor: Actor, now: datetime) -> list[list[Any]]:
    """New volunteers; returns for each the volunteer, the person, and whether the person is new too."""
    strangers = [each for each in lines if each.known is None]
    given = [_particulars(each) for each in strangers]
    ids = dict(
        zip(
            (each.row for each in strangers),
            await people.write_persons(given, Role.VOLUNTEER, now) if given else [],
            strict=True,
        )
    )
    here = {each.row: each.known.person for each in lines if each.known is not None}
    await people.give_role(list(here.values()), Role.VOLUNTEER, now)
    persons = {**ids, **here}
    volunteers: dict[int, int] = {}
    for start in range(0, len(lines), AT_ONCE):
        part = lines[start : start + AT_ONCE]
        await Volunteer.insert(*(_volunteer(each, persons[each.row], now) for each in part))
        rows = await Volunteer.select(Volunteer.id, Volunteer.person).where(
            Volunteer.person.is_in([persons[each.row] for each in part])
        )
        volunteers |= {row["person"]: row["id"] for row in rows}
        await VolunteerStatus.insert(*(_status(actor, volunteers[persons[each.row]], each, now) for each in part))
    of = {each.row: volunteers[persons[each.row]] for each in lines}
    await _write_choices(
        [(of[each.row], str(one)) for each in lines for one in sorted(each.given.skills)],
        [(of[each.row], one) for each in lines for one in sorted(each.given.sites or ())],
    )
    return [[volunteers[persons[each.row]], persons[each.row], each.known is None] for each in lines]


def _particulars(line: Line) -> Particulars:
    # People sign in by their phone; the name is one that nobody else has.
    return Particulars(line.given.name, f"v{secrets.token_hex(6)}", phone=line.given.phone or None)


def _volunteer(line: Line, person: int, now: datetime) -> Volunteer:
    given = line.given
    return Volunteer(
        person=person,
        number=given.number or None,
        born_on=given.born_on,
        sex=given.sex.value if given.sex else "",
        area=given.area,
        wanted_minutes=WANTED if given.wanted_minutes is None else given.wanted_minutes,
        most_minutes=MOST if given.most_minutes is None else given.most_minutes,
        applied_at=now,
    )


def _status(actor: Actor, volunteer: int, line: Line, now: datetime) -> VolunteerStatus:
    return VolunteerStatus(
        volunteer=volunteer,
        status=State.APPLIED.value,
        reason=line.given.note,
        by=actor.id,
        by_name=actor.name,
        at=now,
    )


async def _write_choices(skills: Sequence[tuple[int, str]], sites: Sequence[tuple[int, int]]) -> None:
    """What volunteers can and where they go, each with the volunteer."""
    for start in range(0, len(skills), AT_ONCE):
        part = skills[start : start + AT_ONCE]
        await VolunteerSkill.insert(*(VolunteerSkill(volunteer=volunteer, skill=one) for volunteer, one in part))
    for start in range(0, len(sites), AT_ONCE):
        places = sites[start : start + AT_ONCE]
        await AcceptedSite.insert(*(AcceptedSite(volunteer=volunteer, place=one) for volunteer, one in places))


async def _alter(line: Line) -> dict[str, Any]:
    """Change what the row says of somebody; returns what was before and is now, by field."""
    one = found(line.known)
    after = changes(line.given, one)
    before = {name: getattr(one, name) for name in after}
    await _write(found(one.volunteer), one.person, after)
    return {"volunteer": one.volunteer, "before": _plain(before), "after": _plain(after)}


async def _write(volunteer: int, person: int, values: Mapping[str, Any]) -> None:
    if "phone" in values:
        await people.set_phone(person, values["phone"] or None)
    columns: dict[Any, Any] = {
        name: (value or None if name in ("number", "born_on") else value)
        for name, value in values.items()
        if name in ("number", "born_on", "sex", "area", "wanted_minutes", "most_minutes")
    }
    if columns:
        await Volunteer.update(columns).where(Volunteer.id == volunteer)
    if "skills" in values:
        await VolunteerSkill.delete().where(VolunteerSkill.volunteer == volunteer)
    if "sites" in values:
        await AcceptedSite.delete().where(AcceptedSite.volunteer == volunteer)
    await _write_choices(
        [(volunteer, one) for one in sorted(values.get("skills", ()))],
        [(volunteer, one) for one in sorted(values.get("sites", ()))],
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


async def undo(actor: Actor, intake_id: int, *, now: datetime) -> int:
    """Take back what was taken in: new volunteers have left and nothing of theirs is kept but the name, changes are as before.

    Returns:
        how many volunteers.

    Raises:
        Missing: it is not theirs.
        Refused: nothing was taken in, or somebody of them was used since: approved, put on a shift, changed.
    """
    async with deed(actor, "volunteer_list.taken_back", intake_id) as line:
        await database().hold(f"intake {intake_id}")
        await one_roster_change_at_a_time()
        one = found(await intake(actor, intake_id, IntakeKind.VOLUNTEERS))
        if not one.may_be_undone:
            raise Refused(WhyNot("nothing", _("没有可以撤销的导入")))
        new, changed = list(one.result["new"]), list(one.result["changed"])
        here = {each.volunteer: each for each in await known(actor) if each.volunteer is not None}
        await _ensure_unused([row[0] for row in new], changed, here)
        for each in changed:
            who = here[each["volunteer"]]
            await _write(each["volunteer"], who.person, _read_back(each["before"]))
        await _take_back(actor, new, now)
        empty = {Intake.undone_at: now, Intake.ended_at: now, Intake.content: "", Intake.edits: ""}
        await write_intake(one, empty)
        line.details.update(file=one.name, new=len(new), changed=len(changed))
        return len(new) + len(changed)


async def _ensure_unused(new: Sequence[int], changed: Sequence[Mapping[str, Any]], here: Mapping[int, Known]) -> None:
    names = []
    for start in range(0, len(new), AT_ONCE):
        part = new[start : start + AT_ONCE]
        listed = ", ".join("{}" for _one in part)
        names += [row["name"] for row in await Volunteer.raw(USED.replace("{0}", listed), *part)]
    for each in changed:
        who = here[each["volunteer"]]
        if _plain({name: getattr(who, name) for name in each["after"]}) != each["after"]:
            names.append(who.name)
    if names:
        shown = _("、").join(names[:3])
        said = _(
            "%(names)s（共 %(n)d 人）导入以后审核过、排过班或改过，不能整批撤销；到各人页面改",
            names=shown,
            n=len(names),
        )
        raise Refused(WhyNot("used", said))


def _read_back(values: Mapping[str, Any]) -> dict[str, Any]:
    born = values.get("born_on")
    return {**values, **({"born_on": date.fromisoformat(born)} if born else {})}


async def _take_back(actor: Actor, new: Sequence[Sequence[Any]], now: datetime) -> None:
    reason = _("撤销导入")
    for start in range(0, len(new), AT_ONCE):
        part = new[start : start + AT_ONCE]
        ids = [row[0] for row in part]
        await VolunteerStatus.insert(
            *(
                VolunteerStatus(
                    volunteer=one, status=State.LEFT.value, reason=reason, by=actor.id, by_name=actor.name, at=now
                )
                for one in ids
            )
        )
        emptied: dict[Any, Any] = {
            Volunteer.number: None,
            Volunteer.born_on: None,
            Volunteer.sex: "",
            Volunteer.area: "",
        }
        await Volunteer.update(emptied).where(Volunteer.id.is_in(ids))
        for table in (VolunteerSkill, AcceptedSite, Availability):
            await table.delete().where(table.volunteer.is_in(ids))
        strangers = [row[1] for row in part if row[2]]
        await people.take_back_persons(strangers, Role.VOLUNTEER, clock.at_library(now).date(), now)
