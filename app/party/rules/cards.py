"""What a person's own page of Party-building is made of: each part tells its own."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """One part of the own page: a title, some sentences, and the page that says more; `href` empty where there is none."""

    title: str
    lines: Sequence[str]
    href: str = ""
    link: str = ""
