"""One sentence for one person: told once, seen once, and nobody else's business."""

import asyncio
import re

import pytest

from app.actor import Actor, Role
from app.audit.tables import Deed
from app.notices import actions, queries, tell
from app.notices.tables import Notice, Reading
from app.refusals import Refused
from app.storage import database
from tests.app.web.site import in_english
from tests.cast import browser
from tests.makers import MONDAY, a_person

MESSAGE = "考试《%(title)s》已安排，到时进来作答"
EDITOR = Actor(99, "示例出题人", frozenset({Role.EDITOR}))


@pytest.fixture
async def two(db):
    """Two persons, each with a notice of their own."""
    people = [await a_person("示例甲", Role.STAFF), await a_person("示例乙", Role.STAFF)]
    await tell(EDITOR, [p.person for p in people], MESSAGE, address="/exams/1", now=MONDAY, title="<b>测</b>")
    return people


async def notice_of(actor):
    (told,) = await queries.told(actor)
    return told


async def test_everybody_who_was_meant_is_told_once(two):
    assert [(await notice_of(actor)).sentence for actor in two] == ["考试《<b>测</b>》已安排，到时进来作答"] * 2
    assert await Notice.count() == 2


async def test_telling_is_one_deed_that_names_who_was_told(two):
    (row,) = await Deed.objects().where(Deed.verb == "notice.told")
    assert (
        row.details
        == f'{{"message":"考试《<b>测</b>》已安排，到时进来作答","people":[{two[0].person},{two[1].person}]}}'
    )


async def test_telling_nobody_leaves_no_trace(db):
    await tell(EDITOR, [], MESSAGE, address="/", now=MONDAY, title="x")
    assert (await Notice.count(), await Deed.count()) == (0, 0)


async def test_a_deed_that_fails_tells_nobody(db):
    person = await a_person("示例甲", Role.STAFF)

    async def caller():
        async with database().atomic():
            await tell(EDITOR, [person.person], MESSAGE, address="/", now=MONDAY, title="x")
            raise Refused

    with pytest.raises(Refused):
        await caller()
    assert await Notice.count() == 0


async def test_seeing_it_twice_changes_nothing(two):
    told = await notice_of(two[0])
    for _ in range(2):
        await actions.mark_seen(two[0], told.id, now=MONDAY)
    assert (await notice_of(two[0])).seen
    assert await Reading.count() == 1
    assert await queries.told(two[0], unseen_only=True) == []


async def test_seeing_it_eight_times_at_once_is_seeing_it_once(two):
    told = await notice_of(two[0])
    await asyncio.gather(*(actions.mark_seen(two[0], told.id, now=MONDAY) for _ in range(8)))
    assert await Reading.count() == 1


async def test_nobody_sees_for_another(two):
    await actions.mark_seen(two[1], (await notice_of(two[0])).id, now=MONDAY)
    assert not (await notice_of(two[0])).seen
    assert await Reading.count() == 0


async def test_the_newest_stands_first_and_a_hundred_are_shown(db):
    person = await a_person("示例甲", Role.STAFF)
    for number in range(queries.MOST + 5):
        await Notice(person=person.person, message="第%(n)d条", params=f'{{"n":{number}}}', at=MONDAY).save()
    told = await queries.told(person)
    assert [one.sentence for one in told] == [f"第{number}条" for number in range(queries.MOST + 4, 4, -1)]
    assert len(await queries.told(person, most=5)) == 5


async def test_the_page_shows_ones_own_escaped_with_where_it_leads(two):
    shown = (await (await browser(two[0])).see("/notices")).text
    assert '<a href="/exams/1">考试《&lt;b&gt;测&lt;/b&gt;》已安排，到时进来作答</a>' in shown
    assert re.findall(r'action="(/notices/\d+/readings)"', shown) == [
        f"/notices/{(await notice_of(two[0])).id}/readings"
    ]


async def test_an_empty_page_says_what_will_come(db):
    shown = await (await browser(await a_person("示例甲"))).see("/notices")
    assert "还没有通知" in shown.text
    assert 'href="/"' in shown.text


async def test_pressing_the_button_gives_the_part_without_it(two):
    who = await browser(two[0])
    answer = await who.send(f"/notices/{(await notice_of(two[0])).id}/readings", **{"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<section id="notices">')
    assert "/readings" not in answer.text
    assert "is-new" not in answer.text


async def test_another_persons_notice_stays_new(two):
    who = await browser(two[1])
    theirs = await notice_of(two[0])
    assert (await who.send(f"/notices/{theirs.id}/readings")).status_code == 200
    assert (await who.send("/notices/424242/readings")).status_code == 200
    assert await Reading.count() == 0


@in_english
async def test_a_notice_is_read_in_the_readers_language(two):
    who = await browser(two[0])
    who.client.cookies.set("language", "en")
    assert "已安排" not in (await who.see("/notices")).text
