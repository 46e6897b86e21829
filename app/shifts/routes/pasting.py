"""What is done with several seats of the board at once: pasting, taking back, doing again."""

import re
from typing import Any

from litestar import Response

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import Refused, WhyNot
from app.shifts.actions import roster, undoing
from app.shifts.actions.pasting import Onto, paste
from app.shifts.forms.board import ClearForm, PasteForm, StepForm
from app.shifts.queries.drafts import last_applied
from app.shifts.routes.shown import WORDS
from app.shifts.rules.board import monday_of
from app.shifts.rules.pasting import MOST_AT_ONCE, Pasted
from app.shifts.rules.undoing import DID, Step
from app.web import Me, page, post, read_form, redirect
from app.web.page import Asked, wants_part

SEAT = re.compile(r"(\d{1,9}):(\d{1,9}):(\d{1,9}):(\d{1,9})", re.ASCII)
SEEN = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)
NAMES = re.compile(r"(\d{1,9}):(\d{1,9})=(.*)", re.DOTALL)
CHANGED = {"hx-trigger": "roster-changed"}


@post("/shifts/board/pastes", may=May.ARRANGE_SHIFTS)
async def paste_on(request: Asked, actor: Me) -> Response[Any]:
    """Give seats the people of others, or those named in a text."""
    given = await read_form(request, PasteForm)
    week = monday_of(given.week)
    try:
        onto = [_onto(text) for text in given.onto]
        done = await paste(actor, week, onto, now=clock.now(), cut=given.cut, only=given.who)
    except Refused as refused:
        return _answer(request, week, reasons=refused.reasons)
    said = _("已移动 %(n)d 人次，发布后通知") if given.cut else _("已粘贴 %(n)d 人次，发布后通知")
    return _answer(request, week, said % {"n": len(done.came)}, done)


@post("/shifts/board/clearings", may=May.ARRANGE_SHIFTS)
async def clear(request: Asked, actor: Me) -> Response[Any]:
    """Take everybody off the seats of a range."""
    given = await read_form(request, ClearForm)
    week = monday_of(given.week)
    try:
        seen = dict(seen_seat(text) for text in given.seat[:MOST_AT_ONCE])
        people = await roster.clear_range(actor, seen, now=clock.now())
    except Refused as refused:
        return _answer(request, week, reasons=refused.reasons)
    return _answer(request, week, _("已撤下 %(n)d 人次，发布后通知", n=people))


@post("/shifts/board/undos", may=May.ARRANGE_SHIFTS)
async def undo(request: Asked, actor: Me) -> Response[Any]:
    """Take the last step back."""
    given = await read_form(request, StepForm)
    week = monday_of(given.week)
    try:
        step = await undoing.undo(actor, week, now=clock.now())
    except Refused as refused:
        draft = await last_applied(actor, week) if refused.reasons[0].code == "applied_draft" else None
        if draft is not None and not wants_part(request):
            return redirect(request, f"/shifts/drafts/{draft.id}", toast=refused.reasons[0].sentence)
        return _answer(request, week, reasons=refused.reasons, draft=draft.id if draft else None)
    return _answer(request, week, _step_said(_("已撤销：%(what)s"), step))


@post("/shifts/board/redos", may=May.ARRANGE_SHIFTS)
async def redo(request: Asked, actor: Me) -> Response[Any]:
    """Do again what was taken back."""
    given = await read_form(request, StepForm)
    week = monday_of(given.week)
    try:
        step = await undoing.redo(actor, week, now=clock.now())
    except Refused as refused:
        return _answer(request, week, reasons=refused.reasons)
    return _answer(request, week, _step_said(_("已重做：%(what)s"), step))


def _step_said(text: str, step: Step) -> str:
    return text % {"what": _(DID[step.what])}


def seen_seat(text: str) -> tuple[int, int]:
    """A seat and the revision at which it was seen, as a form says them.

    Raises:
        Refused: it says something else.
    """
    if match := SEEN.fullmatch(text):
        return int(match[1]), int(match[2])
    raise Refused(WhyNot("onto", _("选的格看不懂，刷新页面再试")))


def _onto(text: str) -> Onto:
    if match := SEAT.fullmatch(text):
        seat, revision, source, source_revision = map(int, match.groups())
        return Onto(seat, revision, source, source_revision)
    if match := NAMES.fullmatch(text):
        return Onto(int(match[1]), int(match[2]), text=match[3])
    raise Refused(WhyNot("onto", _("粘贴的内容看不懂，刷新页面再试")))


def _answer(
    request: Asked,
    week: object,
    said: str = "",
    done: Pasted | None = None,
    reasons: tuple[WhyNot, ...] = (),
    draft: int | None = None,
) -> Response[Any]:
    if not wants_part(request):
        if reasons:
            raise Refused(*reasons)
        return redirect(request, f"/shifts/board?week={week}", toast=said)
    status, headers = (409, {}) if reasons else (200, CHANGED)
    values = {"said": said, "done": done, "reasons": reasons, "monday": week, "draft": draft, **WORDS}
    return page(request, "shifts/pasted", part="panel", status=status, headers=headers, **values)


handlers = [paste_on, clear, undo, redo]
