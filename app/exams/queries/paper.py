"""The paper of an exam: the same for everybody, and unchanged once the exam is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.bank.queries import items
from app.exams.tables import PaperQuestion
from app.storage.memory import Memory
from quizzes.papers import Arrangement, Shape, arrange, shape
from quizzes.questions import Item
from quizzes.scoring import MultipleRule

PAPERS_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One question of the paper. `id` is the id of its version; `marks` are ×100."""

    id: int
    part: int
    marks: int
    rule: MultipleRule
    item: Item


@dataclass(frozen=True)
class Paper:
    """All questions of an exam in the order of the paper, part by part."""

    exam: int
    lines: tuple[PaperLine, ...]

    @cached_property
    def by_id(self) -> Mapping[int, PaperLine]:
        """The lines by the id of their question version."""
        return {line.id: line for line in self.lines}

    @cached_property
    def shapes(self) -> tuple[tuple[Shape, ...], ...]:
        """What may be shuffled, part by part."""
        parts = sorted({line.part for line in self.lines})
        return tuple(tuple(shape(line.id, line.item.question) for line in self.lines if line.part == p) for p in parts)

    def arranged(self, seed: int, *, questions: bool, options: bool) -> Arrangement:
        """What the candidate with this seed sees."""
        return arrange(self.shapes, seed, shuffle_questions=questions, shuffle_options=options)


_papers: Memory[int, Paper] = Memory(PAPERS_REMEMBERED)


async def paper(exam_id: int) -> Paper:
    """The paper of an exam that was opened; empty for a draft, and remembered once it is drawn."""
    known = _papers.get(exam_id)
    if known is not None:
        return known
    rows = await PaperQuestion.objects().where(PaperQuestion.exam == exam_id).order_by(PaperQuestion.position)
    versions = await items([row.version for row in rows])
    lines = tuple(PaperLine(r.version, r.part, r.marks, MultipleRule(r.rule), versions[r.version]) for r in rows)
    drawn = Paper(exam_id, lines)
    return _papers.put(exam_id, drawn) if lines else drawn
