"""Elections of one meeting: there may be several, as of the committee and then of its secretary, each with seats of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import _
from app.party.rules.votes import Subject, rule_of
from app.refusals import WhyNot


@dataclass(frozen=True, slots=True)
class Running:
    """One candidate as they were voted on.

    Attributes:
        title: which election it is, as 选举支部委员; the candidates of one have the same.
        seats: how many it fills, as this vote says; None where it does not.
    """

    title: str
    seats: int | None
    is_elected: bool


def seats_of(title: str, running: Sequence[Running], in_minutes: int | None) -> int | None:
    """How many seats an election fills: as its votes say, else 应选人数 of the minutes, which are those of an only one."""
    own = (one.seats for one in running if one.title == title and one.seats is not None)
    return next(own, in_minutes)


def why_not_run(new: Running, running: Sequence[Running], in_minutes: int | None) -> tuple[WhyNot, ...]:
    """Why a candidate is not written down so: a second election without its seats, other seats than before, or too many.

    Args:
        running: the candidates that stand already, of whichever election of the meeting.
        in_minutes: 应选人数 as the minutes say; None while they do not.
    """
    known = seats_of(new.title, running, None)
    if new.seats is None and known is None and any(one.title != new.title for one in running):
        sentence = _("这次会议不止一项选举，写明“%(title)s”的应选人数；每项选举分别计算", title=new.title)
        return (WhyNot("seats", sentence),)
    if new.seats is not None and known is not None and new.seats != known:
        said = {"title": new.title, "known": known, "seats": new.seats}
        sentence = _(
            "“%(title)s”前面记的应选 %(known)d 人，这里填 %(seats)d 人；改成一样，是另一项选举就改表决事项", **said
        )
        return (WhyNot("seats", sentence),)
    if not new.is_elected:
        return ()
    stood = [*running, new]
    reasons = why_not_elected(_elected(new.title, stood), seats_of(new.title, stood, in_minutes))
    return tuple(WhyNot("outcome", reason.sentence) for reason in reasons)


def why_not_end(running: Sequence[Running], in_minutes: int | None) -> tuple[WhyNot, ...]:
    """Why these elections are not signed: in one of them more are elected than it has seats."""
    titles = dict.fromkeys(one.title for one in running)
    each = (why_not_elected(_elected(title, running), seats_of(title, running, in_minutes)) for title in titles)
    return tuple(reason for reasons in each for reason in reasons)


def _elected(title: str, running: Sequence[Running]) -> int:
    return sum(one.is_elected for one in running if one.title == title)


def why_not_elected(elected: int, seats: int | None) -> tuple[WhyNot, ...]:
    """Why so many are not elected: there are fewer seats; those with the most votes have them.

    Args:
        seats: 应选人数 as the minutes say; None while they do not.
    """
    if seats is None or elected <= seats:
        return ()
    sentence = _(
        "当选 %(elected)d 人，多于应选 %(seats)d 人，按%(rule)s得赞成票多的当选；"
        "得票少的改记为“未通过”，或在会议记录里改应选人数",
        elected=elected,
        seats=seats,
        rule=rule_of(Subject.ELECTION, date.max).citation.said,
    )
    return (WhyNot("seats", sentence),)
