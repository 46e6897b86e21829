"""The exam of a class: drawing its paper, answering it by the learner's own link, marking, results by hand."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.bank import queries as bank
from app.bank.steps import draw_short_quiz
from app.classes import queries
from app.classes.queries import LearnerView, Paper, Sitting
from app.classes.rules import not_held
from app.classes.rules.examining import FULL_X100, out_of_hundred, why_not_paper, why_not_result, why_not_sit
from app.classes.steps import held_to_change
from app.classes.tables import ClassAnswer, ClassPaper, ClassResult, ClassSitting
from app.gatherings.rules import Span
from app.locale import N_, _
from app.refusals import Refused, WhyNot, found
from app.storage import database
from quizzes import answers
from quizzes.answers import Answer, NotAnAnswer
from quizzes.marking import Asked, mark
from quizzes.questions import FillInBlanks, Item, MultipleResponse, Question, SingleChoice, TrueFalse

SEED_BITS = 53
BY_MACHINE = N_("系统评分")


async def draw_paper(actor: Actor, class_id: int, law: str | None, count: int, span: Span, *, now: datetime) -> None:
    """Draw so many questions from the bank, to be answered in this time.

    Raises:
        Missing: there is no such class.
        Refused: the class is finished or called off, somebody has begun the paper that stands, or the bank has too few questions.
    """
    async with deed(actor, "class_paper.drawn", class_id, rows=count):
        one = await held_to_change(actor, class_id)
        if one.finished_at is not None:
            raise Refused(WhyNot("finished", _("已经结班，不能再考")))
        before = await queries.paper(actor, class_id)
        if reasons := why_not_paper(span, before.sat if before else 0):
            raise Refused(*reasons)
        seed = secrets.randbits(SEED_BITS)
        quiz = await draw_short_quiz(one.title, law, count, seed, now)
        await ClassPaper(
            training_class=class_id, quiz=quiz, seed=seed, opens_at=span.starts_at, closes_at=span.ends_at, at=now
        ).save()


async def begin(actor: Actor, enrolment: int, *, now: datetime) -> None:
    """Begin the paper; whoever has begun goes on.

    Raises:
        Missing: no such seat.
        Refused: there is no paper, it is not the time, or they have handed in.
    """
    async with deed(actor, "class_paper.begun", enrolment):
        seat, paper, sitting = await _seat(actor, enrolment, now)
        if sitting is None:
            await ClassSitting(paper=paper.id, enrolment=seat.id, begun_at=now).save()


async def save_answer(actor: Actor, enrolment: int, version: int, texts: Sequence[str], *, now: datetime) -> None:
    """Keep an answer; the newest to a question stands. Answers are insert-only, so they leave no line in the ledger.

    Args:
        texts: what the form held: option numbers, `true` or `false`, or the text of each blank; nothing is a blank answer.

    Raises:
        Missing: no such seat, or the question is not on the paper.
        Refused: it is not the time, they have handed in, or this is no answer to the question.
    """
    async with database().atomic():
        _seat_of, paper, sitting = await _seat(actor, enrolment, now)
        begun = found(sitting)
        found(version if version in paper.versions else None)
        item = (await bank.items((version,)))[version]
        value = answers.encode(read(item.question, texts))
        await ClassAnswer(sitting=begun.id, version=version, value=value, at=now).save()


async def hand_in(actor: Actor, enrolment: int, *, now: datetime) -> int:
    """Hand in and be marked at once; returns the points of 100, in hundredths.

    Raises:
        Missing: no such seat, or nothing was begun.
        Refused: it is not the time, or they have handed in.
    """
    async with deed(actor, "class_paper.handed_in", enrolment) as line:
        _seat_of, paper, sitting = await _seat(actor, enrolment, now)
        points = await _mark(enrolment, paper, found(sitting), now)
        line.details["points"] = points
        return points


async def take_papers_in(actor: Actor, class_id: int, *, now: datetime) -> int:
    """After the time is over: mark what was saved by those who did not hand in; returns how many they are.

    Raises:
        Missing: there is no such class.
        Refused: there is no paper, its time is not over, or the class was called off.
    """
    async with deed(actor, "class_paper.taken_in", class_id) as line:
        await held_to_change(actor, class_id)
        paper = await queries.paper(actor, class_id)
        if paper is None or now <= paper.span.ends_at:
            raise Refused(WhyNot("early", _("考试时间还没有过，到时再收卷")))
        late = 0
        for seat in await queries.learners(actor, class_id):
            sitting = await queries.sitting(actor, seat.id) if seat.sitting and seat.points_x100 is None else None
            if sitting is not None and not sitting.handed_in:
                await _mark(seat.id, paper, sitting, now)
                late += 1
        line.details["rows"] = late
        return late


async def _seat(actor: Actor, enrolment: int, now: datetime) -> tuple[LearnerView, Paper, Sitting | None]:
    await database().hold(f"class seat {enrolment}")
    seat = found(await queries.learner(actor, enrolment))
    found(seat if seat.ended_at is None else None)
    one = found(await queries.training_class(actor, seat.training_class))
    if one.called_off:
        raise Refused(not_held(one.called_off))
    paper = await queries.paper(actor, seat.training_class)
    sitting = await queries.sitting(actor, enrolment)
    if reasons := why_not_sit(paper.span if paper else None, sitting is not None and sitting.handed_in, now):
        raise Refused(*reasons)
    return seat, found(paper), sitting


async def _mark(enrolment: int, paper: Paper, sitting: Sitting, now: datetime) -> int:
    given = await queries.given_answers(sitting.id)
    items = await bank.items(paper.versions)
    points = marked(paper.versions, items, given)
    await ClassResult(
        enrolment=enrolment, sitting=sitting.id, points_x100=points, note="", by_name=_(BY_MACHINE), at=now
    ).save()
    return points


def marked(versions: Sequence[int], items: Mapping[int, Item], given: Mapping[int, str]) -> int:
    """What the answers are worth of 100 points, in hundredths; every question is worth the same."""
    paper = [Asked(one, items[one].question, items[one].domain, FULL_X100) for one in versions]
    read_back: dict[int, Answer | None] = {
        one: answers.decode(items[one].question, given[one]) for one in versions if one in given
    }
    sheet = mark(paper, read_back)
    return out_of_hundred(sheet.total.points_x100, sheet.total.marks_x100)


def read(question: Question, texts: Sequence[str]) -> Answer | None:
    """The answer that a form held; None for one left blank.

    Raises:
        Refused: it is no answer to this question.
    """
    try:
        return answers.parse(question, _raw(question, texts) if any(text.strip() for text in texts) else None)
    except NotAnAnswer as error:
        raise Refused(WhyNot("not_an_answer", _("这份作答和题目对不上，重新选一次再保存"))) from error


def _raw(question: Question, texts: Sequence[str]) -> object:
    match question:
        case SingleChoice():
            return _number(texts[0]) if len(texts) == 1 else list(texts)
        case MultipleResponse():
            return [_number(text) for text in texts]
        case TrueFalse():
            return {"true": True, "false": False}.get(texts[0], texts[0])
        case FillInBlanks():
            return list(texts)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text


async def write_result(actor: Actor, enrolment: int, points_x100: int, note: str, *, now: datetime) -> None:
    """A result of an exam on paper, or the correction of one; what stood before stays readable.

    Raises:
        Missing: no such seat.
        Refused: no such points, a correction without its reason, a certificate rests on what stands, or the class was
            called off.
    """
    async with deed(actor, "class_result.written", enrolment, points=points_x100):
        seat = found(await queries.learner(actor, enrolment))
        await held_to_change(actor, seat.training_class)
        seat = found(await queries.learner(actor, enrolment))
        if seat.is_certified:
            raise Refused(WhyNot("certified", _("证书已发，先撤销证书，再更正成绩")))
        if reasons := why_not_result(points_x100, seat.points_x100, note):
            raise Refused(*reasons)
        await ClassResult(
            enrolment=enrolment, sitting=None, points_x100=points_x100, note=note, by_name=actor.name, at=now
        ).save()
