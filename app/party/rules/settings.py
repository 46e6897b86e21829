"""What the library sets where the texts leave room, or asks for more than they do; never less, and always with a source."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.locale import N_, _
from app.party.rules.book import BY_ID
from app.refusals import WhyNot
from app.training.rules.book import Mark


class Key(StrEnum):
    """What may be set."""

    GENERAL = "general_per_quarter"
    COMMITTEE = "committee_per_month"
    GROUP = "group_per_month"
    THEMED = "themed_per_month"
    LIFE = "life_per_year"
    LECTURES = "lectures_per_quarter"
    THEMED_DAY = "themed_day"
    CONTACT_DAYS = "contact_days"
    LEDGER_FROM = "ledger_from"
    POST_TRAINING = "post_training_months"
    PRESENT = "present_share"
    IN_FAVOUR = "in_favour_share"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be set.

    Attributes:
        rule: id of the rule that it makes stricter, or whose gap it fills.
        default, least, most: values; `least` of one that makes a rule stricter is what the text asks for.
        is_stricter: the text has a number, and the library may only ask for more.
        mark, source: of the default.
    """

    rule: str
    name: str
    default: int
    least: int
    most: int
    is_stricter: bool
    mark: Mark
    source: str


SHORTEST_SOURCE = 2
SHARES = frozenset({Key.PRESENT, Key.IN_FAVOUR})
"""A share is kept as two digits: 23 is 2/3, 34 is 3/4; 0 asks for no more than the text."""
HALF = Fraction(1, 2)
FRACTION = re.compile(r"([1-9])/([1-9])")
FIRST_MONTH = 200001
"""A ledger begins in a month that is written like this one."""
TEXT = N_("条例的数字，本馆可以定得更严")
SHARE_TEXT = N_("条例的半数；上级或本支部有更严的规定才设，写明哪个文件，按应到会有表决权的人数算")
OPTIONS: Mapping[Key, Option] = {
    Key.GENERAL: Option("PB-01", N_("支部党员大会每季度几次"), 1, 1, 3, True, Mark.VERIFIED, TEXT),
    Key.COMMITTEE: Option("PB-03", N_("支部委员会会议每月几次"), 1, 1, 4, True, Mark.VERIFIED, TEXT),
    Key.GROUP: Option("PB-04", N_("党小组会每月几次"), 1, 1, 4, True, Mark.VERIFIED, TEXT),
    Key.THEMED: Option("PB-06", N_("主题党日每月几次"), 1, 1, 4, True, Mark.VERIFIED, TEXT),
    Key.LIFE: Option("PB-07", N_("组织生活会每年几次"), 1, 1, 4, True, Mark.VERIFIED, TEXT),
    Key.LECTURES: Option(
        "PB-05",
        N_("党课每季度几次（0 是只看全年有没有）"),
        1,
        0,
        3,
        False,
        Mark.LOCAL,
        N_("条例没有写几次；参照外地支部每季度一次的做法"),
    ),
    Key.THEMED_DAY: Option(
        "PB-06",
        N_("主题党日固定在每月几号（0 是没有固定）"),
        0,
        0,
        28,
        False,
        Mark.PROPOSED,
        N_("条例只写相对固定1天"),
    ),
    Key.CONTACT_DAYS: Option(
        "PB-21",
        N_("流动党员超过几天没有联系就提醒"),
        60,
        7,
        180,
        False,
        Mark.PROPOSED,
        N_("条例只写经常联系"),
    ),
    Key.LEDGER_FROM: Option(
        "PB-01",
        N_("台账从哪年哪月起记（如 202601；0 是从支部成立）"),
        0,
        0,
        209912,
        False,
        Mark.PROPOSED,
        N_("以前的记录在纸上，这里不补"),
    ),
    Key.POST_TRAINING: Option(
        "PB-13",
        N_("新任书记任职以后几个月内参加任职培训"),
        6,
        1,
        6,
        False,
        Mark.SECONDARY,
        N_("条例只写应当进行任职培训；6 个月出自《2019—2023年全国党员教育培训工作规划》的转述，规划期已满，由本馆沿用"),
    ),
    Key.PRESENT: Option(
        "PB-02",
        N_("党员大会表决至少到会几分之几（写 2/3 这样；0 是只按条例）"),
        0,
        0,
        89,
        True,
        Mark.VERIFIED,
        SHARE_TEXT,
    ),
    Key.IN_FAVOUR: Option(
        "PB-02",
        N_("党员大会通过至少赞成几分之几（写 2/3 这样；0 是只按条例）"),
        0,
        0,
        89,
        True,
        Mark.VERIFIED,
        SHARE_TEXT,
    ),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that holds from one day to another, both included, with where it comes from."""

    key: Key
    value: int
    from_on: date
    to_on: date | None
    source: str
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def value_on(key: Key, day: date, settings: Sequence[Setting]) -> int:
    """The value on a day: the newest setting that holds, otherwise what the product begins with.

    Args:
        settings: in the order in which they were made.
    """
    ours = setting_on(key, day, settings)
    return OPTIONS[key].default if ours is None else ours.value


def share_of(value: int) -> Fraction:
    """The share that two digits mean."""
    return Fraction(value // 10, value % 10)


def value_of(key: Key, typed: str) -> int | None:
    """What somebody means who types a whole number of at most six digits or, for a share, a fraction such as 2/3; else None."""
    text = typed.replace(" ", "")
    if key in SHARES and (match := FRACTION.fullmatch(text)):
        return int(match[1]) * 10 + int(match[2])
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def value_said(key: Key, value: int) -> str:
    """A value as it is read: a share as a fraction, anything else as its number."""
    if key not in SHARES:
        return str(value)
    return f"{value // 10}/{value % 10}" if value else _("只按条例")


def setting_on(key: Key, day: date, settings: Sequence[Setting]) -> Setting | None:
    """The library's own setting on a day, if there is one."""
    holding: Iterable[Setting] = (one for one in reversed(settings) if one.key is key and one.holds(day))
    return next(iter(holding), None)


def why_not_set(wanted: Setting, today: date) -> tuple[WhyNot, ...]:
    """Why this cannot be set: it is laxer than the text, for a year that is over, or without a source."""
    option = OPTIONS[wanted.key]
    found = []
    if why := _why_not_value(wanted, option, today):
        found.append(WhyNot("value", why))
    if wanted.from_on.year < today.year:
        found.append(WhyNot("from_on", _("从今年起才能改，过去的年度按当时的规定")))
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        found.append(WhyNot("to_on", _("不能早于开始的 %(day)s", day=wanted.from_on)))
    if len(wanted.source.strip()) < SHORTEST_SOURCE:
        found.append(WhyNot("source", _("写明出处：哪个文件、哪次会议")))
    return tuple(found)


def _why_not_value(wanted: Setting, option: Option, today: date) -> str:
    if wanted.key is Key.LEDGER_FROM:
        return _why_not_month(wanted.value, today)
    if wanted.key in SHARES:
        return _why_not_share(wanted.value, BY_ID[option.rule].citation.said)
    if wanted.value < option.least and option.is_stricter:
        text = BY_ID[option.rule].citation.said
        told = {"rule": option.rule, "text": text, "least": option.least, "most": option.most}
        return _("%(text)s（%(rule)s）要求不少于 %(least)d 次，本馆只能定得更严，填 %(least)d 到 %(most)d", **told)
    if not option.least <= wanted.value <= option.most:
        return _("填 %(least)d 到 %(most)d", least=option.least, most=option.most)
    return ""


def _why_not_month(value: int, today: date) -> str:
    # A month to come would switch the rules off until then, and no setting may ask for less than they do.
    if value == 0 or (FIRST_MONTH <= value <= today.year * 100 + today.month and 1 <= value % 100 <= 12):
        return ""
    return _(
        "填年份和月份六位数字，不早于 %(first)d、不晚于这个月（%(last)d），或者填 0；以后的月份不能先免掉",
        first=FIRST_MONTH,
        last=today.year * 100 + today.month,
    )


def _why_not_share(value: int, text: str) -> str:
    part, whole = divmod(value, 10)
    if value == 0 or (part < whole and Fraction(part, whole) > HALF):
        return ""
    return _(
        "%(text)s要求半数，本馆只能定得更严：写成 2/3 这样，大于一半、小于全部；不另设就填 0",
        text=text,
    )


def ledger_from(settings: Sequence[Setting], day: date) -> date | None:
    """The first day that this ledger speaks of; None where it begins with the branch."""
    value = value_on(Key.LEDGER_FROM, day, settings)
    return date(value // 100, value % 100, 1) if value else None
