"""Which text a rule stands in, from which day to which, and how sure we are of it."""

from dataclasses import dataclass
from datetime import date

from app.locale import N_, _
from app.training.rules.book import Mark


@dataclass(frozen=True, slots=True)
class Document:
    """A text of the Party, in force from `valid_from` to `valid_to`, both included; `valid_to` None while it lasts.

    Attributes:
        note: what has to be known of how it was read.
    """

    name: str
    issued: str
    valid_from: date
    valid_to: date | None = None
    note: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def called(self) -> str:
        """Its name where no article follows: the English one ends so that an article may."""
        return _(self.name).removesuffix(", ")


BRANCH_WORK = Document(N_("《中国共产党支部工作条例（试行）》"), N_("2018年10月28日起施行"), date(2018, 10, 28))
MEMBER_EDUCATION = Document(N_("《中国共产党党员教育管理工作条例》"), N_("2019年5月6日起施行"), date(2019, 5, 6))
ADMISSION_2014 = Document(
    N_("《中国共产党发展党员工作细则》（2014年）"),
    N_("中办发〔2014〕33号，2014年5月28日起施行"),
    date(2014, 5, 28),
    date(2026, 5, 10),
    N_("原文读自一所高校 2025 年 6 月党务手册里的转录，没有和官方网页逐字对照；归档、存疑时以文件原件为准。"),
)
ADMISSION_2026 = Document(
    N_("《中国共产党发展党员工作细则》（2026年修订）"), N_("2026年5月11日起施行"), date(2026, 5, 11)
)
DUES_RULES = Document(N_("《关于中国共产党党费收缴、使用和管理的规定》"), N_("中组发〔2008〕3号"), date(2008, 4, 1))
ELECTION_RULES = Document(N_("《中国共产党基层组织选举工作条例》"), N_("2020年7月起施行"), date(2020, 7, 13))
TRAINING_PLAN = Document(N_("《2019—2023年全国党员教育培训工作规划》"), N_("规划期到2023年为止"), date(2019, 1, 1))
"""Its successor was not seen: what it asked for goes on as a setting of the library. [S]"""
WINTER_PRACTICE = Document(N_("江苏各地党员冬训的做法"), N_("各年通知"), date(2019, 1, 1))
"""No one text prescribes it: each year has its own notice. [S]"""
DOCUMENTS = (
    BRANCH_WORK,
    MEMBER_EDUCATION,
    ADMISSION_2026,
    ADMISSION_2014,
    DUES_RULES,
    ELECTION_RULES,
    TRAINING_PLAN,
    WINTER_PRACTICE,
)
"""All of them, as the page of the rules names them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands.

    Attributes:
        article: such as 第十一条; empty where the article was not seen.
        quote: word for word where the text was read (mark V), else empty.
        mark: V is shown as a rule; S, L and P as a setting of the library with its source. What nobody verified is not here.
    """

    document: Document
    article: str
    quote: str = ""
    mark: Mark = Mark.VERIFIED

    @property
    def said(self) -> str:
        """The document and its article, to be read."""
        return f"{_(self.document.name)}{_(self.article)}" if self.article else self.document.called


def admission_rules(day: date) -> Document:
    """The 发展党员工作细则 in force on the day of a step; before 2014-05-28 the text of 2014 is the oldest that is known here.

    Source: the revised text was issued and came into force on 2026-05-11; what was done before is judged by the text of 2014.
    """
    return ADMISSION_2026 if ADMISSION_2026.in_force(day) else ADMISSION_2014
