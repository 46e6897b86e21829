"""What the installation keeps for itself: small secrets and marks that all workers share."""

from collections.abc import Callable

from piccolo.columns import Bytea, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table


class Keeping(Table):
    """One value under one name, made once and never changed, such as the secret that signs receipts."""

    id: Serial
    name = Varchar(length=100, default=None, null=False, unique=True)
    value = Text(default=None, null=False)


class StoredFile(Table):
    """The bytes of a file that passed the gate, once for each content. It may be emptied, and never changes otherwise.

    What it is called, whom it concerns and who may see it stand in the row that refers to it; `thumb` is a small JPEG of a
    photo and empty for what is none.
    """

    id: Serial
    digest = Varchar(length=64, default=None, null=False, unique=True)
    ending = Varchar(length=10, default=None, null=False)
    size = Integer(default=None, null=False)
    body = Bytea(default=None, null=False)
    thumb = Bytea(default=b"", null=False)
    at = Timestamptz(default=None, null=False)


async def kept(name: str, make: Callable[[], str]) -> str:
    """The value kept under this name; the first who asks makes it.

    Args:
        name: at most 100 characters, such as `signing-secret`.
        make: called only when there is none yet. When two ask at once both may call theirs; one value wins for both.
    """
    if (value := await _value(name)) is not None:
        return value
    await Keeping.insert(Keeping(name=name, value=make())).on_conflict(target=Keeping.name, action="DO NOTHING")
    made = await _value(name)
    if made is None:
        raise LookupError(f"the keeping {name!r} vanished while it was made")
    return made


async def _value(name: str) -> str | None:
    row = await Keeping.select(Keeping.value).where(Keeping.name == name).first()
    return None if row is None else str(row["value"])
