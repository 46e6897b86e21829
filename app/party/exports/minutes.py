"""R-11 会议记录: one meeting as a document, in the look of official papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from app import clock, locale
from app.gatherings.queries.keeping import Proof
from app.gatherings.rules.attendance import STATUSES, Status
from app.gatherings.rules.tallies import tally
from app.locale import N_, _
from app.office import document
from app.party.queries.meetings import Stands
from app.party.queries.minutes import CorrectionView, Record
from app.party.queries.tasks import TaskView
from app.party.queries.votes import VoteView
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Block, fields_of, label_of, speeches, value_said
from app.party.rules.tasks import TaskKind
from app.party.rules.votes import METHODS, SUBJECTS, outcome_said
from app.web.page import day_and_time
from quizzes.folding import numeral_of

AWAY = (Status.EXCUSED, Status.ABSENT, Status.EXEMPT)
BY_HAND = ("", "", "")
"""Lines that are left to be written on paper."""
FEWEST_LINES, SIGNED_PER_LINE = 2, 6
"""Room below the minutes for whoever came to sign."""
AUXILIARY = N_("本件由支部辅助台账生成，党员和组织信息以全国党员管理信息系统为准。")


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the record: `number` is 一, 二, 三 …"""

    number: str
    heading: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Head:
    """What every paper says of itself."""

    branch: str
    made_by: str
    generated_at: datetime


def minutes_document(record: Record, ordinal: int, labels: Sequence[str], proofs: Sequence[Proof], head: Head) -> bytes:
    """The minutes as .docx on `templates/documents/party_minutes.docx`, in Chinese whatever the screen speaks.

    Args:
        ordinal: the how manieth meeting of its kind in the year.
        labels: what the parts are called that notes of correction name, in their order.

    Raises:
        Refused: the template cannot be filled.
    """
    with locale.speaking(locale.SOURCE):
        context = {
            **facts_of(record, ordinal, head),
            "sections": numbered(sections_of(record, labels, proofs), by_hand=record.signing is None),
        }
        return document("party_minutes", context, title=record.meeting.title, generated_at=head.generated_at)


def facts_of(record: Record, ordinal: int, head: Head) -> dict[str, object]:
    """The lines above the sections, shared by the document and the binder."""
    one, signing = record.meeting, record.signing
    signed = _("%(name)s，%(at)s 在系统中签字", name=signing.by, at=day_and_time(signing.at)) if signing else ""
    return {
        "branch": head.branch,
        "kinds": one.kinds_said,
        "heading": heading_of(one.kinds_said),
        "title": one.title,
        "year": one.on.year,
        "ordinal": ordinal,
        "time": f"{day_and_time(one.span.starts_at)}—{one.ends}",
        "where": one.gathering.where,
        "group": one.group_name,
        "chair": one.chair,
        "recorder": one.recorder,
        "theme": one.theme,
        "theme_decided_on": one.theme_decided_on.isoformat() if one.theme_decided_on else "",
        "material": one.materials_said,
        "attendance": attendance_of(record.people),
        "sign_lines": [""]
        * max(FEWEST_LINES, ceil(tally([each.status for each in record.people]).came / SIGNED_PER_LINE)),
        "observers": record.written.observers or _("无"),
        "signed": signed,
        "digest": signing.digest[:12] if signing else "",
        "day": f"{clock.at_library(head.generated_at):%Y-%m-%d}",
        "period": f"{one.on:%Y-%m-%d}",
        "generated": day_and_time(head.generated_at),
        "made_by": head.made_by,
        "count": len(record.people),
        "auxiliary": _(AUXILIARY),
    }


def heading_of(kinds: str) -> str:
    """支部党员大会会议记录, 支部委员会会议记录, 党课记录."""
    meeting, record = _("会议"), _("记录")
    return kinds + (meeting + record if kinds.endswith(_("会")) else record)


def attendance_of(people: Sequence[Stands]) -> dict[str, str]:
    """Who came, who did not and why, and the numbers, as they are printed."""
    numbers = tally([one.status for one in people])
    return {
        "expected": str(numbers.expected),
        "came": str(numbers.came),
        "rate": "" if numbers.rate is None else _("，出席率 %(rate)d%%", rate=numbers.rate),
        "names": "、".join(_there(one) for one in people if one.status in (Status.PRESENT, Status.LATE)) or _("无"),
        "away": "；".join(_stood(one) for one in people if one.status in AWAY) or _("无"),
        "made_up": "；".join(_stood(one) for one in people if one.status is Status.MADE_UP) or _("无"),
    }


def _there(one: Stands) -> str:
    if one.status is not Status.LATE:
        return one.name
    at = f"，{clock.at_library(one.came_at):%H:%M}" if one.came_at else ""
    return f"{one.name}（{_(STATUSES[Status.LATE])}{at}）"


def _stood(one: Stands) -> str:
    status = _(STATUSES[one.status]) if one.status else ""
    return f"{one.name}（{status}{'，' + _(one.note) if one.note else ''}）"


