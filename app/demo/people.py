"""The people of the demo library: 22 on the staff and a volunteer, all of them invented, with odd surnames to search for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actor import Role
from app.clock import at_library
from app.people.passwords import hashed
from app.people.rules import pinyin
from app.people.tables import Person, RoleGrant

# Everybody's in the demo library, and nobody's anywhere else: persons with this password exist only while it is loaded.
PASSWORD = "du-shu-po-wan-juan"


@dataclass(frozen=True, slots=True)
class Player:
    """One invented person.

    Attributes:
        roles: besides STAFF, which everybody has who is not a volunteer.
        years: since they joined; 0 is this year.
        sites: for a coordinator, places in `places.POINTS`.
    """

    sign_in: str
    name: str
    post: str
    title: str
    years: int
    roles: tuple[Role, ...] = ()
    sites: tuple[int, ...] = ()

    @property
    def all_roles(self) -> tuple[Role, ...]:
        """What they are."""
        return self.roles if Role.VOLUNTEER in self.roles else (Role.STAFF, *self.roles)


FULL, SENIOR, MIDDLE, JUNIOR, BEGINNER = "研究馆员", "副研究馆员", "馆员", "助理馆员", "管理员"

CAST = (
    Player("guanyuan", "乐小读", "借阅部 馆员", MIDDLE, 9),
    Player("guanzhang", "单知行", "馆长", FULL, 27, (Role.MANAGER,)),
    Player("chuti", "仇小题", "业务辅导部 主任", SENIOR, 19, (Role.EDITOR,)),
    Player("guanli", "万俟典", "信息技术部 主任", MIDDLE, 12, (Role.ADMINISTRATOR,)),
    Player("shuji", "覃向学", "党支部书记、副馆长", SENIOR, 24, (Role.SECRETARY,)),
    Player("paiban", "尉迟阅", "读者服务部 主任", MIDDLE, 15, (Role.COORDINATOR,), (1, 2, 3, 4)),
    Player("jiankao", "盖小章", "办公室 主任", MIDDLE, 17, (Role.INVIGILATOR,)),
    Player("yuejuan", "朴小批", "业务辅导部 馆员", MIDDLE, 8, (Role.MARKER,)),
    Player("shenji", "查小账", "办公室 会计", "会计师", 11, (Role.AUDITOR,)),
    Player("xiexiaoxi", "解小析", "业务辅导部 馆员", JUNIOR, 4, (Role.EDITOR,)),
    Player("linghuce", "令狐册", "分馆管理部 主任", MIDDLE, 13, (Role.COORDINATOR,), (5, 6, 7, 8)),
    Player("huaxiaojuan", "华小卷", "借阅部 馆员", MIDDLE, 10),
    Player("zengxiaobian", "曾小编", "采编部 主任", SENIOR, 21, (Role.COMMITTEE,)),
    Player("ouxiaojia", "区小架", "借阅部 馆员", JUNIOR, 3),
    Player("zhaixiaomu", "翟小目", "采编部 馆员", MIDDLE, 14),
    Player("renxiaojie", "任小借", "借阅部 馆员", JUNIOR, 5),
    Player("miaoxiaocang", "缪小藏", "古籍与地方文献部 主任", SENIOR, 22, (Role.COMMITTEE,)),
    Player("mouxiaoqian", "牟小签", "读者服务部 馆员", JUNIOR, 2),
    Player("xianxiaokan", "冼小刊", "报刊部 馆员", MIDDLE, 25),
    Player("fuxiaoye", "宓小页", "少儿部 馆员", JUNIOR, 1),
    Player("zhangsunjuan", "长孙卷", "少儿部 主任", MIDDLE, 16),
    Player("ouyangdu", "欧阳读", "分馆管理部 馆员", BEGINNER, 0),
    Player("zhiyuan", "上官愿", "", "", 1, (Role.VOLUNTEER,)),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to sign in as, to see the product in a role."""

    role: Role
    name: str
    sign_in: str


def sign_ins() -> list[SignIn]:
    """One person for each role."""
    return [SignIn(role, player.name, player.sign_in) for role in Role for player in (_foremost(role),)]


def _foremost(role: Role) -> Player:
    if role is Role.STAFF:
        return CAST[0]
    return next(player for player in CAST if role in player.roles)


async def insert_people(points: Sequence[int], now: datetime) -> dict[str, int]:
    """Bring in everybody with their roles; returns the ids by sign-in name.

    Args:
        points: ids of the service points, in the order of `places.POINTS`.
    """
    # One hash for all rows: 23 of them would take a second of both cores.
    password_hash = await hashed(PASSWORD)
    today = at_library(now).date()
    people = [_person(number, player, password_hash, today) for number, player in enumerate(CAST, 1)]
    rows = await Person.insert(*people).returning(Person.id, Person.sign_in_name)
    ids = {row["sign_in_name"]: row["id"] for row in rows}
    await RoleGrant.insert(*_grants(ids, points, now - timedelta(days=30)))
    return ids


def _person(number: int, player: Player, password_hash: str, today: date) -> Person:
    read = pinyin.readings(player.name)
    return Person(
        name=player.name,
        name_pinyin=read,
        name_initials=pinyin.initials(read),
        sign_in_name=player.sign_in,
        phone=f"100000001{number:02}",
        staff_number=None if Role.VOLUNTEER in player.roles else f"S{number:03}",
        post=player.post,
        professional_title=player.title,
        joined_on=date(today.year - player.years, 1 + number % 12, 1) if player.years else date(today.year, 1, 1),
        password_hash=password_hash,
    )


def _grants(ids: Mapping[str, int], points: Sequence[int], at: datetime) -> list[RoleGrant]:
    return [
        RoleGrant(person=ids[player.sign_in], role=role.value, service_point=site, granted_at=at)
        for player in CAST
        for role in player.all_roles
        for site in ([points[place] for place in player.sites] if role is Role.COORDINATOR else [None])
    ]
