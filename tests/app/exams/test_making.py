"""What may still be changed, and what is drawn from."""

from datetime import timedelta

import pytest

from app.actor import Role
from app.bank.queries import items as known
from app.exams.actions import making
from app.exams.queries import managing, sitting
from app.exams.tables import PaperQuestion
from app.notices.tables import Notice
from app.refusals import Refused
from quizzes.blueprints import Blueprint, Part
from quizzes.questions import Citation, Kind, TrueFalse
from tests.makers import MONDAY, a_person, a_plan, an_item, an_open_exam, begun, in_the_bank

HOUR = timedelta(hours=1)
ONE_TRUE_FALSE = (Part(Kind.TRUE_FALSE, 1, 100),)


async def times_of(hall):
    exam = await managing.exam(hall.editor, hall.exam, MONDAY)
    return exam.title, exam.times.opens_at, exam.times.closes_at


async def test_an_open_exam_may_be_renamed_and_moved_before_anybody_began(db):
    hall = await an_open_exam()
    told = await Notice.count()
    await making.amend(hall.editor, hall.exam, "改过的名称", MONDAY + HOUR, MONDAY + 4 * HOUR, "带笔", now=MONDAY)
    assert await times_of(hall) == ("改过的名称", MONDAY + HOUR, MONDAY + 4 * HOUR)
    assert await Notice.count() == told + 1
    (mine,) = await sitting.my_exams(hall.candidates[0], MONDAY)
    assert (mine.title, mine.note) == ("改过的名称", "带笔")


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "why"),
    [
        (MONDAY + HOUR, MONDAY + 4 * HOUR, "开始时间不能再改"),
        (MONDAY, MONDAY + HOUR, "只能往后改"),
        (MONDAY, MONDAY - HOUR, "晚于开始时间"),
    ],
)
async def test_once_somebody_began_the_times_are_only_extended(db, opens_at, closes_at, why):
    hall = await an_open_exam()
    await begun(hall)
    with pytest.raises(Refused, match=why):
        await making.amend(hall.editor, hall.exam, "别的", opens_at, closes_at, "", now=MONDAY)
    assert await times_of(hall) == ("公共图书馆法小测", MONDAY, MONDAY + 2 * HOUR)
    await making.amend(hall.editor, hall.exam, "别的", MONDAY, MONDAY + 3 * HOUR, "", now=MONDAY)
    assert await times_of(hall) == ("别的", MONDAY, MONDAY + 3 * HOUR)


async def test_a_discarded_draft_leaves_the_lists_and_an_open_exam_cannot_be_discarded(db):
    hall = await an_open_exam()
    draft = await making.make(hall.editor, a_plan(), now=MONDAY)
    await making.discard(hall.editor, draft, now=MONDAY)
    assert [exam.id for exam in await managing.exams(hall.editor, MONDAY)] == [hall.exam]
    with pytest.raises(Refused):
        await making.open_exam(hall.editor, draft, now=MONDAY)
    with pytest.raises(Refused, match="不能作废"):
        await making.discard(hall.editor, hall.exam, now=MONDAY)


async def test_a_paper_is_drawn_from_the_laws_that_were_chosen(db):
    editor, staff = await a_person("出题人", Role.EDITOR), await a_person("馆员", Role.STAFF)
    other = Citation("public-cultural-services-law", "2016-12-25", 2, 1, "政府主导")
    items = [an_item(f"T-{n}", TrueFalse(f"第{n}题。", True)) for n in range(4)]
    items.append(type(items[0])("T-9", TrueFalse("另一部法。", True), other, "解析。", 2, items[0].domain))
    await in_the_bank(editor, items)
    blueprint = Blueprint("小测", ONE_TRUE_FALSE, 30, sources=("public-cultural-services-law",))
    exam = await making.make(editor, a_plan(blueprint=blueprint), now=MONDAY - HOUR)
    await making.enrol(editor, exam, [staff.person], now=MONDAY - HOUR)
    await making.open_exam(editor, exam, now=MONDAY - HOUR)
    (drawn,) = await PaperQuestion.objects().where(PaperQuestion.exam == exam)
    assert (await known([drawn.version]))[drawn.version].code == "T-9"


async def test_too_few_questions_of_the_chosen_laws_are_said(db):
    hall = await an_open_exam()
    blueprint = Blueprint("小测", ONE_TRUE_FALSE, 30, sources=("copyright-law",))
    exam = await making.make(hall.editor, a_plan(blueprint=blueprint), now=MONDAY - HOUR)
    await making.enrol(hall.editor, exam, [hall.candidates[0].person], now=MONDAY - HOUR)
    with pytest.raises(Refused, match="只有 0 题"):
        await making.open_exam(hall.editor, exam, now=MONDAY - HOUR)


async def test_the_window_still_holds_the_time_for_answering_after_a_change(db):
    hall = await an_open_exam()
    with pytest.raises(Refused, match="从开始到结束不够 30 分钟"):
        await making.amend(hall.editor, hall.exam, "别的", MONDAY, MONDAY + HOUR / 3, "", now=MONDAY - HOUR)
    assert await times_of(hall) == ("公共图书馆法小测", MONDAY, MONDAY + 2 * HOUR)


async def test_nobody_is_enrolled_who_has_left_or_sits_no_exams(db):
    hall = await an_open_exam()
    gone = await a_person("走了的", Role.STAFF, left_on=MONDAY.date())
    volunteer = await a_person("志愿者", Role.VOLUNTEER)
    fine = await a_person("在的", Role.STAFF)
    for person in (gone, volunteer):
        with pytest.raises(Refused, match=f"{person.name}已离职或没有考试的权限"):
            await making.enrol(hall.editor, hall.exam, [fine.person, person.person], now=MONDAY)
    assert [seat.name for seat in await managing.seats(hall.editor, hall.exam)] == ["馆员1"]


async def test_whoever_is_put_back_on_the_list_is_told(db):
    hall = await an_open_exam()
    person = hall.candidates[0].person
    await making.withdraw(hall.editor, hall.exam, person, now=MONDAY)
    told = await Notice.count().where(Notice.person == person)
    await making.enrol(hall.editor, hall.exam, [person], now=MONDAY)
    assert await Notice.count().where(Notice.person == person) == told + 1
