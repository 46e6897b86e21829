"""In which meeting a round of appraisal was held, asked inside the deed that opens or amends it."""

from datetime import date

from app.actor import Actor
from app.gatherings.rules import GatheringState
from app.locale import _
from app.party.queries.appraisals import round_held_in
from app.party.queries.meeting import meeting
from app.party.rules.appraisals import why_not_held_in
from app.party.rules.meetings import MeetingKind
from app.refusals import Refused, WhyNot, found


async def held_in(actor: Actor, meeting_id: int | None, typed: date | None, round_id: int = 0) -> date:
    """The day of a round: that of its meeting, or the one that was typed where no meeting is known.

    Raises:
        Missing: there is no such meeting.
        Refused: there is no day, or the meeting is of another kind or day, not over, or that of another round.
    """
    one = found(await meeting(actor, meeting_id)) if meeting_id is not None else None
    reasons = why_not_held_in(
        typed,
        one.on if one else None,
        one.title if one else "",
        is_appraisal=one is None or MeetingKind.APPRAISAL in one.kinds,
        is_over=one is None or one.state is GatheringState.CLOSED,
    )
    if reasons:
        raise Refused(*reasons)
    other = await round_held_in(one.id) if one else None
    if other is not None and other.id != round_id:
        sentence = _("这次会议是 %(year)d 年度评议的会议了，换一次会议", year=other.year)
        raise Refused(WhyNot("meeting", sentence))
    return one.on if one else found(typed)
