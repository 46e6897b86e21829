"""Drafts of the solver: asked for as a job, taken over as a whole, refused as a whole, taken back."""

from datetime import date, timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.jobs import working
from app.jobs.tables import Job
from app.refusals import Missing, Refused
from app.shifts.actions import drafting, publishing, roster, signing, volunteers
from app.shifts.actions import solving as actions
from app.shifts.queries import drafts
from app.shifts.queries.solving import standing_of, week_instance
from app.shifts.rules import Headcount, How, State
from app.shifts.rules.drafts import DraftState, Mode, Stay, seconds_for, stay, why_not_ask, why_not_undo
from app.shifts.rules.reasons import Reason
from app.shifts.rules.rostering.search import solve
from app.shifts.solving import solve_weeks
from app.shifts.tables import AssignmentEnd, RosterDraft
from tests.app.shifts.county import DAY, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser

ONE = Headcount(1, 1, 1)


@pytest.fixture(autouse=True)
def _at_that_time(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


async def solved(county, mode=Mode.PLAN, *, actor=None, places=None):
    """A draft of the week, made in this process."""
    actor = actor or county.manager
    instance = await week_instance(THIS_WEEK, NOW, mode, places=places)
    standing = await standing_of(THIS_WEEK, NOW, mode, places=places)
    result = solve(instance, seconds=10)
    return await actions.keep(actor, 1, result, actions.Of(THIS_WEEK, mode, None), standing, now=NOW)


async def test_a_week_is_solved_as_a_job_and_kept_as_a_draft(db):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county, count=ONE, published=False)
    job = await actions.ask(county.manager, THIS_WEEK, Mode.PLAN, now=NOW, seconds=10)
    assert await working.work_once("here", NOW)
    row = await Job.select().where(Job.id == job).first()
    assert (row["outcome"], row["trouble"], row["done"]) == ("done", "", 100)
    view = await drafts.draft_view(county.manager, await drafts.draft_of_job(job))
    assert [(one.seat, one.volunteer, one.is_added) for one in view.lines] == [(seat.id, volunteer, True)]
    assert (view.row.state, view.row.result.status, view.row.by_name) == (DraftState.OPEN, "optimal", "单知行")
    assert await names(seat) == []
    stored = await RosterDraft.select().first()
    assert len(stored["input_hash"]) == 64
    assert stored["solver"].startswith("HiGHS")


async def test_a_job_that_nobody_wants_any_more_ends_its_child(db):
    county = await a_county()
    await a_volunteer(county)
    await a_shift(county, count=ONE, published=False)
    await actions.ask(county.manager, THIS_WEEK, Mode.PLAN, now=NOW, seconds=10)
    work = await working.claim("here", NOW)
    work.stopped = True
    with pytest.raises(working.Stopped):
        await solve_weeks(work)
    assert await RosterDraft.count() == 0


async def test_a_week_without_seats_is_refused_in_words(db):
    county = await a_county()
    job = await actions.ask(county.manager, THIS_WEEK, Mode.PLAN, now=NOW, seconds=10)
    await working.work_once("here", NOW)
    row = await Job.select().where(Job.id == job).first()
    assert (row["outcome"], row["trouble"]) == ("failed", "这几天没有要排的岗位：先排班次，再自动排人")


async def test_a_draft_is_taken_over_and_told_with_the_next_publication(db):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    seat = await a_shift(county, count=ONE, published=False)
    draft = await solved(county)
    await drafting.apply(county.manager, draft, now=NOW)
    (holder,) = (await fresh(seat)).holders
    assert (holder.volunteer, holder.how, holder.told) == (volunteer, How.SOLVED, False)
    assert (await fresh(seat)).revision == seat.revision + 1
    assert (await drafts.draft_row(draft)).state is DraftState.APPLIED
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    assert (await fresh(seat)).holders[0].told
    with pytest.raises(Refused, match="这份草案已采用"):
        await drafting.apply(county.manager, draft, now=NOW)


async def test_a_draft_that_no_longer_holds_changes_nothing_and_names_the_seat(db):
    county = await a_county()
    _actor, volunteer = await a_volunteer(county)
    first = await a_shift(county, count=ONE, published=False)
    second = await a_shift(county, DAY, count=ONE, published=False)
    draft = await solved(county)
    await volunteers.set_state(county.manager, volunteer, State.PAUSED, "出差", now=NOW)
    deeds = await Deed.count()
    with pytest.raises(Refused, match=r"班表变了：11-23 09:00—12:00 示例总馆 导读，李小明：志愿者身份已暂停"):
        await drafting.apply(county.manager, draft, now=NOW)
    assert await Deed.count() == deeds
    assert (await names(first), await names(second)) == ([], [])
    assert (await drafts.draft_row(draft)).state is DraftState.OPEN


