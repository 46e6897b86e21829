"""Courses elsewhere: one's own claims, claiming on a phone, verifying one by one or many."""

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from app import clock
from app.actor import Actor, May, Role
from app.locale import _
from app.office.apart import Unfit
from app.office.gate import Admitted
from app.refusals import Missing, Refused, found
from app.training import actions, words
from app.training.forms import CourseForm, FileRemovalForm, ReturnForm, VerifyForm
from app.training.queries import courses as queries
from app.training.queries.courses import ClaimView
from app.training.rules.courses import (
    LEVELS,
    MODES,
    STATES,
    SUBJECTS,
    TIMES,
    UNITS,
    Course,
    State,
    why_not_return,
    why_not_send_again,
    why_not_verify,
    why_not_withdraw,
)
from app.web import (
    UPLOAD_LIMIT,
    Filled,
    Malformed,
    Me,
    blank,
    file_answer,
    files_in,
    get,
    page,
    post,
    read_form,
    redirect,
)
from app.web.page import Asked

CERTIFICATE = "certificate"
WORDS: dict[str, Any] = {
    "levels": LEVELS,
    "modes": MODES,
    "subjects": SUBJECTS,
    "times": TIMES,
    "units": UNITS,
    "states": STATES,
    "State": State,
    "words": words,
    "options": lambda words: [(value.value, _(said)) for value, said in words.items()],
}
FIELDS = {"title", "from_on", "to_on", "amount", "persons", CERTIFICATE}


@get("/courses", may=May.CLAIM_COURSES)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """One's own claims; for whoever verifies, how many wait."""
    waiting = (await queries.counts(actor))[State.WAITING] if actor.may(May.VERIFY_COURSES) else 0
    return page(request, "training/courses", claims=await queries.mine(actor), waiting=waiting, **WORDS)


@get("/courses/new", may=May.CLAIM_COURSES)
async def new(request: Asked, actor: Me) -> Response[Any]:
    """An empty claim."""
    return await _form(request, actor, blank(persons=[actor.person]))


@post("/courses", may=May.CLAIM_COURSES, request_max_body_size=UPLOAD_LIMIT)
async def claim(request: Asked, actor: Me) -> Response[Any]:
    """Claim a course, for oneself or for several people at once."""
    try:
        given = await read_form(request, CourseForm, beside=CERTIFICATE)
        persons = given.persons if actor.may(May.VERIFY_COURSES) else [actor.person]
        certificate = await _certificate(request)
        made = await actions.claim_course(actor, persons, given.course(), certificate, now=clock.now())
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, status=422)
    except Refused as refused:
        return await _form(request, actor, _refilled(given, refused), status=409)
    if len(made) > 1:
        return redirect(request, "/courses/verifying", toast=_("已替 %(n)d 人申报，等待审核", n=len(made)))
    return redirect(request, f"/courses/{made[0]}", toast=_("已申报，等待审核"))


