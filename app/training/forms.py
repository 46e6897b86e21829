"""What the forms of training may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.training.rules import Ledger


class MembershipForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A person is put into a ledger from a day on, or for a time."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    ledger: Annotated[Ledger, Meta(title=N_("台账"))]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date | None, Meta(title=N_("到哪天"))] = None


class CertificateForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Whose hours in which ledger are certified, from one day to another."""

    person: Annotated[int, Meta(title=N_("人员"), ge=1)]
    ledger: Annotated[Ledger, Meta(title=N_("台账"))]
    from_on: Annotated[date, Meta(title=N_("从哪天"))]
    to_on: Annotated[date, Meta(title=N_("到哪天"))]
    title: Annotated[str, Meta(title=N_("项目"), min_length=1, max_length=80)]
    result: Annotated[str, Meta(title=N_("考核结果"), max_length=40)] = ""


class RevocationForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why a certificate no longer holds."""

    reason: Annotated[str, Meta(title=N_("撤销原因"), min_length=1, max_length=200)]


class EndForm(msgspec.Struct, forbid_unknown_fields=True):
    """The last day of a membership."""

    to_on: Annotated[date, Meta(title=N_("到哪天"))]
