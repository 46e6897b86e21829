"""What is learnt alone is written down inside somebody else's deed."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.locale import speaking
from app.training.rules.own_time import DAILY, MISTAKES, title_said, topic_title
from app.training.steps import note_self_study
from app.training.tables import SelfStudy
from tests.makers import MONDAY, a_person

TEN_MINUTES_ON = MONDAY + timedelta(minutes=10)


async def test_a_set_of_practice_is_kept_with_its_day_and_where_to_look(db):
    staff = await a_person("乐小读", Role.STAFF)
    assert await note_self_study(staff.person, "每日一练", MONDAY, 7, "/practice/sets/1", TEN_MINUTES_ON) == 7
    row = await SelfStudy.objects().first()
    assert (row.person, row.kind, row.title, row.day) == (staff.person, "practice", "每日一练", date(2026, 11, 23))
    assert (row.minutes, row.reference) == (7, "/practice/sets/1")


async def test_the_day_is_the_librarys_and_not_that_of_utc(db):
    staff = await a_person("乐小读", Role.STAFF)
    late = MONDAY.replace(hour=17)
    await note_self_study(staff.person, "每日一练", late, 5, "", late + timedelta(minutes=5))
    assert (await SelfStudy.objects().first()).day == date(2026, 11, 24)


@pytest.mark.parametrize(("told", "kept"), [(7, 7), (10, 10), (11, 10), (9999, 10), (0, 0), (-3, 0)])
async def test_no_more_minutes_than_the_clock_has_gone_on(db, told, kept):
    staff = await a_person("乐小读", Role.STAFF)
    assert await note_self_study(staff.person, "每日一练", MONDAY, told, "", TEN_MINUTES_ON) == kept


async def test_a_long_title_is_cut(db):
    staff = await a_person("乐小读", Role.STAFF)
    await note_self_study(staff.person, "长" * 200, MONDAY, 1, "", TEN_MINUTES_ON)
    assert (await SelfStudy.objects().first()).title == "长" * 80


async def test_what_is_written_down_stays(db):
    staff = await a_person("乐小读", Role.STAFF)
    await note_self_study(staff.person, "每日一练", MONDAY, 1, "", TEN_MINUTES_ON)
    with pytest.raises(Exception, match="insert-only"):
        await SelfStudy.update({SelfStudy.minutes: 600}, force=True)


def test_a_title_is_kept_in_chinese_and_said_in_the_language_of_the_request():
    with speaking("en"):
        kept = [DAILY, MISTAKES, topic_title(""), topic_title("公共图书馆法"), "周四学习小测"]
        said = [title_said(one) for one in kept]
    assert kept == ["每日一练", "重做错题", "专题：全部法规", "专题：公共图书馆法", "周四学习小测"]
    assert said == ["Daily ten", "Mistakes again", "Topic: All laws", "Topic: 公共图书馆法", "周四学习小测"]
    assert [title_said(one) for one in kept] == kept
