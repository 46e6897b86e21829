"""What the demo branch held in two years, with the gaps that its calendar shows: one month without a committee meeting, one
themed day whose minutes nobody has signed yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from app.demo.party_words import (
    COMMITTEE_ITEMS,
    FORMS,
    GENERAL_ITEMS,
    LECTURES,
    LIFE_OPINIONS,
    LIFE_PRE_STUDY,
    PROBLEMS,
    RESOLUTIONS,
    THEMES,
    VOTED,
)
from app.gatherings.rules import Category
from app.party.rules.meetings import MeetingKind

LIFE_DAY, COMMITTEE_DAY, THEMED_DAY, GENERAL_DAY, LECTURE_DAY = (9, 28), 5, 12, 16, 20
ADMISSION = 4, 1
"""The day on which the probationary member was admitted this year, as their case says."""
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting to be written down.

    `voted` is what was voted on, `admits` who was admitted, `problems` what its members are to put right.
    """

    kinds: tuple[MeetingKind, ...]
    title: str
    day: date
    from_to: tuple[time, time]
    agenda: tuple[str, ...]
    fields: Mapping[str, object] = field(default_factory=dict)
    category: Category | None = None
    theme: str = ""
    decided_on: date | None = None
    material: str = ""
    shared: str = ""
    voted: str = ""
    admits: str = ""
    problems: tuple[tuple[str, str, str], ...] = ()
    task: tuple[str, str, date] | None = None
    signed: bool = True


MORNING, AFTERNOON, LONG = (time(9), time(10, 30)), (time(14, 30), time(16)), (time(14, 30), time(17))


def the_meetings(today: date) -> Iterator[Meeting]:
    """Every meeting before today, from January of last year on; see the page of the demo year for what is left out."""
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for year in (today.year - 1, today.year):
        for month in range(1, 13):
            gap = date(year, month, 1) == last_month
            for one in _of_month(year, month, gap, today):
                if one.day < today:
                    yield one


def _of_month(year: int, month: int, gap: bool, today: date) -> Iterator[Meeting]:
    if (year, month) == (today.year, ADMISSION[0]):
        yield _admission(year)
    if not gap:
        is_last = (year, month) == (today.year, today.month)
        yield Meeting(
            (MeetingKind.COMMITTEE,),
            f"{month}月支委会",
            date(year, month, COMMITTEE_DAY),
            MORNING,
            COMMITTEE_ITEMS,
            {"resolution": RESOLUTIONS[month % 3], "for_general": GENERAL_ITEMS.get(month, ("",))[-1]},
            task=("zengxiaobian", "汇总党员参加志愿服务的时长", today + AHEAD) if is_last else None,
        )
    yield _themed_day(year, month, gap)
    if month in GENERAL_ITEMS:
        yield Meeting(
            (MeetingKind.GENERAL,),
            f"{(month + 2) // 3}季度支部党员大会",
            date(year, month, GENERAL_DAY),
            AFTERNOON,
            GENERAL_ITEMS[month],
            {"resolution": RESOLUTIONS[month % 3]},
            voted=VOTED.get(month, ""),
        )
    if month in LECTURES:
        yield _lecture(year, month)
    if month == LIFE_DAY[0]:
        yield _life(year)


def _admission(year: int) -> Meeting:
    """The case of the applicant says the same day and the same counts."""
    return Meeting(
        (MeetingKind.GENERAL,),
        "接收预备党员的支部党员大会",
        date(year, *ADMISSION),
        AFTERNOON,
        ("发展对象汇报有关情况，入党介绍人介绍情况", "支委会报告审查情况，讨论并无记名投票表决"),
        {"resolution": "同意接收为预备党员，报上级党委审批。"},
        admits="renxiaojie",
    )


def _themed_day(year: int, month: int, gap: bool) -> Meeting:
    decided = date(year, month, COMMITTEE_DAY)
    how = "支部书记和委员碰头商定" if gap else f"{month}月{COMMITTEE_DAY}日支委会研究确定"
    return Meeting(
        (MeetingKind.THEMED_DAY,),
        f"{month}月主题党日",
        date(year, month, THEMED_DAY),
        LONG,
        ("集中学习", THEMES[month - 1]),
        {
            "how_decided": how,
            "day_forms": FORMS[month - 1],
            "follow_up": "议定的事当月办完。",
            "resolution": RESOLUTIONS[(month + 1) % 3],
        },
        category=Category.POLITICS,
        theme=THEMES[month - 1],
        decided_on=decided,
        material="《习近平文化思想学习纲要》选读",
        signed=not gap,
    )


def _lecture(year: int, month: int) -> Meeting:
    subject, teacher_from = LECTURES[month]
    inside = teacher_from == "inside"
    return Meeting(
        (MeetingKind.LECTURE,),
        f"党课：{subject}",
        date(year, month, LECTURE_DAY),
        LONG,
        (subject, "交流讨论"),
        {
            "teacher": "" if inside else "示例县委党校教员",
            "teacher_post": "支部书记" if inside else "示例县委党校",
            "teacher_from": teacher_from,
            "lecture_subject": subject,
            "lessons": 3,
            "courseware": "讲稿",
            "lecture_feedback": "结合岗位讲，听得进。",
        },
        category=Category.POLITICS,
        material="党员教育读本",
        shared="给国家图书馆老专家的回信",
    )


def _life(year: int) -> Meeting:
    return Meeting(
        (MeetingKind.LIFE, MeetingKind.APPRAISAL),
        f"{year}年度组织生活会和民主评议党员",
        date(year, *LIFE_DAY),
        LONG,
        ("通报上年度整改情况", "查摆问题，开展批评和自我批评", "民主评议党员"),
        {
            "pre_study": LIFE_PRE_STUDY,
            "talk_count": 24,
            "opinions": LIFE_OPINIONS,
            "resolution": "会后一个月内各自报整改进展。",
        },
        theme="对照合格党员标准查找差距",
        decided_on=date(year, 9, COMMITTEE_DAY),
        problems=PROBLEMS,
    )
