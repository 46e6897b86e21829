"""Jobs: queued with the deed, held by one worker, taken over when it dies, cancelled, and what they make."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import May, Role
from app.audit import deed
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.tables import Gathering, Presence
from app.jobs import actions, queries
from app.jobs.rules import KEPT, LEASE, MOST_TRIES, NEEDS, JobState, Outcome, percent
from app.jobs.steps import enqueue
from app.jobs.tables import Job, JobFile
from app.jobs.working import KINDS, Made, Stopped, claim, end, remove_old_files, say, work_once
from app.notices import queries as notices
from app.office.files import XLSX
from app.refusals import Missing, Refused, WhyNot
from tests.cast import browser
from tests.makers import MONDAY, a_person

KIND = "test.kind"
LATER = MONDAY + LEASE + timedelta(seconds=1)


@pytest.fixture
async def person(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return await a_person("馆小长", Role.MANAGER)


@pytest.fixture
def work(monkeypatch):
    """What is done for our kind of job; tests change it."""

    async def write(given):
        given.went_on(3)
        return Made("文件", XLSX, b"rows")

    monkeypatch.setitem(KINDS, KIND, write)
    return lambda other: monkeypatch.setitem(KINDS, KIND, other)


async def queued(person):
    async with deed(person, "log.exported", rows=1):
        return await enqueue(person, KIND, "导出", {"a": 1}, MONDAY)


async def test_it_is_queued_with_the_deed_or_not_at_all(person):
    async def half_way():
        async with deed(person, "log.exported", rows=1):
            await enqueue(person, KIND, "导出", {}, MONDAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await half_way()
    assert await Job.count() == 0


async def test_one_worker_has_it_and_the_next_takes_over_when_the_lease_is_out(person):
    job = await queued(person)
    first = await claim("one", MONDAY)
    assert (first.id, first.parameters, first.tries) == (job, {"a": 1}, 1)
    assert await claim("two", MONDAY) is None
    # Whoever says how far it is keeps it.
    assert await say(first, MONDAY + LEASE)
    assert await claim("two", LATER) is None
    second = await claim("two", LATER + LEASE)
    assert (second.id, second.tries) == (job, 2)
    # The one that was thought dead changes nothing any more.
    assert not await say(first, LATER + LEASE)
    assert not await end(first, Outcome.DONE, LATER + LEASE, made=Made("alt", XLSX, b""))
    assert (await JobFile.count(), (await queries.job(person, job)).state) == (0, JobState.RUNNING)


async def test_what_is_done_is_a_file_and_a_notice(person, work):
    job = await queued(person)
    assert await work_once("one", MONDAY)
    assert not await work_once("one", MONDAY)
    one = await queries.job(person, job)
    assert (one.state, one.done, one.total) == (JobState.DONE, 3, 3)
    assert await queries.job_file(person, job) == ("文件", XLSX, b"rows")
    told = await notices.told(person)
    assert [(each.address, "做好了：导出" in each.sentence) for each in told] == [(f"/jobs/{job}", True)]
    other = await browser(await a_person("乐小读", Role.STAFF))
    assert [(await other.see(f"/jobs/{job}{end}")).status_code for end in ("", "/file")] == [404, 404]


async def test_what_fails_is_tried_again_and_then_said(person, work):
    async def fails(given):
        raise ValueError("broken")

    work(fails)
    job = await queued(person)
    for _ in range(MOST_TRIES):
        assert (await queries.job(person, job)).state in (JobState.WAITING, JobState.RUNNING)
        await work_once("one", LATER)
    await work_once("one", LATER)
    one = await queries.job(person, job)
    assert (one.state, one.trouble) == (JobState.FAILED, "试了几次都没有做完，请管理员看日志")


async def test_a_cancelled_job_stops_and_makes_nothing(person, work):
    job = await queued(person)

    async def slow(given):
        await actions.cancel(person, job, now=MONDAY)
        given.stopped = not await say(given, MONDAY)
        given.went_on(1)
        return Made("文件", XLSX, b"")

    work(slow)
    assert await work_once("one", MONDAY)
    assert ((await queries.job(person, job)).state, await JobFile.count()) == (JobState.CANCELLED, 0)
    given = await claim("one", LATER)
    assert given is None


async def test_a_file_is_kept_for_seven_days_and_can_be_made_again(person, work, monkeypatch):
    job = await queued(person)
    await work_once("one", MONDAY)
    who = await browser(person)
    assert "文件保留 7 天，到 2026年11月30日" in (await who.see(f"/jobs/{job}")).text
    assert await remove_old_files(MONDAY + KEPT) == 0
    later = MONDAY + KEPT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused, match="直接下载"):
        await actions.start_again(person, job, now=later)
    assert await remove_old_files(later) == 1
    who = await browser(person)
    page = (await who.see(f"/jobs/{job}")).text
    assert ("已经到期删除" in page, f"/jobs/{job}/file" in page, f"/jobs/{job}/restarts" in page) == (True, False, True)
    assert (await who.see(f"/jobs/{job}/file")).status_code == 404
    assert "文件已到期删除" in (await who.see("/jobs")).text
    assert (await who.send(f"/jobs/{job}/restarts")).status_code == 303
    assert await work_once("two", later)
    assert (await who.see(f"/jobs/{job}/file")).content == b"rows"


async def test_a_failed_job_is_started_again_by_its_person(person, work, monkeypatch):
    async def refused(given):
        raise Refused(WhyNot("no", "没有行"))

    work(refused)
    job = await queued(person)
    await work_once("one", MONDAY)
    other = await browser(await a_person("旁小人", Role.MANAGER))
    assert (await other.send(f"/jobs/{job}/restarts")).status_code == 404
    monkeypatch.setitem(NEEDS, KIND, May.MANAGE_INSTALLATION)
    with pytest.raises(Missing):
        await actions.start_again(person, job, now=MONDAY)
    monkeypatch.delitem(NEEDS, KIND)
    await actions.start_again(person, job, now=MONDAY)
    with pytest.raises(Refused, match="排队"):
        await actions.start_again(person, job, now=MONDAY)
    one = await queries.job(person, job)
    assert (one.state, one.tries, one.trouble) == (JobState.WAITING, 0, "")


def test_who_works_hears_that_nobody_wants_it_any_more():
    from app.jobs.working import Work

    given = Work(1, KIND, {}, 1, "", 1, "one")
    given.went_on(5)
    given.stopped = True
    with pytest.raises(Stopped):
        given.went_on(6)


@pytest.mark.parametrize(("done", "total", "shown"), [(0, 0, 0), (1, 3, 33), (3, 3, 100), (5, 3, 100)])
def test_percent_is_rounded_down(done, total, shown):
    assert percent(done, total) == shown


async def test_a_long_log_is_written_by_a_job(person):
    people = [await a_person(f"馆员{number}", Role.STAFF) for number in range(3)]
    facts = {
        "status": Status.PRESENT,
        "source": Source.LIST,
        "minutes": 120,
        "recorded_by_name": "记录人",
        "at": MONDAY,
    }
    times = {"came_at": MONDAY, "went_at": MONDAY + timedelta(hours=2)}
    starts = [MONDAY - timedelta(hours=hours) for hours in range(667)]
    held = await Gathering.insert(
        *(
            Gathering(kind="study", title="学习", starts_at=start, ends_at=start + timedelta(hours=2), made_at=MONDAY)
            for start in starts
        )
    )
    for begin in range(0, len(held), 100):
        some = [(one["id"], each.person) for one in held[begin : begin + 100] for each in people]
        await Presence.insert(*(Presence(gathering=one, person=each, **facts, **times) for one, each in some))
    who = await browser(person)
    answer = await who.see("/log.xlsx?year=2026")
    assert (answer.status_code, answer.headers["location"]) == (303, "/jobs/1")
    page = (await who.see("/jobs/1")).text
    assert ("排队中" in page, "可以离开这一页" in page) == (True, True)
    assert await work_once("one", MONDAY)
    page = (await who.part("/jobs/1")).text
    assert ("做好了" in page, "共 2001 行" in page, "hx-trigger" in page) == (True, True, False)
    made = await who.see("/jobs/1/file")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made.content)).get_sheet_by_index(0).to_python()
    assert sheet[-1][2] == "2001 条"
    assert "我的后台任务" in (await who.see("/jobs")).text
