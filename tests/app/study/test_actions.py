"""From a series to a closed session, and what is refused on the way."""

import asyncio
from datetime import date, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.bank.tables import ShortQuiz
from app.gatherings import queries as gatherings
from app.gatherings import steps
from app.gatherings.rules import Category, GatheringState, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.tables import CalendarDay, Gathering
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.storage import database
from app.study import queries
from app.study.actions import agenda, lists, notices, quizzes, series, sessions
from app.study.rules import span_of
from app.study.rules.agenda import Item
from app.study.rules.expecting import Change
from app.study.rules.planning import Fate
from app.study.rules.quizzing import Timing
from app.study.tables import StudySession
from tests.app.study.hall import IN_TIME, THURSDAY, a_member, a_plan, a_secretary, a_series
from tests.makers import MONDAY, a_person, five_items, in_the_bank

YEAR = date(2026, 1, 1), date(2026, 12, 31)
READING = Item(Category.LAW, "领学第四章", "单知行", 60, law="public-library-law@2018-10-26")


async def a_session(actor, **changes):
    return await sessions.arrange(actor, a_plan(**changes), now=MONDAY)


async def state_of(actor, session_id):
    return (await queries.session(actor, session_id)).state


async def test_a_year_is_laid_out_once_however_often_it_is_asked(db):
    secretary = await a_secretary()
    weekly = await series.make_series(secretary, a_series(), now=MONDAY)
    first = await series.lay_out(secretary, weekly, *YEAR, {}, now=MONDAY)
    held = [one.on for one in first if one.fate is Fate.HELD]
    assert held == [date(2026, 11, 26), *(date(2026, 12, day) for day in (3, 10, 17, 24, 31))]
    again = await series.lay_out(secretary, weekly, *YEAR, {}, now=MONDAY)
    assert [one.fate for one in again if one.on in held] == [Fate.THERE] * 6
    assert await StudySession.count() == await Gathering.count() == 6
    assert (await queries.series(secretary, weekly)).laid_out_to == date(2026, 12, 31)


async def test_two_people_who_lay_out_at_once_make_each_day_once(db):
    secretary = await a_secretary()
    weekly = await series.make_series(secretary, a_series(), now=MONDAY)
    await asyncio.gather(*(series.lay_out(secretary, weekly, *YEAR, {}, now=MONDAY) for _ in range(4)))
    assert await StudySession.count() == 6


async def test_two_people_who_want_one_time_do_not_both_get_it(db):
    secretary = await a_secretary()
    done = await asyncio.gather(*(a_session(secretary) for _ in range(4)), return_exceptions=True)
    assert sorted(isinstance(one, Refused) for one in done) == [False, True, True, True]
    assert await Gathering.count() == 1


async def test_2027_is_refused_and_leaves_nothing(db):
    secretary = await a_secretary()
    weekly = await series.make_series(secretary, a_series(), now=MONDAY)
    with pytest.raises(Refused, match="2027 年的放假通知还没有录入"):
        await series.lay_out(secretary, weekly, date(2026, 12, 1), date(2027, 1, 31), {}, now=MONDAY)
    assert (await StudySession.count(), await Deed.count().where(Deed.verb == "study_series.laid_out")) == (0, 0)


async def test_no_session_on_a_closed_day_or_over_another(db):
    secretary = await a_secretary()
    await CalendarDay(day=date(2026, 12, 3), kind="closed", name="盘点", source="馆务会", at=MONDAY).save()
    with pytest.raises(Refused, match="2026-12-03 是闭馆日（盘点）"):
        await a_session(secretary, on=date(2026, 12, 3))
    await a_session(secretary)
    with pytest.raises(Refused, match="时间重叠"):
        await a_session(secretary, span=span_of(THURSDAY, 1000, 1080))
    await a_session(secretary, span=span_of(THURSDAY, 1020, 1080))
    with pytest.raises(Refused, match="填写学习主题"):
        await a_session(secretary, topic="", on=date(2026, 12, 10))
    with pytest.raises(Missing):
        await a_session(secretary, place=4711, on=date(2026, 12, 10))


