"""Photos and PDF that prove a gathering: adding them from a phone, seeing them again."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.gatherings import actions
from app.gatherings.forms import FilesForm, RemovalForm
from app.gatherings.queries.keeping import kept
from app.gatherings.queries.proving import proof_file
from app.gatherings.routes.showing import show_whole
from app.locale import _
from app.refusals import Refused, found
from app.web import UPLOAD_LIMIT, Filled, Malformed, Me, file_answer, files_in, get, post, read_form, redirect
from app.web.page import Asked

FILES = "files"
PHOTO_NOTE = "photo_note"
"""Two forms of the page ask why; this one's error stands at its own field."""


@post("/gatherings/{gathering:int}/photos", may=May.KEEP_ATTENDANCE, request_max_body_size=UPLOAD_LIMIT)
async def add_files(request: Asked, actor: Me, gathering: FromPath[int]) -> Response[Any]:
    """Photos or PDF of the sign-in sheet, as they come from the phone."""
    found(await kept(actor, gathering))
    try:
        given = await read_form(request, FilesForm, beside=FILES)
        files = await files_in(request, FILES)
        await actions.add_files(actor, gathering, given.title, files, given.note, now=clock.now())
    except Malformed as malformed:
        return await show_whole(request, actor, gathering, form=malformed.filled, code=422)
    except Refused as refused:
        field = PHOTO_NOTE if refused.reasons[0].code == "note" else FILES
        form = Filled(errors={field: " ".join(why.sentence for why in refused.reasons)})
        return await show_whole(request, actor, gathering, form=form, code=409)
    toast = _("已存好 %(n)d 个文件，照片里的位置等信息已去掉", n=len(files))
    return redirect(request, f"/gatherings/{gathering}#evidence", toast=toast)


@get("/gatherings/{gathering:int}/evidence/{evidence:int}/file", may=May.SIGNED_IN)
async def show_file(actor: Me, gathering: FromPath[int], evidence: FromPath[int]) -> Response[bytes]:
    """The file itself."""
    proof = found(await proof_file(actor, gathering, evidence))
    return file_answer(proof.file, proof.name)


@get("/gatherings/{gathering:int}/evidence/{evidence:int}/thumb", may=May.SIGNED_IN)
async def show_thumb(actor: Me, gathering: FromPath[int], evidence: FromPath[int]) -> Response[bytes]:
    """A small picture of it."""
    proof = found(await proof_file(actor, gathering, evidence, thumb=True))
    return file_answer(proof.file, proof.name)


@post("/gatherings/{gathering:int}/evidence/{evidence:int}/removals", may=May.KEEP_ATTENDANCE)
async def remove_file(request: Asked, actor: Me, gathering: FromPath[int], evidence: FromPath[int]) -> Response[Any]:
    """Take the file away."""
    found(await kept(actor, gathering))
    try:
        given = await read_form(request, RemovalForm)
    except Malformed as malformed:
        form = Filled(errors={f"reason-{evidence}": " ".join(malformed.filled.errors.values())})
        return await show_whole(request, actor, gathering, form=form, code=422)
    gone = await actions.remove_file(actor, gathering, evidence, given.reason, now=clock.now())
    toast = _("文件已删除") if gone else _("已从这里删除；同一个文件还用在别处，那里照旧")
    return redirect(request, f"/gatherings/{gathering}#evidence", toast=toast)


handlers = [add_files, show_file, show_thumb, remove_file]
