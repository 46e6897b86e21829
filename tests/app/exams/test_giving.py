"""An exam that gives a qualification: enough of its points, a percent that is fixed at the opening, and a corrected mark."""

from datetime import date, timedelta

import pytest

from app import clock
from app.actor import Role, system
from app.audit.tables import Deed
from app.exams.actions import late, making, sitting
from app.exams.actions.saving import Shelved
from app.exams.queries import managing
from app.exams.queries.candidates import eligible
from app.exams.queries.giving import gives
from app.exams.tables import Mark
from app.notices.tables import Notice
from app.refusals import Refused
from app.training import actions as training
from app.training.queries.qualifications import grant_of, held, own, qualification, valid_until
from app.training.rules.qualifications import QualificationPlan, Source, reaches, why_not_qualification
from app.training.tables import QualificationGrant, QualificationRevocation
from quizzes.questions import Kind
from tests.cast import browser
from tests.makers import MONDAY, a_person, a_plan, an_open_exam, begun

DEADLINE = MONDAY + timedelta(minutes=30)
SOON = MONDAY + timedelta(minutes=5)
AFTER = DEADLINE + timedelta(minutes=10)
MADE = MONDAY - timedelta(days=2)


async def a_way(percent=10, months=12):
    manager = await a_person("单知行", Role.MANAGER)
    plan = QualificationPlan("急救员", months, exam_percent=percent)
    return manager, await training.add_qualification(manager, plan, now=MADE)


async def right(candidate, hall, now=SOON, revision=1):
    """One question of the six points is answered right."""
    await candidate.save(hall.ids(Kind.SINGLE_CHOICE)[0], revision, 0, now=now)


async def told(person):
    rows = await Notice.select(Notice.message).where(Notice.person == person).order_by(Notice.id)
    return [row["message"][:4] + row["message"][-8:] for row in rows if "资格" in row["message"]]


@pytest.mark.parametrize(
    ("points", "total", "percent", "enough"),
    [
        (79, 100, 80, False),
        (80, 100, 80, True),
        (1, 3, 33, True),
        (1, 3, 34, False),
        (0, 0, 1, False),
        (6, 6, 100, True),
    ],
)
def test_enough_is_told_without_rounding(points, total, percent, enough):
    assert reaches(points, total, percent) is enough


@pytest.mark.parametrize(
    ("percent", "codes"), [(None, []), (1, []), (100, []), (0, ["exam_percent"]), (101, ["exam_percent"])]
)
def test_a_percent_is_from_one_to_a_hundred(percent, codes):
    assert [one.code for one in why_not_qualification(QualificationPlan("急救员", exam_percent=percent))] == codes


async def test_whoever_has_enough_gets_it_with_the_paper_and_its_months(db):
    _, one = await a_way()
    hall = await an_open_exam(2, qualification=one)
    first, second = await begun(hall), await begun(hall, 1)
    await right(first, hall)
    await sitting.hand_in(first.actor, first.attempt, None, now=SOON)
    await sitting.hand_in(second.actor, second.attempt, None, now=SOON)
    lines = await Deed.select(Deed.details).where(Deed.verb == "attempt.handed_in").order_by(Deed.id)
    assert ["granted" in row["details"] for row in lines] == [True, False], "it is given in the deed of handing in"
    assert await valid_until([first.actor.person, second.actor.person]) == {
        first.actor.person: {one: date(2027, 11, 22)}
    }
    (_name, mine) = (await own(first.actor.person))[0]
    assert (mine.source, mine.reference, mine.from_on) == (
        Source.EXAM,
        f"/exams/attempts/{first.attempt}",
        date(2026, 11, 23),
    )
    assert (len(await told(first.actor.person)), len(await told(second.actor.person))) == (1, 0)


async def test_a_paper_that_is_taken_in_at_the_deadline_gives_it_too(db):
    _, one = await a_way()
    hall = await an_open_exam(qualification=one)
    candidate = await begun(hall)
    await right(candidate, hall)
    await sitting.settle(system("test"), now=DEADLINE + timedelta(days=2))
    (mine,) = await held([candidate.actor.person])
    assert (mine.from_on, mine.by) == (date(2026, 11, 23), system("test").name)


async def test_a_mark_corrected_above_gives_it_and_one_corrected_below_takes_just_that_back(db):
    manager, one = await a_way()
    hall = await an_open_exam(qualification=one)
    candidate = await begun(hall)
    question, person = hall.ids(Kind.SINGLE_CHOICE)[0], candidate.actor.person
    for revision, value in ((1, 0), (2, 1), (3, 0)):
        with pytest.raises(Shelved):
            await candidate.save(question, revision, value, now=AFTER + revision * timedelta(minutes=1))
    await sitting.settle(system("test"), now=AFTER)
    assert (await Mark.objects().first()).points == 0
    up, down, again = await managing.late_answers(hall.editor, hall.exam)
    await late.decide(hall.editor, hall.exam, up.id, True, "看过答卷", now=AFTER)
    assert [each.source for each in await held([person])] == [Source.EXAM]
    await training.grant_by_hand(manager, one, person, "急救证", from_on=date(2026, 11, 1), now=AFTER)
    await late.decide(hall.editor, hall.exam, down.id, True, "看过答卷", now=AFTER)
    assert [each.source for each in await held([person])] == [Source.HAND], "what was got in another way stands"
    row = await QualificationRevocation.select().first()
    assert (row["reason"], row["revoked_by_name"]) == ("考试《公共图书馆法小测》的成绩更正后不到 10%", "出题人")
    line = await Deed.select().where(Deed.verb == "late_answer.decided").order_by(Deed.id, ascending=False).first()
    assert '"qualification":"revoked"' in line["details"].replace(" ", "")
    await late.decide(hall.editor, hall.exam, again.id, True, "看过答卷", now=AFTER)
    assert await QualificationGrant.count().where(QualificationGrant.source == "exam") == 2
    assert len(await told(person)) == 4


