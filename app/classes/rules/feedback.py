"""The satisfaction form: five items from 1 to 5, and a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.locale import N_, _
from app.refusals import WhyNot

ITEMS = (N_("课程内容"), N_("教师讲授"), N_("时间安排"), N_("场地服务"), N_("组织管理"))
GRADES = ((5, N_("很满意")), (4, N_("满意")), (3, N_("一般")), (2, N_("不满意")), (1, N_("很不满意")))
LEAST_FORMS = 5
"""With fewer forms a mean would show what one person said. [P]"""
SATISFIED = 4


@dataclass(frozen=True, slots=True)
class Rating:
    """One form: a grade for each of `ITEMS`, and what was written."""

    grades: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """One item over all forms: the mean to hundredths, and the share of 满意 and better."""

    name: str
    mean: Fraction
    satisfied: Fraction


@dataclass(frozen=True, slots=True)
class Summary:
    """All forms. `items` and `texts` are empty while there are too few."""

    n: int
    items: tuple[ItemSummary, ...]
    texts: tuple[str, ...]


def summary(ratings: Sequence[Rating]) -> Summary:
    """Means by item, and the texts in the order of their characters, which says nothing of who wrote when."""
    n = len(ratings)
    if n < LEAST_FORMS:
        return Summary(n, (), ())
    items = tuple(
        ItemSummary(
            name,
            Fraction(sum(one.grades[place] for one in ratings), n),
            Fraction(sum(one.grades[place] >= SATISFIED for one in ratings), n),
        )
        for place, name in enumerate(ITEMS)
    )
    return Summary(n, items, tuple(sorted(one.text for one in ratings if one.text)))


def why_not_rate(given: bool, finished_or_begun: bool) -> tuple[WhyNot, ...]:
    """Why no form can be given."""
    if given:
        return (WhyNot("given", _("您已经填过满意度了，谢谢")),)
    if not finished_or_begun:
        return (WhyNot("not_begun", _("开班以后再来填")),)
    return ()
