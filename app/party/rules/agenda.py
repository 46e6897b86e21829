"""Laying the agenda out anew: which item has only a new title, and which may not go, because something was said on it."""

from collections.abc import Collection, Mapping, Sequence

from app.locale import _
from app.refusals import WhyNot


def renamed(before: Sequence[tuple[int, str]], after: Sequence[str]) -> Mapping[int, str]:
    """The new titles of items that stand in the same place, had their old one taken away and have one that is new.

    Args:
        before: id and title of each item, in their order.
    """
    known = {title for _item, title in before}
    return {
        item: after[place]
        for place, (item, title) in enumerate(before)
        if title not in after and place < len(after) and after[place] not in known
    }


def why_not_drop(titles: Collection[str]) -> tuple[WhyNot, ...]:
    """Why these items are not taken off: what was said on them would go with them."""
    if not titles:
        return ()
    named = _("、").join(f"“{title}”" for title in titles)
    sentence = _("%(titles)s下面已经记了发言；先在会议记录里把发言移到别的议题，再删这一项", titles=named)
    return (WhyNot("agenda", sentence),)
