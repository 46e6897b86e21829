"""Files in the database: kept once for each content, found by id."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from app.storage.tables import StoredFile


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