async def test_expected_is_who_is_on_the_staff_that_day(db):
    secretary = await a_secretary()
    here = await a_member("华小卷", joined_on=THURSDAY)
    leaving = await a_member("冼小刊", left_on=THURSDAY)
    await a_member("欧阳读", joined_on=THURSDAY + timedelta(days=1))
    await a_member("宓小页", left_on=THURSDAY - timedelta(days=1))
    guest = await a_person("上官愿", Role.VOLUNTEER)
    study = await a_session(secretary)
    await lists.change_list(secretary, study, leaving.person, Change.LEFT_OUT, "交接工作", now=MONDAY)
    await lists.change_list(secretary, study, guest.person, Change.ADDED, "讲课", now=MONDAY)
    with pytest.raises(Refused, match="已经在名单上"):
        await lists.change_list(secretary, study, guest.person, Change.ADDED, "讲课", now=MONDAY)
    with pytest.raises(Refused, match="不在名单上"):
        await lists.change_list(secretary, study, leaving.person, Change.LEFT_OUT, "交接", now=MONDAY)
    await sessions.open_list(secretary, study, now=IN_TIME)
    session = await queries.session(secretary, study)
    expected = await gatherings.expected_persons(session.gathering.id)
    assert expected == {secretary.person, here.person, guest.person}
    assert {row["person"] for row in await Notice.select(Notice.person)} == expected
    with pytest.raises(Refused, match="考勤页"):
        await lists.change_list(secretary, study, here.person, Change.LEFT_OUT, "出差", now=IN_TIME)


async def test_a_change_of_the_list_is_taken_back(db):
    secretary, one = await a_secretary(), await a_member()
    study = await a_session(secretary)
    await lists.change_list(secretary, study, one.person, Change.LEFT_OUT, "出差", now=MONDAY)
    assert await queries.session(one, study) is None
    await lists.restore_list(secretary, study, one.person)
    assert (await queries.session(one, study)).id == study


async def test_whose_session_it_is_not_does_not_find_it(db):
    secretary, one = await a_secretary(), await a_member()
    gone = await a_member("宓小页", left_on=THURSDAY - timedelta(days=1))
    study = await a_session(secretary)
    assert (await queries.session(one, study)).title == "公共图书馆法第四章"
    assert await queries.session(gone, study) is None
    await sessions.open_list(secretary, study, now=IN_TIME)
    late = await a_member("欧阳读")
    assert await queries.session(late, study) is None
    assert [v.id for v in (await queries.sessions(one, 2026, IN_TIME)).coming] == [study]
    assert (await queries.sessions(late, 2026, IN_TIME)).coming == []


async def test_a_moved_session_tells_those_expected_and_keeps_its_day_of_the_series(db):
    secretary, one = await a_secretary(), await a_member()
    weekly = await series.make_series(secretary, a_series(), now=MONDAY)
    await series.lay_out(secretary, weekly, THURSDAY, THURSDAY, {}, now=MONDAY)
    (study,) = (await queries.sessions(secretary, 2026, MONDAY)).coming
    friday = THURSDAY + timedelta(days=1)
    assert await sessions.change(secretary, study.id, a_plan(on=friday), now=MONDAY)
    moved = await queries.session(secretary, study.id)
    assert (moved.on, moved.held_for, moved.title) == (friday, THURSDAY, "周四学习：公共图书馆法第四章")
    told = await Notice.select(Notice.person, Notice.params)
    assert {row["person"] for row in told} == {secretary.person, one.person}
    assert '"at":"11-27 14:30"' in told[0]["params"]
    again = await series.lay_out(secretary, weekly, THURSDAY, THURSDAY, {}, now=MONDAY)
    assert again[0].fate is Fate.THERE
    assert not await sessions.change(secretary, study.id, a_plan(on=friday, host="单知行"), now=MONDAY)
    assert await Notice.count() == 2


