"""Coming in: what an application must say, how often one may be sent, and what is still lacking before somebody serves."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.people.rules.names import phone_digits
from app.refusals import WhyNot
from app.shifts.rules import Sex, Skill, Slot, State, why_not_load
from app.shifts.rules.ages import AgeBand, age_on, needs_consent, why_not_born
from app.shifts.rules.consents import Display, why_not_display
from app.shifts.rules.seating import PersonFacts

WINDOW = timedelta(hours=1)
FROM_ONE_ADDRESS = 30
"""In the window. A library's router is one address; a class that applies together from one is let in."""
FROM_EVERYWHERE = 300
RECEIPT_KEPT = timedelta(days=365)
PHONE = re.compile(r"\d{7,15}", re.ASCII)
"""A guardian may be rung up at home: any number with its area code."""
ANSWER_WITHIN_DAYS = 15
"""Working days to answer what somebody asks about their own data (网络数据安全管理条例 art. 23)."""


class Outcome(StrEnum):
    """What became of an application."""

    APPROVED = "approved"
    RETURNED = "returned"


class Asked(StrEnum):
    """What a volunteer asks about their own data."""

    CORRECTION = "correction"
    ERASURE = "erasure"


ASKED = {Asked.CORRECTION: N_("更正"), Asked.ERASURE: N_("删除")}


@dataclass(frozen=True, slots=True)
class Lack(WhyNot):
    """Something that is still to come; `qualification` is the one that is missing, None where it is something else."""

    qualification: int | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What an applicant typed; `guardian` is name, phone and relation, empty for who is of age."""

    name: str
    phone: str
    born_on: date
    sex: Sex | None = None
    area: str = ""
    number: str = ""
    skills: frozenset[Skill] = frozenset()
    sites: frozenset[int] = frozenset()
    slots: Sequence[Slot] = ()
    wanted_minutes: int = 240
    most_minutes: int = 600
    guardian: tuple[str, str, str] = ("", "", "")
    agreed: frozenset[str] = frozenset()
    display: Display = Display.NONE
    alias: str = ""


def why_not_apply(given: Applied, today: date, bands: Sequence[AgeBand]) -> tuple[WhyNot, ...]:
    """Why this application cannot be taken, each reason under the name of its field."""
    reasons = list(why_not_born(given.born_on, today, bands))
    reasons += why_not_load(given.wanted_minutes, given.most_minutes)
    reasons += why_not_display(given.display, given.alias)
    if not reasons and needs_consent(given.born_on, today, bands):
        reasons += _why_not_guardian(given)
    if "privacy" not in given.agreed:
        reasons.append(WhyNot("privacy", _("看完勾选才能报名；不同意就不处理您的资料")))
    if "commitment" not in given.agreed:
        reasons.append(WhyNot("commitment", _("看完承诺书再勾选")))
    return tuple(reasons)


def _why_not_guardian(given: Applied) -> list[WhyNot]:
    names = ("guardian_name", "guardian_phone", "guardian_relation")
    said = (_("填写监护人姓名"), _("填写监护人电话"), _("填写监护人与本人的关系"))
    missing = [
        WhyNot(name, sentence) for name, sentence, text in zip(names, said, given.guardian, strict=True) if not text
    ]
    name, phone, _relation = given.guardian
    if name and same_person(name, given.name):
        missing.append(WhyNot("guardian_name", _("监护人是父母等成年人，不能填本人")))
    if phone and not PHONE.fullmatch(phone_digits(phone)):
        missing.append(WhyNot("guardian_phone", _("电话写数字，例如 13812345678；座机写上区号")))
    return missing


def why_not_flood(from_here: int, from_everywhere: int) -> tuple[WhyNot, ...]:
    """Why nobody may send another application now: too many came from this address, or at all, within the hour."""
    if from_here >= FROM_ONE_ADDRESS or from_everywhere >= FROM_EVERYWHERE:
        return (WhyNot("flood", _("这一小时报名的人太多，过一小时再交；填好的先别关")),)
    return ()


def why_not_project(is_open: bool, from_on: date, to_on: date | None, today: date) -> tuple[WhyNot, ...]:
    """Why nobody may apply to this project now."""
    if not is_open or (to_on is not None and to_on < today):
        return (WhyNot("closed", _("这个项目现在不招募，看看别的项目")),)
    return ()


def lacking(
    person: PersonFacts,
    has_password: bool,
    today: date,
    bands: Sequence[AgeBand],
    trainings: Sequence[tuple[int, str]] = (),
) -> tuple[Lack, ...]:
    """What is still to come before somebody in training can serve: the fact, then who does what. Empty when all is there.

    Args:
        trainings: id and name of the qualifications that everybody must hold before becoming active.
    """
    reasons = []
    if not person.committed:
        reasons.append(Lack("commitment", _("还没有志愿服务承诺书：登录后勾选，或把签好的交给协调员")))
    if needs_consent(person.born_on, today, bands) and not person.consent:
        reasons.append(Lack("consent", _("还没有监护人同意：监护人在同意书上签字，交给协调员")))
    reasons += untrained(person.qualifications, today, trainings)
    if not has_password:
        reasons.append(Lack("activation", _("还没有设密码：用激活卡打开网页设一个")))
    return tuple(reasons)


def untrained(
    held: Mapping[int, date], today: date, trainings: Sequence[tuple[int, str]], lately: State = State.TRAINING
) -> list[Lack]:
    """Which of these trainings somebody has not had, or no longer, so that they cannot become active.

    Args:
        held: until which day they hold which, by id.
        lately: the state they came from; who was active and only paused is not asked again.

    Source: 志愿服务条例 art. 16: trained first, then on duty.
    """
    if lately is State.ACTIVE:
        return []
    return [
        Lack("training", _("还没有取得“%(name)s”：做测验，或参加培训", name=name), id)
        for id, name in trainings
        if held.get(id, date.min) < today
    ]


def why_not_active(lacks: Sequence[Lack], is_manager: bool, reason: str) -> tuple[WhyNot, ...]:
    """Why somebody who lacks a training cannot become active; a manager may go over it by writing why."""
    if not lacks or (is_manager and reason.strip()):
        return ()
    if is_manager:
        return (*lacks, WhyNot("why", _("要例外就写一句原因，会记进事迹簿")))
    return (*lacks, WhyNot("leader", _("有特殊情况找馆领导，馆领导写明原因可以例外")))


def why_not_decide(state: State | None, decided: bool) -> tuple[WhyNot, ...]:
    """Why an application cannot be decided now."""
    if decided:
        return (WhyNot("decided", _("这份申请刚被别人处理了，刷新看一下")),)
    if state is State.PAUSED:
        return (WhyNot("paused", _("这个人的志愿者身份已暂停，先到档案里恢复或退出")),)
    return ()


def why_not_card(name: str, roles: Collection[str], has_password: bool) -> tuple[WhyNot, ...]:
    """Why a coordinator cannot hand out a code to set a password: it would let them into somebody else's account."""
    if has_password:
        return (WhyNot("activated", _("%(name)s 已经设过密码；忘了密码找系统管理员", name=name)),)
    if set(roles) != {"volunteer"}:
        return (WhyNot("roles", _("%(name)s 不只是志愿者，激活卡由系统管理员给", name=name)),)
    return ()


def same_person(typed: str, known: str) -> bool:
    """Whether the name that was typed is that of whose phone it is."""
    return "".join(typed.split()) == "".join(known.split())


def age_said(born_on: date | None, today: date) -> int | None:
    """Whole years today."""
    return None if born_on is None else age_on(born_on, today)
