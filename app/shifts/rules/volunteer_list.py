"""A list of volunteers that somebody brought, row by row: who is new, whom it changes, and what is wrong in which cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.locale import _
from app.office.grids import Problem, Typed, close_name
from app.people.rules.names import masked
from app.shifts.rules.intakes import Fate, Looked
from app.shifts.rules.volunteer_cells import Given, problem, read_row


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is here: a volunteer, or a person who is none yet. `own` is whether the reader may change them."""

    person: int
    volunteer: int | None
    name: str
    phone: str = ""
    born_on: date | None = None
    number: str = ""
    skills: frozenset[str] = frozenset()
    sites: frozenset[int] = frozenset()
    wanted_minutes: int = 240
    most_minutes: int = 600
    sex: str = ""
    area: str = ""
    own: bool = True
    left: bool = False


@dataclass(frozen=True, slots=True)
class Line(Looked):
    """A row with what it says and whom it speaks of."""

    given: Given = field(default_factory=lambda: Given(""))
    known: Known | None = None


def checked(
    rows: Sequence[Typed], known: Sequence[Known], places: Sequence[tuple[int, str]], today: date
) -> tuple[Line, ...]:
    """Each row, with the rules of registering.

    Whether somebody is here is told by the phone, then by the number, then by name and day of birth.

    Args:
        known: everybody with a phone, and all volunteers.
        places: id and name of the service points.
    """
    here = _Known(known)
    seen: dict[tuple[str, object], tuple[int, Given]] = {}
    lines = []
    for row in rows:
        given, problems = read_row(row, places, today)
        line = Line(row.number, row.texts, Fate.WRONG, problems, given)
        if not problems:
            line = _judged(line, here)
        lines.append(_again(line, seen))
    return tuple(lines)


class _Known:
    def __init__(self, known: Sequence[Known]) -> None:
        self.by_phone = {one.phone: one for one in known if one.phone}
        volunteers = [one for one in known if one.volunteer is not None]
        self.by_number = {one.number: one for one in volunteers if one.number}
        self.by_birth = {(close_name(one.name), one.born_on): one for one in volunteers if one.born_on}
        self.names = {close_name(one.name) for one in volunteers if not one.left}

    def matches(self, given: Given) -> list[tuple[str, Known]]:
        """By which field the row speaks of whom."""
        found = [("phone", self.by_phone.get(given.phone)), ("number", self.by_number.get(given.number))]
        if given.born_on:
            found.append(("born_on", self.by_birth.get((given.name, given.born_on))))
        return [(code, one) for code, one in found if one is not None]


def _judged(line: Line, here: _Known) -> Line:
    given = line.given
    matches = here.matches(given)
    if not matches:
        if not (given.phone or given.number or given.born_on) and given.name in here.names:
            said = _("已有同名的志愿者，填上手机号或出生日期来区分")
            return replace(line, problems=(problem(line.row, "phone", said),))
        return replace(line, fate=Fate.NEW)
    field, known = matches[0]
    if problems := tuple(_clash(line, field, known, matches)):
        return replace(line, problems=problems, known=known)
    if known.volunteer is None:
        return replace(line, fate=Fate.NEW, known=known)
    if known.left:
        said = _("%(name)s 已退出志愿服务，要来先恢复在册；这一行不导入", name=known.name)
        return replace(line, problems=(problem(line.row, field, said),), known=known)
    fate = Fate.CHANGE if changes(given, known) else Fate.SAME
    if fate is Fate.CHANGE and not known.own:
        said = _("%(name)s 由别的服务点的协调员管，请他们改；这一行不导入", name=known.name)
        return replace(line, problems=(problem(line.row, "name", said),), known=known)
    return replace(line, fate=fate, known=known)


def _clash(line: Line, field: str, known: Known, matches: Sequence[tuple[str, Known]]) -> Iterator[Problem]:
    given = line.given
    if close_name(known.name) != given.name:
        said = _("这一格登记的是%(name)s，不是%(given)s；核对后重填", name=known.name, given=given.name)
        yield problem(line.row, field, said)
    for other_field, other in matches[1:]:
        if other.person != known.person:
            said = _("这一格是另一位%(name)s的，和前面的对不上；核对后重填", name=other.name)
            yield problem(line.row, other_field, said)
    if field != "phone" and given.phone and known.phone and given.phone != known.phone:
        said = _("和已登记的手机号 %(phone)s 不同，核对后重填，或者清空这一格", phone=masked(known.phone))
        yield problem(line.row, "phone", said)


def changes(given: Given, known: Known) -> dict[str, object]:
    """What the row would change of a volunteer, by field; what it does not say stays."""
    now: dict[str, tuple[object, object]] = {
        "phone": (given.phone or known.phone, known.phone),
        "born_on": (given.born_on or known.born_on, known.born_on),
        "number": (given.number or known.number, known.number),
        "skills": (frozenset(map(str, given.skills)) or known.skills, known.skills),
        "sites": (known.sites if given.sites is None else given.sites, known.sites),
        "wanted_minutes": (_or(given.wanted_minutes, known.wanted_minutes), known.wanted_minutes),
        "sex": (given.sex.value if given.sex else known.sex, known.sex),
        "area": (given.area or known.area, known.area),
        "most_minutes": (_or(given.most_minutes, known.most_minutes), known.most_minutes),
    }
    return {name: after for name, (after, before) in now.items() if after != before}


def _or(given: int | None, known: int) -> int:
    return known if given is None else given


def _again(line: Line, seen: dict[tuple[str, object], tuple[int, Given]]) -> Line:
    """A row that repeats one above is left out when it says the same, and wrong when it says something else."""
    given = line.given
    keys: list[tuple[str, object]] = [("phone", given.phone), ("number", given.number)]
    keys.append(("born_on", (given.name, given.born_on) if given.born_on else ""))
    if not any(value for _field, value in keys):
        keys.append(("name", given.name))
    for key in keys:
        if key[1] and key in seen:
            row, first = seen[key]
            if first == given:
                return replace(line, fate=Fate.SAME, problems=())
            said = _("和第 %(row)d 行重复，内容又不一样；改对，或者不要这一行", row=row)
            return replace(line, fate=Fate.WRONG, problems=(*line.problems, problem(line.row, key[0], said)))
    if line.fate is not Fate.WRONG:
        seen.update((key, (line.row, given)) for key in keys if key[1])
    return line
