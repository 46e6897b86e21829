"""The paper about volunteer service: what it is called, what it says, and why it is not issued or revoked.

Sources: 民政部令第67号 art. 14, 15, 26; 志愿服务条例 art. 41; the four blocks are those of 民发〔2015〕149号.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.gatherings.rules.attendance import Source
from app.locale import N_, _
from app.people.rules.surnames import COMPOUND_SURNAMES
from app.refusals import WhyNot
from app.service.rules.records import AT_THE_TIME

HOUR = 60


class PaperTitle(StrEnum):
    """What the paper is called: the library's own record, or a 证明, which the library switches on itself."""

    RECORD = "record"
    CERTIFICATE = "certificate"


TITLES = {PaperTitle.RECORD: N_("志愿服务记录"), PaperTitle.CERTIFICATE: N_("志愿服务记录证明")}
SUBTITLES = {PaperTitle.RECORD: N_("（本馆出具）"), PaperTitle.CERTIFICATE: ""}
CHOICES = {PaperTitle.RECORD: N_("志愿服务记录（本馆出具）"), PaperTitle.CERTIFICATE: N_("志愿服务记录证明")}


@dataclass(frozen=True, slots=True)
class PaperSetting:
    """What papers are called and who stands under them.

    Attributes:
        leader: 负责人, printed under the paper; empty leaves a line to be written by hand.
        contact: how to reach whoever can tell more.
        source: by what decision of the library.
    """

    kind: PaperTitle = PaperTitle.RECORD
    leader: str = ""
    contact: str = ""
    source: str = ""


DEFAULT_SETTING = PaperSetting(source=N_("还没有设定：默认出具“志愿服务记录（本馆出具）”"))


@dataclass(frozen=True, slots=True)
class Served:
    """A record that may stand on a paper.

    Attributes:
        ours: the library itself records and certifies it, not a volunteer organisation that it works with.
        corrected: the attendance it follows from has been corrected since.
    """

    id: int
    minutes: int
    source: Source
    ours: bool = True
    unit: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """What a paper adds up: what was recorded at the time and what was written in afterwards, never mixed."""

    system_times: int = 0
    system_minutes: int = 0
    hand_times: int = 0
    hand_minutes: int = 0

    @property
    def times(self) -> int:
        """How often; minutes have no such sum on purpose."""
        return self.system_times + self.hand_times


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which records a paper stands on, and which it leaves out because another organisation records them."""

    ids: Sequence[int]
    sums: Sums
    left_out: Sequence[Served]
    corrected: int

    @property
    def left_out_units(self) -> list[str]:
        """The organisations that record what is left out, each once."""
        return list(dict.fromkeys(one.unit for one in self.left_out if one.unit))


def sums_of(records: Sequence[Served]) -> Sums:
    """The two sums of these records; minutes."""
    system = [one.minutes for one in records if one.source in AT_THE_TIME]
    hand = [one.minutes for one in records if one.source is Source.HAND]
    return Sums(len(system), sum(system), len(hand), sum(hand))


def chosen(records: Sequence[Served]) -> Chosen:
    """Whoever organises records, and whoever records certifies.

    Source: 民政部令第67号 art. 26; 志愿服务条例 art. 41.
    """
    own = [one for one in records if one.ours]
    others = [one for one in records if not one.ours]
    return Chosen([one.id for one in own], sums_of(own), others, sum(one.corrected for one in own))


def why_not_period(from_on: date | None, to_on: date | None, today: date) -> tuple[WhyNot, ...]:
    """Why no paper covers these days; None is without a beginning, or until today."""
    if to_on is not None and to_on > today:
        return (WhyNot("to_on", _("结束日期还没有到，写今天（%(day)s）或以前的日子", day=today)),)
    if from_on is not None and from_on > (to_on or today):
        return (WhyNot("from_on", _("开始日期要不晚于结束日期（%(day)s）", day=to_on or today)),)
    return ()


def why_not_issue(*, is_own: bool, records: Chosen) -> tuple[WhyNot, ...]:
    """Why this paper is not issued.

    Source: 民政部令第67号 art. 14 (true), 19 (none without service).
    """
    if is_own:
        return (WhyNot("own", _("自己的志愿服务记录由别人来出具")),)
    if not records.ids and records.left_out:
        units = "、".join(records.left_out_units)
        return (WhyNot("partner", _("这段时间的服务由合作单位记录，由它出具：%(units)s", units=units)),)
    if not records.ids:
        return (WhyNot("nothing", _("这段时间没有核定过的服务记录，核对起止日期，或先核定")),)
    if records.corrected:
        said = _("其中 %(n)d 条的出勤后来更正过：先作废、重新核定，再出具", n=records.corrected)
        return (WhyNot("corrected", said),)
    return ()


def why_not_revoke(*, is_own: bool, is_revoked: bool) -> tuple[WhyNot, ...]:
    """Why a paper is not revoked: it is already, or it is one's own."""
    if is_revoked:
        return (WhyNot("revoked", _("这一张已经撤销了")),)
    return (WhyNot("own", _("自己的志愿服务记录由别人来撤销")),) if is_own else ()


def why_not_set_paper(wanted: PaperSetting) -> tuple[WhyNot, ...]:
    """Why papers are not set so: a 证明 names who is responsible and how to reach them, and by what decision.

    Source: 民发〔2015〕149号 (issuer: name, responsible person, handler, contact).
    """
    if wanted.kind is not PaperTitle.CERTIFICATE:
        return ()
    asked = {
        "leader": (wanted.leader, _("填写负责人：证明上要写")),
        "contact": (wanted.contact, _("填写联系方式：证明上要写")),
        "source": (wanted.source, _("填写依据：本馆按哪份文件或哪次馆务会开具证明")),
    }
    return tuple(WhyNot(name, sentence) for name, (value, sentence) in asked.items() if not value.strip())


def number_said(kind: PaperTitle, year: int, number: int) -> str:
    """志记〔2026〕1号, 志证〔2026〕2号: one row of numbers for both kinds.

    Source: GB/T 9704—2012 7.2.5.
    """
    if kind is PaperTitle.CERTIFICATE:
        return _("志证〔%(year)d〕%(number)d号", year=year, number=number)
    return _("志记〔%(year)d〕%(number)d号", year=year, number=number)


def time_said(minutes: int) -> str:
    """3 小时, 1 小时 40 分钟: the unit is the hour and nothing is rounded away, so that lines add up to their sum.

    Source: 民政部令第67号 art. 7.
    """
    hours, rest = divmod(minutes, HOUR)
    if not rest:
        return _("%(n)d 小时", n=hours)
    return _("%(hours)d 小时 %(minutes)d 分钟", hours=hours, minutes=rest)


def surname_only(name: str) -> str:
    """王**, 令狐**, 阿**: what the check page says of a person; how long the name is, it does not say."""
    tidy = name.strip()
    length = 2 if len(tidy) > 2 and tidy[:2] in COMPOUND_SURNAMES else 1
    return f"{tidy[:length]}**"
