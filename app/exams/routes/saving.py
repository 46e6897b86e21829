"""What the exam island sends: answers, a claim, a hand-in. JSON in, JSON out; docs/exam-island.md is the contract."""

from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.params import FromPath
from litestar.types import ASGIApp

from app import clock
from app.actor import Actor, May
from app.exams.actions import saving, sitting
from app.exams.actions.saving import Saved, Shelved
from app.exams.actions.sitting import Mismatch
from app.exams.answer_log import Busy
from app.exams.rules.asked import ClaimRequest, GivenAnswer, HandInRequest, SaveBatch
from app.exams.words import sentence
from app.locale import _
from app.web import get, post
from app.web.json import json_reply
from app.web.visit import Visit
from quizzes.questions import Problem

Shape = TypeVar("Shape", bound=msgspec.Struct)
Plain = Request[Actor, Visit, Any]

BODY_LIMIT = 64 * 1024
RETRY_SECONDS = "2"

_batches = msgspec.json.Decoder(SaveBatch)
_claims = msgspec.json.Decoder(ClaimRequest)
_hand_ins = msgspec.json.Decoder(HandInRequest)


@get("/exams/attempts/{attempt_id:int}/answers", may=May.SIT_EXAMS, request_class=Request)
async def token(request: Plain, attempt_id: FromPath[int]) -> ASGIApp:
    """A fresh form token, for a page whose own has gone stale."""
    return json_reply({"csrf": request.auth.form_token()})


@post(
    "/exams/attempts/{attempt_id:int}/answers",
    may=May.SIT_EXAMS,
    request_max_body_size=BODY_LIMIT,
    request_class=Request,
)
async def save(request: Plain, attempt_id: FromPath[int]) -> ASGIApp:
    """Save a batch; the acknowledgement is given after the commit."""
    batch = await _read(request, _batches)
    if batch is None:
        return _malformed()
    now = clock.now()
    try:
        saved = await saving.save(request.user, attempt_id, batch, now=now)
    except Busy:
        body = {"code": "busy", "said": _("现在人多，稍等几秒会自动再试；答案已存在本机")}
        return json_reply(body, 503, retry_after=RETRY_SECONDS)
    except Shelved as shelved:
        kept = [{"question": spot.question, "revision": spot.revision} for spot in shelved.kept]
        return json_reply({"code": shelved.reasons[0].code, "said": shelved.reasons[0].sentence, "kept": kept}, 409)
    return json_reply(
        {
            "acks": [{"question": spot.question, "revision": spot.revision} for spot in saved.acknowledged],
            "refused": _refused(saved),
            "server_time": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "remaining_ms": saved.remaining_ms,
            "state": saved.state.value,
        }
    )


def _refused(saved: Saved) -> list[dict[str, Any]]:
    return [_refusal(answer, problem) for answer, problem in saved.refused]


def _refusal(answer: GivenAnswer, problem: Problem) -> dict[str, Any]:
    # What is superseded comes back with the revision that stands: the page goes on above it.
    revision = problem.params.get("stands", answer.revision)
    return {"question": answer.question, "revision": revision, "code": problem.code, "said": sentence(problem)}


@post(
    "/exams/attempts/{attempt_id:int}/claim", may=May.SIT_EXAMS, request_max_body_size=BODY_LIMIT, request_class=Request
)
async def claim(request: Plain, attempt_id: FromPath[int]) -> ASGIApp:
    """Let this tab write; the answers come along as they stand."""
    if await _read(request, _claims) is None:
        return _malformed()
    writer, stored = await sitting.claim(request.user, attempt_id, now=clock.now())
    answers = {str(q): {"revision": s.revision, "value": msgspec.Raw(s.value.encode())} for q, s in stored.items()}
    return json_reply({"writer": writer, "answers": answers})


@post(
    "/exams/attempts/{attempt_id:int}/hand-in",
    may=May.SIT_EXAMS,
    request_max_body_size=BODY_LIMIT,
    request_class=Request,
)
async def hand_in(request: Plain, attempt_id: FromPath[int]) -> ASGIApp:
    """Hand in what the browser holds, if the server holds the same."""
    asked = await _read(request, _hand_ins)
    if asked is None:
        return _malformed()
    try:
        await sitting.hand_in(request.user, attempt_id, asked, now=clock.now())
    except Mismatch as mismatch:
        said = sentence(Problem("mismatch"))
        return json_reply({"code": "mismatch", "said": said, "missing": list(mismatch.missing)}, 409)
    return json_reply({"receipt_url": f"/exams/attempts/{attempt_id}"})


async def _read(request: Plain, decoder: "msgspec.json.Decoder[Shape]") -> Shape | None:
    try:
        return decoder.decode(await request.body())
    except (ValueError, RecursionError):
        # Not JSON, not this shape, not UTF-8, or nested until the decoder gives up.
        return None


def _malformed() -> ASGIApp:
    return json_reply({"code": "malformed", "said": _("送来的答案格式不对，没有保存；刷新页面再答")}, 422)


handlers = [token, save, claim, hand_in]
