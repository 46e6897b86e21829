"""What the form of the solver may hold."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules.drafts import Mode


class SolveForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Which week is solved, and how much may be moved."""

    week: Annotated[date, Meta(title=N_("周"))]
    mode: Annotated[Mode, Meta(title=N_("怎么排"))]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
