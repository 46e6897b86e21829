"""How old a volunteer has to be, and when a guardian must have agreed: data with its source."""

from dataclasses import dataclass
from datetime import date

from app.locale import _
from app.refusals import WhyNot


@dataclass(frozen=True, slots=True)
class AgeBand:
    """What holds from this age on, up to the next band.

    Attributes:
        taken: whether the library takes volunteers of this age at all.
        consent: a guardian must have agreed.
        until_minute: they serve until this minute of the day; 1440 is no limit.
    """

    from_age: int
    taken: bool
    consent: bool
    until_minute: int
    source: str


AGE_BANDS = (
    AgeBand(0, False, True, 1440, "the library's own; other county libraries take nobody under ten either"),
    AgeBand(
        10,
        True,
        True,
        20 * 60,
        "Personal Information Protection Law art. 31: under fourteen with the guardian's consent",
    ),
    AgeBand(
        14,
        True,
        True,
        20 * 60,
        "the library's own, after the measures for cultural volunteering, art. 4",
    ),
    AgeBand(18, True, False, 1440, "Civil Code art. 17: of age from eighteen on"),
)
CHILD, ADULT = 14, 18


def age_on(born_on: date, day: date) -> int:
    """Whole years on that day; whoever was born on 29 February has the birthday on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def band(age: int) -> AgeBand:
    """The band this age falls into."""
    return next(one for one in reversed(AGE_BANDS) if age >= one.from_age)


def is_child(born_on: date | None, day: date) -> bool:
    """Under fourteen, whose data are sensitive (个人信息保护法 art. 28 and 31)."""
    return born_on is not None and age_on(born_on, day) < CHILD


def why_not_age(born_on: date | None, consent: bool, min_age: int, day: date, ends_minute: int) -> str | None:
    """Why somebody may not serve then for their age, as a sentence; None when they may.

    Args:
        born_on: None where nothing is written down, which is right for adults only.
        consent: a guardian's consent is in the file and was not taken back.
        min_age: the post's own; 0 is none.
        ends_minute: when the shift ends, in minutes of its day.
    """
    if born_on is None:
        return _("这个岗位要满 %(n)d 岁，还没有登记出生日期", n=min_age) if min_age else None
    age = age_on(born_on, day)
    held = band(age)
    if not held.taken or age < min_age:
        return _("这个岗位要满 %(n)d 岁，当天 %(age)d 岁", n=max(min_age, _youngest()), age=age)
    if held.consent and not consent:
        return _("未满 18 岁，先登记监护人同意")
    if ends_minute > held.until_minute:
        return _("未满 18 岁不排 %(hour)d 点以后的班", hour=held.until_minute // 60)
    return None


def why_not_born(born_on: date | None, today: date) -> tuple[WhyNot, ...]:
    """Why this is nobody's date of birth here: it is to come, or nobody that young is taken."""
    if born_on is None:
        return ()
    if born_on > today or age_on(born_on, today) > 120:
        return (WhyNot("born", _("出生日期不对，看一下年份")),)
    if not band(age_on(born_on, today)).taken:
        return (WhyNot("too_young", _("本馆招募满 %(n)d 岁的志愿者", n=_youngest())),)
    return ()


def _youngest() -> int:
    return min(one.from_age for one in AGE_BANDS if one.taken)
