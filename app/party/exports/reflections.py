"""三问 as a sheet: the three questions with what the member wrote, or with lines to write by hand."""

from datetime import date, datetime

from app import locale
from app.locale import _
from app.office import document
from app.party.rules.reflections import QUESTIONS, Reflection
from app.web.page import day_and_time

TEMPLATE = "reflection_sheet"
LINES = 6
"""So many lines stand below a question that is not answered."""


def reflection_document(one: Reflection, branch: str, *, generated_at: datetime) -> bytes:
    """The sheet as .docx on `templates/documents/reflection_sheet.docx`, in Chinese whatever the screen speaks.

    Raises:
        Refused: the template cannot be filled.
    """
    with locale.speaking(locale.SOURCE):
        answers = [one.answers.of(name).strip() for name in QUESTIONS]
        context = {
            "branch": branch,
            "person": {"name": one.name},
            "day": _day(one.written_on),
            "questions": [
                {"title": _(title), "lines": answer.splitlines() or [""] * LINES}
                for title, answer in zip(QUESTIONS.values(), answers, strict=True)
            ],
            "generated": day_and_time(generated_at),
            "count": sum(bool(answer) for answer in answers),
        }
        return document(TEMPLATE, context, title=_("三问（%(name)s）", name=one.name), generated_at=generated_at)


def _day(day: date) -> str:
    return _("%(year)d年%(month)d月%(day)d日", year=day.year, month=day.month, day=day.day)
