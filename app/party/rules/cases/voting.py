"""The general meeting's ballot about one person: who has to be there, and how many have to be in favour.

Sources: 2026 art. 19 and 20 (2014 art. 20 and 21), and art. 32 (33): the same for becoming a full member.
"""

from collections.abc import Iterator

from app.locale import _
from app.party.rules.cases.facts import Votes
from app.party.rules.shares import NONE, Shares, why_not_in_favour, why_not_present
from app.refusals import WhyNot


def why_not_votes(votes: Votes | None, source: str, majority: str, shares: Shares = NONE) -> Iterator[WhyNot]:
    """Why a resolution does not stand on these counts: of those expected with a vote, over half present and over half for.

    Args:
        source: where it stands that over half have to be there.
        majority: where it stands that over half have to be in favour.
        shares: what the library asks for beyond the texts.
    """
    if votes is None:
        yield WhyNot("eligible", _("填应到会有表决权的党员人数、实到人数和赞成票（%(source)s）", source=source))
        return
    eligible, present, for_it, written = votes.eligible, votes.present, votes.in_favour, votes.written
    if present + written > eligible or for_it > present + written:
        said = {"eligible": eligible, "cast": present + written, "yes": for_it}
        yield WhyNot(
            "in_favour",
            _("票数对不上：应到 %(eligible)d，实到加书面意见 %(cast)d，赞成 %(yes)d；核对会议记录再填", **said),
        )
        return
    half = {"eligible": eligible, "least": eligible // 2 + 1, "source": source}
    if 2 * present <= eligible:
        yield WhyNot(
            "present",
            _(
                "实到有表决权的党员必须超过应到的半数：应到 %(eligible)d，至少到 %(least)d，实到 %(n)d（%(source)s）；"
                "人数够了再开会",
                n=present,
                **half,
            ),
        )
    else:
        yield from why_not_present(shares, eligible, present, "present")
    if 2 * for_it <= eligible:
        yield WhyNot(
            "in_favour",
            _(
                "赞成超过应到会有表决权党员的半数才算通过：应到 %(eligible)d，至少 %(least)d 票，赞成 %(n)d（%(source)s）；"
                "没有通过就不记这一步",
                n=for_it,
                **{**half, "source": majority},
            ),
        )
    else:
        yield from why_not_in_favour(shares, eligible, for_it, "in_favour")
