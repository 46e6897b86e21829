"""A long list of volunteers is taken in by a job: whole or not at all, whoever leaves the page or kills the server."""

from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.jobs import actions as jobs
from app.jobs.queries import UNDER_WAY, job
from app.jobs.rules import JobState
from app.jobs.tables import Job
from app.jobs.working import Stopped, claim, work_once
from app.office.grids import Grid
from app.people.tables import Person, RoleGrant
from app.refusals import Missing, Refused
from app.shifts.actions import intakes, listing, queueing
from app.shifts.importing import AT_ONCE, take_list_in
from app.shifts.queries.importing import import_under_way, intake_of_job
from app.shifts.queries.intakes import intake
from app.shifts.rules.intakes import IntakeKind
from app.shifts.rules.volunteer_cells import SYNONYMS
from app.shifts.tables import Volunteer
from app.shifts.taking_in import Watching
from tests.app.shifts.county import NOW, a_county
from tests.cast import browser

KIND = IntakeKind.VOLUNTEERS
FIGURES = "零一二三四五六七八九"
LONG = AT_ONCE + 20


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


def a_name(number):
    return "张" + "".join(FIGURES[int(one)] for one in f"{number:04d}")


async def a_list(actor, rows=LONG):
    """A list of so many people, with its columns chosen."""
    cells = [("姓名", "手机号"), *((a_name(number), f"138{number:08d}") for number in range(rows))]
    made = await intakes.begin(actor, KIND, "名单.xlsx", Grid(tuple(cells)), now=NOW)
    header = (await intake(actor, made, KIND)).header(SYNONYMS)
    await intakes.choose_columns(actor, made, KIND, {"name": 0, "phone": 1}, header, revision=0)
    return made


async def queued(actor, made):
    return await queueing.queue(actor, made, now=NOW, revision=1, good_only=False)


async def test_a_long_list_is_queued_over_the_page_and_a_short_one_taken_in_at_once(county):
    who = await browser(county.manager)
    short = await a_list(county.manager, 3)
    assert (await who.send(f"/volunteers/imports/{short}/rows", {"revision": "1"})).headers[
        "location"
    ] == f"/volunteers/imports/{short}"
    assert await Volunteer.count() == 3
    cells = [("姓名", "手机号"), *((a_name(n), f"139{n:08d}") for n in range(LONG))]
    made = await intakes.begin(county.manager, KIND, "长名单.xlsx", Grid(tuple(cells)), now=NOW)
    at = f"/volunteers/imports/{made}"
    await who.send(f"{at}/columns", {"name": "0", "phone": "1", "revision": "0"})
    answer = await who.send(f"{at}/rows", {"revision": "1"})
    number = await Job.count()
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{number}")
    page = (await who.see(at)).text
    assert ("正在导入这份表" in page, f'href="/jobs/{number}"' in page, "导入全部" in page) == (True, True, False)
    # A second tab, or a second press, changes nothing.
    again = await who.send(f"{at}/rows", {"revision": "1"})
    assert (again.status_code, "这份表正在导入，等它做完" in again.text) == (409, True)
    assert await Job.count() == number
    assert await work_once("w1", NOW)
    assert await Volunteer.count() == 3 + LONG
    assert (await who.see(f"/volunteers/imports/of/{number}")).headers["location"] == at
    assert f"已导入 {LONG} 行：新增 {LONG} 人，更新 0 人。" in (await who.see(at)).text
    done = await job(county.manager, number)
    assert (done.state, done.done, done.total) == (JobState.DONE, LONG, LONG)
    # The job's page leads to the table; there is no file to be taken along.
    shown = (await who.see(f"/jobs/{number}")).text
    assert (f'href="/volunteers/imports/of/{number}"' in shown, "下载文件" in shown) == (True, False)
    assert (await (await browser(county.coordinator)).see(f"/volunteers/imports/of/{number}")).status_code == 404


async def test_it_is_one_deed_of_the_person_who_asked(county):
    made = await a_list(county.manager)
    await queued(county.manager, made)
    await work_once("w1", NOW)
    deeds = await Deed.select(Deed.verb, Deed.actor).where(Deed.verb.like("volunteer_list.%")).order_by(Deed.id)
    assert [(row["verb"], row["actor"]) for row in deeds] == [
        ("volunteer_list.queued", county.manager.id),
        ("volunteer_list.taken_in", county.manager.id),
    ]


