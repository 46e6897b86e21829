"""A job's page, which may be left and come back to, and the file that it made."""

from typing import Any

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import May
from app.jobs import actions, queries
from app.jobs.rules import JOB_STATES, KEPT, RESULTS, JobState
from app.locale import _
from app.office.files import download
from app.refusals import found
from app.web import Me, get, page, post, redirect
from app.web.page import Asked

WORDS: dict[str, Any] = {"states": JOB_STATES, "State": JobState, "kept_days": KEPT.days, "results": RESULTS}


@get("/jobs", may=May.SIGNED_IN)
async def index(request: Asked, actor: Me) -> Response[Any]:
    """One's own jobs."""
    return page(request, "jobs/index", jobs=await queries.jobs(actor), **WORDS)


@get("/jobs/{job_id:int}", may=May.SIGNED_IN)
async def show(request: Asked, actor: Me, job_id: FromPath[int]) -> Response[Any]:
    """How far it is; the page asks again by itself until it is over."""
    return page(request, "jobs/show", part="job", job=found(await queries.job(actor, job_id)), **WORDS)


@get("/jobs/{job_id:int}/file", may=May.SIGNED_IN)
async def take(actor: Me, job_id: FromPath[int]) -> Response[Any]:
    """What it made."""
    name, kind, body = found(await queries.job_file(actor, job_id))
    return download(name, kind, body)


@post("/jobs/{job_id:int}/cancel", may=May.SIGNED_IN)
async def cancel(request: Asked, actor: Me, job_id: FromPath[int]) -> Response[Any]:
    """Stop it."""
    await actions.cancel(actor, job_id, now=clock.now())
    return redirect(request, f"/jobs/{job_id}", toast=_("已取消"))


@post("/jobs/{job_id:int}/restarts", may=May.SIGNED_IN)
async def start_again(request: Asked, actor: Me, job_id: FromPath[int]) -> Response[Any]:
    """Do it once more."""
    await actions.start_again(actor, job_id, now=clock.now())
    return redirect(request, f"/jobs/{job_id}", toast=_("已重新排队"))


handlers = [index, show, take, cancel, start_again]
