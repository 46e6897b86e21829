"""What a table that somebody brought may be, and how its rows stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.locale import N_, _
from app.office.grids import Problem
from app.refusals import WhyNot

KEPT = timedelta(days=7)
"""So long a table waits to be taken in; it is full of names. [P]"""
MOST_ROWS = 5_000


class IntakeKind(StrEnum):
    """What is taken in."""

    VOLUNTEERS = "volunteers"
    ROSTER = "roster"


class Fate(StrEnum):
    """What taking a row in would do."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    HELD = "held"
    WRONG = "wrong"


FATES = {
    Fate.NEW: N_("新增"),
    Fate.CHANGE: N_("更新"),
    Fate.SAME: N_("重复"),
    Fate.HELD: N_("要写原因"),
    Fate.WRONG: N_("错误"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A row that was looked at: its texts by field, what would happen, and what is wrong in which field."""

    row: int
    texts: Mapping[str, str]
    fate: Fate
    problems: Sequence[Problem] = ()

    @property
    def problem_by_field(self) -> dict[str, str]:
        """The first sentence for each field."""
        found: dict[str, str] = {}
        for one in self.problems:
            found.setdefault(one.code, one.sentence)
        return found


def why_not_whole(wrong: int) -> tuple[WhyNot, ...]:
    """Why a table is not taken in whole: something in it is wrong."""
    if not wrong:
        return ()
    said = _("有 %(n)d 行要改，一行也没有导入；改好再导入，或者只导入正确的行", n=wrong)
    return (WhyNot("wrong_rows", said),)


def why_not_size(rows: int) -> tuple[WhyNot, ...]:
    """Why a table is too long, or empty."""
    if not rows:
        return (WhyNot("empty", _("表头下面没有要导入的行，从表头下一行开始填")),)
    if rows > MOST_ROWS:
        return (WhyNot("long", _("表里有 %(n)d 行，一次最多 %(most)d 行；分几次导入", n=rows, most=MOST_ROWS)),)
    return ()
