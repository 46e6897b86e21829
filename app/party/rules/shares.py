"""Stricter shares than the halves of the texts, which a library may set with a source: who must be there, who must agree.

Never less than the texts ask for: what they refuse is refused before this is asked (支部工作条例 art. 11).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.locale import _
from app.party.rules.settings import Key, Setting, setting_on, share_of
from app.refusals import WhyNot


@dataclass(frozen=True, slots=True)
class Share:
    """At least this share of those expected with a vote, and where it was decided."""

    of: Fraction
    source: str

    def reached_by(self, number: int, eligible: int) -> bool:
        """Whether so many are enough; exactly the share is."""
        return number >= self.of * eligible


@dataclass(frozen=True, slots=True)
class Shares:
    """What the library asks for beyond the texts; None where it asks for nothing."""

    present: Share | None = None
    in_favour: Share | None = None

    def lets_pass(self, eligible: int, in_favour: int) -> bool:
        """Whether so many votes are enough for the library."""
        return self.in_favour is None or self.in_favour.reached_by(in_favour, eligible)


NONE = Shares()


def shares_on(day: date, settings: Sequence[Setting]) -> Shares:
    """What the library asks for on the day of a meeting."""
    return Shares(_share(Key.PRESENT, day, settings), _share(Key.IN_FAVOUR, day, settings))


def _share(key: Key, day: date, settings: Sequence[Setting]) -> Share | None:
    ours = setting_on(key, day, settings)
    return Share(share_of(ours.value), ours.source) if ours and ours.value else None


def why_not_present(shares: Shares, eligible: int, present: int, code: str) -> Iterator[WhyNot]:
    """Why the library lets no vote be held: the text is content, its own share is not reached."""
    if shares.present is None or shares.present.reached_by(present, eligible):
        return
    said = {"n": present, "eligible": eligible, **_said(shares.present)}
    yield WhyNot(
        code,
        _(
            "到会 %(n)d 人，没有达到应到会有表决权 %(eligible)d 人的 %(share)s：条例要求的半数够了，"
            "是本馆设置要求 %(share)s（出处：%(source)s）；人数够了再表决，或先更正考勤",
            **said,
        ),
    )


def why_not_in_favour(shares: Shares, eligible: int, in_favour: int, code: str) -> Iterator[WhyNot]:
    """Why the library does not let it pass: it is over half, but not the share it asks for."""
    if shares.in_favour is None or shares.lets_pass(eligible, in_favour):
        return
    said = {"n": in_favour, "eligible": eligible, **_said(shares.in_favour)}
    yield WhyNot(
        code,
        _(
            "赞成 %(n)d 票，没有达到应到会有表决权 %(eligible)d 人的 %(share)s：条例要求的半数过了，"
            "是本馆设置要求 %(share)s（出处：%(source)s）；不能记为通过，或核对票数",
            **said,
        ),
    )


def _said(share: Share) -> dict[str, str]:
    return {"share": f"{share.of.numerator}/{share.of.denominator}", "source": share.source}
