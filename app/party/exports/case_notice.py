"""The public notice of somebody who is to become a prospect, as a document in the look of official papers."""

from datetime import date, datetime

from app import clock, locale
from app.locale import _
from app.office import document
from app.party.queries.case_texts import NoticeText
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import CaseFacts
from app.party.rules.citing import ADMISSION_2026, admission_rules


def notice_document(facts: CaseFacts, notice: NoticeText, *, branch: str, generated_at: datetime) -> bytes:
    """The notice on `templates/documents/applicant_notice.docx`; what is written is what 细则 art. 13 asks, no more.

    Raises:
        Refused: the template cannot be filled.
    """
    with locale.speaking(locale.SOURCE):
        activist = facts.day(Act.ACTIVIST)
        agreed = _("报上级党委同意") if admission_rules(notice.from_on) is ADMISSION_2026 else _("报上级党委备案")
        context = {
            "library": branch,
            "superior": _("并%(agreed)s", agreed=agreed),
            "name": facts.name,
            "applied": _day(facts.day(Act.APPLIED)),
            "activist": _day(activist),
            "from_on": _day(notice.from_on),
            "to_on": _day(notice.to_on),
            "place": notice.place,
            "contact": notice.contact,
            "signed_on": _day(notice.from_on),
            "generated": f"{clock.at_library(generated_at):%Y-%m-%d %H:%M}",
        }
        title = _("公示：%(name)s", name=facts.name)
        return document("applicant_notice", context, title=title, generated_at=generated_at)


def _day(on: date | None) -> str:
    return _("%(year)d年%(month)d月%(day)d日", year=on.year, month=on.month, day=on.day) if on else ""
