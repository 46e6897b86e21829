"""What may become of a draft that the solver made, and what the solver may move."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot
from app.shifts.rules import How
from app.shifts.rules.board import monday_of

MOST_WEEKS = 6
"""So many weeks at once: any month, with the weeks in which it begins and ends."""
WEEK_SECONDS, MOST_SECONDS = 60, 180
"""So long one week is solved for at most, and so long several are; most are done in a few seconds."""


class Mode(StrEnum):
    """How much of what stands on the board may be moved."""

    PLAN = "plan"
    FILL = "fill"
    MOVE = "move"


MODES = {
    Mode.PLAN: N_("重排没有通知的人"),
    Mode.FILL: N_("修补：谁都不动，只补缺"),
    Mode.MOVE: N_("修补：必要时少量调动"),
}
MODES_MEAN = {
    Mode.PLAN: N_("已通知的、自己报名的、锁定的、写了原因照排的都留下；其他人可以换。"),
    Mode.FILL: N_("班表上的人都留下，只把低于至少人数的岗位补上。"),
    Mode.MOVE: N_("协调员排的人可以换到别处，每动一个都计价，尽量少动；自己报名的不动。"),
}
OF_COORDINATORS = frozenset({How.ASSIGNED, How.COPIED, How.SOLVED})
"""How somebody came by a seat that they did not choose themselves."""


class Stay(StrEnum):
    """What the solver makes of somebody who has a seat."""

    STAYS = "stays"
    PRICED = "priced"
    FREE = "free"


class DraftState(StrEnum):
    """Where a draft stands."""

    OPEN = "open"
    APPLIED = "applied"
    DISCARDED = "discarded"
    UNDONE = "undone"


DRAFT_STATES = {
    DraftState.OPEN: N_("待采用"),
    DraftState.APPLIED: N_("已采用"),
    DraftState.DISCARDED: N_("不用"),
    DraftState.UNDONE: N_("已撤销采用"),
}


def stay(mode: Mode, *, told: bool, how: How, locked: bool, overridden: bool) -> Stay:
    """Whether somebody keeps their seat whatever comes, at a price, or need not.

    Nobody is taken off a seat that they chose themselves (志愿服务条例 art. 25), nor off a locked one, nor off one that
    a coordinator gave with a written reason.
    """
    if mode is Mode.FILL or locked or overridden or how not in OF_COORDINATORS:
        return Stay.STAYS
    if not told:
        return Stay.PRICED if mode is Mode.MOVE else Stay.FREE
    return Stay.PRICED if mode is Mode.MOVE else Stay.STAYS


def weeks_between(first: date, last: date) -> list[date]:
    """The Mondays of the weeks from the one of the first day to the one of the last."""
    monday = monday_of(first)
    return [monday + timedelta(days=7 * number) for number in range((monday_of(last) - monday).days // 7 + 1)]


def seconds_for(first: date, last: date) -> int:
    """How long these weeks are solved for at most."""
    return min(MOST_SECONDS, WEEK_SECONDS * len(weeks_between(first, last)))


def why_not_ask(first: date, last: date) -> tuple[WhyNot, ...]:
    """Why these weeks are not solved together."""
    weeks = len(weeks_between(first, last))
    if weeks < 1:
        return (WhyNot("until", _("“到”在“从”之前，把“到”改成同一周或之后的一天")),)
    if weeks > MOST_WEEKS:
        return (
            WhyNot("until", _("从头到尾有 %(n)d 周，一次最多排 %(most)d 周，把“到”改早一些", n=weeks, most=MOST_WEEKS)),
        )
    return ()


def why_not_apply(state: DraftState) -> tuple[WhyNot, ...]:
    """Why a draft is not taken over or laid aside: that was decided before."""
    if state is DraftState.OPEN:
        return ()
    return (WhyNot("decided", _("这份草案%(state)s，要排就再求解一次", state=_(DRAFT_STATES[state]))),)


def why_not_undo(state: DraftState, is_last: bool, told: Sequence[str], gone: Sequence[str]) -> tuple[WhyNot, ...]:
    """Why an application is not taken back.

    Args:
        is_last: no other draft of any of its weeks was taken over after it.
        told: names of those who have been told of it already.
        gone: names of those whose seat was changed since.
    """
    if state is not DraftState.APPLIED:
        return (WhyNot("not_applied", _("这份草案没有采用，没有可撤销的")),)
    if not is_last:
        return (WhyNot("later", _("之后又采用了别的草案，先撤销那一份")),)
    if told:
        return (WhyNot("told", _("已经通知了 %(names)s，不能整份撤销；在班表上逐个改", names="、".join(told[:5]))),)
    if gone:
        return (
            WhyNot("changed", _("%(names)s 之后已被改动，不能整份撤销；在班表上逐个改", names="、".join(gone[:5]))),
        )
    return ()