@get("/courses/{claim_id:int}", may=May.CLAIM_COURSES)
async def show(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """A claim with its certificate, what happened to it and what it shares time with."""
    return await _show(request, actor, claim_id, blank())


@get("/courses/{claim_id:int}/edit", may=May.CLAIM_COURSES)
async def edit(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """The claim to be put right and sent again."""
    one = await _mine(actor, claim_id)
    return await _form(request, actor, _filled(one.course), one)


@post("/courses/{claim_id:int}/versions", may=May.CLAIM_COURSES, request_max_body_size=UPLOAD_LIMIT)
async def send_again(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """Send it again as it is now."""
    one = await _mine(actor, claim_id)
    try:
        given = await read_form(request, CourseForm, beside=CERTIFICATE)
        await actions.send_again(actor, claim_id, given.course(), await _certificate(request), now=clock.now())
    except Malformed as malformed:
        return await _form(request, actor, malformed.filled, one, status=422)
    except Refused as refused:
        return await _form(request, actor, _refilled(given, refused), one, status=409)
    return redirect(request, f"/courses/{claim_id}", toast=_("已重新报送，等待审核"))


@post("/courses/{claim_id:int}/withdrawals", may=May.CLAIM_COURSES)
async def withdraw(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """Take it back."""
    await actions.withdraw_claim(actor, claim_id, now=clock.now())
    return redirect(request, "/courses", toast=_("已撤回"))


@get("/courses/verifying", may=May.VERIFY_COURSES)
async def verifying(request: Asked, actor: Me, stand: FromQuery[str] = "") -> Response[Any]:
    """Everybody's claims in one state."""
    chosen = State(stand) if stand in set(State) else State.WAITING
    return page(
        request,
        "training/verifying",
        chosen=chosen,
        claims=await queries.claims(actor, chosen),
        counts=await queries.counts(actor),
        **WORDS,
    )


@post("/courses/verifications", may=May.VERIFY_COURSES)
async def verify(request: Asked, actor: Me) -> Response[Any]:
    """These are right."""
    given = await read_form(request, VerifyForm)
    if not given.claims:
        return redirect(request, "/courses/verifying", toast=_("还没有勾选，一份也没有通过"))
    done = await actions.verify(actor, given.claims, now=clock.now())
    return redirect(request, "/courses/verifying", toast=_("已通过 %(n)d 份，计入当年学时", n=done))


@post("/courses/{claim_id:int}/returns", may=May.VERIFY_COURSES)
async def send_back(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """This is not right yet."""
    try:
        given = await read_form(request, ReturnForm)
    except Malformed as malformed:
        return await _show(request, actor, claim_id, malformed.filled, status=422)
    await actions.send_back(actor, claim_id, given.reason, now=clock.now())
    return redirect(request, f"/courses/{claim_id}", toast=_("已退回，原因已通知本人"))


@post("/courses/{claim_id:int}/file-removals", may=May.CLAIM_COURSES)
async def remove_certificate(request: Asked, actor: Me, claim_id: FromPath[int]) -> Response[Any]:
    """Take a certificate away that was put up by mistake."""
    try:
        given = await read_form(request, FileRemovalForm)
    except Malformed as malformed:
        said = malformed.filled.errors
        errors = {("why" if name == "reason" else name): sentence for name, sentence in said.items()}
        return await _show(request, actor, claim_id, Filled(malformed.filled.values, errors), status=422)
    gone = await actions.remove_certificate(actor, claim_id, given.number, given.reason, now=clock.now())
    toast = _("证书文件已删除") if gone else _("已从这份申报删除；别的申报还用着同一个文件，那里照旧")
    return redirect(request, f"/courses/{claim_id}", toast=toast)


@get("/courses/{claim_id:int}/file", may=May.CLAIM_COURSES)
async def show_file(actor: Me, claim_id: FromPath[int]) -> Response[bytes]:
    """The certificate."""
    name, file = found(await queries.certificate(actor, claim_id))
    return file_answer(file, name)


@get("/courses/{claim_id:int}/thumb", may=May.CLAIM_COURSES)
async def show_thumb(actor: Me, claim_id: FromPath[int]) -> Response[bytes]:
    """A small picture of it."""
    name, file = found(await queries.certificate(actor, claim_id, thumb=True))
    return file_answer(file, name)


async def _certificate(request: Asked) -> Admitted | None:
    files: Sequence[Admitted] = await files_in(request, CERTIFICATE, most=1)
    return files[0] if files else None


async def _mine(actor: Actor, claim_id: int) -> ClaimView:
    one = found(await queries.claim(actor, claim_id))
    if actor.id not in (one.person, one.made_by):
        raise Missing
    return one


async def _show(request: Asked, actor: Actor, claim_id: int, form: Filled, *, status: int = 200) -> Response[Any]:
    one = found(await queries.claim(actor, claim_id))
    is_own, is_theirs = one.person == actor.id, actor.id in (one.person, one.made_by)
    return page(
        request,
        "training/course",
        status=status,
        one=one,
        form=form,
        steps=await queries.steps_of(claim_id),
        shared=await queries.shared_time(one),
        is_theirs=is_theirs,
        why_not_verify=why_not_verify(one.state, is_own, not one.removal),
        files=await queries.files_of(claim_id) if is_theirs or Role.MANAGER in actor.roles else [],
        why_not_return=why_not_return(one.state, is_own),
        can_send_again=is_theirs and not why_not_send_again(one.state),
        can_withdraw=is_theirs and not why_not_withdraw(one.state),
        **WORDS,
    )


async def _form(
    request: Asked, actor: Actor, form: Filled, one: ClaimView | None = None, *, status: int = 200
) -> Response[Any]:
    people = await queries.could_have_gone(actor) if one is None and actor.may(May.VERIFY_COURSES) else []
    return page(request, "training/course_form", status=status, form=form, one=one, people=people, **WORDS)


def _filled(course: Course) -> Filled:
    return blank(
        title=course.title,
        organiser=course.organiser,
        level=course.level.value,
        mode=course.mode.value,
        subject=course.subject.value,
        from_on=course.from_on,
        to_on=course.to_on,
        times=course.times.value,
        amount=course.amount,
        unit=course.unit.value,
    )


def _refilled(given: CourseForm, refused: Refused) -> Filled:
    errors: dict[str, str] = {}
    for why in refused.reasons:
        name = CERTIFICATE if isinstance(refused, Unfit) else why.code if why.code in FIELDS else ""
        errors[name] = why.sentence
    values = dict(_filled(given.course()).values)
    return Filled({**values, "persons": [str(person) for person in given.persons]}, errors)


handlers = [
    index,
    new,
    claim,
    show,
    edit,
    send_again,
    withdraw,
    verifying,
    verify,
    send_back,
    remove_certificate,
    show_file,
    show_thumb,
]
