"""A roster that somebody filled in, row by row: who is on it, and what is wrong in which row and column."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.classes.rules import MOST_LEARNERS, TIERS, Learner, Tier, why_not_learner
from app.locale import N_, _
from app.office.grids import Problem, Typed, close_name, plain
from app.people.rules.names import phone_digits

FIELDS = {"name": N_("姓名"), "unit": N_("单位"), "tier": N_("层级"), "phone": N_("手机号"), "post": N_("职务")}
NEEDED = ("name", "unit", "tier", "phone")
LONGEST_TEXT = 100
"""What is kept of a cell while it is looked at: no field may be as long."""
# Data, not words: what the columns are called in the tables that towns send.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "学员姓名", "名字"),
    "unit": ("单位", "工作单位", "所在单位", "单位名称"),
    "tier": ("层级", "级别", "单位级别", "类别"),
    "phone": ("手机号", "手机", "手机号码", "联系电话", "电话"),
    "post": ("职务", "岗位", "职务（可不填）"),
}
ALL_HEADINGS = frozenset(heading for headings in HEADINGS.values() for heading in headings)
# Data, not words: how towns write the tiers.
CALLED: Mapping[str, Tier] = {
    **dict.fromkeys(("县", "县级", "县馆", "总馆"), Tier.COUNTY),
    **dict.fromkeys(("镇", "镇级", "乡镇", "街道", "镇（街道）", "镇(街道)", "镇街道", "镇街"), Tier.TOWN),
    **dict.fromkeys(("村", "村级", "社区", "村（社区）", "村(社区)", "村社区", "农家书屋"), Tier.VILLAGE),
    **dict.fromkeys(("书吧", "看看书吧"), Tier.READING_BAR),
}


class Row(Protocol):
    """A row of a table: its number as Excel counts it, and its texts by heading."""

    @property
    def number(self) -> int:
        """As Excel counts it."""

    def __getitem__(self, heading: str, /) -> str:
        """The text under a heading, empty where there is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A learner with the row they stand in."""

    row: int
    learner: Learner


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that could be read. Without problems it may be taken in whole; else, if somebody says so, what is good."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    @property
    def wrong_rows(self) -> frozenset[int]:
        """The rows that have something wrong."""
        return frozenset(one.row for one in self.problems if one.row)

    @property
    def good(self) -> tuple[Line, ...]:
        """The lines of the other rows."""
        return tuple(line for line in self.lines if line.row not in self.wrong_rows)

    def problems_of(self, row: int) -> tuple[Problem, ...]:
        """What is wrong in one row."""
        return tuple(one for one in self.problems if one.row == row)


def learner_of(name: str, unit: str, tier: Tier, phone: str, post: str = "") -> Learner:
    """What somebody typed, folded: full-width digits, spaces in a phone and between the two signs of a name."""
    return Learner(close_name(name), plain(unit), tier, phone_digits(phone), plain(post))


def read_roster(
    header: Sequence[str], rows: Sequence[Row], tiers: frozenset[Tier], enrolled: Collection[str]
) -> Roster:
    """The learners of a table: `typed_rows`, then `checked`."""
    typed, problems = typed_rows(header, rows)
    return Roster((), problems) if problems else checked(typed, tiers, enrolled)


def typed_rows(header: Sequence[str], rows: Sequence[Row]) -> tuple[tuple[Typed, ...], tuple[Problem, ...]]:
    """The rows by field, and why the table as a whole cannot be read."""
    columns = {field: next((one for one in names if one in header), "") for field, names in HEADINGS.items()}
    missing = [field for field in NEEDED if not columns[field]]
    if missing:
        return (), tuple(Problem(0, _called(one), _no_column(one), one) for one in missing)
    if len(rows) > MOST_LEARNERS:
        said = _("表里有 %(n)d 行，一次最多 %(most)d 行；分几次导入", n=len(rows), most=MOST_LEARNERS)
        return (), (Problem(0, "", said),)
    typed = [
        Typed(row.number, {field: row[column][:LONGEST_TEXT] if column else "" for field, column in columns.items()})
        for row in rows
    ]
    return tuple(typed), ()


def mended(rows: Sequence[Typed], given: Mapping[str, str]) -> tuple[Typed, ...]:
    """The rows with what was typed over them, and without those that somebody leaves out.

    Args:
        given: texts by field and row, such as `phone-17`; `out-17` leaves row 17 out.
    """
    return tuple(
        Typed(
            row.number,
            {
                field: plain(given.get(f"{field}-{row.number}", text))[:LONGEST_TEXT]
                for field, text in row.texts.items()
            },
        )
        for row in rows
        if not given.get(f"out-{row.number}")
    )


def checked(rows: Sequence[Typed], tiers: frozenset[Tier], enrolled: Collection[str]) -> Roster:
    """The learners that the rows are, and what is wrong with them.

    Args:
        tiers: for whom the class is.
        enrolled: phones that have a seat already.
    """
    if not rows:
        return Roster((), (Problem(0, "", _("表里没有学员，从表头下一行开始填")),))
    lines: list[Line] = []
    problems: list[Problem] = []
    first_with: dict[str, int] = {}
    for row in rows:
        texts = row.texts
        tier = CALLED.get(re.sub(r"\s", "", texts["tier"]))
        learner = learner_of(texts["name"], texts["unit"], tier or Tier.COUNTY, texts["phone"], texts["post"])
        wrong = list(_wrong(row.number, texts, learner, tier, tiers))
        if not any(one.code == "phone" for one in wrong):
            wrong += _again(row.number, learner.phone, first_with, enrolled)
            first_with.setdefault(learner.phone, row.number)
        problems += wrong
        lines.append(Line(row.number, learner))
    return Roster(tuple(lines), tuple(problems))


def _no_column(field: str) -> str:
    return _("没有“%(heading)s”这一列；下载模板，照着表头填", heading=_called(field))


def _wrong(
    number: int, texts: Mapping[str, str], learner: Learner, tier: Tier | None, tiers: frozenset[Tier]
) -> Iterator[Problem]:
    empty = {field for field in NEEDED if not texts[field].strip()}
    for field in NEEDED:
        if field in empty:
            yield _problem(number, field, _("是空的，填上；合并过的单元格要先取消合并"))
    if tier is None and "tier" not in empty:
        said = _("“%(text)s”认不出来，写成 %(tiers)s", text=texts["tier"][:20], tiers=_listed(tiers))
        yield _problem(number, "tier", said)
    for why in why_not_learner(learner, tiers):
        if why.code not in empty and not (why.code == "tier" and tier is None):
            yield _problem(number, why.code, why.sentence)


def _again(number: int, phone: str, first_with: Mapping[str, int], enrolled: Collection[str]) -> Iterator[Problem]:
    if phone in first_with:
        said = _("和第 %(row)d 行是同一个号，删去一行", row=first_with[phone])
        yield _problem(number, "phone", said)
    elif phone in enrolled:
        yield _problem(number, "phone", _("这个手机号已经在学员名单里，删去这一行"))


def _problem(row: int, code: str, sentence: str) -> Problem:
    return Problem(row, _called(code), sentence, code)


def _listed(tiers: frozenset[Tier]) -> str:
    return _("、").join(_(TIERS[tier]) for tier in Tier if tier in tiers)


def _called(field: str) -> str:
    return _(FIELDS[field])
