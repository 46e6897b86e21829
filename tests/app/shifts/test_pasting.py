"""Copying, cutting and naming people on the board: everybody is judged, nobody writes over what they have not seen."""

import pytest

from app.audit.tables import Deed
from app.refusals import Refused
from app.shifts.actions import publishing, roster, signing
from app.shifts.actions.pasting import Onto, paste
from app.shifts.rules import Headcount, State
from app.shifts.rules.pasting import meant, names_in
from app.shifts.rules.reasons import Reason
from app.shifts.rules.seating import PersonFacts
from app.shifts.tables import Assignment
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张大姐", ["张大姐"]),
        ("张大姐、李小明，王五；赵六 张大姐", ["张大姐", "李小明", "王五", "赵六"]),
        ("09:00—12:00 草稿\n1/2 张大姐 李小明（冲突） 缺 1 冲突", ["张大姐", "李小明"]),
        ("", []),
        ("9:00-12:00", []),
    ],
)
def test_the_names_in_a_cell(text, found):
    assert names_in(text) == found


def a_reader(number, name, pinyin="", initials=""):
    return PersonFacts(number, number, name, State.ACTIVE, pinyin=pinyin, initials=initials)


@pytest.mark.parametrize(
    ("typed", "who", "code"),
    [
        ("李小明", 1, None),
        ("lxm", None, "ambiguous_name"),
        ("lixiaoming", None, "ambiguous_name"),
        ("wdj", 3, None),
        ("赵六", None, "unknown_name"),
        ("周小舟", None, "ambiguous_name"),
    ],
)
def test_who_is_meant(typed, who, code):
    people = [
        a_reader(1, "李小明", "li'xiao'ming", "lxm"),
        a_reader(2, "黎晓鸣", "li'xiao'ming", "lxm"),
        a_reader(3, "王大姐", "wang'da'jie", "wdj"),
        a_reader(4, "周小舟", "zhou'xiao'zhou", "zxz"),
        a_reader(5, "周小舟", "zhou'xiao'zhou", "zxz"),
    ]
    person, reasons = meant(typed, people)
    assert (person and person.volunteer, [one.code for one in reasons]) == (who, [code] if code else [])


def onto(target, source=None, text=""):
    if source is None:
        return Onto(target.id, target.revision, text=text)
    return Onto(target.id, target.revision, source.id, source.revision)


async def a_full_seat(county, *people, **where):
    seat = await a_shift(county, **where)
    for _actor, volunteer in people:
        await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    return await fresh(seat)


async def test_a_copied_seat_brings_its_people_and_says_who_does_not_come(db):
    county = await a_county()
    people = [await a_volunteer(county, name) for name in ("甲小一", "乙小二")]
    source = await a_full_seat(county, *people)
    tuesday, beside = await a_shift(county, DAY), await a_shift(county, HOUR, site=1)
    await signing.sign_up(people[0][0], tuesday.id, now=NOW)
    tuesday = await fresh(tuesday)
    done = await paste(county.manager, THIS_WEEK, [onto(tuesday, source)], now=NOW)
    assert [(one.name, one.where) for one in done.came] == [("乙小二", "示例总馆 11-24 09:00—12:00 导读")]
    assert [(one.name, [why.code for why in one.reasons]) for one in done.stayed] == [
        ("甲小一", [Reason.ALREADY]),
    ]
    assert await names(tuesday) == ["甲小一", "乙小二"]
    with pytest.raises(Refused, match="时间重叠"):
        await paste(county.manager, THIS_WEEK, [onto(beside, source)], now=NOW)
    assert await names(beside) == []
    assert await Deed.count().where(Deed.verb == "shift.pasted") == 1


async def test_a_range_is_judged_with_the_seats_that_the_paste_has_already_given(db):
    """Eight hours a day: of three more seats on a day on which somebody serves three hours, one fits."""
    county = await a_county()
    person = await a_volunteer(county, most_minutes=6000)
    source = await a_full_seat(county, person)
    targets = [await a_shift(county, DAY + n * 4 * HOUR) for n in range(3)]
    done = await paste(county.manager, THIS_WEEK, [onto(one, source) for one in targets], now=NOW)
    assert (len(done.came), [[why.code for why in one.reasons] for one in done.stayed]) == (2, [[Reason.DAY_LIMIT]])


