"""Classes over HTTP: enrolling by the link, coming back, the exam on a phone, the form, checking in, the set of papers."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.bank import queries as bank
from app.classes import queries
from app.classes.actions import examining, units
from app.classes.actions.finding import find_seat
from app.classes.rules import Claim
from app.classes.rules.roster import ALL_HEADINGS
from app.classes.tables import ClassAnswer, ClassEnrolment, ClassRated, ClassRating
from app.clock import at_library
from app.gatherings.queries import attendance
from app.gatherings.rules import Span
from app.gatherings.rules.attendance import Status
from app.office.reading import read_table
from app.people.queries.persons import OUTSIDERS, persons
from app.people.queries.persons import Sought as PeopleSought
from app.people.tables import Person, RoleGrant, SignInFailure
from tests.app.classes.hall import FIRST, a_class_with, a_held_unit, a_secretary, a_unit, a_workbook, roster_rows, time
from tests.app.practice.desk import right_texts
from tests.cast import browser
from tests.makers import MONDAY, a_person, five_items, in_the_bank

__all__ = ["time"]

FORM = {"name": "王示例", "unit": "示例一镇文化站", "tier": "town", "phone": "1990000 1234", "agrees": "1"}


@pytest.fixture
async def secretary(db, time):
    return await a_secretary()


@pytest.fixture
async def class_id(secretary):
    return await a_class_with(secretary, 0, capacity=2)


async def link(secretary, class_id):
    return f"/enrol/{(await queries.training_class(secretary, class_id)).token}"


def error_at(answer, name):
    found = re.search(rf'id="e-{name}">.*?</span>([^<]+)</p>', answer.text)
    return html.unescape(found[1]) if found else None


async def test_an_outsider_enrols_by_the_link_comes_back_and_withdraws(secretary, class_id):
    address, stranger = await link(secretary, class_id), await browser()
    assert "保存 3 年" in (await stranger.see(address)).text
    made = await stranger.send(address, FORM)
    mine = made.headers["location"]
    seat = (await queries.learners(secretary, class_id))[0]
    assert (seat.phone, seat.person) == ("19900001234", None)
    assert seat.code in (await stranger.see(mine)).text

    another = await browser()
    found = await another.send(f"{address}/me", {"name": "王示例", "last_digits": "1234", "code": seat.code.lower()})
    assert found.headers["location"] == mine
    wrong = await another.send(f"{address}/me", {"name": "王示例", "last_digits": "1235", "code": seat.code})
    assert wrong.status_code == 409

    assert (
        error_at(await another.send(address, FORM), "phone") == "这个手机号已经报过名；要看自己的报名，用“查我的报名”"
    )
    await stranger.send(f"{mine}/withdrawals")
    assert (await stranger.see(mine)).status_code == 404
    assert (await another.send(address, FORM)).status_code == 303
    assert await ClassEnrolment.count() == 2


async def test_guesses_at_a_learners_code_wait_and_the_learner_elsewhere_does_not(secretary, class_id, time):
    address, stranger = await link(secretary, class_id), await browser()
    await stranger.send(address, FORM)
    seat = (await queries.learners(secretary, class_id))[0]
    mine = {"name": "王示例", "last_digits": "1234", "code": seat.code}
    said = [html.unescape((await stranger.send(f"{address}/me", {**mine, "code": f"XXXXX{n}"})).text) for n in "34679"]
    assert ["还可以再试 2 次" in said[2], "还可以再试 1 次" in said[3], "10 分钟后可以再试" in said[4]] == [True] * 3
    right_too_early = await stranger.send(f"{address}/me", mine)
    until = f"{at_library(time.now + timedelta(minutes=10, seconds=59)):%H:%M} 以后再试"
    assert (right_too_early.status_code, until in right_too_early.text) == (409, True)
    assert await Deed.count().where(Deed.verb == "class_code.refused") == 5
    assert (await stranger.send(f"{address}/me", {**mine, "last_digits": "4321"})).status_code == 409
    found = await find_seat(replace(secretary, origin="198.51.100.7"), class_id, Claim(**mine), now=time.now)
    assert found.id == seat.id
    time.now += timedelta(minutes=11)
    assert (await stranger.send(f"{address}/me", mine)).status_code == 303
    assert await SignInFailure.count().where(SignInFailure.account.like("claim:%")) == 1


async def test_without_the_consent_nothing_is_kept(secretary, class_id):
    answer = await (await browser()).send(await link(secretary, class_id), {**FORM, "agrees": ""})
    assert error_at(answer, "agrees") == "勾选同意以后才能报名；不同意就不留您的资料"
    assert await ClassEnrolment.count() == 0


async def test_the_last_seat_and_the_deadline_close_the_form(secretary, class_id, time):
    address, stranger = await link(secretary, class_id), await browser()
    for number in range(2):
        await stranger.send(address, {**FORM, "phone": f"1990000000{number}"})
    assert "名额 2 个已满" in (await stranger.send(address, {**FORM, "phone": "19900000009"})).text
    time.now = FIRST
    assert "报名已经截止" in (await stranger.see(address)).text


async def test_a_file_with_one_fault_takes_nobody_in(secretary, class_id):
    office = await browser(secretary)
    rows = [*roster_rows(1), ("", "示例村", "村", "19900000009", "")]
    files = {"file": ("名单.xlsx", a_workbook(rows))}
    answer = await office.client.post(f"/classes/{class_id}/roster", data={"_token": office.token()}, files=files)
    assert answer.status_code == 409
    assert "第 4 行" in answer.text
    assert 'name="held"' not in answer.text


async def looked_at(office, class_id, rows):
    files = {"file": ("名单.xlsx", a_workbook(rows))}
    return await office.client.post(f"/classes/{class_id}/roster", data={"_token": office.token()}, files=files)


def draft_of(answer):
    return re.search(r'name="draft" value="([^"]+)"', answer.text)[1]


WRONG = [
    *roster_rows(1),
    ("", "示例村", "村", "19900000009", ""),
    ("吴示例", "示例村", "乡下", "1990000", ""),
    ("郑示例", "示例村", "村", "19900000001", ""),
]


async def test_wrong_cells_are_mended_in_place_and_then_taken_in(secretary):
    class_id = await a_class_with(secretary, 0)
    office = await browser(secretary)
    first = await looked_at(office, class_id, WRONG)
    assert [name in first.text for name in ("name-4", "tier-5", "phone-5", "out-6")] == [True] * 4
    at = f"/classes/{class_id}/roster"
    some = {"draft": draft_of(first), "name-4": "王 示例", "tier-5": "村（社区）", "phone-5": "1990", "out-6": "1"}
    again = await office.send(f"{at}/corrections", some)
    assert again.status_code == 409
    assert 'name="phone-5" value="1990"' in again.text
    assert "name-4" not in again.text
    good = await office.send(f"{at}/corrections", {"draft": draft_of(again), "phone-5": "１９９００００００１０"})
    assert good.status_code == 200
    assert await ClassEnrolment.count() == 0
    await office.send(f"{at}/rows", {"held": re.search(r'name="held" value="([^"]+)"', good.text)[1]})
    seats = await queries.learners(secretary, class_id)
    assert [(seat.name, seat.phone) for seat in seats] == [
        ("学员001号", "19900000001"), ("王示例", "19900000009"), ("吴示例", "19900000010"),
    ]  # fmt: skip


async def test_the_wrong_rows_are_taken_along_mended_there_and_read_again(secretary):
    class_id = await a_class_with(secretary, 0)
    office = await browser(secretary)
    first = await looked_at(office, class_id, WRONG)
    made = (await office.send(f"/classes/{class_id}/roster/errors.xlsx", {"draft": draft_of(first)})).content
    table = await read_table(made, "要改的行.xlsx", ALL_HEADINGS)
    assert [(row["姓名"], row["手机号"], row["原表第几行"], row["要改的列"]) for row in table.rows] == [
        ("", "19900000009", "4", "姓名"), ("吴示例", "1990000", "5", "层级、手机号"), ("郑示例", "19900000001", "6", "手机号"),
    ]  # fmt: skip
    assert table.rows[2]["怎么改"] == "手机号：和第 3 行是同一个号，删去一行"
    files = {"file": ("要改的行.xlsx", made)}
    answer = await office.client.post(f"/classes/{class_id}/roster", data={"_token": office.token()}, files=files)
    assert "是空的，填上" in answer.text


async def test_who_says_so_takes_in_the_good_rows_and_the_others_stay_to_be_mended(secretary):
    class_id = await a_class_with(secretary, 0)
    office = await browser(secretary)
    first = await looked_at(office, class_id, WRONG)
    answer = await office.send(f"/classes/{class_id}/roster/good-rows", {"draft": draft_of(first)})
    assert "已导入 1 人，还有 4 处要改" in answer.text
    assert [seat.name for seat in await queries.learners(secretary, class_id)] == ["学员001号"]
    rest = {"draft": draft_of(answer), "name-4": "王示例", "out-5": "1", "out-6": "1"}
    assert (await office.send(f"/classes/{class_id}/roster/good-rows", rest)).status_code == 303
    assert await ClassEnrolment.count() == 2


async def test_a_draft_of_another_class_or_of_nobody_is_missing(secretary, class_id):
    office = await browser(secretary)
    other = await a_class_with(secretary, 0)
    draft = draft_of(await looked_at(office, other, WRONG))
    for given in (draft, draft[:-4], ""):
        assert (await office.send(f"/classes/{class_id}/roster/corrections", {"draft": given})).status_code == 404


async def test_a_file_with_more_people_than_seats_is_told_before_anything_is_written(secretary, class_id):
    office = await browser(secretary)
    files = {"file": ("名单.xlsx", a_workbook(roster_rows(3)))}
    answer = await office.client.post(f"/classes/{class_id}/roster", data={"_token": office.token()}, files=files)
    assert "名额还剩 2 个，这里有 3 人" in answer.text


async def test_the_template_is_a_roster_that_can_be_read(secretary, class_id):
    office = await browser(secretary)
    made = (await office.see(f"/classes/{class_id}/roster.xlsx")).content
    files = {"file": ("名单.xlsx", made)}
    answer = await office.client.post(f"/classes/{class_id}/roster", data={"_token": office.token()}, files=files)
    assert "表里没有学员" in answer.text


async def test_the_exam_is_answered_on_a_phone_and_marked_when_it_is_handed_in(secretary, class_id, time):
    await in_the_bank(secretary, five_items()[:2])
    address, phone = await link(secretary, class_id), await browser()
    mine = (await phone.send(address, FORM)).headers["location"]
    span = Span(MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2))
    await examining.draw_paper(secretary, class_id, None, 2, span, now=MONDAY)
    assert (await phone.send(f"{mine}/sittings")).status_code == 409

    time.now = span.starts_at
    await phone.send(f"{mine}/sittings")
    versions = (await queries.paper(secretary, class_id)).versions
    items = await bank.items(versions)
    await phone.send(f"{mine}/answers", {"version": str(versions[0]), "answer": "3"})
    await phone.send(f"{mine}/answers", {"version": str(versions[0]), "answer": right_texts(items[versions[0]])})
    assert "已存 1 题" in (await phone.see(f"{mine}/paper")).text
    await phone.send(f"{mine}/hand-ins")
    assert "50 分" in (await phone.see(mine)).text
    assert (await phone.send(f"{mine}/answers", {"version": str(versions[1]), "answer": "0"})).status_code == 409
    assert await ClassAnswer.count() == 2


async def test_what_was_saved_and_not_handed_in_is_marked_after_the_time(secretary, class_id):
    await in_the_bank(secretary, five_items()[:1])
    await (await browser()).send(await link(secretary, class_id), FORM)
    seat = (await queries.learners(secretary, class_id))[0]
    span = Span(MONDAY, MONDAY + timedelta(hours=1))
    await examining.draw_paper(secretary, class_id, None, 1, span, now=MONDAY)
    await examining.begin(secretary, seat.id, now=MONDAY)
    version = (await queries.paper(secretary, class_id)).versions[0]
    await examining.save_answer(secretary, seat.id, version, ["0"], now=MONDAY)
    assert await examining.take_papers_in(secretary, class_id, now=span.ends_at + timedelta(minutes=1)) == 1
    assert (await queries.learners(secretary, class_id))[0].points_x100 == 10_000


async def test_a_result_from_paper_is_corrected_by_another_row(secretary, class_id):
    await (await browser()).send(await link(secretary, class_id), FORM)
    office = await browser(secretary)
    at = "/classes/learners/1/result"
    await office.send(at, {"points": "59.5"})
    assert error_at(await office.send(at, {"points": "61"}), "note") == "已经有成绩，写明更正的原因"
    await office.send(at, {"points": "61", "note": "加分算错"})
    assert (await queries.learners(secretary, class_id))[0].points_x100 == 6100
    assert error_at(await office.send(at, {"points": "很好"}), "points") == "成绩填 0 到 100 之间的数，最多两位小数"


async def test_the_satisfaction_form_is_given_once_and_is_nobodys(secretary, class_id, time):
    phone = await browser()
    mine = (await phone.send(await link(secretary, class_id), FORM)).headers["location"]
    form = {f"item_{n}": "5" for n in range(1, 6)} | {"text": "很好"}
    assert (await phone.send(f"{mine}/rating", form)).status_code == 409
    time.now = FIRST
    assert (await phone.send(f"{mine}/rating", form)).status_code == 303
    assert (await phone.send(f"{mine}/rating", form)).status_code == 409
    assert (await ClassRating.count(), await ClassRated.count()) == (1, 1)
    line = await Deed.select(Deed.actor, Deed.subject).where(Deed.verb == "class_rating.given").first()
    assert line == {"actor": None, "subject": class_id}


async def test_a_learner_checks_in_and_out_with_the_code_on_the_screen(secretary, class_id, time):
    phone = await browser()
    await phone.send(await link(secretary, class_id), FORM)
    seat = (await queries.learners(secretary, class_id))[0]
    plan = a_unit()
    time.now = plan.span.starts_at
    office = await browser(secretary)
    unit = await units.add_unit(secretary, class_id, plan, now=MONDAY)
    await office.send(f"/classes/units/{unit}/openings")
    gathering = (await queries.unit(secretary, unit)).gathering.id
    me = {"name": "王示例", "last_digits": "1234", "code": seat.code}
    for minutes in (0, 90):
        time.now = plan.span.starts_at + timedelta(minutes=minutes)
        screen = (await office.see(f"/classes/units/{unit}/code")).text
        scanned = re.search(r'data-address="http://library.test([^"]+)"', screen)[1]
        form = re.search(r'action="(/arrivals/[^"]+)"', (await phone.see(scanned)).text)[1]
        assert (await phone.send(form, {**me, "code": "XXXXXX"})).status_code == 409
        assert (await phone.send(form, me)).status_code == 303
    line = (await attendance(gathering))[0]
    assert (line.name, line.record.status, line.minutes) == ("王示例", Status.PRESENT, 90)
    time.now += timedelta(minutes=5)
    assert (await phone.see(scanned)).status_code == 409


async def test_staff_who_enrol_are_the_persons_they_are_and_nobody_else_signs_in(secretary, class_id):
    await Person.update({Person.phone: "19900001234"}).where(Person.id == secretary.id)
    address, stranger = await link(secretary, class_id), await browser()
    await stranger.send(address, {**FORM, "name": "覃向学", "tier": "county"})
    await stranger.send(address, {**FORM, "phone": "19900000077"})
    await a_held_unit(secretary, class_id, 0)
    seats = await queries.learners(secretary, class_id)
    assert seats[0].person == secretary.id
    outsider = await Person.objects().where(Person.id == seats[1].person).first()
    assert (outsider.name, outsider.post, outsider.password_hash) == ("王示例", "示例一镇文化站", None)


async def test_outsiders_are_no_people_of_the_house_until_they_are_asked_for(secretary):
    class_id = await a_class_with(secretary, 60)
    await a_held_unit(secretary, class_id, 0)
    office = await browser(await a_person("馆长示例", Role.STAFF, Role.MANAGER))
    assert await Person.count() == 62
    listed = await persons(secretary, PeopleSought(), MONDAY)
    assert (listed.total, listed.pages, [line.name for line in listed.lines]) == (2, 1, ["覃向学", "馆长示例"])
    assert "共 2 人" in (await office.see("/people")).text
    assert "没有符合这些条件的人" in (await office.see("/people?q=学员")).text
    assert "学员001号" not in (await office.see("/search?q=学员")).text
    asked = await persons(secretary, PeopleSought(role=OUTSIDERS, page=2), MONDAY)
    assert (asked.total, asked.pages, len(asked.lines)) == (60, 2, 10)
    second = (await office.see(f"/people?role={OUTSIDERS}&p=2")).text
    assert ["共 60 人" in second, "第 2 页，共 2 页" in second, "馆外学员" in second] == [True] * 3
    assert f"role={OUTSIDERS}&amp;past=false&amp;p=1" in second

    seat = (await queries.learners(secretary, class_id))[0]
    await RoleGrant(person=seat.person, role=Role.VOLUNTEER.value, granted_at=MONDAY).save()
    assert [line.name for line in (await persons(secretary, PeopleSought(text="学员"), MONDAY)).lines] == ["学员001号"]
    assert (await persons(secretary, PeopleSought(role=OUTSIDERS), MONDAY)).total == 59


async def test_the_set_is_eight_files_and_the_public_one_shows_no_name(secretary, class_id):
    await (await browser()).send(await link(secretary, class_id), FORM)
    office = await browser(secretary)
    whole = ZipFile(BytesIO((await office.see(f"/classes/{class_id}/package.zip")).content))
    assert [name[2:].split(".")[0] for name in whole.namelist()] == [
        "通知", "课程表", "学员名册", "签到", "考核成绩", "结业名单", "满意度", "总结",
    ]  # fmt: skip
    public = ZipFile(BytesIO((await office.see(f"/classes/{class_id}/package-public.zip")).content))
    for archive, shown in ((whole, True), (public, False)):
        texts = [
            ZipFile(BytesIO(archive.read(name))).read("xl/sharedStrings.xml").decode()
            for name in archive.namelist()
            if name.endswith(".xlsx")
        ]
        assert any("王示例" in text for text in texts) is shown
        assert any("19900001234" in text for text in texts) is shown


async def test_a_class_with_a_unit_that_is_not_over_cannot_be_finished(secretary, class_id):
    office = await browser(secretary)
    unit = await units.add_unit(secretary, class_id, a_unit(), now=MONDAY)
    assert "还有 1 次课没有结束" in (await office.send(f"/classes/{class_id}/closings")).text
    await office.send(f"/classes/units/{unit}/cancellations", {"reason": "老师生病"})
    assert (await office.send(f"/classes/{class_id}/closings")).status_code == 303


async def test_a_class_is_planned_and_changed_by_form(secretary):
    office = await browser(secretary)
    form = {
        "title": "示例培训班",
        "host": "示例县图书馆、示例市图书馆",
        "tiers": ["town", "village"],
        "starts_on": "2026-12-01",
        "ends_on": "2026-11-30",
        "venue": "报告厅",
        "capacity": "30",
        "enrol_by": "2026-11-30T17:00",
        "attendance_percent": "80",
    }
    wrong = await office.send("/classes", form)
    assert error_at(wrong, "ends_on") == "结束日期要不早于开始日期（2026-12-01）"
    made = await office.send("/classes", {**form, "ends_on": "2026-12-02"})
    at = made.headers["location"]
    assert "示例县图书馆、示例市图书馆" in (await office.see(f"{at}/edit")).text
    assert (await office.send(at, {**form, "ends_on": "2026-12-03", "capacity": "31"})).status_code == 303
    assert "0/31" in (await office.see(at)).text
