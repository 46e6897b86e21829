"""Who may be given or lose a role, and who may be kept out."""

from dataclasses import dataclass

from app.actor import Role
from app.locale import N_, _
from app.refusals import WhyNot

ROLE_NAMES: dict[Role, str] = {
    Role.VOLUNTEER: N_("志愿者"),
    Role.STAFF: N_("馆员"),
    Role.COORDINATOR: N_("站点协调员"),
    Role.EDITOR: N_("出题人"),
    Role.INVIGILATOR: N_("监考"),
    Role.MARKER: N_("阅卷人"),
    Role.MANAGER: N_("馆领导"),
    Role.SECRETARY: N_("支部书记"),
    Role.COMMITTEE: N_("支部委员"),
    Role.ADMINISTRATOR: N_("系统管理员"),
    Role.AUDITOR: N_("审计员"),
}


IDLE_WARNINGS: dict[Role, str] = {
    Role.COMMITTEE: N_(
        "“支部委员”角色现在不起作用：支部里没有记着在任的委员职务。在任的，由支部书记在“党建—支部”里记下；卸任了的，收回这个角色。"
    ),
}
"""What stands where roles are given, of a role that rests on something missing today."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules about one person need to know.

    Attributes:
        person: the id.
        name: as shown.
        roles: what they are now.
        sites: service points they coordinate.
        suspended, left: whether they are kept out, or have left.
        other_administrators: how many others could still administer: neither suspended nor gone.
    """

    person: int
    name: str
    roles: frozenset[Role]
    sites: frozenset[int]
    suspended: bool
    left: bool
    other_administrators: int


def why_not_at_once(roles: frozenset[Role]) -> tuple[WhyNot, ...]:
    """Why somebody may not be written down with these roles already: a coordinator is one for a service point."""
    return (_site_missing(),) if Role.COORDINATOR in roles else ()


def why_not_grant(standing: Standing, role: Role, service_point: int | None) -> tuple[WhyNot, ...]:
    """Why the person may not be given this role."""
    if standing.left:
        return (WhyNot("left", _("%(name)s已经离开，先改离开日期再给角色", name=standing.name)),)
    if role is Role.COORDINATOR:
        if service_point is None:
            return (_site_missing(),)
        held = service_point in standing.sites
    elif service_point is not None:
        return (WhyNot("site_idle", _("只有站点协调员才选服务点")),)
    else:
        held = role in standing.roles
    return (WhyNot("held", _("%(name)s已经有这个角色", name=standing.name)),) if held else ()


def why_not_revoke(standing: Standing, role: Role) -> tuple[WhyNot, ...]:
    """Why this role may not be taken from the person."""
    return _last_administrator(standing) if role is Role.ADMINISTRATOR else ()


def why_not_suspend(standing: Standing, by: int | None) -> tuple[WhyNot, ...]:
    """Why the person may not be kept out."""
    if standing.suspended:
        return (WhyNot("suspended", _("%(name)s已经停用", name=standing.name)),)
    if standing.person == by:
        return (WhyNot("oneself", _("不能停用自己；要停用，让另一位系统管理员来做")),)
    return why_not_go(standing)


def why_not_go(standing: Standing) -> tuple[WhyNot, ...]:
    """Why the person may not be suspended or leave: somebody must be able to let people in."""
    return _last_administrator(standing) if Role.ADMINISTRATOR in standing.roles else ()


def why_not_come_in(standing: Standing) -> tuple[WhyNot, ...]:
    """Why the person may not sign in although the password is right."""
    if standing.suspended or standing.left:
        return (WhyNot("kept_out", _("这个账号已经停用，找管理员恢复")),)
    return ()


def _last_administrator(standing: Standing) -> tuple[WhyNot, ...]:
    if standing.other_administrators:
        return ()
    sentence = _("%(name)s是最后一位系统管理员，先让另一个人也当系统管理员", name=standing.name)
    return (WhyNot("last_administrator", sentence),)


def _site_missing() -> WhyNot:
    return WhyNot("site_missing", _("站点协调员要选一个服务点"))
