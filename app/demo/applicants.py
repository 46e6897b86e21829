"""Four invented cases on the way into the Party, and one of 2019 to 2021 under the text of 2014."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.clock import at_library
from app.gatherings.rules.calendar import Calendar
from app.party.rules.cases.acts import Act
from app.party.rules.cases.clocks import notice_ends
from app.party.rules.cases.documents import FILED_2014, Paper
from app.party.tables.cases import (
    ApplicantAct,
    ApplicantCase,
    ApplicantDocument,
    ApplicantGuide,
    ApplicantNotice,
    ApplicantNoticeResult,
    ApplicantReview,
    ApplicantVetting,
)

KEEPER = "覃向学"
OF_OLD = "guanyuan"
"""Whose case is over: applied in January 2019, a full member since June 2021."""
OLD_ADMITTED, OLD_FULL = date(2020, 6, 18), date(2021, 6, 18)
REVIEW = "按时参加学习和志愿服务，对待读者耐心，能听取意见；继续在实际工作中锻炼。"


@dataclass(frozen=True, slots=True)
class Story:
    """One case: its acts on their days, who stands beside the person, reviews, notice and papers."""

    sign_in: str
    born_on: date
    acts: Sequence[tuple[Act, date]]
    mentors: tuple[tuple[str, ...], date] | None = None
    sponsors: tuple[tuple[str, ...], date] | None = None
    reviews: Sequence[date] = ()
    probation_reviews: Sequence[date] = ()
    notice_from: date | None = None
    vetted_on: date | None = None
    papers: Sequence[tuple[Paper, date]] = field(default=())


def stories(today: date) -> list[Story]:
    """The cases as they stand on this day."""
    year = today.year
    return [
        _of_old(),
        _probationary(year),
        _prospect(today),
        _activist(today),
        Story("zhaixiaomu", date(1990, 9, 12), [(Act.APPLIED, today - timedelta(days=20))]),
    ]


def _of_old() -> Story:
    days = {
        Act.APPLIED: date(2019, 1, 8),
        Act.TALKED: date(2019, 1, 25),
        Act.RECOMMENDED: date(2019, 3, 20),
        Act.ACTIVIST: date(2019, 3, 28),
        Act.FILED: date(2019, 4, 4),
        Act.EDUCATED: date(2019, 7, 1),
        Act.OPINIONS: date(2020, 3, 30),
        Act.PROPOSED: date(2020, 4, 7),
        Act.AGREED: date(2020, 4, 15),
        Act.PROSPECT: date(2020, 4, 16),
        Act.TRAINED: date(2020, 5, 22),
        Act.EXAMINED: date(2020, 5, 28),
        Act.PRE_REVIEWED: date(2020, 6, 8),
        Act.FORM_ISSUED: date(2020, 6, 9),
        Act.ADMITTED: OLD_ADMITTED,
        Act.SUBMITTED: date(2020, 6, 22),
        Act.SUPERIOR_TALKED: date(2020, 7, 16),
        Act.APPROVED: date(2020, 8, 12),
        Act.PLACED: date(2020, 8, 14),
        Act.OATH: date(2020, 10, 1),
        Act.ASKED_FULL: date(2021, 6, 7),
        Act.OPINIONS_FULL: date(2021, 6, 10),
        Act.EXAMINED_FULL: date(2021, 6, 15),
        Act.VOTED_FULL: OLD_FULL,
        Act.CONFIRMED: date(2021, 8, 3),
        Act.ARCHIVED: date(2021, 8, 20),
    }
    return Story(
        OF_OLD,
        date(1993, 5, 4),
        list(days.items()),
        (("shuji", "chuti"), date(2019, 3, 28)),
        (("shuji", "chuti"), date(2020, 4, 16)),
        [date(2019, 9, 26), date(2020, 3, 26)],
        [date(2020, 12, 16), date(2021, 6, 11)],
        vetted_on=date(2020, 5, 12),
        papers=[(kind, date(2021, 8, 18)) for kind in FILED_2014],
    )


def _probationary(year: int) -> Story:
    days = {
        Act.APPLIED: date(year - 2, 3, 4),
        Act.TALKED: date(year - 2, 3, 20),
        Act.RECOMMENDED: date(year - 2, 9, 9),
        Act.ACTIVIST: date(year - 2, 9, 19),
        Act.FILED: date(year - 2, 9, 26),
        Act.EDUCATED: date(year - 1, 7, 1),
        Act.OPINIONS: date(year - 1, 9, 23),
        Act.PROPOSED: date(year - 1, 10, 13),
        Act.AGREED: date(year - 1, 10, 27),
        Act.PROSPECT: date(year - 1, 11, 12),
        Act.TRAINED: date(year - 1, 12, 12),
        Act.EXAMINED: date(year, 1, 20),
        Act.PRE_REVIEWED: date(year, 3, 12),
        Act.FORM_ISSUED: date(year, 3, 16),
        Act.ADMITTED: date(year, 4, 1),
        Act.SUBMITTED: date(year, 4, 3),
        Act.SUPERIOR_TALKED: date(year, 5, 20),
        Act.APPROVED: date(year, 6, 12),
        Act.PLACED: date(year, 6, 16),
        Act.OATH: date(year, 7, 1),
    }
    return Story(
        "renxiaojie",
        date(1995, 11, 20),
        list(days.items()),
        (("shuji", "zengxiaobian"), date(year - 2, 9, 19)),
        (("shuji", "zengxiaobian"), date(year - 1, 11, 12)),
        [date(year - 1, 3, 14), date(year - 1, 9, 12)],
        [date(year, 9, 28)],
        date(year - 1, 10, 30),
        date(year - 1, 12, 2),
        [
            (Paper.APPLICATION, date(year - 2, 3, 4)),
            (Paper.ADMISSION_FORM, date(year, 4, 1)),
            (Paper.APPROVAL, date(year, 6, 12)),
        ],
    )


def _prospect(today: date) -> Story:
    """The superior found her fit three weeks ago: the general meeting is due within the month."""
    fit = today - timedelta(days=20)
    begun = fit - timedelta(days=640)
    talked, chosen, asked = (begun + timedelta(days=one) for one in (25, 60, 430))
    days = {
        Act.APPLIED: begun,
        Act.TALKED: talked,
        Act.RECOMMENDED: begun + timedelta(days=50),
        Act.ACTIVIST: chosen,
        Act.FILED: chosen + timedelta(days=6),
        Act.EDUCATED: chosen + timedelta(days=90),
        Act.OPINIONS: asked,
        Act.PROPOSED: asked + timedelta(days=7),
        Act.AGREED: asked + timedelta(days=20),
        Act.PROSPECT: asked + timedelta(days=45),
        Act.TRAINED: asked + timedelta(days=120),
        Act.EXAMINED: fit - timedelta(days=14),
        Act.PRE_REVIEWED: fit,
        Act.FORM_ISSUED: fit + timedelta(days=1),
    }
    return Story(
        "huaxiaojuan",
        date(1991, 2, 17),
        list(days.items()),
        (("chuti", "miaoxiaocang"), chosen),
        (("chuti", "miaoxiaocang"), asked + timedelta(days=45)),
        [chosen + timedelta(days=one) for one in (178, 355)],
        notice_from=asked + timedelta(days=24),
        vetted_on=asked + timedelta(days=90),
        papers=[(Paper.APPLICATION, begun), (Paper.PRE_REVIEW, fit)],
    )


def _activist(today: date) -> Story:
    """An activist for fifteen months; the next half-yearly review comes near."""
    chosen = today - timedelta(days=460)
    days = {
        Act.APPLIED: chosen - timedelta(days=120),
        Act.TALKED: chosen - timedelta(days=100),
        Act.RECOMMENDED: chosen - timedelta(days=10),
        Act.ACTIVIST: chosen,
        Act.FILED: chosen + timedelta(days=5),
        Act.EDUCATED: chosen + timedelta(days=120),
    }
    return Story(
        "ouxiaojia",
        date(1998, 7, 30),
        list(days.items()),
        (("guanyuan", "paiban"), chosen),
        reviews=[chosen + timedelta(days=one) for one in (175, 300)],
        papers=[(Paper.APPLICATION, chosen - timedelta(days=120))],
    )


async def insert_applicants(people: Mapping[str, int], now: datetime) -> None:
    """Bring the cases in; every day but those of the old one counts from `now`.

    Args:
        people: ids by sign-in name.
    """
    for story in stories(at_library(now).date()):
        row = ApplicantCase(person=people[story.sign_in], born_on=story.born_on, at=now)
        await row.save()
        await _insert_story(row.id, story, people, now)


async def _insert_story(case: int, story: Story, people: Mapping[str, int], now: datetime) -> None:
    await ApplicantAct.insert(*(_act(case, act, on, now) for act, on in story.acts))
    guides = [
        ApplicantGuide(applicant=case, person=people[one], role=role, from_on=chosen[1], at=now)
        for role, chosen in (("mentor", story.mentors), ("sponsor", story.sponsors))
        if chosen
        for one in chosen[0]
    ]
    reviews = [
        ApplicantReview(applicant=case, kind=kind.value, reviewed_on=on, said=REVIEW, written_by_name=KEEPER, at=now)
        for kind, days in ((Act.REVIEWED, story.reviews), (Act.PROBATION_REVIEWED, story.probation_reviews))
        for on in days
    ]
    papers = [
        ApplicantDocument(applicant=case, kind=kind.value, dated_on=on, recorded_by_name=KEEPER, at=now)
        for kind, on in story.papers
    ]
    for table, rows in ((ApplicantGuide, guides), (ApplicantReview, reviews), (ApplicantDocument, papers)):
        if rows:
            await table.insert(*rows)
    if story.vetted_on:
        await ApplicantVetting(
            applicant=case, vetted_on=story.vetted_on, passes=True, said="审查合格。", written_by_name=KEEPER, at=now
        ).save()
    if story.notice_from:
        await _insert_notice(case, story.notice_from, now)


async def _insert_notice(case: int, from_on: date, now: datetime) -> None:
    row = ApplicantNotice(
        applicant=case,
        from_on=from_on,
        to_on=notice_ends(Calendar({}), from_on).day,
        place="一楼大厅公告栏",
        contact="支部办公室",
        made_by_name=KEEPER,
        at=now,
    )
    await row.save()
    await ApplicantNoticeResult(
        notice=row.id, passes=True, said="没有收到反映。", recorded_by_name=KEEPER, at=now
    ).save()


def _act(case: int, act: Act, on: date, now: datetime) -> ApplicantAct:
    is_vote = act in (Act.ADMITTED, Act.VOTED_FULL)
    return ApplicantAct(
        applicant=case,
        act=act.value,
        done_on=on,
        recorded_by_name=KEEPER,
        at=now,
        days=3 if act is Act.TRAINED else 0,
        hours=24 if act is Act.TRAINED else 0,
        eligible=9 if is_vote else None,
        present=8 if is_vote else None,
        in_favour=8 if is_vote else None,
        written=0 if is_vote else None,
    )
