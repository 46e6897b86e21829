"""三问: three questions that a member answers for themself; nobody else reads it until they share it.

Source: 个人信息保护法 art. 28 (特定身份), 47 (erasure); the questions are from secondary sources [S].
"""

from dataclasses import dataclass
from datetime import date, datetime

from app.locale import N_, _
from app.refusals import WhyNot

QUESTIONS = {
    "why_joined": N_("入党为什么？"),
    "what_done": N_("在党干什么？"),
    "what_left": N_("为党留什么？"),
}
LONGEST_ANSWER = 2000


@dataclass(frozen=True, slots=True)
class Answers:
    """The three answers; a draft may lack some."""

    why_joined: str = ""
    what_done: str = ""
    what_left: str = ""

    def of(self, question: str) -> str:
        """The answer to one of the questions."""
        return {"why_joined": self.why_joined, "what_done": self.what_done, "what_left": self.what_left}[question]

    @property
    def is_whole(self) -> bool:
        """Whether all three are answered."""
        return all(one.strip() for one in (self.why_joined, self.what_done, self.what_left))


@dataclass(frozen=True, slots=True)
class Reflection:
    """One person's answers of a day.

    Attributes:
        shared_at: since when the branch may read it; None while it is the writer's alone.
        erased_at: since when its answers are gone.
        changed_at: when they were written last.
    """

    id: int
    person: int
    name: str
    written_on: date
    answers: Answers
    changed_at: datetime
    campaign: int | None = None
    shared_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it may still be written."""
        return self.shared_at is None and self.erased_at is None


def why_not_day(written_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why they were not written on this day: it is still to come."""
    if written_on > today:
        return (WhyNot("written_on", _("日期还没有到，写今天（%(day)s）或以前的", day=today)),)
    return ()


def why_not_begin(answers: Answers) -> tuple[WhyNot, ...]:
    """Why there is no draft: nothing was written."""
    if any(answers.of(question).strip() for question in QUESTIONS):
        return ()
    return (WhyNot("why_joined", _("三问都还空着，先写一问再存；别的以后接着写")),)


def why_not_write(one: Reflection) -> tuple[WhyNot, ...]:
    """Why the answers stay as they are."""
    if one.erased_at is not None:
        return (WhyNot("erased", _("这一份已经删掉了，要写就另写一份")),)
    if one.shared_at is not None:
        return (WhyNot("shared", _("已经给支部看了，不能再改；要改就删掉，另写一份")),)
    return ()


def why_not_share(one: Reflection) -> tuple[WhyNot, ...]:
    """Why it is not shared with the branch."""
    if reasons := why_not_write(one):
        return reasons
    if not one.answers.is_whole:
        return (WhyNot("draft", _("还有没写的一问，写完三问再给支部看")),)
    return ()


def why_not_erase(one: Reflection) -> tuple[WhyNot, ...]:
    """Why it is not erased: it is already."""
    return (WhyNot("erased", _("已经删掉了")),) if one.erased_at is not None else ()
