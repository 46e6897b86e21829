"""What the forms of discussions and action items may hold: shape only."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.locale import N_
from app.study.rules.discussing import Wording
from app.study.rules.following import ActionPlan


class TopicForm(msgspec.Struct, forbid_unknown_fields=True):
    """What a discussion is about."""

    topic: Annotated[str, Meta(title=N_("讨论题目"), min_length=2, max_length=80)]


class EntryForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A topic, a point or a conclusion; the speaker stands with a point only."""

    person: Annotated[int | None, Meta(title=N_("发言人"))] = None
    guest: Annotated[str, Meta(title=N_("馆外发言人"), max_length=60)] = ""
    text: Annotated[str, Meta(title=N_("要点"), min_length=2, max_length=1000)]

    def wording(self) -> Wording:
        """The form as a wording."""
        return Wording(self.text, self.person, self.guest)


class NewEntryForm(EntryForm, forbid_unknown_fields=True, kw_only=True):
    """The same, with what it is."""

    kind: Annotated[Literal["point", "conclusion"], Meta(title=N_("记录"))]


class ActionForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An action item."""

    what: Annotated[str, Meta(title=N_("落实什么"), min_length=2, max_length=200)]
    owner: Annotated[int, Meta(title=N_("负责人"))]
    due_on: Annotated[date, Meta(title=N_("期限"))]

    def plan(self) -> ActionPlan:
        """The form as a plan."""
        return ActionPlan(self.what, self.owner, self.due_on)


class NoteForm(msgspec.Struct, forbid_unknown_fields=True):
    """How it goes, what was done, or why it is opened again."""

    text: Annotated[str, Meta(title=N_("说明"), min_length=2, max_length=500)]


class ReassignmentForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Another owner or day, and why."""

    owner: Annotated[int, Meta(title=N_("负责人"))]
    due_on: Annotated[date, Meta(title=N_("期限"))]
    text: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=500)]
