"""Being told by mail too."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.locale import _
from app.notices.actions import mail as actions
from app.notices.forms import MailForm
from app.notices.mailing import ask_to_confirm
from app.notices.queries.mail import own_mail
from app.refusals import Refused, found
from app.settings import current
from app.web import Filled, Malformed, Me, blank, get, page, post, read_form, redirect, signing
from app.web.page import Asked

PURPOSE = "mail address"
LONGEST_HOST = 100


@get("/notices/mail", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me) -> Response[Any]:
    """Where the actor is told by mail, or a field to say where."""
    return await _page(request, actor, blank())


@post("/notices/mail", may=May.SIGNED_IN)
async def ask(request: Asked, actor: Me) -> Response[Any]:
    """Ask to be told by mail; a first mail brings the link that confirms."""
    server = found(current().mail)
    try:
        given = await read_form(request, MailForm)
    except Malformed as malformed:
        return await _page(request, actor, malformed.filled, status=422)
    base = f"{'https' if current().https else 'http'}://{request.headers.get('host', '')[:LONGEST_HOST]}"
    try:
        row = await actions.ask_for_mail(actor, given.address, base, now=clock.now())
    except Refused as refused:
        errors = {one.code: one.sentence for one in refused.reasons}
        return await _page(request, actor, Filled({"address": given.address}, errors), status=409)
    link = f"{base}/notices/mail/{signing.signed(PURPOSE, str(row))}"
    if await ask_to_confirm(server, given.address.strip(), link):
        await actions.stop_mail(actor, now=clock.now())
        said = _("确认邮件没有发出去，核对邮箱再试；还不行就找管理员看发信设置")
        return await _page(request, actor, Filled({"address": given.address}, {"address": said}), status=409)
    return redirect(
        request, "/notices/mail", toast=_("确认邮件已发到 %(address)s，打开里面的地址就开始收", address=given.address)
    )


@post("/notices/mail/end", may=May.SIGNED_IN)
async def stop(request: Asked, actor: Me) -> Response[Any]:
    """No more mail."""
    await actions.stop_mail(actor, now=clock.now())
    return redirect(request, "/notices/mail", toast=_("不再发邮件，通知仍在这里看"))


@get("/notices/mail/{token:str}", may=May.ANYONE)
async def look(request: Asked, token: FromPath[str]) -> Response[Any]:
    """What the link in the first mail opens: one button."""
    _row(token)
    return page(request, "notices/confirm", token_text=token, done=False)


@post("/notices/mail/{token:str}", may=May.ANYONE)
async def confirm(request: Asked, actor: Me, token: FromPath[str]) -> Response[Any]:
    """Confirm the address."""
    await actions.confirm_mail(actor, _row(token), now=clock.now())
    return page(request, "notices/confirm", token_text=token, done=True)


def _row(token: str) -> int:
    text = signing.unsigned(PURPOSE, token) or ""
    return found(int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None)


async def _page(request: Asked, actor: Actor, form: Filled, *, status: int = 200) -> Response[Any]:
    return page(
        request,
        "notices/mail",
        status=status,
        form=form,
        mine=await own_mail(actor),
        carried=current().mail is not None,
    )


handlers = [show, ask, stop, look, confirm]
