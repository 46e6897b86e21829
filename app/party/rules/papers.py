"""Which papers of a year the page of papers lists; each part of Party-building adds its own."""

from dataclasses import dataclass

from app.actor import May
from app.locale import N_


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a year.

    Attributes:
        number: in the set of reports, such as R-12.
        title, said: what it is called and what it is for; Chinese source strings.
        href: its address, with `{year}` in it.
        may: the mark that its address asks for.
    """

    number: str
    title: str
    said: str
    href: str
    may: May = May.SEE_PARTY


PAPERS: list[Paper] = [
    Paper(
        "R-12",
        N_("三会一课年度台账"),
        N_("一行一次会议：时间、地点、议题、应到实到、决议、落实；另一页是各类会议各月各季的状态"),
        "/party/papers/meetings.xlsx?year={year}",
    ),
    Paper(
        "R-13",
        N_("主题党日台账"),
        N_("主题、形式、参加、学时、议定事项和落实"),
        "/party/papers/themed-days.xlsx?year={year}",
    ),
    Paper("R-14", N_("党员学时登记汇总"), N_("各人各类学时、合计和是否达标"), "/party/hours.xlsx?year={year}"),
    Paper("R-15", N_("党费收缴登记"), N_("各人各月交纳的金额，按年"), "/party/dues/{year}/dues.xlsx"),
    Paper(
        "R-16",
        N_("发展党员进程表"),
        N_("每人一行：各步骤的日期、考察次数、公示起止、下一期限和依据；不分年度"),
        "/party/applicants/process.xlsx",
    ),
    Paper(
        "R-17",
        N_("组织生活会、民主评议党员材料"),
        N_("问题清单、整改台账、测评汇总合成一份 Word；票数和结果要先在评议表上写明查看原因"),
        "/party/papers/review.docx?year={year}",
    ),
]
"""The papers, in their order."""
