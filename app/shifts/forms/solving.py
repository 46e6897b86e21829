"""What the form of the solver may hold."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules.drafts import Mode


class SolveForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """From which day's week to which day's one is solved, and how much may be moved."""

    week: Annotated[date, Meta(title=N_("从"))]
    until: Annotated[date | None, Meta(title=N_("到"))] = None
    mode: Annotated[Mode, Meta(title=N_("怎么排"))]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