async def test_cutting_moves_whoever_may_come_and_leaves_the_others_where_they_were(db):
    county = await a_county()
    one, two = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    source = await a_full_seat(county, one, two)
    later = await a_shift(county, HOUR, count=Headcount(1, 1, 1), site=1)
    done = await paste(county.manager, THIS_WEEK, [onto(later, source)], now=NOW, cut=True)
    # The two shifts overlap, which is no matter for somebody who leaves the first for the second.
    assert [one.name for one in done.came] == ["甲小一"]
    assert [(each.name, [why.code for why in each.reasons]) for each in done.stayed] == [("乙小二", [Reason.FULL])]
    assert (await names(source), await names(later)) == (["乙小二"], ["甲小一"])
    source, later = await fresh(source), await fresh(later)
    await paste(county.manager, THIS_WEEK, [onto(source, later)], now=NOW, cut=True, only=one[1])
    assert (await names(source), await names(later)) == (["乙小二", "甲小一"], [])


async def test_names_out_of_a_table_are_found_or_said(db):
    county = await a_county()
    for name in ("甲小一", "乙小二", "乙小二"):
        await a_volunteer(county, name)
    seat = await a_shift(county, count=Headcount(1, 3, 3))
    done = await paste(county.manager, THIS_WEEK, [onto(seat, text="甲小一、乙小二、丙小三")], now=NOW)
    assert [one.name for one in done.came] == ["甲小一"]
    assert [one.reasons[0].sentence for one in done.stayed] == [
        "有 2 位志愿者叫“乙小二”，打开这一格选",
        "没有叫“丙小三”的志愿者，核对姓名",
    ]
    with pytest.raises(Refused, match="没有叫“丙小三”的志愿者"):
        await paste(county.manager, THIS_WEEK, [onto(await fresh(seat), text="丙小三")], now=NOW)


async def test_a_seat_that_somebody_has_changed_meanwhile_is_not_written_over(db):
    county = await a_county()
    one, two = await a_volunteer(county, "甲小一"), await a_volunteer(county, "乙小二")
    source, target = await a_full_seat(county, one), await a_shift(county, DAY)
    await roster.assign(county.coordinator, target.id, two[1], now=NOW)
    with pytest.raises(Refused, match="示例总馆 11-24 09:00—12:00 导读 刚被王小芳改成“乙小二”，看一下再粘贴"):
        await paste(county.manager, THIS_WEEK, [onto(target, source)], now=NOW)
    await roster.clear(county.coordinator, source.id, now=NOW)
    with pytest.raises(Refused, match="刚被王小芳改成“空”"):
        await paste(county.manager, THIS_WEEK, [onto(await fresh(target), source)], now=NOW)
    assert await names(target) == ["乙小二"]


async def test_another_coordinators_seat_is_copied_from_and_not_onto(db):
    county = await a_county()
    person = await a_volunteer(county)
    source, target = await a_full_seat(county, person), await a_shift(county, DAY, site=1)
    with pytest.raises(Refused, match="别的协调员"):
        await paste(county.coordinator, THIS_WEEK, [onto(target, source)], now=NOW)
    with pytest.raises(Refused, match="别的协调员"):
        await paste(county.other, THIS_WEEK, [onto(target, source)], now=NOW, cut=True)
    await paste(county.other, THIS_WEEK, [onto(target, source)], now=NOW)
    assert await names(target) == ["李小明"]


async def test_whoever_was_pasted_learns_of_it_with_the_publication(db):
    county = await a_county()
    person = await a_volunteer(county)
    source, target = await a_full_seat(county, person, published=False), await a_shift(county, DAY, published=False)
    await paste(county.manager, THIS_WEEK, [onto(target, source)], now=NOW)
    assert await Assignment.count().where(Assignment.told_at.is_not_null()) == 0
    assert await publishing.publish(county.manager, THIS_WEEK, now=NOW) == 2
