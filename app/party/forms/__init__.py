"""What the forms of Party-building may hold: shape only."""

import msgspec


class Form(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A form: what it does not know is refused."""
