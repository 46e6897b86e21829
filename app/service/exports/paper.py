"""志愿服务记录 (R-19): what stands on the paper, in the four blocks of 民发〔2015〕149号, whatever it is printed by."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app import clock, locale
from app.gatherings.rules.attendance import Source
from app.locale import _
from app.office import document
from app.office.codes import drawn, printed
from app.office.pdf import pdf
from app.service.queries.papers import PaperView
from app.service.queries.records import RecordView
from app.service.rules.papers import SUBTITLES, TITLES, time_said

TEMPLATE = "service_paper"
MOST_CONTENTS = 6
"""So many kinds of work are named in the second block; the table names them all."""
Rows = list[tuple[str, str]]


def paper_values(one: PaperView, records: Sequence[RecordView], *, address: str) -> dict[str, Any]:
    """Everything on the paper as texts, in Chinese whatever the screen speaks.

    Args:
        records: the frozen list, the oldest first.
        address: of the page where anybody checks it; a path alone makes no code to scan.
    """
    with locale.speaking(locale.SOURCE):
        return {
            "title": _(TITLES[one.kind]),
            "subtitle": _(SUBTITLES[one.kind]) if SUBTITLES[one.kind] else "",
            "number": one.said,
            "library": one.unit,
            "revoked": _revoked(one),
            "parts": [
                {"heading": _("一、志愿者"), "rows": _identity(one)},
                {"heading": _("二、服务时间和服务内容"), "rows": _service(one, records)},
            ],
            "lines_heading": _("服务记录明细"),
            "columns": [_("序号"), _("日期"), _("时间"), _("项目和地点"), _("服务内容"), _("时长"), _("来源")],
            "lines": [_line(number, record) for number, record in enumerate(records, 1)],
            "left_out": _left_out(one),
            "issuer": {
                "heading": _("三、记录和出具单位"),
                "rows": _issuer(one),
                "seal": _("（盖章处）"),
                "day": _day(one.issued_on),
            },
            "check": {
                "label": _("查验码"),
                "code": one.code,
                # Without the site's name a phone could not follow it.
                "qr": str(drawn(address)) if address.startswith("http") else "",
                "hint": _("扫码查验"),
            },
            "notes": _notes(one, address),
        }


async def paper_pdf(one: PaperView, records: Sequence[RecordView], *, address: str) -> bytes:
    """The paper as PDF on `templates/documents/service_paper.typ`; as long as it stands so, the same bytes every time.

    Raises:
        Refused: the template cannot be filled, or the fonts lack a character.
    """
    return await pdf(TEMPLATE, paper_values(one, records, address=address), generated_at=one.revoked_at or one.at)


async def paper_document(one: PaperView, records: Sequence[RecordView], *, address: str) -> bytes:
    """The paper as .docx on `templates/documents/service_paper.docx`.

    Raises:
        Refused: the template cannot be filled.
    """
    values = paper_values(one, records, address=address)
    issuer, check = values["issuer"], values["check"]
    context = {
        "paper": {
            **values,
            "parts": [{**part, "rows": _named(part["rows"])} for part in values["parts"]],
            "issuer": {**issuer, "rows": _named(issuer["rows"])},
            "check": {**check, "qr": printed(address) if check["qr"] else ""},
        }
    }
    return await asyncio.to_thread(
        document, TEMPLATE, context, title=values["number"], generated_at=one.revoked_at or one.at
    )


def _named(rows: Rows) -> list[Mapping[str, str]]:
    return [{"term": term, "said": said} for term, said in rows]


def _identity(one: PaperView) -> Rows:
    number = one.volunteer_number or _("未登记（本馆档案 %(n)d 号）", n=one.volunteer)
    return [(_("姓名"), one.name), (_("志愿者编号"), number)]


def _service(one: PaperView, records: Sequence[RecordView]) -> Rows:
    rows: Rows = [(_("服务期间"), _("%(first)s 至 %(last)s", first=_day(one.from_on), last=_day(one.to_on)))]
    sums = one.sums
    if sums.system_times:
        rows.append((_("系统记录"), _times(sums.system_minutes, sums.system_times)))
    if sums.hand_times:
        rows.append((_("人工补录"), _times(sums.hand_minutes, sums.hand_times)))
    contents = list(dict.fromkeys(record.content for record in records if record.content))
    more = _("等") if len(contents) > MOST_CONTENTS else ""
    rows.append((_("服务内容"), "；".join(contents[:MOST_CONTENTS]) + more))
    return rows


def _issuer(one: PaperView) -> Rows:
    blank = "＿＿＿＿＿＿"
    return [
        (_("记录单位"), one.unit or blank),
        (_("负责人"), one.leader or blank),
        (_("经办人"), one.issued_by),
        (_("联系方式"), one.contact or blank),
    ]


def _line(number: int, one: RecordView) -> list[str]:
    begins, ends = clock.at_library(one.starts_at), clock.at_library(one.ends_at)
    where = " · ".join(filter(None, (one.project_name, one.place_name)))
    source = _("补录") if one.source is Source.HAND else _("系统")
    return [
        str(number),
        one.day.isoformat(),
        f"{begins:%H:%M}—{ends:%H:%M}",
        where,
        one.content,
        time_said(one.minutes),
        source,
    ]


def _times(minutes: int, times: int) -> str:
    return _("%(time)s（%(n)d 次）", time=time_said(minutes), n=times)


def _left_out(one: PaperView) -> str:
    if not one.left_out_times:
        return ""
    return _(
        "这段时间另有 %(n)d 次服务由合作单位记录，由它出具，不在这张纸上：%(units)s。",
        n=one.left_out_times,
        units=one.left_out or _("见项目说明"),
    )


def _notes(one: PaperView, address: str) -> list[str]:
    notes = [
        _("系统记录是当场扫码、输码或点名记下的，人工补录是事后登记并经核定的；两者分开合计，不相加。"),
        _("时长是实际服务的时间，以小时为单位，不含路上的时间。"),
        # Only where a request stands as a row: what the paper says has to be true.
        _("依志愿者本人申请出具，不收费用；记录后来有更正的，查验页会注明。")
        if one.request is not None
        else _("按本馆的服务台账出具，不收费用；记录后来有更正的，查验页会注明。"),
    ]
    if address:
        notes.append(_("查验：打开 %(address)s", address=address))
    return [*notes, _("用途：%(note)s", note=one.note)] if one.note else notes


def _revoked(one: PaperView) -> str:
    if one.revoked_at is None:
        return ""
    return _(
        "已于 %(day)s 撤销，不再有效：%(reason)s",
        day=_day(clock.at_library(one.revoked_at).date()),
        reason=one.revoked_reason,
    )


def _day(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日", year=day.year, month=day.month, day=day.day)