def sections_of(record: Record, labels: Sequence[str], proofs: Sequence[Proof]) -> list[tuple[str, list[str]]]:
    """Heading and lines of each section that this kind of meeting has."""
    kinds = record.meeting.kinds
    written = record.written
    own = [
        (label_of(name), value_said(name, getattr(written, name)).splitlines())
        for name in fields_of(kinds)
        if name not in ("observers", "resolution", "remark")
    ]
    short = [(label, lines) for label, lines in own if len(lines) < 2 and len("".join(lines)) < 60]
    sections = [(_("议程和发言"), [line for block in written.blocks for line in _block(block)])]
    if short:
        sections.append((record.meeting.kinds_said, [f"{label}：{''.join(lines)}" for label, lines in short]))
    sections += [one for one in own if one not in short]
    if record.votes:
        sections.append((_("表决"), [vote_said(vote) for vote in record.votes]))
    sections.append((_("决议、议定事项"), written.resolution.splitlines()))
    if MeetingKind.LIFE in kinds:
        rectified = [task for task in record.tasks if task.kind is TaskKind.RECTIFICATION]
        sections.append((_("问题清单和整改措施"), [task_said(task) for task in rectified]))
    agreed = [task for task in record.tasks if task.kind is TaskKind.RESOLUTION]
    if agreed or MeetingKind.LIFE not in kinds:
        sections.append((_("责任人、时限和落实情况"), [task_said(task) for task in agreed]))
    if written.remark:
        sections.append((_("备注"), written.remark.splitlines()))
    sections.append((_("附件"), [f"{proof.title}：{proof.reference}" for proof in proofs if proof.person is None]))
    notes = [correction_said(label, note) for label, note in zip(labels, record.corrections, strict=True)]
    if notes := [*(moved_said(*one) for one in record.moved), *notes]:
        sections.append((_("签字后的更正说明"), notes))
    return sections


def numbered(sections: Sequence[tuple[str, list[str]]], *, by_hand: bool) -> list[Section]:
    """The sections with 一, 二, 三 …; an empty one leaves room to write by hand until the minutes are signed."""
    empty = BY_HAND if by_hand else (_("无"),)
    return [Section(numeral_of(n), heading, lines or list(empty)) for n, (heading, lines) in enumerate(sections, 1)]


def _block(block: Block) -> list[str]:
    said = [f"{who}：{text}" if who else text for who, text in speeches(block.said)]
    dissent = [_("不同意见：%(text)s", text=block.dissent)] if block.dissent else []
    return [_("议题：%(title)s", title=block.title), *said, *dissent]


def vote_said(vote: VoteView) -> str:
    """A vote in one sentence, with its numbers and its outcome."""
    count = vote.count
    about = f"{vote.title}（{vote.candidate}）" if vote.candidate else vote.title
    numbers = _(
        "应到会有表决权 %(eligible)d 人，实到 %(present)d 人，赞成 %(yes)d 票，反对 %(no)d 票，弃权 %(abstain)d 票",
        eligible=count.eligible,
        present=count.present,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
    )
    written = _("，其中书面意见 %(n)d 份", n=count.written) if count.written else ""
    seats = _("，应选 %(n)d 人", n=vote.seats) if vote.seats else ""
    kind = f"{_(SUBJECTS[vote.subject])}，{_(METHODS[vote.method])}{seats}"
    note = f"（{vote.eligible_note}）" if vote.eligible_note else ""
    return f"{about}：{kind}；{numbers}{written}{note}；{outcome_said(vote.subject, vote.outcome)}。"


def task_said(task: TaskView) -> str:
    """What is to be done, by whom and when, and how it stands."""
    problem = _("问题：%(text)s；", text=task.problem) if task.problem else ""
    facts = {"what": task.what, "who": task.owner_name, "day": task.due_on, "stands": stands_said(task)}
    return problem + _("%(what)s（责任人 %(who)s，%(day)s 前；%(stands)s）", **facts)


def stands_said(task: TaskView) -> str:
    """How a task stands."""
    if task.done is not None:
        day = f"{clock.at_library(task.done.at):%Y-%m-%d}"
        return _("%(day)s 办结：%(text)s", day=day, text=task.done.text)
    return task.notes[-1].text if task.notes else _("未办结")


def moved_said(name: str, before: str, after: str) -> str:
    """Whose attendance was put right after the signature, as the page of the meeting says it."""
    known = {"name": name, "before": _stood_as(before), "after": _stood_as(after)}
    return _("签字后更正了%(name)s的考勤：%(before)s → %(after)s", **known)


def _stood_as(status: str) -> str:
    return _(STATUSES[Status(status)]) if status else _("没有记录")


def correction_said(label: str, note: CorrectionView) -> str:
    """A note of correction in one sentence: the old, the new, who, when and why."""
    day = f"{clock.at_library(note.at):%Y-%m-%d}"
    facts = {"label": label, "before": note.before, "after": note.after, "by": note.by, "day": day, "why": note.reason}
    return _("%(label)s：原文“%(before)s”，更正为“%(after)s”（%(by)s，%(day)s，原因：%(why)s）", **facts)
