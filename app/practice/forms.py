"""What the forms of practice may hold: shape only."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.locale import N_, _
from app.practice.rules.days import LEAST_GOAL, MOST_GOAL
from app.web.forms import Filled, Malformed
from app.web.page import Asked

LARGEST_ID = 2**31 - 1


class TopicForm(msgspec.Struct, forbid_unknown_fields=True):
    """A set on a topic; an empty law is any."""

    law: Annotated[str, Meta(title=N_("法规"), max_length=80)] = ""
    which: Annotated[Literal["all", "unanswered", "mistakes"], Meta(title=N_("哪些题"))] = "all"
    count: Annotated[Literal["10", "20"], Meta(title=N_("题数"))] = "10"


class GoalForm(msgspec.Struct, forbid_unknown_fields=True):
    """Questions a day."""

    questions: Annotated[int, Meta(title=N_("每天的题数"), ge=LEAST_GOAL, le=MOST_GOAL)]


class LeaveForm(msgspec.Struct, forbid_unknown_fields=True):
    """A day off."""

    day: Annotated[date, Meta(title=N_("请假的日子"))]


class TagForm(msgspec.Struct, forbid_unknown_fields=True):
    """Why it went wrong; empty takes the tag away."""

    reason: Annotated[str, Meta(title=N_("错因"), max_length=12)] = ""


class QuizForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The quiz of a qualification; no law chosen is any, and 0 questions are no quiz."""

    laws: Annotated[list[Annotated[str, Meta(max_length=80)]], Meta(title=N_("考哪些法规"), max_length=4)] = []
    questions: Annotated[int, Meta(title=N_("题数"))]
    pass_percent: Annotated[int, Meta(title=N_("答对百分之几算通过"))]


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """An answer to the version of a question; blanks that are left empty keep their places."""

    version: int
    texts: tuple[str, ...]


async def read_answer(request: Asked) -> AnswerForm:
    """The answer in the form that surrounds a question.

    Raises:
        Malformed: it does not say which question it answers.
    """
    posted = await request.form()
    version = str(posted.get("version", ""))
    if not (version.isascii() and version.isdigit() and len(version) < 11 and int(version) <= LARGEST_ID):
        raise Malformed(Filled({}, {"": _("看不出是哪道题的答案，刷新页面再答")}))
    texts = posted.getall("answer") if "answer" in posted else []
    return AnswerForm(int(version), tuple(text if isinstance(text, str) else "" for text in texts))
