"""Forms of the papers about service."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.service.rules.papers import PaperTitle


class IssueForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Whose service over which days is put on paper; empty days are without a beginning, or until today."""

    volunteer: Annotated[int, Meta(title=N_("志愿者"), ge=1)]
    from_on: Annotated[date | None, Meta(title=N_("从哪天"))] = None
    to_on: Annotated[date | None, Meta(title=N_("到哪天"))] = None
    request: Annotated[int | None, Meta(title=N_("申请"))] = None
    note: Annotated[str, Meta(title=N_("用途"), max_length=80)] = ""


class AskForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A volunteer asks for a paper."""

    from_on: Annotated[date | None, Meta(title=N_("从哪天"))] = None
    to_on: Annotated[date | None, Meta(title=N_("到哪天"))] = None
    purpose: Annotated[str, Meta(title=N_("用途"), max_length=80)] = ""


class ReasonForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why something is declined, revoked or taken away."""

    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class PaperSettingForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What papers are called and who stands under them."""

    kind: Annotated[PaperTitle, Meta(title=N_("出具什么"))]
    leader: Annotated[str, Meta(title=N_("负责人"), max_length=60)] = ""
    contact: Annotated[str, Meta(title=N_("联系方式"), max_length=80)] = ""
    source: Annotated[str, Meta(title=N_("依据"), max_length=120)] = ""
