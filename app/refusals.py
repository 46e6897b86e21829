"""Saying no: a rule refuses with reasons; a row that is not there, or not yours, is missing."""

from dataclasses import dataclass
from typing import TypeVar

Row = TypeVar("Row")


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
