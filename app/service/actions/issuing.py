"""Papers about service: asked for, issued from a frozen list of records, declined, revoked."""

from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.people.queries.places import contact
from app.people.rules.codes import new_code
from app.refusals import Missing, Refused, WhyNot, found
from app.service.queries import papers as queries
from app.service.queries import requests
from app.service.queries.keepers import Who, oneself, who
from app.service.queries.papers import last_number, may_stand, paper_setting, same_paper
from app.service.rules.papers import (
    Chosen,
    PaperSetting,
    chosen,
    number_said,
    why_not_issue,
    why_not_period,
    why_not_revoke,
    why_not_set_paper,
)
from app.service.tables import PaperDecline, PaperRequest, ServicePaper, ServicePaperLine, ServicePaperRevocation
from app.service.tables import PaperSetting as SettingRow
from app.storage import database

ISSUED = N_("您的%(number)s已出具，可以下载")
DECLINED = N_("您申请的志愿服务记录没有出具：%(reason)s")
REVOKED = N_("您的%(number)s已撤销：%(reason)s")
OWN_FILE = "/service/file"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be issued: of whom, over which days (None is without a beginning, or until today), for which request."""

    volunteer: int
    from_on: date | None = None
    to_on: date | None = None
    request: int | None = None
    note: str = ""


async def set_papers(actor: Actor, wanted: PaperSetting, *, now: datetime) -> None:
    """Papers are called so and signed by this person from now on; those that are out stay as they are.

    Raises:
        Refused: a 证明 without who answers for it.
    """
    async with deed(actor, "service_paper.set", kind=wanted.kind.value, source=wanted.source.strip()) as line:
        if reasons := why_not_set_paper(wanted):
            raise Refused(*reasons)
        row = SettingRow(
            kind=wanted.kind.value,
            leader=wanted.leader.strip(),
            contact=wanted.contact.strip(),
            source=wanted.source.strip(),
            set_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.subject = row.id


async def ask_for_paper(actor: Actor, from_on: date | None, to_on: date | None, purpose: str, *, now: datetime) -> int:
    """The actor asks for a paper about their own service; free, and nothing is asked but the days. Returns the id.

    Raises:
        Missing: they are no volunteer.
        Refused: the days cannot be, or the same request waits already.
    Source: 民政部令第67号 art. 14.
    """
    async with deed(actor, "service_paper.asked") as line:
        me = found(await oneself(actor))
        await database().hold(f"service papers {me.volunteer}")
        if reasons := why_not_period(from_on, to_on, clock.at_library(now).date()):
            raise Refused(*reasons)
        asked = [one for one in await requests.requests_of(me.volunteer) if one.waits]
        if any((one.from_on, one.to_on) == (from_on, to_on) for one in asked):
            raise Refused(WhyNot("asked", _("这段时间的已经申请过，正在等出具")))
        row = PaperRequest(volunteer=me.volunteer, from_on=from_on, to_on=to_on, purpose=purpose.strip(), at=now)
        await row.save()
        line.subject = row.id
        return int(row.id)


async def decline_request(actor: Actor, request: int, reason: str, *, now: datetime) -> None:
    """The request is not followed; the volunteer is told why.

    Raises:
        Missing: there is none, or the volunteer is not theirs.
        Refused: something has come of it already, or it is the actor's own.
    """
    async with deed(actor, "service_paper.declined", request, reason=reason):
        one = found(await requests.request_by_id(actor, request))
        await database().hold(f"service papers {one.volunteer}")
        one = found(await requests.request_by_id(actor, request))
        if one.person == actor.id:
            raise Refused(WhyNot("own", _("自己的申请由别人来办")))
        if not one.waits:
            raise Refused(WhyNot("answered", _("这个申请已经办了，刷新页面看看")))
        await PaperDecline(
            request=request, reason=reason, declined_by=actor.person, declined_by_name=actor.name, at=now
        ).save()
        await tell(actor, [one.person], DECLINED, address=OWN_FILE, now=now, reason=reason)


async def issue_paper(actor: Actor, wanted: Wanted, *, now: datetime) -> int:
    """Issue a paper that stands on the records of these days as they are now. Returns the id.

    The list of records is frozen: the paper's sums are theirs. The number follows the last one of this year.

    Raises:
        Missing: there is no such volunteer, or they are not the actor's.
        Refused: see `why_not_issue`; or the same paper is out already.
    Source: 民政部令第67号 art. 14, 15.
    """
    today = clock.at_library(now).date()
    async with deed(actor, "service_paper.issued") as line:
        await database().hold(f"service papers {wanted.volunteer}")
        await database().hold(f"service paper numbers {today.year}")
        one = found(await who(actor, wanted.volunteer))
        if reasons := why_not_period(wanted.from_on, wanted.to_on, today):
            raise Refused(*reasons)
        await _check_request(actor, wanted)
        standing = await may_stand(one.volunteer, wanted.from_on, wanted.to_on)
        records = chosen([served for _record, served in standing])
        if reasons := why_not_issue(is_own=one.person == actor.id, records=records):
            raise Refused(*reasons)
        setting = await paper_setting()
        if number := await same_paper(one.volunteer, records.ids, setting.kind):
            said = _("同样的一张已经出具过：%(number)s，可以再下载；要重开，先撤销那一张", number=number)
            raise Refused(WhyNot("same", said))
        days = [record.day for record, served in standing if served.ours]
        row = await _row(actor, wanted, one, records, setting, (min(days), max(days)), now)
        await row.save()
        await ServicePaperLine.insert(*(ServicePaperLine(paper=row.id, record=record) for record in records.ids))
        line.subject = row.id
        line.details.update(volunteer=one.volunteer, times=records.sums.times)
        number = number_said(setting.kind, row.year, row.number)
        await tell(actor, [one.person], ISSUED, address=f"/service/papers/{row.id}", now=now, number=number)
        return int(row.id)


async def _check_request(actor: Actor, wanted: Wanted) -> None:
    if wanted.request is None:
        return
    asked = found(await requests.request_by_id(actor, wanted.request))
    if asked.volunteer != wanted.volunteer:
        raise Missing
    if not asked.waits:
        raise Refused(WhyNot("answered", _("这个申请已经办了，刷新页面看看")))


async def _row(
    actor: Actor,
    wanted: Wanted,
    one: Who,
    records: Chosen,
    setting: PaperSetting,
    days: tuple[date, date],
    now: datetime,
) -> ServicePaper:
    library = await contact() or ("", "", "")
    year = clock.at_library(now).year
    return ServicePaper(
        year=year,
        number=await last_number(year) + 1,
        kind=setting.kind.value,
        code=new_code(),
        request=wanted.request,
        volunteer=one.volunteer,
        volunteer_name=one.name,
        volunteer_number=one.number,
        from_on=days[0],
        to_on=days[1],
        system_times=records.sums.system_times,
        system_minutes=records.sums.system_minutes,
        hand_times=records.sums.hand_times,
        hand_minutes=records.sums.hand_minutes,
        left_out_times=len(records.left_out),
        left_out="、".join(records.left_out_units),
        unit_name=library[0],
        leader=setting.leader,
        contact=setting.contact or library[2],
        note=wanted.note.strip(),
        issued_by=actor.person,
        issued_by_name=actor.name,
        at=now,
    )


async def revoke_paper(actor: Actor, paper: int, reason: str, *, now: datetime) -> None:
    """The paper no longer holds; its check page says so from now on. The row stays.

    Raises:
        Missing: there is none, or the volunteer is not theirs.
        Refused: it is revoked already, or it is the actor's own.
    """
    async with deed(actor, "service_paper.revoked", paper, reason=reason):
        await database().hold(f"service paper {paper}")
        one = found(await queries.paper(actor, paper))
        if reasons := why_not_revoke(is_own=one.person == actor.id, is_revoked=one.revoked_at is not None):
            raise Refused(*reasons)
        await ServicePaperRevocation(
            paper=paper, reason=reason, revoked_by=actor.person, revoked_by_name=actor.name, at=now
        ).save()
        await tell(
            actor, [one.person], REVOKED, address=f"/service/papers/{paper}", now=now, number=one.said, reason=reason
        )


async def paper_exported(actor: Actor, paper: int, *, is_own: bool) -> None:
    """Somebody took a paper along; their own or another person's."""
    async with deed(actor, "service_paper.exported", paper, oneself=is_own):
        pass
