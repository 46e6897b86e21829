"""What is prepared besides the agenda: who is expected, and the quizzes."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.locale import _
from app.refusals import found
from app.study.actions import lists, quizzes
from app.study.forms import GroupForm, ListForm, QuizForm
from app.study.rules.expecting import Change, Group
from app.study.rules.quizzing import Timing
from app.web import Me, post, read_form, redirect
from app.web.page import Asked


@post("/study/sessions/{session_id:int}/list", may=May.ARRANGE_STUDY)
async def change_list(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Leave a person out, or add one; the toast takes it back."""
    given = await read_form(request, ListForm)
    line = await lists.change_list(actor, session_id, given.person, given.change, given.reason, now=clock.now())
    left_out = given.change is Change.LEFT_OUT
    said = _("%(name)s不列入应到", name=line.name) if left_out else _("%(name)s已列入应到", name=line.name)
    undo = f"/study/sessions/{session_id}/list/{given.person}/restorings"
    return redirect(request, f"/study/sessions/{session_id}#list", toast=said, undo=undo)


@post("/study/sessions/{session_id:int}/groups", may=May.ARRANGE_STUDY)
async def change_group(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Add all volunteers, or leave all of the staff out."""
    given = await read_form(request, GroupForm)
    count = await lists.change_group(actor, session_id, given.group, given.reason, now=clock.now())
    added = given.group is Group.VOLUNTEERS
    said = _("%(n)d 名志愿者已列入，已通知", n=count) if added else _("%(n)d 人不列入应到", n=count)
    return redirect(request, f"/study/sessions/{session_id}#list", toast=said)


@post("/study/sessions/{session_id:int}/list/{person:int}/restorings", may=May.ARRANGE_STUDY)
async def restore_list(request: Asked, actor: Me, session_id: FromPath[int], person: FromPath[int]) -> Response[Any]:
    """Let the staff of that day decide again."""
    await lists.restore_list(actor, session_id, person)
    return redirect(request, f"/study/sessions/{session_id}#list", toast=_("名单恢复成当天在职的样子"))


@post("/study/sessions/{session_id:int}/quizzes", may=May.ARRANGE_STUDY)
async def attach_quiz(request: Asked, actor: Me, session_id: FromPath[int]) -> Response[Any]:
    """Draw a quiz for the session; the toast takes it off."""
    given = await read_form(request, QuizForm)
    await quizzes.attach_quiz(actor, session_id, given.timing, given.law or None, given.count, now=clock.now())
    undo = f"/study/sessions/{session_id}/quiz-removals/{given.timing}"
    return redirect(request, f"/study/sessions/{session_id}#quiz", toast=_("小测已抽好"), undo=undo)


@post("/study/sessions/{session_id:int}/quiz-removals/{timing:str}", may=May.ARRANGE_STUDY)
async def detach_quiz(request: Asked, actor: Me, session_id: FromPath[int], timing: FromPath[str]) -> Response[Any]:
    """Take one of the quizzes off."""
    await quizzes.detach_quiz(actor, session_id, found(next((one for one in Timing if one == timing), None)))
    return redirect(request, f"/study/sessions/{session_id}#quiz", toast=_("小测已取下"))


handlers = [change_list, change_group, restore_list, attach_quiz, detach_quiz]
