"""Libraries and service points: their kinds, and what must agree in what is said of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot


class LibraryKind(StrEnum):
    """What an organisation is to us."""

    OWN = "own"
    SUPERIOR = "superior"
    PARTNER = "partner"


class PartnerKind(StrEnum):
    """What a partner is."""

    COMMUNITY = "community"
    VILLAGE = "village"
    COMPANY = "company"
    SCHOOL = "school"
    AUTHORITY = "authority"
    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"
    OTHER = "other"


class PointKind(StrEnum):
    """What a service point is."""

    MAIN_BUILDING = "main_building"
    READING_BAR = "reading_bar"
    READING_ROOM_24H = "reading_room_24h"
    BRANCH_LIBRARY = "branch_library"


LIBRARY_KINDS = {
    LibraryKind.OWN: N_("本馆"),
    LibraryKind.SUPERIOR: N_("主管部门"),
    LibraryKind.PARTNER: N_("合作单位"),
}
PARTNER_KINDS = {
    PartnerKind.COMMUNITY: N_("社区"),
    PartnerKind.VILLAGE: N_("乡镇、村"),
    PartnerKind.COMPANY: N_("企业"),
    PartnerKind.SCHOOL: N_("学校"),
    PartnerKind.AUTHORITY: N_("机关、事业单位"),
    PartnerKind.ORGANISATION: N_("社会组织"),
    PartnerKind.INDIVIDUAL: N_("个人"),
    PartnerKind.OTHER: N_("其他"),
}
POINT_KINDS = {
    PointKind.MAIN_BUILDING: N_("总馆"),
    PointKind.READING_BAR: N_("看看书吧"),
    PointKind.READING_ROOM_24H: N_("24 小时阅读空间"),
    PointKind.BRANCH_LIBRARY: N_("分馆"),
}
FLAGGED_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What is said of an organisation; `kind` and `partner_kind` are values of their enums, empty for no partner."""

    name: str
    kind: str
    partner_kind: str = ""
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    note: str = ""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What is said of a service point: areas in whole square metres, days at the library; `partner` is a library's id."""

    name: str
    kind: str
    partner: int | None = None
    address: str = ""
    hours: str = ""
    area_built_m2: int | None = None
    area_usable_m2: int | None = None
    seats: int | None = None
    volumes: int | None = None
    interlending: bool = False
    open_24h: bool = False
    agreement_from: date | None = None
    agreement_to: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    note: str = ""


def agreement_in_words(until: date | None, today: date) -> str | None:
    """What to say of an agreement that is about to end or has ended; None when there is nothing to say."""
    if until is None or until - today > FLAGGED_WITHIN:
        return None
    days = (until - today).days
    if days < 0:
        return _("合作协议已到期 %(days)d 天", days=-days)
    return _("合作协议今天到期") if days == 0 else _("合作协议还有 %(days)d 天到期", days=days)


def is_closed(closed_on: date | None, today: date) -> bool:
    """Whether the place no longer serves: from the day it closes on."""
    return closed_on is not None and closed_on <= today


def why_not_point(given: PointFacts) -> tuple[WhyNot, ...]:
    """Which days of a service point are the wrong way round."""
    reasons = why_not_close(given.opened_on, given.closed_on)
    if given.agreement_from and given.agreement_to and given.agreement_to < given.agreement_from:
        sentence = _("协议到期日要不早于开始日（%(day)s）", day=given.agreement_from)
        reasons += (WhyNot("agreement_to_early", sentence),)
    return reasons


def why_not_close(opened_on: date | None, closed_on: date | None) -> tuple[WhyNot, ...]:
    """Whether a place would close before it opened."""
    if opened_on and closed_on and closed_on < opened_on:
        return (WhyNot("closed_on_early", _("关闭日期要不早于开放日期（%(day)s）", day=opened_on)),)
    return ()


def why_not_library(given: LibraryFacts) -> tuple[WhyNot, ...]:
    """Whether the kind of partner is said of a partner, and only of one."""
    if given.kind == LibraryKind.PARTNER and not given.partner_kind:
        return (WhyNot("partner_kind_missing", _("合作单位要选它是哪一类")),)
    if given.kind != LibraryKind.PARTNER and given.partner_kind:
        return (WhyNot("partner_kind_idle", _("只有合作单位才选类别")),)
    return ()


def why_not_another_kind(was: str, becomes: str, points: int) -> tuple[WhyNot, ...]:
    """Whether an organisation may turn into one of another kind.

    Args:
        points: how many service points are kept with it as the partner, closed ones too.
    """
    if was == becomes:
        return ()
    if was == LibraryKind.OWN:
        return (WhyNot("kind_own", _("本馆的类型不能改：服务点都归本馆；要登记别的单位，另外登记一个")),)
    if was == LibraryKind.PARTNER and points:
        sentence = _("这家单位还合办着 %(n)d 个服务点，类型不能改；先在这些服务点换合作单位", n=points)
        return (WhyNot("kind_used", sentence),)
    return ()


def no_partner() -> WhyNot:
    """A service point is kept with a partner that is written down as one."""
    return WhyNot("partner_missing", _("合作单位要从列出的几家里选；没有列出的，先登记这家单位"))


def name_taken() -> WhyNot:
    """Another place bears this name."""
    return WhyNot("name_taken", _("已经有叫这个名字的，换一个名字"))


def own_taken() -> WhyNot:
    """An installation serves one library."""
    return WhyNot("kind_taken", _("本馆只有一个，已经登记了"))


def own_missing() -> WhyNot:
    """Service points belong to the own library."""
    return WhyNot("own_missing", _("还没有登记本馆，先在“单位”里登记"))
