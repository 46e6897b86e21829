"""Recruiting in the demo library: three projects, consents, a few applications that wait, two people in training."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actor import Role
from app.clock import at_library
from app.people.rules import pinyin
from app.people.rules.sessions import token_hash
from app.people.tables import Library, Person, RoleGrant
from app.shifts.rules import PaperKind, Sex, Skill, State
from app.shifts.rules.consents import SHIPPED_TEXTS, ConsentKind, Display
from app.shifts.tables import (
    Application,
    ApplicationDecision,
    ConsentGiven,
    ConsentText,
    Post,
    Project,
    Volunteer,
    VolunteerPaper,
    VolunteerStatus,
)

LEADER, KEEPER = "单知行", "单知行"
PROJECTS = (
    (
        "总馆服务志愿者",
        "接待引导、办证、图书整理、少儿区讲故事，教老年读者用手机和自助机。",
        "搬书箱可能扭伤；少儿区人多，留意孩子奔跑。馆里为有风险的岗位买意外保险。",
        "面向全县招 60 人，满 10 岁；未成年人由监护人同意，20 点以后不排班。\n每周至少两小时，时间自己定；岗前培训一次。\n"
        "服务时间记录在册，需要时出具证明。",
        True,
    ),
    (
        "看看书吧周末导读",
        "周末在各看看书吧接待读者、指路、推荐图书、整架。",
        "没有特别的风险；路上注意交通安全。",
        "每个书吧招 4 人，满 14 岁。\n岗前到总馆培训半天，第一次有老志愿者带。",
        True,
    ),
    (
        "暑期少儿活动",
        "暑期故事会和手工课的组织、秩序和照看。",
        "少儿多，留意奔跑和走失。",
        "今年的招募已经结束，明年五月再来。",
        False,
    ),
)
GIVEN_APPLICATIONS = (
    ("石小荐", "10000003601", Sex.FEMALE, 24, "示例街道", "shelving,reception", "5-480-1080,6-480-720", ""),
    ("白小荐", "10000003602", None, 41, "示例镇", "digital", "1-720-1080,3-1080-1320", ""),
    ("伍小荐", "10000003603", Sex.MALE, 15, "", "storytelling", "5-480-720", "伍大荐"),
    ("方小荐", "10000003604", Sex.FEMALE, 62, "示例街道", "", "", ""),
)
IN_TRAINING = (("元小训", True), ("秋小训", False))


@dataclass(frozen=True, slots=True)
class Written:
    """What the rest refers to: the texts by kind and the projects in their order."""

    texts: Mapping[ConsentKind, int]
    projects: Sequence[int]


async def insert_recruiting(now: datetime) -> None:
    """Bring it in, after the volunteers and their posts."""
    today = at_library(now).date()
    written = Written(await _insert_texts(now), await _insert_projects(today))
    await _insert_consents(written, now)
    for number, one in enumerate(GIVEN_APPLICATIONS):
        await _insert_application(one, number, written, now)
    for number, (name, committed) in enumerate(IN_TRAINING):
        await _insert_training(name, committed, number, written, now)


async def _insert_texts(now: datetime) -> dict[ConsentKind, int]:
    began = at_library(now - timedelta(days=190)).date()
    rows = await ConsentText.insert(
        *(
            ConsentText(kind=kind.value, version=1, text=text, from_on=began, by_name=KEEPER, at=now)
            for kind, text in SHIPPED_TEXTS.items()
        )
    ).returning(ConsentText.id, ConsentText.kind)
    return {ConsentKind(row["kind"]): row["id"] for row in rows}


async def _insert_projects(today: date) -> list[int]:
    (own,) = await Library.select(Library.id).where(Library.kind == "own")
    made = []
    for name, content, risks, notice, is_open in PROJECTS:
        first = date(today.year, 1, 1) if is_open else date(today.year, 6, 1)
        row = Project(
            name=name,
            recording_unit=own["id"],
            content=content,
            risks=risks,
            notice=notice,
            leader=LEADER,
            from_on=min(first, today),
            to_on=None if is_open else min(date(today.year, 8, 31), today - timedelta(days=1)),
            open_to_applicants=is_open,
        )
        await row.save()
        made.append(int(row.id))
    main = await Post.raw("SELECT min(place) AS place FROM post")
    await Post.update({Post.project: made[0]}).where(Post.place == main[0]["place"])
    await Post.update({Post.project: made[1]}).where(Post.place != main[0]["place"])
    return made


async def _insert_consents(written: Written, now: datetime) -> None:
    """Everybody has agreed, a third to be shown; the first of them, who signs in, under another name."""
    people = await Volunteer.select(Volunteer.id, Volunteer.person).order_by(Volunteer.id)
    names = {row["id"]: row["name"] for row in await Person.select(Person.id, Person.name)}
    at = now - timedelta(days=190)
    rows = []
    for number, one in enumerate(people):
        given = {"volunteer": one["id"], "how": "application", "by": one["person"], "by_name": names[one["person"]]}
        kinds = (ConsentKind.PRIVACY, ConsentKind.COMMITMENT)
        rows += [ConsentGiven(text=written.texts[kind], at=at, **given) for kind in kinds]
        if number % 3 == 0:
            choice, alias = (Display.ALIAS, "书虫阿愿") if number == 0 else (Display.GIVEN_NAME, "")
            text = written.texts[ConsentKind.DISPLAY]
            rows.append(ConsentGiven(text=text, choice=choice.value, alias=alias, at=at, **given))
    await ConsentGiven.insert(*rows)


async def _person(name: str, phone: str, now: datetime) -> int:
    read = pinyin.readings(name)
    row = Person(
        name=name,
        name_pinyin=read,
        name_initials=pinyin.initials(read),
        sign_in_name=f"v{secrets.token_hex(4)}",
        phone=phone,
    )
    await row.save()
    await RoleGrant(person=row.id, role=Role.VOLUNTEER.value, granted_at=now).save()
    return int(row.id)


async def _volunteer(person: int, born: date | None, states: Sequence[State], now: datetime) -> int:
    row = Volunteer(person=person, born_on=born, wanted_minutes=240, most_minutes=480, applied_at=now)
    await row.save()
    for state in states:
        await VolunteerStatus(volunteer=row.id, status=state.value, by_name=KEEPER, at=now).save()
    return int(row.id)


async def _insert_application(
    one: tuple[str, str, Sex | None, int, str, str, str, str], number: int, written: Written, now: datetime
) -> None:
    name, phone, sex, age, area, skills, slots, guardian = one
    at = now - timedelta(days=number, hours=3)
    born = date(at_library(now).year - age - 1, 12, 20)
    person = await _person(name, phone, at)
    await _volunteer(person, born, [State.APPLIED], at)
    await Application(
        project=written.projects[number % 2],
        person=person,
        code_hash=token_hash(f"demo application {number}"),
        name=name,
        sex=sex.value if sex else "",
        born_on=born,
        phone=phone,
        area=area,
        skills=",".join(Skill(skill).value for skill in skills.split(",") if skill),
        slots=slots,
        wanted_minutes=180,
        most_minutes=360,
        guardian_name=guardian,
        guardian_phone="10000009002" if guardian else "",
        guardian_relation="父亲" if guardian else "",
        texts=",".join(str(written.texts[kind]) for kind in (ConsentKind.PRIVACY, ConsentKind.COMMITMENT)),
        at=at,
    ).save()


async def _insert_training(name: str, committed: bool, number: int, written: Written, now: datetime) -> None:
    at = now - timedelta(days=5 + number)
    person = await _person(name, f"1000000361{number}", at)
    born = date(at_library(now).year - 30, 6, 1)
    volunteer = await _volunteer(person, born, [State.APPLIED, State.TRAINING], at)
    row = Application(
        project=written.projects[0],
        person=person,
        code_hash=token_hash(f"demo training {number}"),
        name="",
        phone="",
        wanted_minutes=180,
        most_minutes=360,
        at=at,
    )
    await row.save()
    await ApplicationDecision(application=row.id, outcome="approved", by_name=KEEPER, at=at).save()
    if committed:
        day = at_library(at).date()
        kind = PaperKind.COMMITMENT.value
        await VolunteerPaper(volunteer=volunteer, kind=kind, reference="示例档案盒 5", from_on=day, at=at).save()
