"""The places of the demo library: an invented county with nine service points and six partners.

The pattern is a usual one: a main building, seven reading bars kept with partners, one room open day and night. Every
name, address and number is invented; no telephone number begins as these do.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.people.rules.places import LibraryKind, PartnerKind, PointKind
from app.people.tables import Library, ServicePoint

OWN = "示例县图书馆"
SUPERIOR = "示例县文广旅游局"
FOR_LOOKING_AT = "示例：单位、地址和电话都是编的"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who gives a room to a reading bar, and what kind of partner they are."""

    name: str
    kind: PartnerKind
    contact: str
    note: str


@dataclass(frozen=True, slots=True)
class Point:
    """A service point. Days are counted from the day of loading: when it opened, and how long its agreement runs.

    Attributes:
        area: square metres built and usable.
        agreement: days since its beginning and days to its end; None where there is no partner.
    """

    name: str
    kind: PointKind
    address: str
    hours: str
    area: tuple[int, int]
    seats: int
    volumes: int
    opened_days_ago: int
    partner: str | None = None
    agreement: tuple[int, int] | None = None


COMMUNITY, CULTURE, BOOKSHOP = "示例县甲字社区居民委员会", "示例县乙页文化传媒公司", "示例县丙卷书店"
SCHOOLING, PRIVATE, FACTORY = "示例县丁点教育公司", "戊时空间（个人书房）", "示例县己方电池厂"

PARTNERS = (
    Partner(COMMUNITY, PartnerKind.COMMUNITY, "甲小字", "社区服务中心一楼，社区干部轮流值守"),
    Partner(CULTURE, PartnerKind.COMPANY, "乙小页", "文化传媒公司，负责活动策划"),
    Partner(BOOKSHOP, PartnerKind.COMPANY, "丙小卷", "书店，你选书我买单的合作方，两处门店各设一个书吧"),
    Partner(SCHOOLING, PartnerKind.COMPANY, "丁小点", "教育公司，周末开放儿童阅读"),
    Partner(PRIVATE, PartnerKind.INDIVIDUAL, "戊小时", "个人开办的阅读空间"),
    Partner(FACTORY, PartnerKind.COMPANY, "己小方", "工厂，书吧设在职工之家"),
)

BAR, DAYTIME = PointKind.READING_BAR, "每天 9—20 点"
POINTS = (
    Point(
        "示例县图书馆总馆",
        PointKind.MAIN_BUILDING,
        "示例县知行路 1 号",
        "周二至周日 8:30—20:30；周四下午闭馆",
        (4200, 4200),
        320,
        186_000,
        5200,
    ),
    Point("甲字看看书吧", BAR, "示例县甲字巷 2 号", DAYTIME, (80, 80), 24, 3200, 2100, COMMUNITY, (1000, 460)),
    Point("乙页看看书吧", BAR, "示例县乙页街 3 号", DAYTIME, (120, 110), 36, 5200, 1980, CULTURE, (690, 405)),
    Point("丙卷看看书吧（东店）", BAR, "示例县丙卷东路 4 号", DAYTIME, (150, 150), 40, 6800, 1900, BOOKSHOP, (685, 45)),
    Point("丙卷看看书吧（西店）", BAR, "示例县丙卷西路 5 号", DAYTIME, (95, 90), 28, 4100, 1500, BOOKSHOP, (420, 675)),
    Point("丁点看看书吧", BAR, "示例县丁点路 6 号", "周末 9—18 点", (70, 66), 20, 2800, 1300, SCHOOLING, (560, 535)),
    Point(
        "戊时看看书吧", BAR, "示例县戊时弄 7 号", "周三至周日 10—21 点", (60, 60), 18, 2400, 1100, PRIVATE, (300, 795)
    ),
    Point("己方看看书吧", BAR, "示例县己方路 8 号", "工作日 11—21 点", (110, 105), 30, 3600, 760, FACTORY, (395, 335)),
    Point(
        "示例二十四小时阅读空间",
        PointKind.READING_ROOM_24H,
        "示例县知行广场北侧",
        "全天开放，凭读者证进门",
        (145, 190),
        40,
        12_000,
        310,
    ),
)


async def insert_places(today: date) -> list[int]:
    """Bring in the libraries and the service points; returns the ids of the points in the order of `POINTS`.

    Args:
        today: the day at the library; every other date counts from it.
    """
    rows = await Library.insert(*_libraries()).returning(Library.id, Library.name)
    ids = {row["name"]: row["id"] for row in rows}
    inserted = await ServicePoint.insert(*(_point(point, ids, today) for point in POINTS)).returning(
        ServicePoint.id, ServicePoint.name
    )
    by_name = {row["name"]: row["id"] for row in inserted}
    return [by_name[point.name] for point in POINTS]


def _libraries() -> list[Library]:
    ours = Library(
        name=OWN,
        kind=LibraryKind.OWN.value,
        address=POINTS[0].address,
        contact_name="示例馆办公室",
        contact_phone="10000000200",
        note=FOR_LOOKING_AT,
    )
    above = Library(name=SUPERIOR, kind=LibraryKind.SUPERIOR.value, address="示例县知行路 9 号", note=FOR_LOOKING_AT)
    return [ours, above, *(_partner(number, partner) for number, partner in enumerate(PARTNERS, 1))]


def _partner(number: int, partner: Partner) -> Library:
    return Library(
        name=partner.name,
        kind=LibraryKind.PARTNER.value,
        partner_kind=partner.kind.value,
        address=next(point.address for point in POINTS if point.partner == partner.name),
        contact_name=partner.contact,
        contact_phone=f"100000002{number:02}",
        note=f"{partner.note}。{FOR_LOOKING_AT}",
    )


def _point(point: Point, libraries: dict[str, int], today: date) -> ServicePoint:
    begun, left = point.agreement or (None, None)
    return ServicePoint(
        name=point.name,
        kind=point.kind.value,
        library=libraries[OWN],
        partner=libraries[point.partner] if point.partner else None,
        address=point.address,
        hours=point.hours,
        area_built_m2=point.area[0],
        area_usable_m2=point.area[1],
        seats=point.seats,
        volumes=point.volumes,
        interlending=True,
        open_24h=point.kind is PointKind.READING_ROOM_24H,
        agreement_from=None if begun is None else today - timedelta(days=begun),
        agreement_to=None if left is None else today + timedelta(days=left),
        opened_on=today - timedelta(days=point.opened_days_ago),
        note=FOR_LOOKING_AT,
    )
