"""What is done in a session, item by item, and what is read there."""

from dataclasses import dataclass

from app.gatherings.rules import Category, Span
from app.locale import _
from app.refusals import WhyNot
from quizzes import content

MOST_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its arranger wrote it.

    Attributes:
        minutes: planned.
        law: `key@version` of a law whose wording ships, or empty.
    """

    category: Category
    title: str
    speaker: str = ""
    minutes: int = 0
    material: str = ""
    law: str = ""


def shipped_laws() -> list[tuple[str, str]]:
    """`key@version` and name of each law that can be read here."""
    return [(f"{law.key}@{law.version}", f"{law.short}（{law.version}）") for law in content.laws() if law.text]


def law_link(law: str) -> tuple[str, str] | None:
    """Address and title of a law by its `key@version`; None when there is none."""
    key, _at, version = law.partition("@")
    known = next((one for one in content.laws() if (one.key, one.version) == (key, version) and one.text), None)
    return (f"/laws/{key}/{version}", known.title) if known else None


def why_not_item(item: Item, others: int, planned: Span, minutes_of_others: int) -> tuple[WhyNot, ...]:
    """Why the item does not go onto the agenda.

    Args:
        others: how many items are on it besides.
        minutes_of_others: what they are planned for together.
    """
    reasons = []
    if others >= MOST_ITEMS:
        reasons.append(WhyNot("too_many", _("一次学习的议程最多 %(most)d 项", most=MOST_ITEMS)))
    if item.law and law_link(item.law) is None:
        reasons.append(WhyNot("law", _("法规要从列出的几部里选")))
    if minutes_of_others + item.minutes > planned.minutes:
        left = max(0, planned.minutes - minutes_of_others)
        sentence = _(
            "这次学习共 %(all)d 分钟，还剩 %(left)d 分钟没有安排；改短这一项或别的项", all=planned.minutes, left=left
        )
        reasons.append(WhyNot("minutes", sentence))
    return tuple(reasons)


def swapped(order: list[int], item: int, up: bool) -> tuple[int, int] | None:
    """The item and the one it changes places with; None where it is at the end already.

    Args:
        order: ids of the items as they stand.
    """
    at = order.index(item)
    other = at - 1 if up else at + 1
    return (item, order[other]) if 0 <= other < len(order) else None