async def test_an_open_session_stays_where_it_is(db):
    secretary = await a_secretary()
    study = await a_session(secretary)
    with pytest.raises(Refused, match="当天再开始签到"):
        await sessions.open_list(secretary, study, now=MONDAY)
    await sessions.open_list(secretary, study, now=IN_TIME)
    with pytest.raises(Refused, match="名单已经定了"):
        await sessions.open_list(secretary, study, now=IN_TIME)
    with pytest.raises(Refused, match="主题、时间和地点不能再改"):
        await sessions.change(secretary, study, a_plan(topic="别的", venue="三楼报告厅"), now=IN_TIME)
    assert not await sessions.change(secretary, study, a_plan(host="单知行"), now=IN_TIME)


async def test_a_session_that_is_called_off_tells_why(db):
    secretary, one = await a_secretary(), await a_member()
    study = await a_session(secretary)
    await sessions.call_off(secretary, study, "报告厅停电", now=MONDAY)
    assert await state_of(one, study) is GatheringState.CALLED_OFF
    assert '"reason":"报告厅停电"' in (await Notice.select().first())["params"]
    with pytest.raises(Refused, match="已经取消了"):
        await sessions.call_off(secretary, study, "又停电", now=MONDAY)
    await a_session(secretary)


async def test_a_session_is_not_ended_before_it_begins(db):
    secretary, _one = await a_secretary(), await a_member()
    study = await a_session(secretary)
    with pytest.raises(Refused, match="还没有开始签到"):
        await sessions.close(secretary, study, now=IN_TIME)
    await sessions.open_list(secretary, study, now=IN_TIME)
    with pytest.raises(Refused, match="还没到开始时间；不办就取消"):
        await sessions.close(secretary, study, now=IN_TIME)
    gathering = (await queries.session(secretary, study)).gathering
    assert all(line.record is None for line in await gatherings.attendance(gathering.id))
    await sessions.close(secretary, study, now=gathering.span.starts_at)


async def test_a_closed_session_has_its_minutes(db):
    secretary, one = await a_secretary(), await a_member()
    study = await a_session(secretary)
    await sessions.open_list(secretary, study, now=IN_TIME)
    gathering = (await queries.session(secretary, study)).gathering
    async with database().atomic():
        came = Record(Status.PRESENT, Source.SCAN, IN_TIME)
        await steps.record(secretary, gathering.id, one.person, came, IN_TIME)
    await sessions.close(secretary, study, now=gathering.span.ends_at)
    seen = await queries.session(secretary, study)
    assert (seen.state, seen.expected, seen.came) == (GatheringState.CLOSED, 2, 1)
    assert {line.name: line.minutes for line in await gatherings.attendance(gathering.id)} == {
        "乐小读": 150,
        "覃向学": 0,
    }
    for act in (
        agenda.add_item(secretary, study, READING),
        sessions.change(secretary, study, a_plan(host="x"), now=IN_TIME),
        quizzes.attach_quiz(secretary, study, Timing.AFTER, None, 3, now=IN_TIME),
    ):
        with pytest.raises(Refused, match="已经结束"):
            await act


async def test_an_agenda_is_written_ordered_and_taken_back(db):
    secretary = await a_secretary()
    study = await a_session(secretary)
    ids = [
        await agenda.add_item(secretary, study, Item(Category.LAW, f"第{n}项", minutes=30)) for n in ("一", "二", "三")
    ]
    await agenda.move_item(secretary, ids[2], up=True)
    await agenda.move_item(secretary, ids[0], up=True)
    await agenda.remove_item(secretary, ids[1], now=MONDAY)
    assert [line.item.title for line in await queries.agenda(study)] == ["第一项", "第三项"]
    with pytest.raises(Missing):
        await agenda.remove_item(secretary, ids[1], now=MONDAY)
    await agenda.restore_item(secretary, ids[1])
    assert [line.item.title for line in await queries.agenda(study)] == ["第一项", "第三项", "第二项"]
    await agenda.change_item(secretary, ids[0], READING)
    assert (await queries.agenda_item(secretary, ids[0])).item == READING
    with pytest.raises(Refused, match="还剩 30 分钟"):
        await agenda.add_item(secretary, study, Item(Category.LAW, "讨论", minutes=31))