async def test_a_server_that_is_killed_in_the_middle_leaves_nothing_and_another_takes_it_in_once(county):
    made = await a_list(county.manager)
    number = await queued(county.manager, made)
    work = await claim("w1", NOW)
    heard = []

    def die(done):
        heard.append(done)
        raise ConnectionError

    async def never(_rows):
        raise AssertionError

    with pytest.raises(ConnectionError):
        await listing.take_in(county.manager, made, now=NOW, revision=2, watching=Watching(die, never))
    assert (heard, await Volunteer.count(), await Person.count().where(Person.name == a_name(0))) == ([100], 0, 0)
    # Its lease runs out and another takes over; the first, should it still live, has nothing to do.
    later = NOW + timedelta(minutes=1)
    assert await work_once("w2", later)
    assert await Volunteer.count() == LONG
    with pytest.raises(Refused, match="已经导入完或者收起了"):
        await take_list_in(work)
    assert await Volunteer.count() == LONG
    assert (await job(county.manager, number)).state is JobState.DONE
    assert not await work_once("w3", later + timedelta(hours=1))


async def test_a_job_that_somebody_else_has_by_now_takes_nothing_in(county):
    made = await a_list(county.manager)
    number = await queued(county.manager, made)
    first = await claim("w1", NOW)
    await claim("w2", NOW + timedelta(minutes=1))
    with pytest.raises(Stopped):
        await take_list_in(first)
    assert (await Volunteer.count(), (await intake(county.manager, made, KIND)).is_open) == (0, True)
    assert (await job(county.manager, number)).state is JobState.RUNNING


async def test_a_cancelled_one_takes_nothing_in_and_the_list_may_be_taken_in_anew(county):
    made = await a_list(county.manager)
    number = await queued(county.manager, made)
    work = await claim("w1", NOW)
    await jobs.cancel(county.manager, number, now=NOW)
    with pytest.raises(Stopped):
        await take_list_in(work)
    assert await Volunteer.count() == 0
    one = await intake(county.manager, made, KIND)
    assert await import_under_way(county.manager, one) is None
    await queueing.queue(county.manager, made, now=NOW, revision=one.revision, good_only=False)
    await work_once("w2", NOW)
    assert await Volunteer.count() == LONG


async def test_what_was_changed_meanwhile_is_not_taken_in(county):
    made = await a_list(county.manager)
    number = await queued(county.manager, made)
    await intakes.mend(county.manager, made, KIND, {"2:name": "李改过"}, (), revision=2)
    await work_once("w1", NOW)
    failed = await job(county.manager, number)
    assert (failed.state, failed.trouble) == (JobState.FAILED, "另一个窗口刚改过这份表，刷新看一下再改")
    assert await Volunteer.count() == 0


async def test_a_row_that_is_wrong_is_said_before_anything_is_queued(county):
    made = await a_list(county.manager)
    await intakes.mend(county.manager, made, KIND, {"2:phone": "138"}, (), revision=1)
    with pytest.raises(Refused, match="有 1 行要改，一行也没有导入"):
        await queueing.queue(county.manager, made, now=NOW, revision=2, good_only=False)
    with pytest.raises(Missing):
        await queueing.queue(county.coordinator, made, now=NOW, revision=2, good_only=False)
    assert await Job.count() == 0
    await queueing.queue(county.manager, made, now=NOW, revision=2, good_only=True)
    await work_once("w1", NOW)
    assert await Volunteer.count() == LONG - 1


async def test_whoever_has_lost_the_right_meanwhile_takes_nothing_in(county):
    made = await a_list(county.manager)
    number = await queued(county.manager, made)
    await RoleGrant.update({RoleGrant.ended_at: NOW}).where(
        (RoleGrant.person == county.manager.id) & (RoleGrant.role == Role.MANAGER.value)
    )
    await work_once("w1", NOW)
    failed = await job(county.manager, number)
    assert (failed.state, "已经没有管理志愿者的权限" in failed.trouble) == (JobState.FAILED, True)
    assert await Volunteer.count() == 0


async def test_how_far_it_is_can_be_seen_while_it_writes(county):
    """On SQLite the row says it afterwards only, for the list is written in one transaction."""
    made = await a_list(county.manager)
    number = await queued(county.manager, made)
    work = await claim("w1", NOW)
    work.done, work.total = 200, LONG
    assert (await job(county.manager, number)).done == 0
    UNDER_WAY[number] = work
    try:
        assert (await job(county.manager, number)).percent == 38
    finally:
        del UNDER_WAY[number]
    assert await intake_of_job(county.manager, number) == made
