"""R-17 组织生活会、民主评议党员材料 of a year: problems, the ledger of putting them right, how the ballots fell, results."""

from collections.abc import Sequence
from typing import Any

from app import clock, locale
from app.locale import N_, _
from app.office import document
from app.party.exports.minutes import AUXILIARY, Head, attendance_of, correction_said, stands_said
from app.party.queries.appraisals import EntryView, Sheet
from app.party.queries.minutes import Record
from app.party.queries.papers import YearRecord
from app.party.queries.tasks import TaskView
from app.party.rules.appraisals import GRADES, MANNERS, Grade, Manner
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import label_of, speeches
from app.party.rules.tasks import TaskKind
from app.web.page import day_and_time

# What stands in place of the ballots and results for whoever has not opened the sheet.
CLOSED = N_("测评票数和评定结果没有印出：有权查看的人在评议表上写明查看原因，半小时内再下载。")


def review_document(year: int, meetings: Sequence[YearRecord], sheet: Sheet | None, head: Head) -> bytes:
    """The papers of a year on the template `party_review.docx`, in Chinese whatever the screen speaks.

    Args:
        meetings: of the year; only those of the kind 组织生活会 are told.
        sheet: the year's appraisal, None where there was none; counts and results are told only while it is open.

    Raises:
        Refused: the template cannot be filled.
    """
    with locale.speaking(locale.SOURCE):
        lives = [_life(one.record) for one in life_meetings(meetings)]
        values = {
            "branch": head.branch,
            "year": year,
            "meetings": lives,
            **appraisal_values(sheet),
            "day": f"{clock.at_library(head.generated_at):%Y-%m-%d}",
            "period": _("%(year)d年", year=year),
            "generated": day_and_time(head.generated_at),
            "made_by": head.made_by,
            "count": sum(len(life["problems"]) for life in lives),
            "auxiliary": _(AUXILIARY),
        }
        title = _("%(year)d年度组织生活会、民主评议党员材料", year=year)
        return document("party_review", values, title=title, generated_at=head.generated_at)


def life_meetings(meetings: Sequence[YearRecord]) -> list[YearRecord]:
    """Those that are organizational life meetings."""
    return [one for one in meetings if MeetingKind.LIFE in one.meeting.kinds]


def problems_of(record: Record) -> list[dict[str, str]]:
    """The list of problems with what puts them right, numbered from 1."""
    return [
        {
            "number": str(number),
            "who": task.owner_name,
            "problem": task.problem,
            "measure": task.what,
            "due": task.due_on.isoformat(),
            "done": f"{clock.at_library(task.done.at):%Y-%m-%d}" if task.done else "",
            "stands": task.done.text if task.done else stands_said(task),
        }
        for number, task in enumerate(_faults(record), 1)
    ]


def appraisal_values(sheet: Sheet | None) -> dict[str, Any]:
    """The appraisal as the document and the binder tell it: `round`, `lines` and `closed`."""
    if sheet is None:
        return {"round": None, "lines": [], "closed": ""}
    one = sheet.round
    return {
        "round": {
            "held_on": f"{one.held_on}",
            "meeting": one.meeting_title,
            "where": one.where,
            "ballots": one.ballots,
            "members": one.members,
            "decided": one.decided,
            "sums": _("、").join(_sums(sheet.entries)) if sheet.is_open else "",
        },
        "lines": [_line(number, each) for number, each in enumerate(sheet.entries, 1)] if sheet.is_open else [],
        "closed": "" if sheet.is_open else _(CLOSED),
    }


def _life(record: Record) -> dict[str, Any]:
    one, written = record.meeting, record.written
    spoken = [f"{who}：{said}" if who else said for who, said in speeches(written.criticism)]
    return {
        "title": one.title,
        "time": f"{day_and_time(one.span.starts_at)}—{one.ends}",
        "where": one.gathering.where,
        "group": one.group_name,
        "theme": one.theme,
        "chair": one.chair,
        "attendance": attendance_of(record.people),
        "pre_study": [*written.pre_study.splitlines(), *_notes(record, "pre_study")] or [""],
        "talk_count": "" if written.talk_count is None else written.talk_count,
        "opinions": [*written.opinions.splitlines(), *_notes(record, "talk_count", "opinions")] or [""],
        "criticism": [*spoken, *_notes(record, "criticism")] or [""],
        "problems": problems_of(record),
        "done": sum(task.is_done for task in _faults(record)),
        "all": len(_faults(record)),
    }


def _faults(record: Record) -> list[TaskView]:
    return [task for task in record.tasks if task.kind is TaskKind.RECTIFICATION]


def _notes(record: Record, *parts: str) -> list[str]:
    """The notes of correction on these parts, below what was signed."""
    return [correction_said(label_of(note.part), note) for note in record.corrections if note.part in parts]


def _sums(entries: Sequence[EntryView]) -> list[str]:
    results = [each.decision.result for each in entries if each.decision]
    return [_("%(grade)s %(n)d 人", grade=_(name), n=results.count(grade)) for grade, name in GRADES.items()]


def _line(number: int, each: EntryView) -> dict[str, object]:
    tally, decision = each.tally, each.decision
    return {
        "number": number,
        "name": each.name,
        "own": _grade(each.own.rating if each.own else None),
        "excellent": tally.excellent if tally else "",
        "qualified": tally.qualified if tally else "",
        "basic": tally.basic if tally else "",
        "unqualified": tally.unqualified if tally else "",
        "result": _grade(decision.result if decision else None),
        "note": "" if each.manner is Manner.HERE else each.manner_note or _(MANNERS[each.manner]),
    }


def _grade(grade: Grade | None) -> str:
    return _(GRADES[grade]) if grade else ""
