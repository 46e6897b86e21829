"""Ages are the library's own from a day on, and never laxer than the law."""

from dataclasses import replace
from datetime import date

import pytest

from app import clock
from app.notices.tables import Notice
from app.refusals import Refused
from app.shifts.actions import ages as actions
from app.shifts.actions import planning, posts, signing, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.queries.seats import seats_of_shift
from app.shifts.rules import Headcount
from app.shifts.rules.ages import SHIPPED, Ages, age_on, ages_on, bands_of, bands_on, why_not_age, why_not_ages
from app.shifts.rules.reasons import Reason
from app.shifts.rules.seating import By
from app.shifts.rules.volunteers import Wishes
from app.shifts.steps import judge
from app.shifts.tables import Volunteer
from tests.app.shifts.county import DAY, HOUR, NOW, a_county, a_shift, a_volunteer, names
from tests.cast import browser
from tests.makers import MONDAY

TODAY = date(2026, 11, 18)
OWN = Ages(TODAY, 12, 16, 18 * 60, 19 * 60, "馆务会纪要")


def bands(ages: Ages) -> list[tuple[int, bool, bool, int]]:
    return [(one.from_age, one.taken, one.consent, one.until_minute) for one in bands_of(ages)]


def test_what_ships_is_what_held_before():
    assert bands(SHIPPED) == [
        (0, False, True, 1440), (10, True, True, 1200), (14, True, True, 1200), (18, True, False, 1440),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [(0, False, True, 1440), (12, True, True, 1080), (14, True, True, 1140), (16, True, False, 1140),
              (18, True, False, 1440)]),
        ({"youngest": 15}, [(0, False, True, 1440), (15, True, True, 1140), (16, True, False, 1140),
                            (18, True, False, 1440)]),
        ({"youngest": 20}, [(0, False, True, 1440), (20, True, False, 1440)]),
        ({"youngest": 14, "consent_under": 14}, [(0, False, True, 1440), (14, True, False, 1140), (18, True, False, 1440)]),
    ],
)  # fmt: skip
def test_bands_follow_from_what_is_decided(changes, expected):
    assert bands(replace(OWN, **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"consent_under": 13}, ["consent_under"]),
        ({"consent_under": 19}, ["consent_under"]),
        ({"youngest": 5}, ["youngest"]),
        ({"child_until_minute": 1200}, ["until"]),
        ({"from_on": date(2026, 11, 17)}, ["from_on"]),
        ({"source": " "}, ["source"]),
    ],
)
def test_the_law_is_no_setting(changes, codes):
    assert [one.code for one in why_not_ages(replace(OWN, **changes), TODAY)] == codes


def test_the_latest_that_has_begun_holds():
    later = replace(OWN, from_on=date(2026, 12, 1), youngest=16)
    assert ages_on((), TODAY) is SHIPPED
    assert ages_on((OWN, later), date(2026, 11, 30)) == OWN
    assert ages_on((OWN, later), date(2026, 12, 1)) == later
    assert ages_on((OWN, replace(OWN, youngest=13)), TODAY).youngest == 13
    assert bands_on((), TODAY) == bands_of(SHIPPED)


@pytest.mark.parametrize(
    ("born", "consent", "minute", "said"),
    [
        (date(2013, 11, 18), True, 1080, None),
        (date(2013, 11, 18), True, 1081, "未满 14 岁不排 18:00 以后的班"),
        (date(2011, 11, 18), False, 1000, "未满 16 岁，先登记监护人同意"),
        (date(2010, 11, 18), False, 1140, None),
        (date(2010, 11, 18), False, 1141, "未满 18 岁不排 19:00 以后的班"),
        (date(2015, 11, 18), True, 1000, "这个岗位要满 12 岁，当天 11 岁"),
    ],
)
def test_a_reason_names_the_age_that_was_decided(born, consent, minute, said):
    assert why_not_age(born, consent, 0, TODAY, minute, bands_of(OWN)) == said
    assert age_on(born, TODAY) in range(11, 17)


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def test_a_decision_reaches_the_rule_book_from_its_day_on(county):
    _, volunteer = await a_volunteer(county, born_on=date(2010, 1, 1))
    seat = await a_shift(county)
    seats = (await seats_of_shift(seat.facts.shift))[0]
    _person, reasons = await judge(seats, volunteer, By.COORDINATOR, NOW)
    assert [one.code for one in reasons] == [Reason.AGE]
    after = replace(OWN, from_on=seat.facts.day)
    await actions.decide_ages(county.manager, after, now=NOW)
    _person, reasons = await judge(seats, volunteer, By.COORDINATOR, NOW)
    assert reasons == ()
    with pytest.raises(Refused, match="本馆招募满 10 岁的志愿者"):
        await a_volunteer(county, "甲小一", born_on=date(2018, 1, 1))


