"""个人学习与服务档案: one person's year, both sides, none added to another."""

from collections.abc import Sequence
from datetime import datetime

from app.gatherings.rules import KINDS, Kind
from app.locale import _
from app.office import Column, Sheet, Shown, workbook
from app.office.sheets import Value
from app.training.exports.log import Read, common_columns, gathered_columns, minutes_column
from app.training.queries.courses import ClaimView
from app.training.queries.log import LogRow
from app.training.queries.own_time import OwnEntry
from app.training.queries.record import Practised, Record
from app.training.rules import LEDGERS, Ledger
from app.training.rules.courses import MODES, SUBJECTS
from app.training.words import halves
from app.web.page import WEEKDAYS


def record_workbook(record: Record, *, library: str, made_by: str, generated_at: datetime) -> bytes:
    """The record of a year as .xlsx: what was gathered, then practice by day, and below the sums of each and the ledgers."""
    counted = Column(_("计入台账"), Shown.TEXT, _("哪几本台账算这些分钟；各本台账不能相加"), "", _("当年规则"))
    ledgers: tuple[Column, Read] = counted, lambda row: _ledgers(record, row)
    columns, readers = zip(*common_columns(), *gathered_columns(), minutes_column(_("出勤记录")), ledgers, strict=True)
    rows = [[read(row) for read in readers] for row in record.rows]
    sheet = Sheet(
        title=_("个人学习与服务档案：%(name)s", name=record.member.name),
        name=_("档案"),
        library=library,
        period=_("%(year)d年", year=record.year),
        lines=[_("姓名：%(name)s　　岗位：%(post)s　　职称：%(title)s", **_who(record))],
        made_by=made_by,
        generated_at=generated_at,
        columns=columns,
        rows=[
            *rows,
            *(_course(record, one, columns) for one in record.courses),
            *(_reading(one, columns) for one in record.read),
            *(_practice(one, columns) for one in record.practised),
        ],
        footer=[_line(said, columns) for said in _sums(record)],
    )
    return workbook(sheet)


def _who(record: Record) -> dict[str, str]:
    return {"name": record.member.name, "post": record.member.post, "title": record.member.title}


def _ledgers(record: Record, row: LogRow) -> str:
    return _("、").join(_(LEDGERS[Ledger(one)]) for one in record.counted_by(row))


def _course(record: Record, one: ClaimView, columns: Sequence[Column]) -> list[Value]:
    said: dict[str, Value] = {
        _("日期"): one.course.from_on,
        _("星期"): _(WEEKDAYS[one.course.from_on.weekday()]),
        _("内容"): one.course.title,
        _("类型"): _(MODES[one.course.mode]),
        _("类别"): _(SUBJECTS[one.course.subject]),
        _("地点"): one.course.organiser,
        _("佐证"): 1,
        _("分钟"): one.minutes,
        _("计入台账"): _("、").join(_(LEDGERS[Ledger(ledger)]) for ledger in record.counts_course(one)),
    }
    return _line(said, columns)


def _practice(one: Practised, columns: Sequence[Column]) -> list[Value]:
    said: dict[str, Value] = {
        _("日期"): one.day,
        _("星期"): _(WEEKDAYS[one.day.weekday()]),
        _("内容"): _("练习 %(n)d 次", n=one.times),
        _("类型"): _("练习（另列）"),
        _("分钟"): one.minutes,
    }
    return _line(said, columns)


def _reading(one: OwnEntry, columns: Sequence[Column]) -> list[Value]:
    said: dict[str, Value] = {
        _("日期"): one.day,
        _("星期"): _(WEEKDAYS[one.day.weekday()]),
        _("内容"): one.entry.title,
        _("类型"): _("自学（另列）"),
        _("分钟"): one.entry.minutes,
    }
    return _line(said, columns)


def _sums(record: Record) -> list[dict[str, Value]]:
    what, type_of, minutes, counted = _("内容"), _("类型"), _("分钟"), _("计入台账")
    found: list[dict[str, Value]] = [
        {what: _("合计（各类另列，不相加）"), type_of: _(KINDS[kind]), minutes: record.minutes(kind)}
        for kind in Kind
        if kind is not Kind.PARTY or record.of(kind)
    ]
    found.append({what: _("合计（各类另列，不相加）"), type_of: _("自学"), minutes: record.read_minutes})
    found.append({what: _("合计（各类另列，不相加）"), type_of: _("外出和网络培训"), minutes: record.courses_minutes})
    found.append({what: _("合计（各类另列，不相加）"), type_of: _("练习"), minutes: record.practised_minutes})
    for one in record.card.accounts:
        told = _("应 %(required)s 学时，已 %(done)s 学时，差 %(gap)s 学时", **_told(one.required, one.done, one.gap))
        found.append({what: _(LEDGERS[one.rule.ledger]), counted: told})
    for shared in record.card.shared:
        both = _("、").join(_(LEDGERS[one]) for one in (shared.one, shared.other))
        told = _("两本台账都算了这 %(n)s 学时，不能相加", n=halves(shared.hours))
        found.append({what: both, counted: told})
    return found


def _told(required: object, done: object, gap: object) -> dict[str, str]:
    return {"required": halves(required), "done": halves(done), "gap": halves(gap)}  # type: ignore[arg-type]


def _line(said: dict[str, Value], columns: Sequence[Column]) -> list[Value]:
    return [said.get(column.heading) for column in columns]
