"""承诺公示: the board as a poster of A4 or A3. It says who promises what; what came of it stays within the branch."""

from collections.abc import Sequence
from datetime import datetime

from app import clock, locale
from app.locale import _
from app.office.pdf import pdf
from app.party.rules.pledges import PledgeView

TEMPLATE = "pledge_board"


async def poster_pdf(pledges: Sequence[PledgeView], branch: str, paper: str, *, generated_at: datetime) -> bytes:
    """The poster on `templates/documents/pledge_board.typ`, in Chinese whatever the screen speaks.

    Args:
        paper: `a4` or `a3`.

    Raises:
        Refused: the template cannot be filled, or the fonts lack a character.
    """
    with locale.speaking(locale.SOURCE):
        at = clock.at_library(generated_at)
        values = {
            "paper": paper,
            "title": _("党员承诺公示"),
            "branch": branch,
            "pledges": [{"name": one.name, "text": one.promise.public_text} for one in reversed(pledges)],
            "empty": _("还没有承诺。"),
            "foot": _("%(branch)s · %(day)s · 共 %(n)d 条", branch=branch, day=at.date().isoformat(), n=len(pledges)),
        }
        return await pdf(TEMPLATE, values, generated_at=generated_at)