async def test_a_seat_that_was_filled_meanwhile_refuses_the_draft(db):
    county = await a_county()
    await a_volunteer(county)
    seat = await a_shift(county, count=ONE, published=False)
    draft = await solved(county)
    _other, late = await a_volunteer(county, "章后来")
    await roster.assign(county.manager, seat.id, late, now=NOW)
    with pytest.raises(Refused, match="名额已满"):
        await drafting.apply(county.manager, draft, now=NOW)
    assert await names(seat) == ["章后来"]


async def test_whoever_goes_is_taken_off_and_comes_back_by_undoing(db):
    county = await a_county()
    _a, far = await a_volunteer(county, "何方远", wanted_minutes=0)
    await a_volunteer(county, "李小明", wanted_minutes=600)
    seat = await a_shift(county, count=ONE, published=False)
    before = await roster.assign(county.manager, seat.id, far, now=NOW)
    draft = await solved(county)
    await drafting.apply(county.manager, draft, now=NOW)
    assert await names(seat) == ["李小明"]
    assert (await AssignmentEnd.select().first())["assignment"] == before
    assert await drafting.undo(county.manager, draft, now=NOW) == []
    (holder,) = (await fresh(seat)).holders
    assert (holder.name, holder.how) == ("何方远", How.ASSIGNED)
    assert (await drafts.draft_row(draft)).state is DraftState.UNDONE
    with pytest.raises(Refused, match="没有可撤销的"):
        await drafting.undo(county.manager, draft, now=NOW)


async def test_whoever_may_not_serve_any_more_is_not_put_back_by_undoing(db):
    county = await a_county()
    _a, far = await a_volunteer(county, "何方远", wanted_minutes=0)
    await a_volunteer(county, "李小明", wanted_minutes=600)
    seat = await a_shift(county, count=ONE, published=False)
    await roster.assign(county.manager, seat.id, far, now=NOW)
    draft = await solved(county)
    await drafting.apply(county.manager, draft, now=NOW)
    await volunteers.set_state(county.manager, far, State.PAUSED, "出差", now=NOW)
    assert await drafting.undo(county.manager, draft, now=NOW) == ["何方远"]
    assert await names(seat) == []


async def test_what_was_told_is_not_undone_as_a_whole(db):
    county = await a_county()
    await a_volunteer(county)
    seat = await a_shift(county, count=ONE, published=False)
    draft = await solved(county)
    await drafting.apply(county.manager, draft, now=NOW)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    with pytest.raises(Refused, match="已经通知了 李小明"):
        await drafting.undo(county.manager, draft, now=NOW)
    assert await names(seat) == ["李小明"]


async def test_only_the_last_application_is_undone_and_only_while_it_stands(db):
    county = await a_county()
    await a_volunteer(county)
    first = await a_shift(county, count=ONE, published=False)
    one = await solved(county)
    await drafting.apply(county.manager, one, now=NOW)
    await a_volunteer(county, "章后来")
    await a_shift(county, timedelta(hours=1), count=ONE, published=False)
    other = await solved(county, Mode.FILL)
    await drafting.apply(county.manager, other, now=NOW)
    with pytest.raises(Refused, match="之后又采用了别的草案"):
        await drafting.undo(county.manager, one, now=NOW)
    await drafting.undo(county.manager, other, now=NOW)
    (holder,) = (await fresh(first)).holders
    await roster.unassign(county.manager, first.id, holder.assignment, now=NOW)
    with pytest.raises(Refused, match="李小明 之后已被改动"):
        await drafting.undo(county.manager, one, now=NOW)


async def test_a_draft_that_is_laid_aside_is_not_taken_over(db):
    county = await a_county()
    await a_volunteer(county)
    await a_shift(county, count=ONE, published=False)
    draft = await solved(county)
    await drafting.discard(county.manager, draft, now=NOW)
    with pytest.raises(Refused, match="这份草案不用"):
        await drafting.apply(county.manager, draft, now=NOW)
    with pytest.raises(Missing):
        await drafting.discard(county.manager, draft + 1, now=NOW)


