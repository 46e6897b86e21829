"""How old a volunteer has to be, and when a guardian must have agreed: the library's own ages, within what the law lets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import N_, _
from app.refusals import WhyNot

CHILD, ADULT = 14, 18
MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class AgeBand:
    """What holds from this age on, up to the next band.

    Attributes:
        taken: whether the library takes volunteers of this age at all.
        consent: a guardian must have agreed.
        accompanied: they serve only where a volunteer who is of age is on the same shift.
        until_minute: they serve until this minute of the day; 1440 is no limit.
    """

    from_age: int
    taken: bool
    consent: bool
    until_minute: int
    source: str
    accompanied: bool = False


@dataclass(frozen=True, slots=True)
class Ages:
    """What the library has decided, from a day on.

    Attributes:
        youngest: nobody younger is taken.
        consent_under: who is younger serves with a guardian's consent; never less than fourteen.
        child_until_minute, minor_until_minute: until when who is under fourteen, and under eighteen, serves.
        source: where it is written.
        accompanied: who is under fourteen serves only where a volunteer of age is on the same shift. The library's own: the
            measures for cultural volunteering, art. 4, are met by a guardian's consent, or by the guardian's company.
    """

    from_on: date
    youngest: int
    consent_under: int
    child_until_minute: int
    minor_until_minute: int
    source: str
    accompanied: bool = True


SHIPPED = Ages(
    date(2000, 1, 1), 10, ADULT, 20 * 60, 20 * 60, N_("随产品提供，参照各地县级图书馆的做法；本馆定了以后按本馆的")
)
CHILD_SOURCE = "Personal Information Protection Law art. 31: under fourteen with the guardian's consent"
MINOR_SOURCE = "the library's own, after the measures for cultural volunteering, art. 4"
ADULT_SOURCE = "Civil Code art. 17: of age from eighteen on"


def bands_of(ages: Ages) -> tuple[AgeBand, ...]:
    """The bands that follow from what the library has decided, the youngest first."""
    bands = [
        AgeBand(0, False, True, MIDNIGHT, ages.source),
        AgeBand(ages.youngest, True, True, ages.child_until_minute, CHILD_SOURCE, ages.accompanied),
    ]
    for age in sorted({CHILD, ages.consent_under, ADULT}):
        held = AgeBand(
            max(age, ages.youngest),
            True,
            age < ages.consent_under,
            MIDNIGHT if age >= ADULT else ages.minor_until_minute,
            ADULT_SOURCE if age >= ADULT else MINOR_SOURCE,
        )
        if age <= ages.youngest:
            bands = [one for one in bands if one.from_age < held.from_age]
        bands.append(held)
    return tuple(bands)


AGE_BANDS = bands_of(SHIPPED)


def ages_on(known: Sequence[Ages], day: date) -> Ages:
    """What the library has decided for that day: the latest that has begun; of two of a day the one written later.

    Args:
        known: in the order in which they were written.
    """
    begun = [one for one in known if one.from_on <= day]
    return max(reversed(begun), key=lambda one: one.from_on, default=SHIPPED)


def bands_on(known: Sequence[Ages], day: date) -> tuple[AgeBand, ...]:
    """The bands of that day."""
    return bands_of(ages_on(known, day)) if known else AGE_BANDS


def why_not_ages(given: Ages, today: date) -> tuple[WhyNot, ...]:
    """Why the library cannot decide this.

    Source: 个人信息保护法 art. 31; 民法典 art. 17; 未成年人保护法 art. 72.
    """
    reasons = []
    if given.from_on < today:
        reasons.append(WhyNot("from_on", _("从今天或以后的某天起；以前的班按当时的年龄排过了")))
    if not 6 <= given.youngest <= 60:
        reasons.append(WhyNot("youngest", _("最小年龄在 6 到 60 岁之间")))
    if given.consent_under < CHILD:
        said = _("未满 14 岁必须有监护人同意，这条是法律定的，不能放宽（个人信息保护法第三十一条）")
        reasons.append(WhyNot("consent_under", said))
    elif given.consent_under > ADULT:
        reasons.append(WhyNot("consent_under", _("满 18 岁是成年人，不用监护人同意")))
    if not 0 < given.child_until_minute <= given.minor_until_minute <= MIDNIGHT:
        reasons.append(WhyNot("until", _("未满 14 岁的不能比未满 18 岁的服务到更晚")))
    if not given.source.strip():
        reasons.append(WhyNot("source", _("写清依据：哪个文件，或哪次会议定的")))
    return tuple(reasons)


def age_on(born_on: date, day: date) -> int:
    """Whole years on that day; whoever was born on 29 February has the birthday on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def band(age: int, bands: Sequence[AgeBand] = AGE_BANDS) -> AgeBand:
    """The band this age falls into."""
    return next(one for one in reversed(bands) if age >= one.from_age)