async def test_what_somebody_took_back_by_hand_does_not_come_again_with_the_same_paper(db):
    manager, one = await a_way()
    hall = await an_open_exam(qualification=one)
    candidate = await begun(hall)
    await right(candidate, hall)
    single, person = hall.ids(Kind.SINGLE_CHOICE)[1], candidate.actor.person
    await sitting.hand_in(candidate.actor, candidate.attempt, None, now=SOON)
    await training.revoke_qualification(manager, one, person, "替考", now=SOON)
    with pytest.raises(Shelved):
        await candidate.save(single, 1, 0, now=AFTER)
    (late_answer,) = await managing.late_answers(hall.editor, hall.exam)
    await late.decide(hall.editor, hall.exam, late_answer.id, True, "看过答卷", now=AFTER)
    assert await held([person]) == []
    before = await grant_of(one, person, f"/exams/attempts/{candidate.attempt}")
    assert (before.fallen, before.revoked) == (False, True)


async def test_the_percent_is_the_qualifications_own_until_the_opening_and_fixed_from_then_on(db):
    manager, one = await a_way(60)
    editor = await a_person("出题人", Role.EDITOR)
    exam = await making.make(editor, a_plan(qualification=one), now=MADE)
    await training.edit_qualification(manager, one, QualificationPlan("急救员", 12, exam_percent=90))
    assert (await gives(exam)).percent == 60
    hall = await an_open_exam(qualification=one)
    await training.edit_qualification(manager, one, QualificationPlan("急救员", 12, exam_percent=50))
    assert (await gives(hall.exam)).percent == 90
    await making.change(editor, exam, a_plan(), now=MADE)
    assert await gives(exam) is None


async def test_what_no_exam_gives_or_is_out_of_use_is_refused(db):
    manager = await a_person("单知行", Role.MANAGER)
    by_quiz = await training.add_qualification(manager, QualificationPlan("岗前培训"), now=MADE)
    ended = await training.add_qualification(manager, QualificationPlan("旧资格", exam_percent=60), now=MADE)
    await training.end_qualification(manager, ended, now=MADE)
    editor = await a_person("出题人", Role.EDITOR)
    for one in (by_quiz, ended, 999):
        with pytest.raises(Refused, match="这项资格不用考试取得或已停用"):
            await making.make(editor, a_plan(qualification=one), now=MADE)


async def test_volunteers_are_on_the_list_only_where_the_exam_qualifies_them(db):
    _, one = await a_way()
    hall = await an_open_exam()
    volunteer = await a_person("李小明", Role.VOLUNTEER)
    assert "李小明" not in [each.name for each in await eligible(hall.editor)]
    assert "李小明" in [each.name for each in await eligible(hall.editor, volunteers=True)]
    with pytest.raises(Refused):
        await making.enrol(hall.editor, hall.exam, [volunteer.person], now=MADE)
    giving = await making.make(hall.editor, a_plan(qualification=one), now=MADE)
    assert await making.enrol(hall.editor, giving, [volunteer.person], now=MADE) == 1


async def test_the_pages_say_what_the_exam_gives_and_whether_it_did(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: SOON)
    manager, one = await a_way()
    hall = await an_open_exam(qualification=one)
    who = await browser(hall.candidates[0])
    assert "急救员（达到 10%）" in (await who.see(f"/exams/{hall.exam}")).text
    candidate = await begun(hall)
    await right(candidate, hall)
    await sitting.hand_in(candidate.actor, candidate.attempt, None, now=SOON)
    assert "取得资格“急救员”" in (await who.see(f"/exams/attempts/{candidate.attempt}")).text
    editor = await browser(hall.editor)
    assert "急救员（达到 10%）" in (await editor.see(f"/exams/manage/{hall.exam}")).text
    assert f'<option value="{one}">急救员（达到 10%）</option>' in (await editor.see("/exams/manage/new")).text
    keeper = await browser(manager)
    form = {"name": "急救员", "months": "12", "exam_percent": "200"}
    wrong = await keeper.send(f"/qualifications/{one}", {**form, "seen": ""})
    assert (wrong.status_code, "填 1 到 100" in wrong.text) == (409, True)
    assert "考试达到 10% 取得" in (await keeper.see(f"/qualifications/{one}")).text
    assert (await qualification(manager, one)).exam_percent == 10
