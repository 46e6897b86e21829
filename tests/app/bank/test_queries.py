import dataclasses
from datetime import date

import msgspec
import pytest

from app.bank import actions, queries
from app.bank.queries import Sought
from quizzes import content
from tests.app.bank.conftest import EDITOR, NOW

TODAY = NOW.date()


async def codes(sought, on=TODAY):
    found = []
    for number in range(1, (await queries.shelf(EDITOR, sought, on)).pages + 1):
        page = await queries.shelf(EDITOR, dataclasses.replace(sought, page=number), on)
        found.extend(entry.code for entry in page.entries)
    return found


@pytest.mark.parametrize(
    ("sought", "fits"),
    [
        (Sought(), lambda item: True),
        (Sought(kind="fill_in_blanks"), lambda item: item.question.kind == "fill_in_blanks"),
        (Sought(domain="digital"), lambda item: item.domain == "digital"),
        (Sought(law="public-library-law"), lambda item: item.citation.law == "public-library-law"),
        (Sought(difficulty=4), lambda item: item.difficulty == 4),
        (Sought(status="usable"), lambda item: True),
        (Sought(status="awaiting"), lambda item: False),
        (Sought(status="stale"), lambda item: False),
        (Sought(text="阅读推广"), lambda item: "阅读推广" in msgspec.json.encode(item).decode()),
        (Sought(text="pll-01"), lambda item: item.code.startswith("PLL-01")),
        (Sought(kind="true_false", difficulty=1), lambda i: i.question.kind == "true_false" and i.difficulty == 1),
    ],
)
async def test_the_list_holds_what_fits_page_by_page(loaded, sought, fits):
    assert await codes(sought) == sorted(item.code for item in content.questions() if fits(item))


@pytest.mark.parametrize("text", ["%", "___", "!", "!%"])
async def test_the_marks_of_like_are_found_as_they_stand(loaded, text):
    expected = sorted(item.code for item in content.questions() if text in msgspec.json.encode(item).decode())
    assert await codes(Sought(text=text)) == expected


async def test_tallies_count_each_question_once_by_status(loaded):
    first, second, *_ = [one.id for one in await queries.candidates(EDITOR)]
    await actions.retire(EDITOR, first, "", now=NOW)
    item = (await queries.question(EDITOR, second)).current.item
    await actions.edit(EDITOR, second, msgspec.structs.replace(item, explanation="改。"), number=1, now=NOW)
    total = len(content.questions())
    assert await queries.tallies(EDITOR, TODAY) == {"usable": total - 2, "awaiting": 1, "retired": 1, "stale": 0}


async def test_a_new_version_of_a_law_makes_its_questions_stale_from_its_first_day(loaded, monkeypatch):
    old = content.law("public-library-law", "2018-10-26")
    new = msgspec.structs.replace(old, version="2027-01-02", effective_from=date(2027, 6, 1))
    known = content.laws()
    monkeypatch.setattr(content, "laws", lambda: (*known, new))
    ours = sorted(item.code for item in content.questions() if item.citation.law == "public-library-law")
    assert [entry.code for entry in await queries.stale(EDITOR, date(2027, 5, 31))] == []
    assert [entry.code for entry in await queries.stale(EDITOR, date(2027, 6, 1))] == ours
    assert (await queries.tallies(EDITOR, date(2027, 6, 1)))["stale"] == len(ours)
    assert await codes(Sought(status="stale"), date(2027, 6, 1)) == ours


async def test_items_that_are_known_are_not_asked_for_again(loaded, monkeypatch):
    from app.storage import database

    ids = [one.version_id for one in await queries.candidates(EDITOR)]
    once = await queries.items(ids)

    async def refuse(*given, **named):
        raise AssertionError("asked the database")

    monkeypatch.setattr(database(), "run_querystring", refuse)
    assert await queries.items(ids) == once
