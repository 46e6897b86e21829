"""Laying exports out for a platform, and taking them along."""

import secrets
from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import UNSEEN, Refused, WhyNot, found
from app.service.queries.profiles import profile
from app.service.rules.profiles import Profile, ProfileColumn, why_not_profile
from app.service.tables import ExportProfile
from app.storage import database


async def save_profile(
    actor: Actor, key: str, name: str, columns: Sequence[ProfileColumn], *, revision: int, now: datetime
) -> None:
    """Lay an export out anew; what it was before is kept.

    Args:
        revision: the one that the form showed.

    Raises:
        Missing: there is none.
        Refused: it cannot look so, or somebody has changed it meanwhile.
    """
    async with deed(actor, "export_profile.saved", profile=key, columns=len(columns)):
        await database().hold(f"export profile {key}")
        before = found(await profile(key))
        if before.revision != revision:
            raise Refused(WhyNot(UNSEEN, _("%(who)s 刚改过这个格式，刷新看一下再改", who=before.by)))
        if reasons := why_not_profile(name, before.rows, columns):
            raise Refused(*reasons)
        await _row(actor, Profile(key, name.strip(), before.rows, columns, revision + 1), now).save()


async def copy_profile(actor: Actor, key: str, *, now: datetime) -> str:
    """Begin another export from one that is there; returns its key.

    Raises:
        Missing: there is none.
    """
    async with deed(actor, "export_profile.copied", profile=key):
        before = found(await profile(key))
        made = f"own-{secrets.token_hex(4)}"
        name = _("%(name)s（另存）", name=before.name)[:80]
        await _row(actor, Profile(made, name, before.rows, before.columns, 1), now).save()
        return made


async def take_register_along(actor: Actor, rows: int, *, is_public: bool) -> None:
    """Note that somebody took the register of volunteers along."""
    async with deed(actor, "register.exported", rows=rows, masked=is_public):
        pass


async def take_export_along(actor: Actor, one: Profile, rows: int, period: str) -> None:
    """Note that somebody took an export for a platform along, and which personal fields were in it."""
    async with deed(actor, "export_profile.exported", profile=one.name, rows=rows, period=period) as line:
        if one.personal:
            line.details["personal"] = one.personal


def _row(actor: Actor, one: Profile, now: datetime) -> ExportProfile:
    columns = [(each.heading, each.source, each.look.value) for each in one.columns]
    return ExportProfile(
        key=one.key,
        revision=one.revision,
        name=one.name,
        rows=one.rows.value,
        columns=msgspec.json.encode(columns).decode(),
        by=actor.id,
        by_name=actor.name,
        at=now,
    )