async def test_a_coordinator_has_only_their_own_places_solved_and_takes_over_no_others(db):
    county = await a_county()
    await a_volunteer(county)
    own = await a_shift(county, count=ONE, published=False)
    await a_shift(county, DAY, count=ONE, site=1, published=False)
    with pytest.raises(Refused, match="别的协调员"):
        await actions.ask(county.coordinator, THIS_WEEK, Mode.PLAN, now=NOW, seconds=5, place=county.places[1])
    places = actions.arranged_places(county.coordinator)
    assert [one.id for one in (await week_instance(THIS_WEEK, NOW, Mode.PLAN, places=places)).seats] == [own.id]
    everything = await solved(county)
    with pytest.raises(Refused, match="别的协调员"):
        await drafting.apply(county.coordinator, everything, now=NOW)
    with pytest.raises(Refused, match="别的协调员"):
        await drafting.discard(county.coordinator, everything, now=NOW)
    assert (await drafts.draft_row(everything)).state is DraftState.OPEN
    assert actions.arranged_places(county.manager) is None


async def test_who_signed_up_stays_and_who_was_put_there_untold_may_go(db):
    county = await a_county()
    actor, own = await a_volunteer(county, "李小明", wanted_minutes=0)
    _b, put = await a_volunteer(county, "何方远", wanted_minutes=0)
    seat = await a_shift(county, count=Headcount(2, 2, 2))
    await signing.sign_up(actor, seat.id, now=NOW)
    await roster.assign(county.manager, seat.id, put, now=NOW)
    asked = await week_instance(THIS_WEEK, NOW, Mode.PLAN)
    assert [(one.seat, one.person) for one in asked.pins] == [(seat.id, own)]
    assert (asked.before, asked.repair) == ((), False)
    filled = await week_instance(THIS_WEEK, NOW, Mode.FILL)
    assert (len(filled.pins), filled.repair) == (2, True)
    moved = await week_instance(THIS_WEEK, NOW, Mode.MOVE)
    assert [one.person for one in moved.before] == [put]


async def test_the_file_of_a_week_says_what_the_rulebook_says_and_no_more_than_it_must(db):
    county = await a_county()
    _a, able = await a_volunteer(county, "李小明", sites=frozenset(county.places[:1]))
    _b, unable = await a_volunteer(county, "何方远", ready=False)
    seat = await a_shift(county, published=False)
    asked = await week_instance(THIS_WEEK, NOW, Mode.PLAN, names=False)
    assert [(one.id, one.name, one.sites) for one in asked.people] == [
        (able, "", (county.places[0],)),
        (unable, "", ()),
    ]
    assert [one.id for one in asked.seats] == [seat.id]
    assert asked.refused == ()
    found = solve(asked, seconds=5)
    assert [one.person for one in found.assignments] == [able]


async def test_an_unfilled_seat_says_why_on_the_draft(db):
    county = await a_county()
    await a_volunteer(county, "李小明", sites=frozenset(county.places[1:]))
    await a_shift(county, count=ONE, published=False)
    view = await drafts.draft_view(county.manager, await solved(county))
    (empty,) = view.empty
    assert (empty.why.reasons, empty.why.relaxation.reason) == ({"site": 1}, Reason.SITE)
    assert empty.way == "李小明 愿意去“示例总馆”，就能补上"


async def test_three_who_drop_out_are_made_up_for_and_nobody_else_moves(db):
    county = await a_county()
    crew = [(await a_volunteer(county, f"志愿者{one}")) for one in range(5)]
    seats = [await a_shift(county, number * DAY, count=ONE, published=False) for number in range(3)]
    for seat, (_actor, volunteer) in zip(seats, crew, strict=False):
        await roster.assign(county.manager, seat.id, volunteer, now=NOW)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    await volunteers.set_state(county.manager, crew[0][1], State.PAUSED, "出差", now=NOW)
    draft = await solved(county, Mode.MOVE)
    lines = await drafts.lines_of(draft)
    assert [(one.seat, one.is_added) for one in lines] == [(seats[0].id, True)]
    await drafting.apply(county.manager, draft, now=NOW)
    assert [len((await fresh(one)).holders) for one in seats] == [1, 1, 1]


WEEK = timedelta(days=7)
NEXT_WEEK, LAST = THIS_WEEK + WEEK, THIS_WEEK + 4 * WEEK


async def five_weeks(county):
    """A seat on the Monday of each of five weeks, a job that has solved them, and its draft."""
    seats = [await a_shift(county, number * WEEK, count=ONE, published=False) for number in range(5)]
    job = await actions.ask(county.manager, THIS_WEEK, Mode.PLAN, now=NOW, seconds=20, last=LAST)
    assert await working.work_once("here", NOW)
    assert (await Job.select(Job.title, Job.outcome).where(Job.id == job).first()) == {
        "title": "自动排班 2026-11-23 起的 5 周",
        "outcome": "done",
    }
    return seats, await drafts.draft_of_job(job)


