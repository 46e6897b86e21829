"""Saying no and breaking: four ways of no, and an incident number for what nobody expected."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from app import clock
from app.actor import IDLE_SAID, RESTING
from app.locale import N_, _
from app.refusals import Missing, Refused, WhyNot
from app.storage import FileAway, is_unavailable
from app.web.door import Forged, NotAllowed, SignInFirst, sign_in_address
from app.web.forms import Malformed
from app.web.page import Asked, page, wants_part

log = logging.getLogger("zhixing")

RETRY_SECONDS = 5
SECONDS_BETWEEN_LINES = 10.0
GONE_AWAY = "client disconnected prematurely"
"""What Litestar says when the visitor leaves in the middle of sending."""

SENTENCES = {
    400: ("bad_request", N_("这个请求读不懂，刷新页面再试")),
    405: ("method", N_("这个地址不能这样用，从页面上的按钮进")),
    413: ("too_large", N_("送来的内容太大了：照片调低分辨率，或分几次送")),
    414: ("too_long", N_("地址太长了")),
    415: ("media_type", N_("这种格式收不了")),
    422: ("malformed", N_("送来的内容不合要求，刷新页面再填")),
    429: ("too_many", N_("操作太频繁了，稍等一会儿再试")),
    503: ("busy", N_("现在人多，稍等几秒再试；已写的内容还在这台设备上")),
}


def refused(request: Asked, error: Refused) -> Response[Any]:
    """409 with the reasons."""
    return _say(request, 409, *error.reasons)


def missing(request: Asked, error: Missing) -> Response[Any]:
    """404: not there or not yours."""
    return _say(request, 404, WhyNot("missing", _("没有这一页，或者它不归您看")))


def not_allowed(request: Asked, error: NotAllowed) -> Response[Any]:
    """403: a role is lacking, or does not lend that today."""
    mark = request.route_handler.opt.get("may")
    idle = [WhyNot("idle", _(IDLE_SAID[role])) for role in request.user.idle if mark in RESTING[role]]
    return _say(request, 403, *(idle or [WhyNot("not_allowed", _("您现在的角色办不了这件事，找管理员开通"))]))


def forged(request: Asked, error: Forged) -> Response[Any]:
    """403: the request did not come from a page of ours."""
    return _say(
        request, 403, WhyNot("forged", _("这个页面开得太久了：先复制写好的内容，刷新后再做一次；刚才的操作没有生效"))
    )


def sign_in_first(request: Asked, error: SignInFirst) -> Response[Any]:
    """To the sign-in page for a visit; 401 for a part or a program."""
    if wants_json(request):
        return _json(401, WhyNot("signed_out", _("登录已过期，登录后接着做；已写的内容还在")))
    if request.method == "GET":
        if request.htmx:
            headers = {"hx-redirect": sign_in_address(request)}
            return Response(b"", status_code=401, headers=headers, media_type="text/html")
        return Redirect(sign_in_address(request), status_code=303)
    # Whoever was writing is not led away from what they wrote: a part says so above it, a page gives it back.
    return _say(request, 401, WhyNot("signed_out", _("登录已过期，登录后接着做；已写的内容还在")))


def malformed(request: Asked, error: Malformed) -> Response[Any]:
    """422 where a route had no form to show again."""
    return _say(request, 422, *(WhyNot("malformed", sentence) for sentence in error.filled.errors.values()))


def http(request: Asked, error: HTTPException) -> Response[Any]:
    """What the framework refuses: an unknown address, a wrong method, a body too large."""
    if error.status_code == 404:
        return missing(request, Missing())
    if error.detail == GONE_AWAY:
        # Nobody is there to read it, and leaving is no incident.
        return Response(b"", status_code=400, media_type="text/plain")
    if error.status_code >= 500 and error.status_code not in SENTENCES:
        return unexpected(request, error)
    code, sentence = SENTENCES.get(error.status_code, SENTENCES[400])
    return _say(request, error.status_code, WhyNot(code, _(sentence)))


def unexpected(request: Asked, error: Exception) -> Response[Any]:
    """500 with a number that stands in the log beside the cause; 503 when only the database is away."""
    if is_unavailable(error):
        return unavailable(request, error)
    number = secrets.token_hex(3).upper()
    # Quoted, so that an address with a line break in it cannot write a line of its own.
    log.error("incident %s %s %s", number, request.method, quote(request.url.path), exc_info=error)
    return _say(request, 500, WhyNot("incident", _("出了点问题，已记录编号 %(number)s，可发给管理员", number=number)))


def unavailable(request: Asked, error: Exception) -> Response[Any]:
    """503: a full disk, a file or a server that is away; the log has one line in ten seconds, not one a candidate."""
    _UNAVAILABLE.note(error)
    if isinstance(error, FileAway):
        why = WhyNot("file_away", _("数据文件不见了或被换过，这次没有存上；请管理员放回原来的文件，或重启服务"))
    else:
        why = WhyNot("unavailable", _("数据库暂时用不了，这次没有存上，过几秒再试；一直这样就请管理员看看磁盘和数据库"))
    return _say(request, 503, why)


class _Line:
    """A line of the log that does not repeat itself."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._since = 0

    def note(self, error: Exception) -> None:
        now = clock.monotonic()
        self._since += 1
        if self._last is None or now - self._last >= SECONDS_BETWEEN_LINES:
            log.error("database unavailable (%d requests since the last line): %s", self._since, str(error)[:300])
            self._last, self._since = now, 0


_UNAVAILABLE = _Line()

HANDLERS: dict[Any, Any] = {
    Refused: refused,
    Missing: missing,
    NotAllowed: not_allowed,
    Forged: forged,
    SignInFirst: sign_in_first,
    Malformed: malformed,
    HTTPException: http,
    Exception: unexpected,
}


def wants_json(request: Asked) -> bool:
    """Whether a program asks: the exam island, a monitor, the command line."""
    kinds = request.headers.get("accept", ""), request.headers.get("content-type", "")
    return any(kind.startswith("application/json") for kind in kinds)


def _say(request: Asked, status: int, *reasons: WhyNot) -> Response[Any]:
    later = {"retry-after": str(RETRY_SECONDS)} if status == 503 else {}
    if wants_json(request):
        return _json(status, *reasons, headers=later)
    headers = later | ({"hx-retarget": "#notice", "hx-reswap": "outerHTML"} if wants_part(request) else {})
    return page(
        request,
        "errors/error",
        part="notice",
        status=status,
        headers=headers,
        reasons=reasons,
        code=status,
        typed=request.auth.typed,
    )


def _json(status: int, *reasons: WhyNot, headers: Mapping[str, str] | None = None) -> Response[Any]:
    body = {"code": reasons[0].code, "said": " ".join(reason.sentence for reason in reasons)}
    return Response(msgspec.json.encode(body), status_code=status, headers=headers, media_type="application/json")
