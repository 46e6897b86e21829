"""What the demo library discussed and reads: something late and something done, gaps in the list, readers behind and ahead."""

from datetime import date

import pytest

from app import clock
from app.actor import Actor, Role
from app.party.queries.lectures import lectures
from app.people.tables import Person
from app.study.queries import books, discussing, following, materials
from app.study.rules.following import ActionFilter, Shown
from app.study.tables import Discussion
from app.training.queries.own_time import own_entries, standing
from tests.app.demo.telling import NOW

pytestmark = pytest.mark.usefixtures("library")
TODAY = clock.at_library(NOW).date()


async def who(sign_in, *roles):
    row = await Person.select(Person.id, Person.name).where(Person.sign_in_name == sign_in).first()
    return Actor(row["id"], row["name"], frozenset({Role.STAFF, *roles}))


async def test_two_discussions_with_something_done_late_and_on_its_way():
    secretary = await who("shuji", Role.SECRETARY)
    sessions = [row["session"] for row in await Discussion.select(Discussion.session).order_by(Discussion.id)]
    talks = [one for session in sessions for one in await discussing.discussions(session)]
    assert [len(one.points) for one in talks] == [5, 2]
    items = await following.actions(secretary, ActionFilter(Shown.ALL), TODAY)
    assert [(bool(one.over(TODAY)), one.is_closed) for one in items] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]


async def test_two_of_eight_materials_are_gaps_and_the_others_were_studied():
    listed = await materials.reading_list(await who("guanyuan"), TODAY.year, NOW)
    assert [one.coverage.value for one in listed] == ["not_yet", "not_yet", *["studied"] * 6]
    assert all(use.on.year == TODAY.year for one in listed for use in one.studied)
    # Who reads it here is a member: every lecture of the branch that is over read the letter, too.
    (held,) = [one.elsewhere for one in listed if one.elsewhere]
    assert held == [("党内学习 %(n)d 次", len([one for one in await lectures(TODAY.year) if one.came]))]


async def test_three_set_books_with_readers_behind_and_ahead():
    shelf = await books.shelf(await who("guanyuan"))
    assert [(one.facts.copies, one.readers, one.out, len(one.chapters)) for one in shelf] == [
        (24, 22, 21, 5),
        (24, 20, 20, 4),
        (12, 12, 12, 3),
    ]
    people = [one.person for one in await books.issues(shelf[0].id)]
    far = (await books.progress_of_readers(shelf[0].id, people, TODAY)).values()
    assert {one.due for one in far} == {3}
    assert any(one.behind for one in far)
    assert any(one.read > one.due for one in far)


async def test_some_read_in_the_evening_and_one_took_back_what_was_none():
    reader = await who("guanyuan")
    entries = await own_entries(reader.person, date(TODAY.year - 1, 1, 1), TODAY)
    assert (len(entries), len(standing(entries))) == (9, 8)
    assert all(one.entry.ended_at <= NOW for one in entries)
