"""A training of volunteers: they are put on the list, sign in where they may, and hold what it gives once it is over."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.gatherings import actions as gatherings
from app.gatherings.rules.attendance import Record, Source, Status
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.study import queries
from app.study.actions import lists, sessions
from app.study.rules.expecting import Change, Group
from app.training import actions as training
from app.training.queries.qualifications import valid_until
from app.training.rules.qualifications import QualificationPlan
from tests.app.study.hall import IN_TIME, a_plan, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["time"]
HOUR = timedelta(hours=1)
ENDS = IN_TIME + 3 * HOUR


@pytest.fixture
async def hall(db):
    """A manager, a qualification of six months, one of the staff, two volunteers, and a session that gives it."""
    manager, staff = await a_person("单知行", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    one = await training.add_qualification(manager, QualificationPlan("岗前培训", 6), now=MONDAY)
    first, second = await a_person("李小明", Role.VOLUNTEER), await a_person("王小红", Role.VOLUNTEER)
    made = await sessions.arrange(manager, a_plan(qualification=one, library_closed=False), now=MONDAY)
    return manager, staff, one, first, second, made


async def expected(manager, session_id):
    """The names of those who would be on the list."""
    session = await queries.session(manager, session_id)
    lines = await queries.listed(manager, session_id, session.gathering.id, session.span)
    return sorted(one.name for one in lines if one.expected)


async def test_all_volunteers_are_added_and_told_and_the_staff_left_out(hall):
    manager, _staff, _one, first, _second, made = hall
    assert await expected(manager, made) == ["乐小读", "单知行"]
    await lists.change_list(manager, made, manager.person, Change.LEFT_OUT, "主讲", now=MONDAY)
    assert await lists.change_group(manager, made, Group.VOLUNTEERS, "志愿者培训", now=MONDAY) == 2
    assert await lists.change_group(manager, made, Group.STAFF, "志愿者培训", now=MONDAY) == 1
    assert await expected(manager, made) == ["李小明", "王小红"]
    with pytest.raises(Refused, match="名单已经是这样，没有要改的人"):
        await lists.change_group(manager, made, Group.STAFF, "再来", now=MONDAY)
    told = await Notice.select().where(Notice.person == first.person)
    assert [(row["message"][:4], row["address"]) for row in told] == [("您列入了", "/gatherings")]


async def test_whoever_came_holds_it_when_the_session_is_closed_and_a_correction_takes_it_back(hall):
    manager, _staff, one, first, second, made = hall
    await lists.change_group(manager, made, Group.VOLUNTEERS, "志愿者培训", now=MONDAY)
    await sessions.open_list(manager, made, now=IN_TIME)
    gathering = (await queries.session(manager, made)).gathering.id
    addresses = {row["address"] for row in await Notice.select().where(Notice.person == first.person)}
    assert addresses == {"/gatherings", f"/gatherings/{gathering}"}
    assert (await (await browser(first)).see(f"/gatherings/{gathering}")).status_code == 200
    await gatherings.write_in(manager, gathering, first.person, IN_TIME, ENDS - HOUR, "", now=ENDS)
    await sessions.close(manager, made, now=ENDS)
    assert await valid_until([first.person, second.person]) == {first.person: {one: date(2027, 5, 25)}}
    wrong = Record(Status.ABSENT, Source.LIST, note="代签")
    await gatherings.correct(manager, gathering, first.person, wrong, now=ENDS + HOUR)
    assert await valid_until([first.person, second.person]) == {}


async def test_what_it_gives_may_be_changed_until_it_is_over_and_only_to_what_is_in_use(hall):
    manager, _staff, one, _first, _second, made = hall
    await sessions.change(manager, made, a_plan(library_closed=False), now=MONDAY)
    assert (await queries.session(manager, made)).qualification is None
    await sessions.change(manager, made, a_plan(qualification=one, library_closed=False), now=MONDAY)
    assert (await queries.session(manager, made)).qualification_name == "岗前培训"
    other = await training.add_qualification(manager, QualificationPlan("急救员"), now=MONDAY)
    await training.end_qualification(manager, other, now=MONDAY)
    with pytest.raises(Missing):
        await sessions.change(manager, made, a_plan(qualification=other, library_closed=False), now=MONDAY)
    assert (await queries.session(manager, made)).qualification == one


async def test_the_pages_offer_it(hall, time):
    manager, _staff, one, _first, _second, made = hall
    office = await browser(manager)
    form = (await office.see(f"/study/sessions/{made}/edit")).text
    assert f'<option value="{one}" selected>岗前培训</option>' in form
    shown = (await office.see(f"/study/sessions/{made}")).text
    assert "加上全部 2 名志愿者" in shown
    saved = await office.send(f"/study/sessions/{made}/groups", {"group": "volunteers", "reason": "志愿者培训"})
    assert saved.status_code == 303
    assert "加上全部" not in (await office.see(f"/study/sessions/{made}")).text