async def test_five_weeks_are_solved_as_one_job_taken_over_as_one_and_taken_back_as_one(db):
    county = await a_county()
    await a_volunteer(county)
    seats, draft = await five_weeks(county)
    view = await drafts.draft_view(county.manager, draft)
    assert (view.row.week, view.row.last_week, view.row.result.status, view.row.result.gap) == (
        THIS_WEEK,
        LAST,
        "optimal",
        0.0,
    )
    assert [(one.monday, one.added, one.removed, one.empty) for one in view.by_week] == [
        (THIS_WEEK + number * WEEK, 1, 0, 0) for number in range(5)
    ]
    assert [[row.id for row in await drafts.drafts_of(THIS_WEEK + number * WEEK)] for number in range(-1, 6)] == [
        [],
        *[[draft]] * 5,
        [],
    ]
    await drafting.apply(county.manager, draft, now=NOW)
    assert [await names(one) for one in seats] == [["李小明"]] * 5
    assert await drafting.undo(county.manager, draft, now=NOW) == []
    assert [await names(one) for one in seats] == [[]] * 5


async def test_of_several_weeks_nothing_is_taken_over_where_one_seat_does_not_hold(db):
    county = await a_county()
    await a_volunteer(county)
    seats, draft = await five_weeks(county)
    _other, late = await a_volunteer(county, "章后来")
    await roster.assign(county.manager, seats[4].id, late, now=NOW)
    with pytest.raises(Refused, match=r"班表变了：12-21 09:00—12:00 示例总馆 导读，李小明：名额已满"):
        await drafting.apply(county.manager, draft, now=NOW)
    assert [await names(one) for one in seats] == [[], [], [], [], ["章后来"]]


async def test_of_drafts_that_share_a_week_the_last_one_taken_over_is_undone_first(db):
    county = await a_county()
    await a_volunteer(county)
    _seats, month = await five_weeks(county)
    await drafting.apply(county.manager, month, now=NOW)
    await a_volunteer(county, "章后来")
    await a_shift(county, WEEK + DAY, count=ONE, published=False)
    instance = await week_instance(NEXT_WEEK, NOW, Mode.FILL)
    week = await actions.keep(
        county.manager, 9, solve(instance, seconds=10), actions.Of(NEXT_WEEK, Mode.FILL, None), [], now=NOW
    )
    await drafting.apply(county.manager, week, now=NOW)
    with pytest.raises(Refused, match="之后又采用了别的草案"):
        await drafting.undo(county.manager, month, now=NOW)
    await drafting.undo(county.manager, week, now=NOW)
    await drafting.undo(county.manager, month, now=NOW)


async def test_days_in_a_row_are_kept_over_the_weeks_of_a_draft(db):
    """Seven days from Thursday to Wednesday; each week by itself would let one person serve all of its days."""
    county = await a_county()
    await a_volunteer(county, "李小明", wanted_minutes=1000, most_minutes=3000)
    for number in range(3, 10):
        await a_shift(county, number * DAY, count=ONE, published=False)
    asked = await week_instance(THIS_WEEK, NOW, Mode.PLAN, last=NEXT_WEEK)
    found = solve(asked, seconds=20)
    assert (len(asked.seats), len(found.assignments), found.status) == (7, 6, "optimal")


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2026-11-16", "“到”在“从”之前，把“到”改成同一周或之后的一天"),
        ("2027-01-04", "从头到尾有 7 周，一次最多排 6 周，把“到”改早一些"),
    ],
)
async def test_weeks_that_are_none_or_too_many_are_refused_with_the_form_as_it_was(db, until, sentence):
    county = await a_county()
    who = await browser(county.manager)
    answer = await who.send("/shifts/solvings", {"week": "2026-11-23", "until": until, "mode": "fill"})
    assert (answer.status_code, sentence in answer.text) == (409, True)
    assert f'name="until" value="{until}"' in answer.text
    assert 'value="fill" checked' in answer.text
    assert await Job.count() == 0


async def test_a_month_is_asked_for_by_its_first_and_last_day_and_leads_to_each_of_its_weeks(db):
    county = await a_county()
    await a_volunteer(county)
    await a_shift(county, count=ONE, published=False)
    who = await browser(county.manager)
    answer = await who.send("/shifts/solvings", {"week": "2026-11-23", "until": "2026-12-31", "mode": "plan"})
    job = int(answer.headers["location"].removeprefix("/jobs/"))
    (queued,) = await Job.select(Job.parameters)
    assert (queued["parameters"].count("2026-12-28"), '"seconds":180' in queued["parameters"].replace(" ", "")) == (
        1,
        True,
    )
    await working.work_once("here", NOW)
    address = (await who.see(f"/shifts/drafts/of/{job}")).headers["location"]
    shown = (await who.see(address)).text
    assert "11月23日（周一） 起的 6 周" in shown
    assert shown.count('href="/shifts/board?week=') == 6
    assert (await who.send(f"{address}/applications")).headers["location"] == address
    assert "点开每一周的班表去发布" in (await who.see(address)).text


