"""When a session may be held, which Thursdays a year has, and what readers are told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gatherings.rules import Category, GatheringState, Span
from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.refusals import Refused
from app.study.rules import (
    Taken,
    minute_of_day,
    span_of,
    time_of_day,
    title_of,
    why_not_begin,
    why_not_change_list,
    why_not_series,
    why_not_session,
)
from app.study.rules.agenda import Item, law_link, swapped, why_not_item
from app.study.rules.noticing import Posting, is_late, standing, why_not_notice, wording
from app.study.rules.planning import Fate, Standing, days_of, dry_run, near_workdays, why_not_range
from tests.app.study.hall import THURSDAY, a_plan, a_series
from tests.makers import MONDAY

BEFORE = datetime(2025, 12, 1, tzinfo=UTC)
OFFICIAL, NOTHING = Calendar({}), Standing({}, [])
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def laid_out(calendar=OFFICIAL, there=NOTHING, moves=None, now=BEFORE, days=YEAR, **changes):
    return dry_run(a_series(**changes), *days, calendar, there, moves or {}, now)


def test_the_thursdays_of_2026_skip_exactly_the_holidays_of_the_notice():
    # The State Council's notice for 2026 (chinesecalendar 1.11): 1-3 January, 15-23 February, 1-7 October; no other takes one.
    year = laid_out()
    skipped = {one.on: one.said for one in year if one.fate is not Fate.HELD}
    assert skipped == {
        date(2026, 1, 1): "元旦放假",
        date(2026, 2, 19): "春节放假",
        date(2026, 10, 1): "国庆节放假",
    }
    assert (len(year), {one.on.weekday() for one in year}) == (53, {3})


def test_a_holiday_may_be_exchanged_for_the_nearest_worked_days():
    # 2026-02-14 is a Saturday that is worked (调休); after 国庆节 the next working day is a Thursday of its own.
    assert near_workdays(OFFICIAL, date(2026, 2, 19)) == (date(2026, 2, 14), date(2026, 2, 24))
    assert near_workdays(OFFICIAL, date(2026, 10, 1)) == (date(2026, 9, 30),)
    moved = laid_out(moves={date(2026, 2, 19): date(2026, 2, 24)})[7]
    assert (moved.fate, moved.on, moved.held_on) == (Fate.MOVED, date(2026, 2, 19), date(2026, 2, 24))


def test_a_day_that_was_not_offered_is_not_chosen():
    assert laid_out(moves={date(2026, 2, 19): date(2026, 2, 20)})[7].fate is Fate.HOLIDAY


def test_2027_waits_for_its_notice_and_is_laid_out_once_it_is_there():
    plan, year = a_series(), (date(2027, 1, 1), date(2027, 12, 31))
    (reason,) = why_not_range(plan, *year, OFFICIAL)
    assert reason.sentence.startswith("2027 年的放假通知还没有录入")
    with pytest.raises(Refused, match="2027"):
        laid_out(days=year)
    notice = Calendar({date(2027, 2, 4): Day(date(2027, 2, 4), DayKind.HOLIDAY, "春节")}, frozenset({2027}))
    assert why_not_range(plan, *year, notice) == ()
    assert [one.on for one in laid_out(notice, days=year) if one.fate is Fate.HOLIDAY] == [date(2027, 2, 4)]


def test_every_other_reason_is_said():
    shut = Calendar({date(2026, 3, 5): Day(date(2026, 3, 5), DayKind.CLOSED, "古籍搬迁")})
    other = Taken(7, "党课", span_of(date(2026, 3, 12), 900, 960))
    there = Standing({date(2026, 3, 19): 5}, [other])
    now = datetime(2026, 2, 27, tzinfo=UTC)
    became = {one.on.day: one for one in laid_out(shut, there, now=now, days=(date(2026, 2, 26), date(2026, 3, 26)))}
    assert [became[day].fate for day in (26, 5, 12, 19)] == [Fate.HELD, Fate.CLOSED, Fate.TAKEN, Fate.THERE]
    assert became[5].said == "闭馆：古籍搬迁"
    assert became[12].said == "和“党课”（03-12 15:00—16:00）时间重叠，换个时间"
    assert became[19].session == 5
    assert laid_out(now=now, days=(date(2026, 2, 26), date(2026, 2, 26)))[0].fate is Fate.PAST


def test_a_saturday_series_is_held_on_worked_saturdays_only_when_it_closes_the_library():
    saturdays = laid_out(weekday=5, days=(date(2026, 2, 7), date(2026, 2, 28)))
    assert [one.fate for one in saturdays] == [Fate.WEEKEND, Fate.HELD, Fate.HOLIDAY, Fate.HELD]
    open_ones = laid_out(weekday=5, library_closed=False, days=(date(2026, 2, 7), date(2026, 2, 7)))
    assert open_ones[0].fate is Fate.HELD


@given(st.dates(date(2004, 1, 1), date(2025, 12, 31)), st.integers(0, 365), st.integers(0, 6))
def test_every_day_of_the_weekday_has_one_fate_and_no_two_share_a_time(first, length, weekday):
    last = first + timedelta(days=length)
    plan = a_series(weekday=weekday, valid_from=date(2004, 1, 1))
    year = dry_run(plan, first, last, OFFICIAL, NOTHING, {}, datetime(2003, 1, 1, tzinfo=UTC))
    assert [one.on for one in year] == days_of(weekday, first, last)
    held = [one.held_on for one in year if one.held_on]
    assert len(held) == len(set(held))
    assert not any(OFFICIAL.day(on).kind is DayKind.HOLIDAY for on in held)


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((date(2026, 3, 2), date(2026, 3, 1)), "last"),
        ((date(2025, 1, 1), date(2026, 1, 2)), "last"),
        ((date(2026, 3, 6), date(2026, 3, 11)), "first"),
        ((date(9999, 12, 30), date(9999, 12, 31)), "no_notice"),
        ((date(1, 1, 1), date(1, 1, 8)), "no_notice"),
    ],
)
def test_days_that_cannot_be_laid_out(days, code):
    assert [one.code for one in why_not_range(a_series(), *days, OFFICIAL)][:1] == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_minute": 870}, "ends"),
        ({"starts_minute": 0, "ends_minute": 1439}, "ends"),
        ({"valid_to": date(2019, 1, 1)}, "valid_to"),
        ({"venue": ""}, "venue"),
        ({"weekday": 6}, "library_closed"),
        ({}, None),
    ],
)
def test_a_series_that_is_none(changes, code):
    assert [one.code for one in why_not_series(a_series(**changes))] == [code] * (code is not None)


@pytest.mark.parametrize(
    ("day", "plan", "said"),
    [
        (Day(THURSDAY, DayKind.CLOSED, "盘点"), {}, "是闭馆日（盘点）"),
        (Day(THURSDAY, DayKind.HOLIDAY, "国庆节"), {}, "国庆节假期"),
        (Day(THURSDAY, DayKind.WEEKEND), {}, "第三十八条第二款"),
        (Day(THURSDAY, DayKind.WEEKEND), {"library_closed": False}, None),
        (Day(THURSDAY, DayKind.MAKE_UP, "国庆节"), {}, None),
        (Day(THURSDAY, DayKind.WORKDAY), {"span": span_of(date(2026, 11, 19), 870, 1020)}, "已经过去"),
        (Day(THURSDAY, DayKind.WORKDAY), {"venue": ""}, "选一个服务点"),
    ],
)
def test_a_session_needs_a_day_a_place_and_a_time_to_come(day, plan, said):
    reasons = why_not_session(a_plan(**plan), day, [], MONDAY)
    assert [said in one.sentence for one in reasons] == [True] * (said is not None)


def test_two_sessions_do_not_share_time():
    (reason,) = why_not_session(
        a_plan(), Day(THURSDAY, DayKind.WORKDAY), [Taken(1, "党课", span_of(THURSDAY, 900, 930))], MONDAY
    )
    assert (reason.code, "“党课”" in reason.sentence) == ("taken", True)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("14:30", 870), ("１４：３０", 870), ("9:05", 545), ("24:00", None), ("14.30", None), ("", None), ("٣:00", None)],
)
def test_a_time_of_day_in_any_width(text, minute):
    assert minute_of_day(text) == minute
    assert minute is None or minute_of_day(time_of_day(minute)) == minute


def test_a_year_beyond_all_calendars_is_a_slip_of_the_pen():
    for year in (1, 1999, 9999):
        with pytest.raises(Refused, match="年份"):
            span_of(date(year, 1, 1), 0, 60)


def test_a_session_is_called_by_series_and_topic_and_fits_its_column():
    assert title_of("周四学习", "党课") == "周四学习：党课"
    assert (title_of("周四学习", ""), title_of("", "党课")) == ("周四学习", "党课")
    assert len(title_of("系" * 40, "题" * 38)) == 79


def test_checking_in_begins_on_the_day_itself():
    span = span_of(THURSDAY, 870, 1020)
    (reason,) = why_not_begin(GatheringState.PLANNED, span, MONDAY)
    assert reason.sentence == "还没到 2026-11-26，当天再开始签到"
    assert why_not_begin(GatheringState.PLANNED, span, span.starts_at - timedelta(hours=6)) == ()


def test_a_frozen_list_is_changed_on_the_page_of_attendance():
    assert "考勤页" in why_not_change_list(GatheringState.OPEN)[0].sentence
    assert why_not_change_list(GatheringState.PLANNED) == ()


def test_the_minutes_of_an_agenda_fit_into_the_session():
    span = span_of(THURSDAY, 870, 1020)
    item = Item(Category.LAW, "领学", minutes=100)
    assert why_not_item(item, 1, span, 50) == ()
    (reason,) = why_not_item(item, 1, span, 60)
    assert reason.sentence == "这次学习共 150 分钟，还剩 90 分钟没有安排；改短这一项或别的项"
    assert [one.code for one in why_not_item(Item(Category.LAW, "领学", law="x@y"), 20, span, 0)] == ["too_many", "law"]


def test_a_law_that_ships_is_linked_and_another_is_not():
    address, title = law_link("public-library-law@2018-10-26")
    assert (address, title) == ("/laws/public-library-law/2018-10-26", "中华人民共和国公共图书馆法")
    assert [law_link(text) for text in ("", "@", "public-library-law@2017-11-04", "nothing@2018-10-26")] == [None] * 4


def test_an_item_changes_places_with_its_neighbour():
    assert (swapped([3, 1, 2], 1, up=True), swapped([3, 1, 2], 1, up=False)) == ((1, 3), (1, 2))
    assert (swapped([3, 1, 2], 3, up=True), swapped([3, 1, 2], 2, up=False)) == (None, None)


def test_the_notice_cites_article_38_word_for_word():
    from quizzes import content

    law = content.law_text("public-library-law", "2018-10-26")
    text = wording("金湖示例县图书馆", span_of(THURSDAY, 870, 1020), "24 小时阅读空间照常开放。", date(2026, 11, 23))
    quoted = text.paragraphs[1].partition("“")[2].partition("”")[0]
    article = law.partition("第三十八条")[2].partition("第三十九条")[0]
    assert quoted in article
    assert text.paragraphs[0] == (
        "因组织工作人员集中学习，金湖示例县图书馆定于2026年11月26日（星期四）14:30—17:00闭馆，17:00后恢复开放。"
    )
    assert text.paragraphs[2:] == ("24 小时阅读空间照常开放。", "特此公告。")
    assert (text.library, text.day) == ("金湖示例县图书馆", "2026年11月23日")
    assert len(wording("", span_of(THURSDAY, 870, 1020), "", THURSDAY).paragraphs) == 3


def test_less_than_three_days_before_is_shown_as_late():
    span = span_of(THURSDAY, 870, 1020)
    assert not is_late(span, MONDAY)
    assert is_late(span, MONDAY + timedelta(days=1))


def test_a_moved_session_needs_another_notice():
    span = span_of(THURSDAY, 870, 1020)
    posting = Posting("大门", span, MONDAY)
    assert standing(posting, span) == posting
    assert standing(posting, Span(span.starts_at, span.ends_at + timedelta(minutes=1))) is None
    assert why_not_notice(GatheringState.PLANNED, library_closed=False)[0].code == "not_closed"
    assert why_not_notice(GatheringState.CALLED_OFF, library_closed=True)[0].code == "called_off"
