"""Minutes: writing them, signing them, noting what was wrong, and how they print."""

import secrets
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import STATUSES
from app.gatherings.rules.tallies import tally
from app.locale import _
from app.party.actions import minutes as actions
from app.party.forms.meetings import CorrectionForm, SigningForm, filled_of, minutes_form, written_of
from app.party.queries.meeting import meeting as meeting_of
from app.party.queries.meetings import people_of
from app.party.queries.minutes import last_save, mark_of, record_of
from app.party.queries.parts import corrections_said
from app.party.queries.votes import voters_at
from app.party.routes.filling import refilled
from app.party.routes.showing import WORDS, fields_said, show_meeting
from app.party.rules.minutes import BASE, CHOICES, HINTS, fields_of, label_of, why_not_write
from app.refusals import UNSEEN, Refused, found, seen_of
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect
from app.web.page import Asked

LINES = frozenset(
    {"observers", "teacher", "teacher_post", "lecture_subject", "courseware", "group_leader", "how_decided", "approval"}
)
"""Fields of one line; the other texts have room."""
NUMBERS = frozenset({"lessons", "talk_count", "seats"})


@get("/party/meetings/{meeting:int}/minutes", may=May.KEEP_PARTY)
async def edit(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """The minutes as a form."""
    return await _form(request, actor, meeting)


@post("/party/meetings/{meeting:int}/minutes", may=May.KEEP_PARTY)
async def save(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Save the minutes; what was typed stays on the page whatever is wrong with it."""
    one = found(await meeting_of(actor, meeting))
    record = await record_of(one, await people_of(one))
    try:
        given = await read_form(request, minutes_form(one.kinds, [block.item for block in record.written.blocks]))
    except Malformed as malformed:
        return await _form(request, actor, meeting, malformed.filled, status=422)
    try:
        written = written_of(given, record.written)
        await actions.save_minutes(actor, meeting, written, now=clock.now(), **_marks(given))
    except Refused as refused:
        again = refilled(given, refused, [mark_of(await last_save(meeting))])
        return await _form(request, actor, meeting, again, status=409)
    return redirect(request, f"/party/meetings/{meeting}#minutes", toast=_("会议记录已保存"))


@post("/party/meetings/{meeting:int}/drafts", may=May.KEEP_PARTY)
async def draft(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Save what is typed so far, while it is typed; what is wrong is said beside it, and nothing on the page is touched."""
    one = found(await meeting_of(actor, meeting))
    record = await record_of(one, await people_of(one))
    try:
        given = await read_form(request, minutes_form(one.kinds, [block.item for block in record.written.blocks]))
    except Malformed as malformed:
        return await _form(request, actor, meeting, malformed.filled, status=422, part="drafts")
    try:
        written = written_of(given, record.written)
        await actions.draft_minutes(actor, meeting, written, now=clock.now(), **_marks(given))
    except Refused as refused:
        # The mark stays the old one: only whoever presses the button says that theirs is to stand.
        return await _form(request, actor, meeting, _kept_back(given, refused), status=409, part="drafts")
    return await _form(request, actor, meeting, part="drafts", sitting=_marks(given)["sitting"])


def _marks(given: msgspec.Struct) -> dict[str, str]:
    """What the form showed when it was opened, and the word of that opening."""
    return {name: str(getattr(given, name)) for name in ("seen", "sitting")}


def _kept_back(given: msgspec.Struct, refused: Refused) -> Filled:
    form = refilled(given, refused)
    elsewhere = _("这份记录在别处又存过，自动保存停了；写好点“保存”，再定按哪一份存")
    errors = {"": elsewhere} if any(reason.code == UNSEEN for reason in refused.reasons) else form.errors
    return Filled({**form.values, "seen": getattr(given, "seen", "")}, errors)


async def _form(
    request: Asked,
    actor: Actor,
    meeting: int,
    form: Filled | None = None,
    *,
    status: int = 200,
    part: str | None = None,
    sitting: str = "",
) -> Response[Any]:
    one = found(await meeting_of(actor, meeting))
    people = await people_of(one)
    record = await record_of(one, people)
    last = await last_save(meeting)
    is_planned, is_off = one.state is GatheringState.PLANNED, one.state is GatheringState.CALLED_OFF
    marks = {"seen": seen_of(mark_of(last)), "sitting": sitting or secrets.token_hex(8)}
    suggested = blank(**filled_of(record.written, one.kinds), **marks)
    return page(
        request,
        "party/minutes_edit",
        part=part,
        status=status,
        one=one,
        record=record,
        people=people,
        numbers=tally([each.status for each in people]),
        form=form or suggested,
        typed=form is not None,
        drafting=part is not None,
        saved=last,
        why_not=why_not_write(one.is_signed, is_planned, is_off),
        own_fields=[_field(name) for name in fields_of(one.kinds) if name not in BASE],
        base_fields=[_field(name) for name in BASE],
        statuses=STATUSES,
    )


def _field(name: str) -> dict[str, Any]:
    hint = HINTS.get(name, "")
    shape = "line" if name in LINES else "number" if name in NUMBERS else "text"
    if name in CHOICES:
        shape = "many" if name == "day_forms" else "one"
    words = [(value, _(said)) for value, said in CHOICES.get(name, {}).items()]
    return {"name": name, "label": label_of(name), "shape": shape, "hint": _(hint) if hint else "", "words": words}


@post("/party/meetings/{meeting:int}/signings", may=May.KEEP_PARTY)
async def sign(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """The secretary signs what is before their eyes."""
    given = await read_form(request, SigningForm)
    try:
        await actions.sign_minutes(actor, meeting, now=clock.now(), seen=given.seen)
    except Refused as refused:
        form = Filled(errors={"": " ".join(reason.sentence for reason in refused.reasons)})
        return await show_meeting(request, actor, meeting, form=form, status=409)
    return redirect(request, f"/party/meetings/{meeting}#minutes", toast=_("已签字，正文从此不改，有误写更正说明"))


@post("/party/meetings/{meeting:int}/corrections", may=May.KEEP_PARTY)
async def correct(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """Note how a part is to be read."""
    try:
        given = await read_form(request, CorrectionForm)
    except Malformed as malformed:
        return await show_meeting(request, actor, meeting, form=malformed.filled, status=422)
    try:
        await actions.correct_minutes(actor, meeting, given.part, given.after, given.correction_reason, now=clock.now())
    except Refused as refused:
        return await show_meeting(request, actor, meeting, form=refilled(given, refused), status=409)
    return redirect(request, f"/party/meetings/{meeting}#corrections", toast=_("更正说明已记下，签字的原文还在"))


@get("/party/meetings/{meeting:int}/print", may=May.SEE_OWN_PARTY)
async def printed(request: Asked, actor: Me, meeting: FromPath[int]) -> Response[Any]:
    """The minutes on paper."""
    one = found(await meeting_of(actor, meeting))
    people = await people_of(one)
    record = await record_of(one, people)
    return page(
        request,
        "party/minutes_print",
        one=one,
        record=record,
        people=people,
        numbers=tally([each.status for each in people]),
        voters=await voters_at(one, people),
        fields=fields_said(record),
        corrections=corrections_said(record),
        printed_at=clock.now(),
        **WORDS,
    )


handlers = [edit, save, draft, sign, correct, printed]
