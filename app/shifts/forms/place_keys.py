"""What the form of a secret address may hold."""

from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules.place_keys import PlaceKeyKind


class PlaceKeyForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which address of which place."""

    place: Annotated[int, Meta(title=N_("服务点"))]
    kind: Annotated[PlaceKeyKind, Meta(title=N_("地址"))]
