"""Files in the database: kept once for each content, found by id, emptied when nothing that stands needs them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from app.storage import SQLite, database
from app.storage.tables import StoredFile

FILES = "stored files"
HOLDERS: list[str] = []
"""Questions with one parameter, a file's id: whether something that stands shows it. Slices above put theirs in."""
EMPTY = "UPDATE stored_file SET digest = {}, body = {}, thumb = {} WHERE id = {}"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it comes back; `ending` without the dot, such as jpg or pdf."""

    id: int
    ending: str
    body: bytes


async def store(ending: str, body: bytes, thumb: bytes, now: datetime) -> int:
    """Keep the bytes inside the caller's deed; returns the id of the file, which is an older one where they are known.

    Args:
        thumb: a small JPEG, or nothing.
    """
    # Whoever empties a file waits here: what is found now stays whole until the caller's row stands.
    await database().hold(FILES)
    digest = hashlib.sha256(body).hexdigest()
    row = StoredFile(digest=digest, ending=ending, size=len(body), body=body, thumb=thumb, at=now)
    await StoredFile.insert(row).on_conflict(target=StoredFile.digest, action="DO NOTHING")
    known = await StoredFile.select(StoredFile.id).where(StoredFile.digest == digest).first()
    if known is None:
        raise LookupError("a file vanished while it was stored")
    return int(known["id"])


async def stored(file: int, *, thumb: bool = False) -> Stored | None:
    """The bytes of a file, or of its thumbnail; whether the actor may see it was asked before. None where there is none."""
    column = StoredFile.thumb if thumb else StoredFile.body
    row = await StoredFile.select(StoredFile.ending, column).where(StoredFile.id == file).first()
    if row is None or not row[column._meta.name]:
        return None
    return Stored(file, "jpg" if thumb else row["ending"], bytes(row[column._meta.name]))


async def empty_unless_held(file: int) -> bool:
    """Take the bytes of a file away inside the caller's deed, unless something that stands shows it; whether they went.

    The digest goes too, as it would tell whoever has the file that it was here; sent again, it is another file.
    """
    await database().hold(FILES)
    for held in HOLDERS:
        if await StoredFile.raw(held, file):
            return False
    engine = database()
    if isinstance(engine, SQLite):
        # SQLite leaves what was deleted in its pages until they are needed again; from here on it overwrites it.
        await engine.write([("PRAGMA secure_delete = 1", ())])
    await StoredFile.raw(EMPTY, f"emptied {file}", b"", b"", file)
    return True
