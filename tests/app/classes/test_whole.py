"""A class of 120 outsiders from the file that towns send to the certificate that anybody can check."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest

from app.bank import queries as bank
from app.classes import queries
from app.classes.actions import certifying, classes, examining
from app.classes.tables import ClassEnrolment
from app.gatherings.rules import Span
from app.office.codes import printed
from app.people.tables import Person
from tests.app.classes.hall import FIRST, a_class_with, a_held_unit, a_secretary, a_workbook, roster_rows, time
from tests.app.practice.desk import right_texts, wrong_texts
from tests.cast import browser
from tests.makers import MONDAY, five_items, in_the_bank

__all__ = ["time"]

PAPER = Span(FIRST + timedelta(hours=6), FIRST + timedelta(hours=8))
SAT = PAPER.starts_at + timedelta(minutes=5)
EVERYBODY = 120


async def test_120_outsiders_enrolled_by_xlsx_examined_and_certified(db, time):
    secretary = await a_secretary()
    await in_the_bank(secretary, five_items()[:1])
    office = await browser(secretary)
    class_id = await a_class_with(secretary, 0)

    looked = await office.client.post(
        f"/classes/{class_id}/roster",
        data={"_token": office.token()},
        files={"file": ("报名表.xlsx", a_workbook(roster_rows(EVERYBODY)))},
    )
    held = re.search(r'name="held" value="([^"]+)"', looked.text)
    assert await ClassEnrolment.count() == 0
    await office.send(f"/classes/{class_id}/roster/rows", {"held": held[1]})
    seats = await queries.learners(secretary, class_id)
    assert len(seats) == len({seat.code for seat in seats}) == EVERYBODY

    # The first was away from one of two units, the second answers wrong: neither completes.
    await a_held_unit(secretary, class_id, 0)
    await a_held_unit(secretary, class_id, 2, away=frozenset({0}))
    assert await Person.count() == 1 + EVERYBODY
    await examining.draw_paper(secretary, class_id, None, 1, PAPER, now=MONDAY)
    paper = await queries.paper(secretary, class_id)
    item = (await bank.items(paper.versions))[paper.versions[0]]
    for place, seat in enumerate(seats):
        texts = wrong_texts(item) if place == 1 else right_texts(item)
        await examining.begin(secretary, seat.id, now=SAT)
        await examining.save_answer(secretary, seat.id, paper.versions[0], texts, now=SAT)
        await examining.hand_in(secretary, seat.id, now=SAT)
    await classes.finish(secretary, class_id, now=PAPER.ends_at)
    assert await certifying.issue(secretary, class_id, now=PAPER.ends_at) == EVERYBODY - 2

    issued = (await queries.certificates(secretary, class_id))[0].issued
    assert (issued.number, issued.name, issued.hours, issued.points) == ("JY-2026-001-001", "学员003号", "3", "100")
    stranger = await browser()
    page = await stranger.see(f"/certificates/{issued.code}")
    assert page.status_code == 200
    assert "有效：是本馆开的" in page.text
    assert "学****号" in page.text
    assert "学员003号" not in page.text

    shown = (await office.see(f"/classes/{class_id}/completion")).text
    assert "出勤 2/4 节（要求 80%）" in shown
    assert "考试 0 分（要求 60 分）" in shown


@pytest.fixture
async def certified(db, time):
    """A class of one with a certificate, and whoever runs it."""
    secretary = await a_secretary()
    class_id = await a_class_with(secretary, 1)
    await a_held_unit(secretary, class_id, 0)
    seat = (await queries.learners(secretary, class_id))[0]
    await examining.write_result(secretary, seat.id, 7200, "", now=MONDAY)
    await classes.finish(secretary, class_id, now=PAPER.ends_at)
    await certifying.issue(secretary, class_id, now=PAPER.ends_at)
    return secretary, class_id


async def test_a_revoked_certificate_says_so_to_everybody_and_a_new_one_has_another_number(certified, time):
    secretary, class_id = certified
    office, stranger = await browser(secretary), await browser()
    first = (await queries.certificates(secretary, class_id))[0]
    await office.send(f"/classes/certificates/{first.id}/revocations", {"reason": "单位写错"})
    assert "已撤销，不再有效" in (await stranger.see(f"/certificates/{first.issued.code}")).text
    await office.send(f"/classes/{class_id}/certificates")
    numbers = [one.issued.number for one in await queries.certificates(secretary, class_id)]
    assert numbers == ["JY-2026-001-001", "JY-2026-001-002"]


async def test_a_code_that_nobody_has_is_missing_and_says_what_to_do(db, time):
    stranger = await browser()
    answer = await stranger.see("/certificates/3333-3333-3333")
    assert answer.status_code == 404
    assert "没有查验码是 3333-3333-3333" in answer.text


async def test_the_word_certificates_carry_the_code_of_their_check_pages(certified, time):
    secretary, class_id = certified
    made = (await (await browser(secretary)).see(f"/classes/{class_id}/certificates.docx")).content
    issued = (await queries.certificates(secretary, class_id))[0].issued
    pictures = [
        rel.target_part.blob for rel in docx.Document(BytesIO(made)).part.rels.values() if "image" in rel.reltype
    ]
    assert pictures == [printed(f"http://library.test/certificates/{issued.code}").png]


async def test_a_certificate_leads_to_its_check_page_by_a_code_to_scan(certified, time):
    secretary, class_id = certified
    page = (await (await browser(secretary)).see(f"/classes/{class_id}/certificates")).text
    issued = (await queries.certificates(secretary, class_id))[0].issued
    assert f"http://library.test/certificates/{issued.code}" in page
    assert page.count("<svg") > 1
    assert "考核成绩 72 分" in page
