"""Files that come in with a form, through the gate; and how a stored one is handed out again."""

from collections.abc import Collection, Sequence

from litestar import Response
from litestar.datastructures import UploadFile

from app.locale import _
from app.office.apart import Unfit
from app.office.files import JPEG, PDF, disposition
from app.office.gate import EVIDENCE, Admitted, Sort, admit
from app.storage.stored import Stored
from app.web.page import Asked

UPLOAD_LIMIT = 32 * 1024 * 1024
"""Bytes of a whole form with files; one file may have 10 MB."""
MOST_FILES = 6
KINDS = {kind.ending: kind for kind in (JPEG, PDF)}
# Whatever a file holds, opened by itself it is a document without rights.
SANDBOX = "sandbox; default-src 'none'"


async def files_in(
    request: Asked, name: str, sorts: Collection[Sort] = EVIDENCE, *, most: int = MOST_FILES
) -> Sequence[Admitted]:
    """The files of one field, as they may be kept; none when nothing was chosen.

    The route says `request_max_body_size=UPLOAD_LIMIT`; its mark and the form token are asked for before this.

    Raises:
        Unfit: one of them is not let in, or there are more than `most`; then none is kept.
    """
    posted = await request.form()
    given = [part for part in posted.getall(name, []) if isinstance(part, UploadFile) and part.filename]
    if len(given) > most:
        raise Unfit(_("一次最多传 %(most)d 个文件，这次选了 %(n)d 个：分几次传", most=most, n=len(given)))
    return [await admit(part.filename, await part.read(), sorts) for part in given]


def file_answer(file: Stored, name: str) -> Response[bytes]:
    """A stored file as an answer that is saved under this name; a page of ours may show a photo of it in place.

    Args:
        name: with or without the ending it had when it came in.
    """
    kind = KINDS[file.ending]
    stem = name.rsplit(".", 1)[0] if "." in name else name
    headers = {
        "content-disposition": disposition(stem, kind),
        "content-security-policy": SANDBOX,
        "x-content-type-options": "nosniff",
        # Content never changes under an address of ours, but who may see it does; so a browser may keep it, nobody between.
        "cache-control": "private, max-age=300",
    }
    return Response(file.body, headers=headers, media_type=kind.media_type)
