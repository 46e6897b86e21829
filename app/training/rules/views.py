"""Saved views: a filter of the log under a name."""

from collections.abc import Collection

from app.locale import _
from app.refusals import WhyNot
from app.training.rules.filtering import LogFilter

MOST_VIEWS = 30


def address_of(sought: LogFilter, this_year: int) -> str:
    """The part of the address that is kept; this year is left out, so that next year the view shows that year."""
    query = sought.query()
    kept = [part for part in query.split("&") if part != f"year={this_year}"]
    return "&".join(kept)


def why_not_save(name: str, names: Collection[str]) -> tuple[WhyNot, ...]:
    """Why the filter cannot be kept under this name.

    Args:
        names: of the person's views that stand.
    """
    if not name.strip():
        return (WhyNot("name", _("给这组筛选起个名字")),)
    if name.strip() in names:
        return (WhyNot("name", _("已经有一组叫“%(name)s”，换个名字或者先拿掉它", name=name.strip())),)
    if len(names) >= MOST_VIEWS:
        return (WhyNot("name", _("已经存了 %(n)d 组，先拿掉不用的", n=len(names))),)
    return ()
