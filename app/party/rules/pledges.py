"""承诺践诺: what a member promises, when it is looked at again, and what people found.

Source: 党员教育管理工作条例 art. 22 encourages it; nothing here is asked of anybody, and the product never finds a result.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.party.rules.citing import MEMBER_EDUCATION, Citation
from app.refusals import WhyNot

MOST_AT_ONCE = 5
ENCOURAGED = Citation(
    MEMBER_EDUCATION,
    N_("第二十二条"),
    N_("设立党员示范岗、党员责任区，开展设岗定责、承诺践诺等，引导党员做好本职工作，干在实处、走在前列"),
)


class Result(StrEnum):
    """What people found had come of a promise."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


RESULTS = {Result.KEPT: N_("已兑现"), Result.PARTLY: N_("部分兑现"), Result.NOT_KEPT: N_("没有兑现")}


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised: for the branch in full, for the board in one line, and when it is looked at again."""

    promise: str
    public_text: str
    made_on: date
    review_on: date


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of it, by whom and when."""

    result: Result
    note: str
    reviewed_on: date
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class PledgeView:
    """A pledge as the board knows it; `withdrawn` is why it hangs there no longer."""

    id: int
    member: int
    person: int
    name: str
    promise: Promise
    made_by: str
    found: Found | None = None
    withdrawn: str = ""

    def is_due(self, today: date) -> bool:
        """Whether it is to be looked at: its day has come and nobody has said what came of it."""
        return not self.withdrawn and self.found is None and self.promise.review_on <= today


def why_not_promise(given: Promise, standing: Collection[Promise], since: date, today: date) -> tuple[WhyNot, ...]:
    """Why this is not promised.

    Args:
        standing: what the member has promised and nobody has reviewed.
        since: when the member came to the branch.
    """
    reasons = []
    if given.made_on > today:
        reasons.append(WhyNot("made_on", _("承诺日期还没有到，写今天（%(day)s）或以前的", day=today)))
    elif given.made_on < since:
        reasons.append(WhyNot("made_on", _("承诺日期要不早于到本支部的 %(day)s", day=since)))
    if given.review_on <= given.made_on:
        reasons.append(WhyNot("review_on", _("评议日期要晚于承诺日期（%(day)s）", day=given.made_on)))
    if given.promise.strip() in {one.promise for one in standing}:
        reasons.append(WhyNot("promise", _("这一条已经承诺过，还没有评议")))
    if len(standing) >= MOST_AT_ONCE:
        reasons.append(WhyNot("promise", _("已经有 %(n)d 条没评议的承诺，评过再加", n=MOST_AT_ONCE)))
    return tuple(reasons)


def why_not_review(one: PledgeView, found: Found, today: date, *, is_own: bool) -> tuple[WhyNot, ...]:
    """Why this is not entered as what came of it."""
    if one.withdrawn:
        return (WhyNot("withdrawn", _("这一条已经撤下，不再评议")),)
    if is_own:
        return (WhyNot("own", _("自己的承诺由别人来评议")),)
    if found.reviewed_on > today:
        return (WhyNot("reviewed_on", _("评议日期还没有到，写今天（%(day)s）或以前的", day=today)),)
    if found.reviewed_on < one.promise.made_on:
        return (WhyNot("reviewed_on", _("评议日期要不早于承诺日期（%(day)s）", day=one.promise.made_on)),)
    if found.result is not Result.KEPT and not found.note.strip():
        return (WhyNot("note", _("没有全部兑现的，写一句差在哪里，本人看得到")),)
    return ()


def why_not_withdraw(one: PledgeView) -> tuple[WhyNot, ...]:
    """Why it is not taken down: it is already, or somebody has said what came of it."""
    if one.withdrawn:
        return (WhyNot("withdrawn", _("已经撤下了")),)
    if one.found is not None:
        return (WhyNot("reviewed", _("已经评议过，留在板上；要新的就另写一条")),)
    return ()
