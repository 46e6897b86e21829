"""One Thursday, from its series to the yearly hours of three people, in ledgers that are never added up."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from app.actor import Actor, Role
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.training import actions as training
from app.training.rules import Ledger
from app.training.rules.membership import Period
from tests.app.study.hall import Time, time
from tests.app.training.rows import a_past
from tests.cast import browser
from tests.makers import a_person

__all__ = ["time"]

BEFORE_THE_YEAR = datetime(2025, 12, 29, 1, 0, tzinfo=UTC)
START = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
"""Half past two on a Thursday afternoon in November."""
MINUTE = timedelta(minutes=1)
SERIES = {
    "title": "周四学习", "weekday": "3", "starts": "14:30", "ends": "17:00", "venue": "三楼报告厅",
    "category": "politics", "library_closed": "1", "valid_from": "2026-01-01",
}  # fmt: skip


@dataclass
class Cast:
    """The secretary, the manager, and three on the staff: with a title, with a title, without one; all in the Party."""

    secretary: Actor
    manager: Actor
    scanning: Actor
    ticked: Actor
    late: Actor


@pytest.fixture
async def cast(db: object, time: Time) -> Cast:
    time.now = BEFORE_THE_YEAR
    people = Cast(
        await a_person("覃向学", Role.SECRETARY),
        await a_person("单知行", Role.MANAGER),
        await a_person("乐小读", Role.STAFF, professional_title="馆员"),
        await a_person("翟小目", Role.STAFF, professional_title="助理馆员"),
        await a_person("任小借", Role.STAFF),
    )
    for one in (people.scanning, people.ticked, people.late):
        period = Period(date(2020, 7, 1))
        await training.give_membership(people.secretary, one.person, Ledger.PARTY, period, now=time.now)
    return people


async def sent(who: Actor, address: str, form: dict[str, object] | None = None) -> str:
    """Where a form that was taken leads."""
    answer = await (await browser(who)).send(address, form or {})
    assert answer.status_code == 303, answer.text[-2000:]
    return str(answer.headers["location"])


async def seen(who: Actor, address: str) -> str:
    """The words of a page, without its elements."""
    answer = await (await browser(who)).see(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


async def laid_out(cast: Cast) -> str:
    """The series with all its Thursdays of the year; returns the address of the session of the 26th of November."""
    series = await sent(cast.secretary, "/study/series", SERIES)
    year = {"first": "2026-01-01", "last": "2026-12-31"}
    dry_run = await seen(cast.secretary, f"{series}?first=2026-01-01&last=2026-12-31")
    # Fifty-three Thursdays, less New Year, one of the Spring Festival and the National Day.
    assert "排出这 50 次" in dry_run
    assert await sent(cast.secretary, f"{series}/sessions", year) == "/study"
    return series


async def the_session(cast: Cast) -> str:
    page = (await (await browser(cast.secretary)).see("/study")).text
    found = re.search(r'href="(/study/sessions/\d+)"(?:(?!/study/sessions/).)*?11月26日', page, re.DOTALL)
    assert found, page[-3000:]
    return found[1]


async def scanned(cast: Cast, gathering: str, act: str) -> None:
    """What a phone does with the code on the screen."""
    screen = (await (await browser(cast.secretary)).see(f"{gathering}/code")).text
    code = re.search(r'data-address="http://library\.test(/in/[^"]+)"', screen)
    assert code
    await sent(cast.scanning, code[1], {"act": act})


async def attended(cast: Cast, session: str, time: Time) -> str:
    """Three come: by the code from before the start to the end, by the list with an early leave, and late."""
    time.now = START - 10 * MINUTE
    await sent(cast.secretary, f"{session}/openings")
    page = (await (await browser(cast.secretary)).see(session)).text
    gathering = re.search(r'href="(/gatherings/\d+)', page)
    assert gathering
    at = gathering[1]
    time.now = START - 5 * MINUTE
    await scanned(cast, at, "in")
    for minute, person, act in ((1, cast.ticked, "in"), (40, cast.late, "in"), (135, cast.ticked, "out")):
        time.now = START + minute * MINUTE
        await sent(cast.secretary, f"{at}/people/{person.person}/{act}")
    time.now = START + 150 * MINUTE
    await scanned(cast, at, "out")
    time.now = START + 155 * MINUTE
    await sent(cast.secretary, f"{session}/closings")
    return at


def row_of(page: str, name: str) -> str:
    """What stands of one person in the table of hours, up to the next of the three."""
    table = page[page.index("已学 / 应学") :]
    rest = table[table.index(name) + len(name) :]
    ends = [rest.index(other) for other in ("乐小读", "翟小目", "任小借", "中途进台账") if other in rest]
    return rest[: min(ends)].strip()


async def test_one_thursday_from_its_series_to_the_yearly_hours_of_three(cast, time):
    await laid_out(cast)
    came = {one.person: Status.PRESENT for one in (cast.scanning, cast.ticked, cast.late)}
    a_week_before = datetime.fromisoformat("2026-11-19T09:00+08:00")
    await a_past(Kind.STUDY, "编目新规则", came, at=a_week_before, minutes=90, category=Category.PROFESSIONAL)
    time.now = START - 3 * 60 * MINUTE
    session = await the_session(cast)
    gathering = await attended(cast, session, time)

    listed = await seen(cast.secretary, gathering)
    for said in ("14:25 17:00 150", "14:31 16:45 134", "15:10 17:00 110"):
        assert said in listed, listed
    # The paper sheet says that she came at ten to three; what stood before stays.
    sheet = {
        "status": "came",
        "came_at": "2026-11-26T14:50",
        "went_at": "2026-11-26T17:00",
        "note": "签到表写的是 14:50",
    }
    await sent(cast.secretary, f"{gathering}/people/{cast.late.person}", sheet)
    corrected = await seen(cast.secretary, gathering)
    assert "14:50 17:00 130" in corrected
    assert "110 分钟" in corrected

    # 150 + 90, 134 + 90 and 130 + 90 minutes in the ledgers of the staff; the afternoon alone in the Party's.
    hours = await seen(cast.secretary, "/log/hours?year=2026")
    both = "事业单位工作人员培训与党员集中学习培训都算了"
    titled = "事业单位工作人员培训与专业技术人员继续教育都算了"
    assert row_of(hours, "乐小读") == (
        "馆员 4 / 90 差 86 预计年底 16.5，差 73.5 4 / 90 差 86 预计年底 16.5，差 73.5 "
        "2.5 / 32 差 29.5 预计年底 15，差 17 不在册 "
        f"{titled} 4 {both} 2.5 专业技术人员继续教育与党员集中学习培训都算了 2.5"
    )
    assert row_of(hours, "翟小目") == (
        "助理馆员 3.5 / 90 差 86.5 预计年底 16，差 74 3.5 / 90 差 86.5 预计年底 16，差 74 "
        "2 / 32 差 30 预计年底 14.5，差 17.5 不在册 "
        f"{titled} 3.5 {both} 2 专业技术人员继续教育与党员集中学习培训都算了 2"
    )
    assert row_of(hours, "任小借") == (
        f"3.5 / 90 差 86.5 预计年底 16，差 74 不在册 2 / 32 差 30 预计年底 14.5，差 17.5 不在册 {both} 2"
    )


async def test_the_card_labels_the_overlap_and_adds_nothing_up(cast, time):
    await laid_out(cast)
    time.now = START - 3 * 60 * MINUTE
    await attended(cast, await the_session(cast), time)
    own = await seen(cast.scanning, "/record?year=2026")
    read = await seen(cast.manager, f"/log/people/{cast.scanning.person}?year=2026")
    # The manager is not told of the third ledger, which says that the reader is in the Party.
    for page, ledgers, of_the_party in ((own, 3, True), (read, 2, False)):
        assert page.count("2.5 学时，应学") == ledgers
        both = "事业单位工作人员培训、党员集中学习培训：两本台账都算了这 2.5 学时，不能相加"
        assert (both in page, "党员集中" in page) == (of_the_party, of_the_party)
        # Two ledgers would make 5, three 7.5.
        assert re.search(r"(?<![\d.])(5|7\.5) 学时", page) is None
