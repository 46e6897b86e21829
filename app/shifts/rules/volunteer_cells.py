"""What stands in the cells of a list of volunteers: columns by their many names, and each text as what it says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.locale import N_, _
from app.office.grids import Problem, Typed, close_name, plain
from app.office.written import Unclear, day_of, digits_lost, is_scientific
from app.people.rules.names import phone_digits
from app.people.rules.persons import Particulars, why_not_particulars
from app.shifts.rules import SKILLS, Sex, Skill
from app.shifts.rules.ages import why_not_born

Value = TypeVar("Value")

FIELDS = {
    "name": N_("姓名"),
    "phone": N_("手机号"),
    "born_on": N_("出生日期"),
    "number": N_("志愿者编号"),
    "skills": N_("技能"),
    "sites": N_("可去的服务点"),
    "wanted_hours": N_("每周希望几小时"),
    "most_hours": N_("每周最多几小时"),
    "sex": N_("性别"),
    "area": N_("居住区域"),
    "note": N_("备注"),
}
NEEDED = ("name",)
# Data, not words: what the columns are called in the lists that libraries keep.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "志愿者姓名", "志愿者"),
    "phone": ("手机号", "手机", "手机号码", "电话", "联系电话", "联系方式", "电话号码"),
    "born_on": ("出生日期", "生日", "出生年月日", "出生年月", "出生"),
    "number": ("志愿者编号", "编号", "志愿者号", "全国志愿者编号", "注册编号"),
    "skills": ("技能", "特长", "会什么", "专业技能", "服务类别", "擅长"),
    "sites": ("可去的服务点", "服务点", "可去地点", "服务地点", "意向地点", "可去的地点", "地点"),
    "wanted_hours": ("每周希望几小时", "每周希望小时", "希望时长"),
    "most_hours": ("每周最多几小时", "每周最多小时", "最多时长"),
    "sex": ("性别", "男女"),
    "area": ("居住区域", "居住地", "居住地址", "家庭住址", "住址", "地址", "所在社区", "社区"),
    "note": ("备注", "说明"),
}
# Data, not words: how people name what the library calls otherwise.
CALLED: Mapping[str, Skill] = {
    **{name: skill for skill, name in SKILLS.items()},
    **dict.fromkeys(("接待", "引导", "导读", "咨询"), Skill.RECEPTION),
    **dict.fromkeys(("整理", "上架", "排架", "理架", "图书上架"), Skill.SHELVING),
    **dict.fromkeys(("讲绘本", "绘本", "故事", "朗读", "朗诵", "阅读推广"), Skill.STORYTELLING),
    **dict.fromkeys(("电脑", "计算机", "数字", "手机辅导", "信息技术"), Skill.DIGITAL),
    **dict.fromkeys(("救护", "医护", "红十字救护"), Skill.FIRST_AID),
    **dict.fromkeys(("照相", "拍照", "摄像", "摄影摄像"), Skill.PHOTOGRAPHY),
}
# Data, not words: how people write their sex, and that they would rather not.
SEX_SAID: Mapping[str, Sex | None] = {
    **dict.fromkeys(("女", "女性", "f", "F", "female"), Sex.FEMALE),
    **dict.fromkeys(("男", "男性", "m", "M", "male"), Sex.MALE),
    **dict.fromkeys(("不填", "不详", "保密", "-", "—"), None),
}
# Data, not words: how people say that any place will do.
ANYWHERE = {"不限", "都可以", "全部", "任意", "哪里都行", "均可"}
BETWEEN = re.compile(r"[、,，;；/\s]+")
LONGEST_NOTE, LONGEST_NUMBER, LONGEST_AREA, MOST_HOURS = 200, 30, 60, 60
HOURS = re.compile(r"\s*(?:小时|个小时|h)$")


@dataclass(frozen=True, slots=True)
class Given:
    """What a row says; None and empty say nothing, and change nothing of somebody who is here."""

    name: str
    phone: str = ""
    born_on: date | None = None
    number: str = ""
    skills: frozenset[Skill] = frozenset()
    sites: frozenset[int] | None = None
    wanted_minutes: int | None = None
    most_minutes: int | None = None
    sex: Sex | None = None
    area: str = ""
    note: str = ""


def read_row(row: Typed, places: Sequence[tuple[int, str]], today: date) -> tuple[Given, tuple[Problem, ...]]:
    """What a row says, and what is wrong in which of its cells."""
    problems: list[Problem] = []

    def cell(name: str, read: Callable[[str], Value], nothing: Value) -> Value:
        text = row.texts.get(name, "")
        if not text:
            return nothing
        try:
            return read(text)
        except Unclear as unclear:
            problems.append(problem(row.number, name, unclear.sentence))
            return nothing

    given = Given(
        name=close_name(row.texts.get("name", "")),
        phone=cell("phone", _phone, ""),
        born_on=cell("born_on", day_of, None),
        number=cell("number", _number, ""),
        skills=cell("skills", _skills, frozenset()),
        sites=cell("sites", lambda text: _sites(text, places), None),
        wanted_minutes=cell("wanted_hours", _minutes, None),
        most_minutes=cell("most_hours", _minutes, None),
        sex=cell("sex", _sex, None),
        area=cell("area", _area, ""),
        note=cell("note", _note, ""),
    )
    return given, (*problems, *_wrong(row.number, given, today))


def _wrong(number: int, given: Given, today: date) -> Iterator[Problem]:
    if not given.name:
        yield problem(number, "name", _("是空的，填上姓名，或者不要这一行"))
    else:
        facts = Particulars(given.name, "v0", name_pinyin="x", name_initials="x")
        for why in why_not_particulars(facts):
            yield problem(number, "name", why.sentence)
        if not any(sign.isalpha() for sign in given.name):
            yield problem(number, "name", _("姓名里要有汉字或字母"))
    for why in why_not_born(given.born_on, today):
        yield problem(number, "born_on", why.sentence)
    if given.wanted_minutes is not None and given.wanted_minutes > (
        600 if given.most_minutes is None else given.most_minutes
    ):
        yield problem(number, "wanted_hours", _("每周最多的小时数不能少于希望的小时数"))


def _phone(text: str) -> str:
    if is_scientific(text):
        raise Unclear(digits_lost(text))
    digits = phone_digits(text)
    if not re.fullmatch(r"1\d{10}", digits):
        raise Unclear(_("手机号写 11 位数字，例如 13812345678；现在 %(n)d 位", n=sum(map(str.isdigit, digits))))
    return digits


def _number(text: str) -> str:
    if is_scientific(text):
        raise Unclear(digits_lost(text))
    tidy = plain(text).replace(" ", "")
    if len(tidy) > LONGEST_NUMBER:
        raise Unclear(_("编号最多 %(most)d 个字，现在 %(now)d 个字", most=LONGEST_NUMBER, now=len(tidy)))
    return tidy


def _skills(text: str) -> frozenset[Skill]:
    found = set()
    for word in filter(None, BETWEEN.split(plain(text))):
        if word not in CALLED:
            known = _("、").join(_(name) for name in SKILLS.values())
            raise Unclear(_("“%(word)s”认不出来，写成 %(known)s", word=word[:20], known=known))
        found.add(CALLED[word])
    return frozenset(found)


def _sites(text: str, places: Sequence[tuple[int, str]]) -> frozenset[int]:
    tidy = plain(text)
    if tidy in ANYWHERE:
        return frozenset()
    return frozenset(place_of(word, places) for word in filter(None, BETWEEN.split(tidy)))


def place_of(word: str, places: Sequence[tuple[int, str]]) -> int:
    """The service point of that name, or the only one whose name holds the word.

    Raises:
        Unclear: none, or several.
    """
    tidy = plain(word).replace(" ", "")
    named = [(id, plain(name).replace(" ", "")) for id, name in places]
    exact = [id for id, name in named if name == tidy]
    found = exact or [id for id, name in named if tidy and tidy in name]
    if len(found) == 1:
        return found[0]
    if not found:
        listed = _("、").join(name for _id, name in places[:10])
        raise Unclear(_("没有“%(word)s”这个服务点，写成 %(listed)s", word=tidy[:20], listed=listed))
    raise Unclear(_("“%(word)s”不止一个服务点，写全名", word=tidy[:20]))


def _minutes(text: str) -> int:
    tidy = HOURS.sub("", plain(text))
    if not tidy.isascii() or not tidy.isdigit() or int(tidy) > MOST_HOURS:
        raise Unclear(_("写 0 到 %(most)d 之间的整数", most=MOST_HOURS))
    return int(tidy) * 60


def _sex(text: str) -> Sex | None:
    tidy = plain(text)
    if tidy not in SEX_SAID:
        raise Unclear(_("“%(word)s”认不出来，写“女”或“男”，也可以空着", word=tidy[:20]))
    return SEX_SAID[tidy]


def _area(text: str) -> str:
    tidy = plain(text)
    if len(tidy) > LONGEST_AREA:
        raise Unclear(_("居住区域最多 %(most)d 个字，现在 %(now)d 个字", most=LONGEST_AREA, now=len(tidy)))
    return tidy


def _note(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise Unclear(_("备注最多 %(most)d 个字，现在 %(now)d 个字", most=LONGEST_NOTE, now=len(text)))
    return text


def problem(row: int, code: str, sentence: str) -> Problem:
    """What is wrong in a field of a row."""
    return Problem(row, _(FIELDS[code]), sentence, code)
