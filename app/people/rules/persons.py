"""What is written down about a person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import category

from app.locale import N_, _
from app.people.rules import pinyin
from app.people.rules.names import handle, phone_digits, why_not_names
from app.refusals import WhyNot

FIELD_NAMES = {
    "name": N_("姓名"),
    "name_pinyin": N_("姓名拼音"),
    "name_initials": N_("拼音首字母"),
    "sign_in_name": N_("登录名"),
    "phone": N_("手机号"),
    "staff_number": N_("工号"),
    "post": N_("岗位"),
    "professional_title": N_("职称"),
    "joined_on": N_("入职日期"),
    "left_on": N_("离开日期"),
}
MOST = {
    "name": 60,
    "name_pinyin": pinyin.LONGEST,
    "name_initials": pinyin.LONGEST_INITIALS,
    "sign_in_name": 40,
    "phone": 20,
    "staff_number": 30,
    "post": 60,
    "professional_title": 60,
}
"""Characters that each text may have, as its column does."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """A person's particulars as somebody wrote them.

    Attributes:
        name_pinyin, name_initials: readings as in `rules.pinyin`; None lets them be made from the name.
    """

    name: str
    sign_in_name: str
    phone: str | None = None
    staff_number: str | None = None
    post: str | None = None
    professional_title: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    name_pinyin: str | None = None
    name_initials: str | None = None

    def tidied(self) -> "Particulars":
        """The same, as they are kept: names to sign in by folded, readings made or tidied."""
        typed = pinyin.tidy(self.name_pinyin or "")
        read = typed or pinyin.readings(self.name)
        return replace(
            self,
            name=" ".join(self.name.split()),
            sign_in_name=handle(self.sign_in_name),
            phone=phone_digits(self.phone) if self.phone else None,
            staff_number=handle(self.staff_number) if self.staff_number else None,
            post=self.post or "",
            professional_title=self.professional_title or "",
            name_pinyin=read,
            name_initials=_letters(self.name_initials) or pinyin.initials(read),
        )

    def corrects(self, before: "Particulars") -> "Particulars":
        """The same without the readings that were sent back as they stood, though what they were made of has changed.

        Whoever corrects a name leaves the fields below it alone; the old readings there would find nobody any more.
        Initials that the old readings do not give were somebody's own, and stay for as long as the name does.
        """
        renamed = " ".join(self.name.split()) != before.name
        stood = pinyin.tidy(self.name_pinyin or "") == before.name_pinyin
        read = None if renamed and stood else self.name_pinyin
        letters_stood = _letters(self.name_initials) == before.name_initials
        made = before.name_initials == pinyin.initials(before.name_pinyin or "")
        stale = letters_stood and (renamed or (made and not stood))
        return replace(self, name_pinyin=read, name_initials=None if stale else self.name_initials)


def _why_not_texts(given: Particulars) -> Iterator[WhyNot]:
    """Forms look at this too; the console and files do not."""
    for field, most in MOST.items():
        text = getattr(given, field) or ""
        # The shapes of these two say more, and say it already.
        if len(text) > most and field not in ("sign_in_name", "phone"):
            said = _(
                "%(label)s最多 %(most)d 个字，现在 %(now)d 个字", label=_(FIELD_NAMES[field]), most=most, now=len(text)
            )
            yield WhyNot(f"{field}_long", said)
        if any(category(sign) in ("Cc", "Cs") for sign in text):
            yield WhyNot(f"{field}_unseen", _("%(label)s里有看不见的字符，删去重填", label=_(FIELD_NAMES[field])))


def _letters(typed: str | None) -> str:
    return pinyin.tidy(typed or "").replace("'", "")


def why_not_particulars(given: Particulars) -> tuple[WhyNot, ...]:
    """What is wrong with particulars that are already tidied."""
    reasons = [*why_not_names(given.sign_in_name, given.phone), *_why_not_texts(given)]
    if not given.name_pinyin:
        reasons.append(WhyNot("name_silent", _("姓名里要有汉字或字母")))
    if given.joined_on and given.left_on and given.left_on < given.joined_on:
        reasons.append(WhyNot("left_on_early", _("离开日期要不早于入职日期（%(day)s）", day=given.joined_on)))
    return tuple(reasons)
