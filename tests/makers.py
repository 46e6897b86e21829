"""Rows the tests need, made through the product's own actions where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.actor import Actor, Role
from app.bank.actions.rows import version_row
from app.bank.tables import Question
from app.bank.tables import Review as Reading
from app.exams.actions import making, saving, sitting
from app.exams.queries.paper import Paper, paper
from app.exams.rules import Review
from app.exams.rules.asked import GivenAnswer, Plan, SaveBatch
from app.gatherings import steps
from app.gatherings.rules import Category, Span
from app.gatherings.rules import Kind as Occasion
from app.people.tables import Person, RoleGrant
from app.storage import database
from quizzes.blueprints import Blueprint, Part
from quizzes.questions import Citation, Domain, FillInBlanks, Item, Kind, MultipleResponse, SingleChoice, TrueFalse

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""A Monday at nine o'clock at the library."""

CITATION = Citation("public-library-law", "2018-10-26", 2, 1, "向社会公众免费开放")
BLUEPRINT = Blueprint(
    title="小测",
    parts=(
        Part(Kind.SINGLE_CHOICE, 2, 100),
        Part(Kind.MULTIPLE_RESPONSE, 1, 200),
        Part(Kind.TRUE_FALSE, 1, 100),
        Part(Kind.FILL_IN_BLANKS, 1, 200),
    ),
    minutes=30,
)


async def a_person(name: str, *roles: Role, **columns: Any) -> Actor:
    """A person with these roles, as they act."""
    count = await Person.count()
    row = Person(name=name, name_pinyin=f"p{count}", name_initials="p", sign_in_name=f"person{count + 1}", **columns)
    await row.save()
    for role in roles:
        await RoleGrant(person=row.id, role=role.value, granted_at=MONDAY).save()
    return Actor(row.id, name, frozenset(roles))


def an_item(code: str, question: SingleChoice | MultipleResponse | TrueFalse | FillInBlanks) -> Item:
    """A question with everything around it."""
    return Item(code, question, CITATION, f"解析{code}：依据第二条第一款。", 2, Domain.LAW)


def five_items() -> list[Item]:
    """Two 单选 (key A), one 多选 (key A, B and D of five), one 判断 (true), one 填空 (免费, 五十五)."""
    return [
        an_item("T-1", SingleChoice("第一题（　）。", ("甲", "乙", "丙", "丁"), 0)),
        an_item("T-2", SingleChoice("第二题（　）。", ("甲", "乙", "丙", "丁"), 0)),
        an_item("T-3", MultipleResponse("第三题（　）。", ("甲", "乙", "丙", "丁", "戊"), (0, 1, 3))),
        an_item("T-4", TrueFalse("第四题。", True)),
        an_item("T-5", FillInBlanks("____开放，共____条。", (("免费",), ("五十五", "55")))),
    ]


@dataclass(frozen=True)
class Hall:
    """An open exam with people on its list."""

    exam: int
    editor: Actor
    candidates: Sequence[Actor]
    paper: Paper

    def ids(self, kind: Kind) -> list[int]:
        """The questions of a kind, by id."""
        return [line.id for line in self.paper.lines if line.item.question.kind is kind]


def a_plan(**changes: object) -> Plan:
    """A plan for half an hour between nine and eleven on that Monday."""
    values: dict[str, object] = {
        "title": "公共图书馆法小测",
        "blueprint": BLUEPRINT,
        "minutes": 30,
        "opens_at": MONDAY,
        "closes_at": MONDAY + timedelta(hours=2),
        "shows_rank": True,
        "review": Review.AFTER_HAND_IN,
        "note": "",
    }
    return Plan(**{**values, **changes})  # type: ignore[arg-type]


async def in_the_bank(editor: Actor, items: Sequence[Item]) -> None:
    """These questions in the bank, read by somebody and ready to be drawn."""
    added_at = MONDAY - timedelta(days=2)
    for item in items:
        question = Question(code=item.code, added_at=added_at)
        await question.save()
        version = version_row(question.id, 1, item, editor, added_at)
        await version.save()
        await Reading(version=version.id, at=added_at, reviewer=editor.id, reviewer_name=editor.name).save()


async def an_open_exam(candidates: int = 1, **changes: object) -> Hall:
    """An exam that opens on that Monday at nine, with so many people on its list."""
    editor = await a_person("出题人", Role.EDITOR)
    people = [await a_person(f"馆员{number}", Role.STAFF) for number in range(1, candidates + 1)]
    await in_the_bank(editor, five_items())
    exam = await making.make(editor, a_plan(**changes), now=MONDAY - timedelta(days=1))
    await making.enrol(editor, exam, [person.person for person in people], now=MONDAY - timedelta(days=1))
    await making.open_exam(editor, exam, now=MONDAY - timedelta(days=1))
    return Hall(exam, editor, people, await paper(exam))


@dataclass
class Candidate:
    """One candidate in the hall, with the token of the tab that may write."""

    actor: Actor
    attempt: int
    writer: str

    async def save(
        self, question: int, revision: int, value: object, *, now: datetime, writer: str = ""
    ) -> saving.Saved:
        """Save one answer."""
        batch = SaveBatch("b", writer or self.writer, [GivenAnswer(question, revision, value)])
        return await saving.save(self.actor, self.attempt, batch, now=now)

    async def away(self, milliseconds: int, *, now: datetime) -> saving.Saved:
        """Tell how long the page was out of sight, with the same batch each time."""
        batch = SaveBatch("one-batch", self.writer, [], milliseconds)
        return await saving.save(self.actor, self.attempt, batch, now=now)


async def begun(hall: Hall, number: int = 0, *, now: datetime = MONDAY) -> Candidate:
    """That candidate has begun."""
    actor = hall.candidates[number]
    attempt, writer = await sitting.start(actor, hall.exam, now=now)
    return Candidate(actor, attempt, writer)


async def a_gathering(
    *people: Actor,
    kind: Occasion = Occasion.STUDY,
    title: str = "周四学习",
    starts_at: datetime = MONDAY,
    minutes: int = 120,
    place: int | None = None,
    category: Category | None = None,
) -> int:
    """An open gathering from that Monday at nine, with these people on its frozen list; planned only when there are none."""
    span = Span(starts_at, starts_at + timedelta(minutes=minutes))
    async with database().atomic():
        made = await steps.arrange(kind, title, span, place=place, venue="报告厅", category=category, now=starts_at)
        if people:
            await steps.open_list(made, [one.person for one in people], starts_at - timedelta(days=1))
    return made
