"""Set books: copies, the chapter plan, who has one, and how far each reader has come."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.refusals import Missing, Refused
from app.study.actions import books as actions
from app.study.queries import books
from app.study.rules.books import (
    ChapterPlan,
    Progress,
    SetBookFacts,
    chapters_from,
    fen,
    progress,
    why_not_issue,
    why_not_return,
    yuan,
)
from app.study.tables import ChapterReading, SetBookIssue
from tests.app.study.hall import a_member, a_secretary, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["time"]

TODAY = date(2026, 11, 23)
FACTS = SetBookFacts("公共图书馆法释义", 2026, copies=2, price_fen=3850)
PLAN = [ChapterPlan("第一章 总则", date(2026, 11, 1)), ChapterPlan("第二章 设立", date(2026, 12, 31))]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("38.5", 3850), ("３８.５０", 3850), ("¥38", 3800), ("38元", 3800), ("0.05", 5), ("38.555", None), ("三十八", None),
     ("-1", None), ("", None), ("1e3", None)],
)  # fmt: skip
def test_a_price_is_read_as_it_is_printed(text, amount):
    assert fen(text) == amount
    assert amount is None or fen(yuan(amount)) == amount


def test_chapters_are_read_line_by_line_with_the_number_of_a_wrong_one():
    good, none_wrong = chapters_from("第一章 总则 2026-12-01\n\n第二章　设立，２０２６年１２月３１日\n第三章\t2027/1/5")
    assert none_wrong == ()
    assert good == [
        ChapterPlan("第一章 总则", date(2026, 12, 1)),
        ChapterPlan("第二章 设立", date(2026, 12, 31)),
        ChapterPlan("第三章", date(2027, 1, 5)),
    ]
    _, reasons = chapters_from("第一章 总则\n第二章 2026-02-30\n2026-12-01\n第四章 0026-12-01")
    assert [one.sentence[:4] for one in reasons] == ["第 1 ", "第 2 ", "第 3 ", "第 4 "]


def test_a_chapter_may_still_be_read_on_its_day():
    plan = [(TODAY - timedelta(days=1), False), (TODAY - timedelta(days=9), True), (TODAY, False)]
    assert progress(plan, TODAY) == Progress(chapters=3, read=1, due=2, behind=1)


@pytest.mark.parametrize(
    ("names", "having", "left", "on", "codes"),
    [
        (["乐小读"], [], 1, TODAY, []),
        ([], [], 1, TODAY, ["people"]),
        (["乐小读"], ["乐小读"], 1, TODAY, ["people"]),
        (["乐小读", "任小借"], [], 1, TODAY, ["people"]),
        (["乐小读"], [], 1, TODAY + timedelta(days=1), ["issued_on"]),
    ],
)
def test_who_gets_a_copy(names, having, left, on, codes):
    assert [one.code for one in why_not_issue(names, having, left, on, TODAY)] == codes


def test_a_copy_comes_back_after_it_was_given_and_not_in_the_future():
    day = timedelta(days=1)
    assert [bool(why_not_return(TODAY, on, TODAY + day)) for on in (TODAY - day, TODAY, TODAY + day, TODAY + 2 * day)] == [
        True, False, False, True
    ]  # fmt: skip


async def a_book(secretary):
    book = await actions.add_book(secretary, FACTS, now=MONDAY)
    await actions.plan_chapters(secretary, book, PLAN, now=MONDAY)
    return book


async def test_there_are_as_many_copies_as_were_bought(db):
    secretary, one, other = await a_secretary(), await a_member(), await a_member("任小借")
    book = await a_book(secretary)
    assert await actions.give_out(secretary, book, {one.person, other.person}, TODAY, now=MONDAY) == 2
    with pytest.raises(Refused, match="只剩 0 本"):
        await actions.give_out(secretary, book, {secretary.person}, TODAY, now=MONDAY)
    with pytest.raises(Refused, match="已经发出 2 本"):
        await actions.change_book(secretary, book, SetBookFacts("释义", 2026, 1, 3850))
    first = (await books.issues(book))[0]
    await actions.take_back(secretary, first.id, TODAY, now=MONDAY)
    with pytest.raises(Missing):
        await actions.take_back(secretary, first.id, TODAY, now=MONDAY)
    assert await actions.give_out(secretary, book, {secretary.person}, TODAY, now=MONDAY) == 1
    assert (await books.book(secretary, book)).left == 0


async def test_a_copy_goes_to_somebody_on_the_staff(db):
    secretary, volunteer = await a_secretary(), await a_person("上官愿", Role.VOLUNTEER)
    book = await a_book(secretary)
    with pytest.raises(Missing):
        await actions.give_out(secretary, book, {volunteer.person}, TODAY, now=MONDAY)
    assert await SetBookIssue.count() == 0


async def test_a_reader_ticks_and_takes_the_tick_back_and_nobody_else_does(db):
    secretary, reader, other = await a_secretary(), await a_member(), await a_member("任小借")
    book = await a_book(secretary)
    await actions.give_out(secretary, book, {reader.person}, TODAY, now=MONDAY)
    first, second = (await books.book(reader, book)).chapters
    with pytest.raises(Refused, match="没有发给您"):
        await actions.tick_chapter(other, first.id, True, now=MONDAY)
    for chapter, is_read in ((first, True), (first, True), (second, True), (second, False)):
        await actions.tick_chapter(reader, chapter.id, is_read, now=MONDAY)
    assert [one.is_read for one in (await books.book(reader, book)).chapters] == [True, False]
    assert await ChapterReading.count() == 3
    assert await books.progress_of_readers(book, [reader.person, other.person], TODAY) == {
        reader.person: Progress(2, 1, 1, 0),
        other.person: Progress(2, 0, 1, 1),
    }


async def test_a_chapter_that_is_taken_off_keeps_what_was_read(db):
    secretary, reader = await a_secretary(), await a_member()
    book = await a_book(secretary)
    await actions.give_out(secretary, book, {reader.person}, TODAY, now=MONDAY)
    first = (await books.book(reader, book)).chapters[0]
    await actions.tick_chapter(reader, first.id, True, now=MONDAY)
    await actions.remove_chapter(secretary, first.id, now=MONDAY)
    with pytest.raises(Missing):
        await actions.tick_chapter(reader, first.id, False, now=MONDAY)
    assert (await books.book(reader, book)).mine(TODAY) == Progress(1, 0, 0, 0)
    await actions.restore_chapter(secretary, first.id)
    assert (await books.book(reader, book)).mine(TODAY) == Progress(2, 1, 1, 0)
    with pytest.raises(Refused, match="写了两次"):
        await actions.plan_chapters(secretary, book, PLAN[:1], now=MONDAY)


async def test_from_buying_to_a_tick_on_the_phone(db, time):
    secretary, reader = await browser(await a_secretary()), await browser(await a_member())
    form = {"title": "公共图书馆法释义", "year": "2026", "copies": "２", "price": "三十"}
    wrong = await secretary.send("/study/books", form)
    assert (wrong.status_code, "单价写成 38.50 这样" in wrong.text) == (409, True)
    assert (await reader.send("/study/books", form)).status_code == 403
    book = (await secretary.send("/study/books", {**form, "price": "３８.５"})).headers["location"]
    lines = "第一章 总则 2026-12-01\n第二章 设立"
    half = await secretary.send(f"{book}/chapters", {"plan": lines})
    assert (half.status_code, "第 2 行“第二章 设立”没有日期" in half.text, lines in half.text) == (422, True, True)
    assert "读书计划还没有写" in half.text
    assert (await secretary.send(f"{book}/chapters", {"plan": f"{lines} 2026-12-31"})).status_code == 303
    nobody = await secretary.send(f"{book}/issues", {"issued_on": "2026-11-23"})
    assert (nobody.status_code, "勾选要发给谁" in nobody.text) == (409, True)
    given = {"issued_on": "2026-11-23", "people": str(reader.actor.person)}
    assert (await secretary.send(f"{book}/issues", given)).status_code == 303
    assert "签名" in (await secretary.see(f"{book}/signatures")).text
    assert (await reader.see(f"{book}/signatures")).status_code == 403
    seen = (await reader.see(book)).text
    assert ("我读了 0 / 2 章" in seen, "领书的人" in seen, "38.50" in seen) == (True, False, False)
    part = await reader.send("/study/chapters/1/readings", {"is_read": "1"}, **{"HX-Request": "true"})
    assert ("我读了 1 / 2 章" in part.text, "<html" in part.text) == (True, False)
    assert (await reader.send("/study/chapters/1/readings", {"is_read": "0"})).status_code == 303
    assert "读了 0 / 2 章" in (await reader.see("/study/books")).text
    assert "0/2" in (await secretary.see(book)).text
    renamed = {"title": "总则", "read_by": "2026-12-02"}
    assert (await secretary.send("/study/chapters/1", renamed)).status_code == 303
    same = await secretary.send("/study/chapters/1", {**renamed, "title": "第二章 设立"})
    assert (same.status_code, "写了两次" in same.text) == (409, True)
    assert (await secretary.send("/study/issues/1/returns", {"returned_on": "2026-11-23"})).status_code == 303
    assert (await secretary.send(book, {**form, "price": "40", "copies": "3"})).status_code == 303
