"""Which citations are out of date."""

from collections.abc import Iterable, Sequence
from datetime import date

from quizzes.content import Law


def is_stale(key: str, version: str, on: date, laws: Sequence[Law]) -> bool:
    """Whether that version of the law is no longer in force on that day, or not known at all.

    A version that takes effect later than `on` is not stale: questions may be written ahead of it.
    """
    own = next((law for law in laws if (law.key, law.version) == (key, version)), None)
    if own is None or (own.effective_to is not None and own.effective_to < on):
        return True
    return any(law.key == key and own.effective_from < law.effective_from <= on for law in laws)


def current_marks(on: date, laws: Iterable[Law]) -> str:
    """`|key@version|key@version|` of every version that is not stale on that day, for one comparison in SQL."""
    known = tuple(laws)
    marks = [f"{law.key}@{law.version}" for law in known if not is_stale(law.key, law.version, on, known)]
    return "|".join(["", *marks, ""])
