"""Forms of meetings, their minutes, votes and tasks: shape only. The form of minutes is made of the fields of their kinds."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Annotated, Any, Literal
from unicodedata import normalize

import msgspec
from msgspec import Meta

from app.clock import LIBRARY_ZONE
from app.gatherings.rules import Category, Span
from app.locale import N_, _
from app.party.forms import Form
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import HINTS_TYPES, Block, Written, fields_of
from app.party.rules.planning import MeetingPlan
from app.party.rules.votes import Count, Method, Outcome, Subject
from app.refusals import Refused, WhyNot


class MeetingForm(Form, kw_only=True):
    """A meeting; the agenda one item a line, times of day as a browser's time field sends them."""

    kinds: Annotated[list[MeetingKind], Meta(title=N_("会议类型"))] = msgspec.field(default_factory=list)
    title: Annotated[str, Meta(title=N_("会议名称"), min_length=2, max_length=60)]
    day: Annotated[date, Meta(title=N_("日期"))]
    starts: Annotated[str, Meta(title=N_("开始时间"), max_length=8)]
    ends: Annotated[str, Meta(title=N_("结束时间"), max_length=8)]
    place: Annotated[int | None, Meta(title=N_("服务点"))] = None
    venue: Annotated[str, Meta(title=N_("地点"), max_length=80)] = ""
    group: Annotated[int | None, Meta(title=N_("党小组"))] = None
    chair: Annotated[str, Meta(title=N_("主持人"), max_length=60)] = ""
    recorder: Annotated[str, Meta(title=N_("记录人"), max_length=60)] = ""
    theme: Annotated[str, Meta(title=N_("主题"), max_length=80)] = ""
    theme_decided_on: Annotated[date | None, Meta(title=N_("主题确定日期"))] = None
    agenda: Annotated[str, Meta(title=N_("议程"), max_length=3000)] = ""
    category: Annotated[Literal["", "politics", "ideology", "law"], Meta(title=N_("学习类别"))] = ""
    material: Annotated[int | None, Meta(title=N_("学习材料"))] = None
    material_title: Annotated[str, Meta(title=N_("其他材料"), max_length=120)] = ""
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""

    def plan(self) -> MeetingPlan:
        """The form as a plan.

        Raises:
            Refused: a time of day is none, or an item of the agenda is too long.
        """
        titles = tuple(line.strip() for line in self.agenda.splitlines() if line.strip())
        if long := next((title for title in titles if len(title) > 120), ""):
            raise Refused(WhyNot("agenda", _("“%(title)s…”这一项超过 120 个字，写短些", title=long[:12])))
        return MeetingPlan(
            kinds=frozenset(self.kinds),
            title=self.title,
            span=Span(_moment(self.day, self.starts, "starts"), _moment(self.day, self.ends, "ends")),
            place=self.place,
            venue=self.venue,
            group=self.group,
            chair=self.chair,
            recorder=self.recorder,
            theme=self.theme,
            theme_decided_on=self.theme_decided_on,
            agenda=titles,
            category=Category(self.category) if self.category else None,
            material=self.material,
            material_title=self.material_title,
        )


def _moment(day: date, text: str, field: str) -> datetime:
    try:
        return datetime.combine(day, time_of_day.fromisoformat(normalize("NFKC", text)), LIBRARY_ZONE)
    except ValueError:
        raise Refused(WhyNot(field, _("时间写成 14:30 这样"))) from None


def minutes_form(kinds: Collection[MeetingKind], items: Iterable[int]) -> type[msgspec.Struct]:
    """The form of such a meeting's minutes: two fields for each item of the agenda, then those of its kinds and the base."""
    said = Annotated[str, Meta(title=N_("发言"), max_length=8000)]
    dissent = Annotated[str, Meta(title=N_("不同意见"), max_length=2000)]
    fields: list[tuple[str, Any, Any]] = []
    for item in items:
        fields += [(f"said_{item}", said, ""), (f"dissent_{item}", dissent, "")]
    defaults = Written()
    fields += [(name, HINTS_TYPES[name], _default(getattr(defaults, name))) for name in fields_of(kinds)]
    fields.append(("seen", Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)], ""))
    return msgspec.defstruct("MinutesForm", fields, kw_only=True, forbid_unknown_fields=True)


def _default(value: Any) -> Any:
    return msgspec.field(default_factory=list) if isinstance(value, list) else value