async def test_a_session_is_not_made_shorter_than_its_agenda(db):
    secretary = await a_secretary()
    study = await a_session(secretary)
    await agenda.add_item(secretary, study, READING)
    span = a_plan().span
    short, enough = (a_plan(span=Span(span.starts_at, span.starts_at + timedelta(minutes=n))) for n in (59, 60))
    with pytest.raises(Refused, match="议程已经排了 60 分钟，改后只有 59 分钟"):
        await sessions.change(secretary, study, short, now=MONDAY)
    assert await sessions.change(secretary, study, enough, now=MONDAY)


async def test_items_moved_at_once_stay_in_one_order(db):
    secretary = await a_secretary()
    study = await a_session(secretary)
    ids = [await agenda.add_item(secretary, study, Item(Category.LAW, f"第{n}项")) for n in range(4)]
    await asyncio.gather(*(agenda.move_item(secretary, one, up=up) for one in ids for up in (True, False)))
    assert sorted(line.id for line in await queries.agenda(study)) == ids


async def test_the_notice_is_worded_and_posted_and_wears_out_when_the_session_moves(db):
    secretary = await a_secretary()
    study = await a_session(secretary)
    await notices.word_notice(secretary, study, "24 小时阅读空间照常开放。", now=MONDAY)
    await notices.post_notice(secretary, study, "大门、公众号", now=MONDAY)
    notice = await queries.notice(study)
    assert (notice.closing, notice.posting.where, notice.posting.span) == (
        "24 小时阅读空间照常开放。",
        "大门、公众号",
        a_plan().span,
    )
    with pytest.raises(Refused, match="已经过去"):
        await notices.post_notice(secretary, study, "大门", now=a_plan().span.ends_at)
    shown = await a_session(secretary, library_closed=False, on=date(2026, 12, 3))
    with pytest.raises(Refused, match="不闭馆"):
        await notices.post_notice(secretary, shown, "大门", now=MONDAY)


async def test_a_quiz_is_drawn_for_the_session_and_taken_off(db):
    secretary = await a_secretary()
    await in_the_bank(await a_person("仇小题", Role.EDITOR), five_items())
    study = await a_session(secretary)
    quiz = await quizzes.attach_quiz(secretary, study, Timing.AFTER, "public-library-law", 3, now=MONDAY)
    before = await quizzes.attach_quiz(secretary, study, Timing.BEFORE, "public-library-law", 3, now=MONDAY)
    assert (await queries.session(secretary, study)).quizzes == {Timing.BEFORE: before, Timing.AFTER: quiz}
    with pytest.raises(Refused, match="已经附了课后小测"):
        await quizzes.attach_quiz(secretary, study, Timing.AFTER, None, 3, now=MONDAY)
    await quizzes.detach_quiz(secretary, study, Timing.AFTER)
    with pytest.raises(Missing):
        await quizzes.detach_quiz(secretary, study, Timing.AFTER)
    with pytest.raises(Refused, match="抽不出 6 道"):
        await quizzes.attach_quiz(secretary, study, Timing.AFTER, None, 6, now=MONDAY)
    assert (await queries.session(secretary, study)).quizzes == {Timing.BEFORE: before}
    titles = await ShortQuiz.select(ShortQuiz.title).order_by(ShortQuiz.id)
    assert [row["title"].rpartition(" · ")[2] for row in titles] == ["课后小测", "课前小测"]


async def test_what_home_and_search_ask(db):
    secretary, one = await a_secretary(), await a_member()
    study = await a_session(secretary)
    await agenda.add_item(secretary, study, READING)
    assert (await queries.next_session(one, MONDAY)).id == study
    assert await queries.to_open(one, IN_TIME) == []
    assert [s.id for s in await queries.to_open(secretary, IN_TIME)] == [study]
    await sessions.open_list(secretary, study, now=IN_TIME)
    over = a_plan().span.ends_at
    assert [s.id for s in await queries.to_close(secretary, over)] == [study]
    assert await queries.to_close(secretary, IN_TIME) == []
    await sessions.close(secretary, study, now=over)
    assert await queries.next_session(one, over) is None
    found = [("2026-11-26 公共图书馆法第四章", f"/study/sessions/{study}")]
    assert await queries.sessions_called(one, "图书馆法") == await queries.sessions_called(one, "领学") == found
    assert await queries.sessions_called(await a_member("欧阳读"), "图书馆法") == []
