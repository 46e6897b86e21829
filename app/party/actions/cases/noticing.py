"""Public notices before somebody becomes a prospect, and what they brought."""

from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.gatherings.queries.calendar import calendar
from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.clocks import NOTICE_WORKING_DAYS, months_after, notice_ends, working_days
from app.party.rules.cases.facts import Happened
from app.party.rules.cases.recording import why_not_record
from app.party.rules.cases.steps import RULES
from app.party.steps.cases import locked
from app.party.steps.twice import ensure_new
from app.party.tables.cases import ApplicantNotice, ApplicantNoticeResult
from app.refusals import Refused, WhyNot, found

FURTHEST = 12
"""So many months ahead a notice is planned at most: a mistyped year would otherwise be counted day by day."""


async def put_up(
    actor: Actor, case: int, from_on: date, to_on: date | None, place: str, contact: str, *, now: datetime
) -> None:
    """A notice hangs from one day to another; without an end it is counted: five working days.

    Raises:
        Missing, Refused: there is no such case; the superior has not agreed yet; it is shorter than five working days.
    """
    async with deed(actor, "applicant.notice_put_up", case, from_on=from_on) as line:
        facts = await locked(case)
        _ensure_near(from_on, to_on, clock.at_library(now).date())
        known = await calendar()
        if reasons := why_not_record(facts, Happened(Act.NOTICE, from_on), clock.at_library(now).date(), known):
            raise Refused(*[WhyNot("from_on", one.sentence) for one in reasons])
        counted = notice_ends(known, from_on)
        until = to_on or counted.day
        if working_days(known, from_on, until).number < NOTICE_WORKING_DAYS:
            raise Refused(_too_short(from_on, counted.day))
        line.details["to_on"] = until.isoformat()
        row = ApplicantNotice(
            applicant=case,
            from_on=from_on,
            to_on=until,
            place=place.strip(),
            contact=contact.strip(),
            made_by_name=actor.name,
            at=now,
        )
        await ensure_new(row)
        await row.save()


async def write_result(actor: Actor, case: int, said: str, *, passes: bool, now: datetime) -> None:
    """Write down what the newest notice brought, once its days are over.

    Raises:
        Missing, Refused: there is none; it still hangs, or its result is written down.
    """
    async with deed(actor, "applicant.notice_ended", case, passes=passes):
        notice = found((await locked(case)).notice)
        if notice.passes is not None:
            raise Refused(WhyNot("said", _("结果已经记过；有新情况就重新公示")))
        if clock.at_library(now).date() <= notice.to_on:
            source = RULES[Act.NOTICE].citation(notice.from_on).said
            named = {"day": notice.to_on, "source": source}
            raise Refused(WhyNot("said", _("公示到 %(day)s 为止，期满以后再记结果（%(source)s）", **named)))
        await ApplicantNoticeResult(
            notice=notice.number, passes=passes, said=said.strip(), recorded_by_name=actor.name, at=now
        ).save()


def _ensure_near(from_on: date, to_on: date | None, today: date) -> None:
    last = months_after(today, FURTHEST)
    for field, on in (("from_on", from_on), ("to_on", to_on)):
        if on and on > last:
            raise Refused(WhyNot(field, _("%(day)s 离今天太远，公示最晚安排到 %(last)s；核对年份", day=on, last=last)))


def _too_short(from_on: date, until: date) -> WhyNot:
    source = RULES[Act.NOTICE].citation(from_on).said
    return WhyNot(
        "to_on",
        _(
            "公示期不少于五个工作日，从 %(from_on)s 起至少到 %(until)s（%(source)s）",
            from_on=from_on,
            until=until,
            source=source,
        ),
    )