def written_of(given: msgspec.Struct, blank: Written) -> Written:
    """What was filled in, as minutes; `blank` has the agenda as it stands."""
    values = msgspec.structs.asdict(given)
    blocks = tuple(
        Block(block.item, block.title, values.pop(f"said_{block.item}"), values.pop(f"dissent_{block.item}"))
        for block in blank.blocks
    )
    values.pop("seen")
    return Written(blocks=blocks, **values)


def filled_of(written: Written, kinds: Collection[MeetingKind]) -> dict[str, Any]:
    """Minutes as their form shows them."""
    values: dict[str, Any] = {}
    for block in written.blocks:
        values[f"said_{block.item}"], values[f"dissent_{block.item}"] = block.said, block.dissent
    for name in fields_of(kinds):
        value = getattr(written, name)
        values[name] = "" if value is None else value
    return values


def roll_form(persons: Sequence[int]) -> type[msgspec.Struct]:
    """The form of a roll: how each of the list stands and why, and a mark of what stood there when it was opened."""
    status = Annotated[Literal["", "present", "excused", "absent", "exempt"], Meta(title=N_("怎样"))]
    note = Annotated[str, Meta(title=N_("原因"), max_length=200)]
    seen = Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)]
    fields: list[tuple[str, Any, Any]] = []
    for person in persons:
        fields += [(f"status_{person}", status, ""), (f"note_{person}", note, ""), (f"seen_{person}", seen, "")]
    return msgspec.defstruct("RollForm", fields, kw_only=True, forbid_unknown_fields=True)


class CallOffForm(Form, kw_only=True):
    """Why it does not take place."""

    reason: Annotated[str, Meta(title=N_("取消的原因"), min_length=2, max_length=200)]


class VoteForm(Form, kw_only=True):
    """A vote as it was counted."""

    subject: Annotated[Subject, Meta(title=N_("表决什么"))]
    vote_title: Annotated[str, Meta(title=N_("表决事项"), min_length=2, max_length=120)]
    candidate: Annotated[str, Meta(title=N_("对谁表决"), max_length=60)] = ""
    method: Annotated[Method, Meta(title=N_("表决方式"))]
    eligible: Annotated[int, Meta(title=N_("应到会有表决权"), ge=0, le=9999)]
    eligible_note: Annotated[str, Meta(title=N_("人数不同的原因"), max_length=200)] = ""
    present: Annotated[int, Meta(title=N_("实到"), ge=0, le=9999)]
    written: Annotated[int, Meta(title=N_("书面意见"), ge=0, le=9999)] = 0
    yes: Annotated[int, Meta(title=N_("赞成"), ge=0, le=9999)]
    no: Annotated[int, Meta(title=N_("反对"), ge=0, le=9999)] = 0
    abstain: Annotated[int, Meta(title=N_("弃权"), ge=0, le=9999)] = 0
    outcome: Annotated[Outcome, Meta(title=N_("结果"))]

    def count(self) -> Count:
        """The numbers of the form."""
        return Count(self.eligible, self.present, self.yes, self.no, self.abstain, self.written)


class ReasonForm(Form, kw_only=True):
    """Why a vote is taken off."""

    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class TaskForm(Form, kw_only=True):
    """Something to be done by a day."""

    task_kind: Annotated[Literal["resolution", "rectification"], Meta(title=N_("是什么"))]
    problem: Annotated[str, Meta(title=N_("查摆的问题"), max_length=300)] = ""
    what: Annotated[str, Meta(title=N_("要办的事"), min_length=2, max_length=300)]
    owner: Annotated[int, Meta(title=N_("责任人"))]
    due_on: Annotated[date, Meta(title=N_("期限"))]


class NoteForm(Form, kw_only=True):
    """How it goes."""

    kind: Annotated[Literal["progress", "done", "reopened"], Meta(title=N_("记什么"))]
    text: Annotated[str, Meta(title=N_("说明"), min_length=2, max_length=500)]


class SigningForm(Form, kw_only=True):
    """What whoever signs had before their eyes."""

    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=16)] = ""


class CorrectionForm(Form, kw_only=True):
    """How a part of signed minutes is to be read, and why."""

    part: Annotated[str, Meta(title=N_("更正哪一处"), min_length=1, max_length=40)]
    after: Annotated[str, Meta(title=N_("改成什么"), max_length=8000)]
    correction_reason: Annotated[str, Meta(title=N_("更正的原因"), min_length=2, max_length=200)]
