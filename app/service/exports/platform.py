"""Records laid out for a platform: the columns of a profile, each in its format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from app import clock
from app.gatherings.rules.attendance import SOURCES
from app.locale import _
from app.office.blanks import Blank, plain_workbook
from app.service.queries.records import RecordView
from app.service.queries.register import Entry
from app.service.rules.profiles import DAYS, MINUTES, Look, Profile, Rows

Told = str | int | date | None
# Data, not words: how platforms want days written.
DAY_LOOKS = {
    Look.USUAL: "%Y-%m-%d",
    Look.DASHES: "%Y-%m-%d",
    Look.SLASHES: "%Y/%m/%d",
    Look.DIGITS: "%Y%m%d",
    Look.CHINESE: "{0.year}年{0.month}月{0.day}日",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is made of; without a record it is of the volunteer alone."""

    entry: Entry
    record: RecordView | None = None


def rows_of(one: Profile, entries: Sequence[Entry], records: Sequence[RecordView]) -> list[Row]:
    """The rows of an export: volunteers, or records with their volunteers."""
    if one.rows is Rows.VOLUNTEERS:
        return [Row(entry) for entry in entries]
    by_volunteer = {entry.volunteer: entry for entry in entries}
    return [Row(by_volunteer[each.volunteer], each) for each in records if each.volunteer in by_volunteer]


def table(one: Profile, rows: Sequence[Row]) -> list[list[str]]:
    """The cells, as texts."""
    return [[_written(told(row).get(each.source), each.source, each.look) for each in one.columns] for row in rows]


def told(row: Row) -> Mapping[str, Told]:
    """All that a row could say, by field."""
    entry, record = row.entry, row.record
    values: dict[str, Told] = {
        "blank": "",
        "number": entry.number,
        "name": entry.name,
        "sex": entry.sex,
        "born_on": entry.born_on,
        "area": entry.area,
        "phone": entry.phone,
        "age_band": entry.age_band,
        "skills": "、".join(entry.skills),
        "state": entry.state,
        "registered_on": entry.registered_on,
        "trainings": entry.trainings,
        "training_minutes": entry.training_minutes,
        "qualifications": "、".join(entry.qualifications),
        "times": entry.times,
        "minutes": entry.minutes,
        "evaluation": entry.evaluation or None,
        "evaluated_on": entry.evaluated_on,
        "star": entry.star or None,
        "commendations": "、".join(entry.commendations),
        "consent": None if entry.consent is None else _("有") if entry.consent else _("没有"),
    }
    return values if record is None else {**values, **_of(record)}


def _of(record: RecordView) -> dict[str, Told]:
    begins, ends = record.came_at or record.starts_at, record.went_at or record.ends_at
    return {
        "project": record.project_name or record.content,
        "day": record.day,
        "begins": f"{clock.at_library(begins):%H:%M}",
        "ends": f"{clock.at_library(ends):%H:%M}",
        "place": record.place_name,
        "content": record.content,
        "record_minutes": record.minutes,
        "unit": record.unit_name,
        "leader": record.leader,
        "source": _(SOURCES[record.source]),
        "record_note": record.note,
    }


def _written(value: Told, source: str, look: Look) -> str:
    if value is None:
        return ""
    if source in DAYS and isinstance(value, date):
        pattern = DAY_LOOKS.get(look, DAY_LOOKS[Look.USUAL])
        return pattern.format(value) if "{" in pattern else f"{value:{pattern}}"
    if source in MINUTES and isinstance(value, int) and look is not Look.WHOLE_MINUTES:
        # Cut, never rounded up: nobody is to be credited with what they did not serve.
        hundredths = int(Fraction(value, 60) * 100)
        return f"{hundredths // 100}.{hundredths % 100:02}"
    return str(value)


def platform_workbook(one: Profile, rows: Sequence[Row], *, generated_at: datetime) -> bytes:
    """The export: headings in the first row and nothing above them, all cells texts."""
    columns = [Blank(each.heading, width=18) for each in one.columns]
    return plain_workbook(_("导出"), columns, table(one, rows), generated_at=generated_at)
