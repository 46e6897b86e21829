"""学习记录: one session as a document, after what the base minutes of all meetings hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app import clock, locale
from app.gatherings.exports import public_line
from app.gatherings.queries.keeping import Line, Proof
from app.gatherings.rules import CATEGORIES
from app.gatherings.rules.attendance import STATUSES, Status
from app.gatherings.rules.tallies import tally
from app.locale import _
from app.office import document
from app.people.rules.names import masked_name
from app.study.exports.ledger import materials_of, speakers_of
from app.study.queries import SessionView
from app.study.queries.discussing import DiscussionView
from app.study.queries.following import ActionView
from app.study.rules.agenda import Item
from app.web.page import day_and_time
from quizzes.folding import numeral_of

BY_HAND = ("", "", "")
"""Lines that are left to be written on paper."""
AWAY = (Status.EXCUSED, Status.ABSENT, Status.EXEMPT)

Shown = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record with its own heading; without lines there is room to write by hand."""

    heading: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A section as the template reads it: `number` is 一, 二, 三 …"""

    number: str
    heading: str
    lines: Sequence[str]


def own_sections(
    items: Sequence[Item],
    proofs: Sequence[Proof],
    discussions: Sequence[DiscussionView],
    actions: Sequence[ActionView],
    *,
    is_public: bool,
) -> list[Section]:
    """What study knows for the record, in its order: agenda, materials, points, what was settled, evidence.

    A slice above that knows more adds sections of its own before `record_document` is called.
    """
    shown = masked_name if is_public else str
    with locale.speaking(locale.SOURCE):
        return [
            Section(_("议程"), [_agenda_line(place, item, shown) for place, item in enumerate(items, start=1)]),
            Section(_("材料清单"), materials_of(items)),
            Section(_("讨论要点"), [line for one in discussions for line in _discussed(one, shown)]),
            Section(_("议定事项、责任人与时限、落实情况"), [_agreed(one, shown) for one in actions]),
            Section(_("附件"), [f"{one.title}：{one.reference}" for one in proofs if one.person is None]),
        ]


def record_document(
    session: SessionView,
    number: int,
    lines: Sequence[Line],
    items: Sequence[Item],
    sections: Sequence[Section],
    *,
    is_public: bool,
    library: str,
    made_by: str,
    generated_at: datetime,
) -> bytes:
    """The record as .docx on `templates/documents/study_record.docx`, in Chinese whatever the screen speaks.

    Args:
        number: the how manieth session of its year.
        lines: everybody expected; empty while the list is not frozen.

    Raises:
        Refused: the template cannot be filled.
    """
    shown = masked_name if is_public else str
    with locale.speaking(locale.SOURCE):
        context = {
            "library": library,
            "session": _session(session, number, items, shown),
            "attendance": _attendance(lines, shown, is_public),
            "sections": [
                Numbered(numeral_of(place), one.heading, one.lines or BY_HAND)
                for place, one in enumerate(sections, start=1)
            ],
            "day": f"{clock.at_library(generated_at):%Y-%m-%d}",
            "made_by": shown(made_by),
            "period": f"{session.on:%Y-%m-%d}",
            "generated": day_and_time(generated_at),
            "count": len(lines),
            "public_line": public_line() if is_public else "",
        }
        return document("study_record", context, title=session.title, generated_at=generated_at)


def _session(session: SessionView, number: int, items: Sequence[Item], shown: Shown) -> dict[str, object]:
    category = session.gathering.category
    return {
        "year": session.on.year,
        "number": number,
        "topic": session.topic or session.title,
        "category": _(CATEGORIES[category]) if category else "",
        "time": f"{day_and_time(session.span.starts_at)}—{session.ends}",
        "where": session.gathering.where,
        "host": shown(session.host),
        "recorder": shown(session.recorder),
        "speakers": shown(speakers_of(items)),
    }


def _attendance(lines: Sequence[Line], shown: Shown, is_public: bool) -> dict[str, object]:
    numbers = tally([line.status for line in lines])
    away = [_away(line, shown, is_public) for line in lines if line.status in AWAY]
    made_up = [_with_note(line, shown, is_public) for line in lines if line.status is Status.MADE_UP]
    added = [shown(line.name) for line in lines if line.added]
    return {
        "expected": numbers.expected,
        "came": numbers.came,
        "rate": "" if numbers.rate is None else _("，出勤率 %(rate)d%%", rate=numbers.rate),
        "added": "、".join(added) or _("无"),
        "away": "；".join(away) or _("无"),
        "made_up": "；".join(made_up) or _("无"),
    }


def _away(line: Line, shown: Shown, is_public: bool) -> str:
    status = _(STATUSES[line.status]) if line.status else ""
    note = "" if is_public or line.record is None or not line.record.note else f"，{_(line.record.note)}"
    return f"{shown(line.name)}（{status}{note}）"


def _with_note(line: Line, shown: Shown, is_public: bool) -> str:
    note = "" if is_public or line.record is None else _(line.record.note) if line.record.note else ""
    return f"{shown(line.name)}（{note}）" if note else shown(line.name)


def _agenda_line(place: int, item: Item, shown: Shown) -> str:
    said = [_(CATEGORIES[item.category])]
    said += [_("主讲 %(name)s", name=shown(item.speaker))] if item.speaker else []
    said += [_("%(n)d 分钟", n=item.minutes)] if item.minutes else []
    return f"{place}. {item.title}（{'，'.join(said)}）"


def _discussed(one: DiscussionView, shown: Shown) -> list[str]:
    """The topic, who said what, what was concluded; nothing of a discussion that was taken off."""
    if one.topic.removed:
        return []
    points = [f"{shown(point.now.speaker)}：{point.now.text}" for point in one.points]
    concluded = [_("结论：%(text)s", text=conclusion.now.text) for conclusion in one.conclusions]
    return [_("题目：%(text)s", text=one.topic.now.text), *points, *concluded]


def _agreed(one: ActionView, shown: Shown) -> str:
    stands = _("已办结：%(done)s", done=one.done) if one.is_closed else one.progress or _("未办结")
    facts = {"what": one.what, "who": shown(one.owner_name), "day": one.due_on, "stands": stands}
    return _("%(what)s（责任人 %(who)s，%(day)s 前；%(stands)s）", **facts)
