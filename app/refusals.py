"""Saying no: a rule refuses with reasons; a row that is not there, or not yours, is missing."""

import hashlib
from dataclasses import dataclass
from typing import TypeVar

from app.locale import _

Row = TypeVar("Row")
UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One reason, as a code for programs and a sentence for people.

    Attributes:
        code: lower-case words joined by underscores, stable across languages.
        sentence: what to read out, in the language of the request: the fact, then the repair.
    """

    code: str
    sentence: str


class Refused(Exception):
    """A rule says no; the door answers 409 with the sentences and nothing has changed."""

    def __init__(self, *reasons: WhyNot) -> None:
        super().__init__(" ".join(reason.sentence for reason in reasons))
        self.reasons = reasons


class Missing(Exception):
    """Not there or not yours, which from outside is the same: 404."""


def found(row: Row | None) -> Row:
    """The row, or Missing when there is none."""
    if row is None:
        raise Missing
    return row


def seen_of(*values: object) -> str:
    """A mark of what a form showed when it was opened; another mark means that it has changed since."""
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:16]


def ensure_seen(seen: str, *values: object) -> None:
    """Nobody writes over what they have not seen, in two tabs or as two people; an empty mark is of whoever was shown nothing.

    Raises:
        Refused: with the code `unseen`; the form is shown again with the mark of now, so that a second press means it.
    """
    if seen and seen != seen_of(*values):
        raise Refused(
            WhyNot(UNSEEN, _("您打开这一页以后，别人改过它。先到详情页看看改了什么；要按您填的存，再点一次保存"))
        )