def is_child(born_on: date | None, day: date) -> bool:
    """Under fourteen, whose data are sensitive (个人信息保护法 art. 28 and 31)."""
    return born_on is not None and age_on(born_on, day) < CHILD


def needs_consent(born_on: date | None, day: date, bands: Sequence[AgeBand] = AGE_BANDS) -> bool:
    """Whether a guardian must have agreed for somebody of this age."""
    return born_on is not None and band(age_on(born_on, day), bands).consent


def is_adult(born_on: date | None, day: date) -> bool:
    """Whether somebody is of age on that day; where no birth is written down they are, for of the young it must be."""
    return born_on is None or age_on(born_on, day) >= ADULT


def needs_company(born_on: date | None, day: date, bands: Sequence[AgeBand] = AGE_BANDS) -> bool:
    """Whether somebody of this age serves only beside a volunteer who is of age."""
    return born_on is not None and band(age_on(born_on, day), bands).accompanied


def why_alone(born_on: date | None, has_adult: bool, day: date, bands: Sequence[AgeBand] = AGE_BANDS) -> str:
    """Why somebody so young may not serve there, as a sentence: nobody of age is on the shift; empty when they may."""
    if has_adult or not needs_company(born_on, day, bands):
        return ""
    return _("未满 %(n)d 岁，同一班要有成年志愿者一起", n=CHILD)


def why_not_age(
    born_on: date | None,
    consent: bool,
    min_age: int,
    day: date,
    ends_minute: int,
    bands: Sequence[AgeBand] = AGE_BANDS,
) -> str | None:
    """Why somebody may not serve then for their age, as a sentence; None when they may.

    Args:
        born_on: None where nothing is written down, which is right for adults only.
        consent: a guardian's consent is in the file and was not taken back.
        min_age: the post's own; 0 is none.
        ends_minute: when the shift ends, in minutes of its day.
        bands: those of that day.
    """
    if born_on is None:
        return _("这个岗位要满 %(n)d 岁，还没有登记出生日期", n=min_age) if min_age else None
    age = age_on(born_on, day)
    held = band(age, bands)
    if not held.taken or age < min_age:
        return _("这个岗位要满 %(n)d 岁，当天 %(age)d 岁", n=max(min_age, _youngest(bands)), age=age)
    if held.consent and not consent:
        until = min(one.from_age for one in bands if not one.consent)
        return _("未满 %(n)d 岁，先登记监护人同意", n=until)
    if ends_minute > held.until_minute:
        until = min(one.from_age for one in bands if one.from_age > age and one.until_minute > held.until_minute)
        return _("未满 %(n)d 岁不排 %(hour)s 以后的班", n=until, hour=minute_said(held.until_minute))
    return None


def why_not_born(born_on: date | None, today: date, bands: Sequence[AgeBand] = AGE_BANDS) -> tuple[WhyNot, ...]:
    """Why this is nobody's date of birth here: it is to come, or nobody that young is taken."""
    if born_on is None:
        return ()
    if born_on > today or age_on(born_on, today) > 120:
        return (WhyNot("born", _("出生日期不对，看一下年份")),)
    if not band(age_on(born_on, today), bands).taken:
        return (WhyNot("too_young", _("本馆招募满 %(n)d 岁的志愿者", n=_youngest(bands))),)
    return ()


def minute_said(minute: int) -> str:
    """20:00 from 1200."""
    return f"{minute // 60}:{minute % 60:02}"


def _youngest(bands: Sequence[AgeBand]) -> int:
    return min(one.from_age for one in bands if one.taken)
