"""The R-07 set of a class as one file."""

from litestar import Response
from litestar.params import FromPath

from app import clock
from app.actor import Actor, May
from app.classes import queries
from app.classes.actions.exporting import take_along
from app.classes.exports import package
from app.classes.exports.told import Told
from app.classes.rules.feedback import summary
from app.locale import _
from app.office import FileKind, download
from app.refusals import found
from app.web import Me, get

ZIP = FileKind("zip", "application/zip")


@get("/classes/{class_id:int}/package.zip", may=May.RUN_CLASSES)
async def pack(actor: Me, class_id: FromPath[int]) -> Response[bytes]:
    """Notice, timetable, roster, attendance, marks, completion, satisfaction and summary, with full names."""
    return await _packed(actor, class_id, is_public=False)


@get("/classes/{class_id:int}/package-public.zip", may=May.RUN_CLASSES)
async def pack_public(actor: Me, class_id: FromPath[int]) -> Response[bytes]:
    """The same for everybody: names and phones masked."""
    return await _packed(actor, class_id, is_public=True)


async def _packed(actor: Actor, class_id: int, *, is_public: bool) -> Response[bytes]:
    one = found(await queries.training_class(actor, class_id))
    told = Told(
        one=one,
        units=await queries.units(actor, class_id),
        seats=[seat for seat in await queries.learners(actor, class_id) if seat.ended_at is None],
        presences=await queries.presences(actor, class_id),
        feedback=summary(await queries.ratings(actor, class_id)),
        library=await queries.own_library(),
        made_by=actor.name,
        generated_at=clock.now(),
        is_public=is_public,
    )
    name = (
        _("培训班资料_公开版_%(title)s", title=one.title) if is_public else _("培训班资料_%(title)s", title=one.title)
    )
    made = package(told)
    await take_along(actor, class_id, name)
    return download(name, ZIP, made)


handlers = [pack, pack_public]
