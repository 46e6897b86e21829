"""What the forms of mail and groups may hold: shape only."""

from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_


class MailForm(msgspec.Struct, forbid_unknown_fields=True):
    """Where somebody also wants to be told."""

    address: Annotated[str, Meta(title=N_("邮箱"), min_length=1, max_length=250)]


class GroupForm(msgspec.Struct, forbid_unknown_fields=True):
    """The robot of a group."""

    name: Annotated[str, Meta(title=N_("群的名字"), min_length=1, max_length=40)]
    address: Annotated[str, Meta(title=N_("机器人地址"), min_length=1, max_length=400)]


class GroupPostForm(msgspec.Struct, forbid_unknown_fields=True):
    """A text for a group."""

    channel: Annotated[int, Meta(title=N_("发到哪个群"))]
    text: Annotated[str, Meta(title=N_("要发的话"), max_length=20_000)] = ""