async def test_only_managers_decide_and_the_page_says_why_not(county):
    manager, coordinator = await browser(county.manager), await browser(county.coordinator)
    form = {
        "from_on": "2026-11-20",
        "youngest": 12,
        "consent_under": 13,
        "child_until": 18,
        "minor_until": 20,
        "source": "会",
    }
    assert (await coordinator.send("/shifts/ages", form)).status_code == 403
    answer = await manager.send("/shifts/ages", form)
    assert (answer.status_code, "这条是法律定的，不能放宽" in answer.text) == (409, True)
    assert (await manager.send("/shifts/ages", {**form, "consent_under": 14})).status_code == 303
    page = (await coordinator.see("/shifts/ages")).text
    assert ("从 2026-11-20 起：满 12 岁，未满 14 岁要监护人同意" in page, "改规定" in page) == (True, False)


async def a_minor_with_a_seat():
    """Fourteen years old with the consent of a guardian, on the only seat of a shift."""
    county = await a_county()
    minor, volunteer = await a_volunteer(county, "乙小二", born_on=date(2012, 1, 1))
    words = ("乙大二", "10000004568", "父亲", "档案盒 2")
    await volunteers.record_consent(county.manager, volunteer, *words, date(2026, 11, 1), now=NOW)
    seat = await a_shift(county, count=Headcount(1, 1, 1))
    await signing.sign_up(minor, seat.id, now=NOW)
    return county, minor, volunteer, seat


async def test_without_the_guardians_consent_a_minor_loses_the_seat_and_it_goes_on(db):
    county, minor, volunteer, seat = await a_minor_with_a_seat()
    next_one, _ = await a_volunteer(county, "丙小三")
    await signing.wait(next_one, seat.id, agreed=True, now=NOW)
    assert await volunteers.end_consent(county.manager, volunteer, now=NOW) == 1
    assert await names(seat) == ["丙小三"]
    told = await Notice.select(Notice.person, Notice.message).where(Notice.message.like("%监护人%"))
    assert {(row["person"], row["message"]) for row in told} == {
        (minor.person, "监护人收回了同意，让出 %(n)d 个班次；监护人重新同意后再报名"),
        (county.coordinator.person, "%(name)s 的监护人收回了同意，让出：%(when)s %(place)s %(post)s"),
    }
    with pytest.raises(Refused, match="先登记监护人同意"):
        await signing.sign_up(minor, (await a_shift(county, DAY)).id, now=NOW)


async def test_whoever_is_grown_up_keeps_the_seat_without_a_guardian(db):
    county = await a_county()
    grown, volunteer = await a_volunteer(county, "甲小一", born_on=date(2000, 1, 1))
    await volunteers.record_consent(county.manager, volunteer, "甲", "1", "父", "盒", date(2016, 1, 1), now=NOW)
    seat = await a_shift(county)
    await signing.sign_up(grown, seat.id, now=NOW)
    assert await volunteers.end_consent(county.manager, volunteer, now=NOW) == 0
    assert await names(seat) == ["甲小一"]


async def test_check_in_does_not_begin_with_somebody_too_young(db):
    county, _minor, _volunteer, seat = await a_minor_with_a_seat()
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", min_age=16))
    with pytest.raises(Refused, match="乙小二：这个岗位要满 16 岁"):
        await planning.open_attendance(county.manager, seat.facts.shift, now=MONDAY - HOUR)


async def test_a_date_of_birth_is_corrected_but_not_taken_away(db):
    """Without it nobody would ask for the guardian any more."""
    county = await a_county()
    _minor, volunteer = await a_volunteer(county, "乙小二", born_on=date(2012, 1, 1))
    with pytest.raises(Refused, match="登记过的出生日期不能清空"):
        await volunteers.edit(county.manager, volunteer, Wishes(), now=NOW)
    await volunteers.edit(county.manager, volunteer, Wishes(born_on=date(2012, 1, 2)), now=NOW)
    assert (await Volunteer.select(Volunteer.born_on).first()) == {"born_on": date(2012, 1, 2)}