@pytest.mark.parametrize(
    ("first", "last", "seconds"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), 60),
        (date(2026, 11, 29), date(2026, 11, 30), 120),
        (date(2026, 12, 1), date(2026, 12, 31), 180),
    ],
)
def test_several_weeks_get_more_time_and_never_more_than_three_minutes(first, last, seconds):
    assert seconds_for(first, last) == seconds
    assert why_not_ask(first, last) == ()


@pytest.mark.parametrize(
    ("mode", "told", "how", "locked", "overridden", "expected"),
    [
        (Mode.PLAN, False, How.ASSIGNED, False, False, Stay.FREE),
        (Mode.PLAN, True, How.ASSIGNED, False, False, Stay.STAYS),
        (Mode.PLAN, False, How.ASSIGNED, True, False, Stay.STAYS),
        (Mode.PLAN, False, How.COPIED, False, True, Stay.STAYS),
        (Mode.FILL, False, How.SOLVED, False, False, Stay.STAYS),
        (Mode.MOVE, True, How.SOLVED, False, False, Stay.PRICED),
        (Mode.MOVE, True, How.SIGNED_UP, False, False, Stay.STAYS),
        (Mode.MOVE, False, How.PROMOTED, False, False, Stay.STAYS),
    ],
)
def test_who_stays_in_each_mode(mode, told, how, locked, overridden, expected):
    assert stay(mode, told=told, how=how, locked=locked, overridden=overridden) is expected


def test_an_application_that_stands_alone_and_untold_is_undone():
    assert why_not_undo(DraftState.APPLIED, True, [], []) == ()


async def test_from_the_board_to_the_draft_and_back_with_forms_alone(db):
    county = await a_county()
    await a_volunteer(county)
    seat = await a_shift(county, count=Headcount(2, 2, 2), published=False)
    who = await browser(county.manager)
    assert 'href="/shifts/solving?week=2026-11-23"' in (await who.see("/shifts/board?week=2026-11-23")).text
    asked = (await who.see("/shifts/solving?week=2026-11-23")).text
    assert "动 1 个已通知的人" in asked
    answer = await who.send("/shifts/solvings", {"week": "2026-11-25", "mode": "plan"})
    job = int(answer.headers["location"].removeprefix("/jobs/"))
    assert "可以离开这一页" in (await who.see(f"/jobs/{job}")).text
    await working.work_once("here", NOW)
    assert f'href="/shifts/drafts/of/{job}"' in (await who.see(f"/jobs/{job}")).text
    address = (await who.see(f"/shifts/drafts/of/{job}")).headers["location"]
    shown = (await who.see(address)).text
    assert "缺 1 人" in shown
    assert "看了 0 人：" in shown
    assert "没有只差一项就能来的人" in shown
    assert (await who.send(f"{address}/applications")).headers["location"] == "/shifts/board?week=2026-11-23"
    assert await names(seat) == ["李小明"]
    again = await who.send(f"{address}/applications")
    assert (again.status_code, "这份草案已采用" in again.text) == (409, True)
    await who.send(f"{address}/undoings")
    assert await names(seat) == []
    listed = (await who.see("/shifts/solving?week=2026-11-23")).text
    assert "已撤销采用" in listed
    assert (await who.send(f"{address}/discards")).status_code == 409


@pytest.mark.parametrize(
    "form", [{"week": "2026-11-25", "mode": "all"}, {"mode": "plan"}, {"week": "x", "mode": "plan"}]
)
async def test_a_form_of_the_solver_that_does_not_fit_asks_nothing(db, form):
    county = await a_county()
    who = await browser(county.manager)
    assert (await who.send("/shifts/solvings", form)).status_code == 422
    assert await Job.count() == 0


async def test_nobody_else_sees_drafts(db):
    county = await a_county()
    actor, _volunteer = await a_volunteer(county)
    await a_shift(county, count=ONE, published=False)
    draft = await solved(county)
    who = await browser(actor)
    assert (await who.see(f"/shifts/drafts/{draft}")).status_code == 403
    assert (await (await browser(county.manager)).see("/shifts/drafts/999")).status_code == 404
    assert "别的协调员的服务点" in (await (await browser(county.other)).see(f"/shifts/drafts/{draft}")).text
