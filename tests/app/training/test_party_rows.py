"""Meetings of the Party branch in the log: they count for members, and only whoever sees the Party reads who came.

Source: membership of the Party is 特定身份 (personal information protection law art. 28); hours by 党员教育管理工作条例 art. 20.
"""

from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.gatherings.queries import busy
from app.gatherings.rules import Category, Kind, Span
from app.gatherings.rules.attendance import Status
from app.training import actions, steps
from app.training.queries.record import record
from app.training.queries.views import views
from app.training.rules import Ledger
from app.training.rules.book import rules_of
from app.training.rules.filtering import LogFilter, Tab, tabs_of
from app.training.rules.membership import Alignment, Period, aligned
from app.training.tables import LedgerMembership, SavedView
from tests.app.training.rows import LATER, THURSDAY, a_past
from tests.cast import browser
from tests.makers import a_person

MEETING = "第四季度支部党员大会"


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.mark.parametrize("ledger", Ledger)
@pytest.mark.parametrize(("category", "counts"), [(Category.POLITICS, True), (Category.SAFETY, False), (None, False)])
def test_a_meeting_counts_in_the_partys_ledgers_by_what_was_studied(ledger, category, counts):
    rule = next(one for one in rules_of(2026) if one.ledger is ledger)
    assert rule.counts(Kind.PARTY, category) == (counts and ledger in {Ledger.PARTY, Ledger.LEADERS})


async def test_the_tab_is_there_for_whoever_sees_the_party_and_for_nobody_else(db):
    manager = await a_person("馆小长", Role.MANAGER)
    both = await a_person("书小记", Role.MANAGER, Role.SECRETARY)
    member = await a_person("党小员", Role.STAFF)
    await a_past(Kind.PARTY, MEETING, {member.person: Status.PRESENT})
    assert set(tabs_of(manager)) == set(Tab) - {Tab.PARTY}
    assert set(tabs_of(both)) == set(Tab)
    plain, seeing = await browser(manager), await browser(both)
    for address in ("/log", "/log?tab=party&year=all", f"/log?tab=party&who={member.person}&by=person"):
        text = (await plain.see(address)).text
        assert (MEETING in text, "组织生活</a>" in text) == (False, False)
    text = (await seeing.see("/log?tab=party")).text
    assert (MEETING in text, "组织生活</a>" in text, "1 条" in text) == (True, True, True)
    assert (await plain.see("/log.xlsx?tab=party")).content != (await seeing.see("/log.xlsx?tab=party")).content


async def test_the_secretary_who_does_not_read_the_log_has_the_partys_tab_alone(db):
    secretary, member = await a_person("支小书", Role.SECRETARY), await a_person("党小员", Role.STAFF)
    meeting = await a_past(Kind.PARTY, MEETING, {member.person: Status.PRESENT}, proven=True)
    study = await a_past(Kind.STUDY, "周四学习", {member.person: Status.PRESENT}, proven=True)
    assert list(tabs_of(secretary)) == [Tab.PARTY]
    who = await browser(secretary)
    for query in ("", "?tab=study&year=all", "?tab=service", f"?tab=practice&who={member.person}&by=person", "?tab="):
        text = (await who.see(f"/log{query}")).text
        said = ("周四学习" in text, "学习与考试" in text, "/log/people/" in text, "存下这组筛选" in text)
        assert ("组织生活</a>" in text, *said) == (True, False, False, False, False), query
    assert MEETING in (await who.see("/log")).text
    assert (await who.see("/log.xlsx?tab=study")).content == (await who.see("/log.xlsx?tab=party")).content
    answers = [
        (await who.see(f"/log/evidence/{one}/{member.person}?tab=study")).status_code for one in (meeting, study)
    ]
    assert answers == [200, 404]
    assert (await who.send("/log/views", {"name": "我的", "query": "tab=study"})).status_code == 403


async def test_the_table_of_hours_of_a_manager_says_nothing_of_the_party_and_the_secretarys_does(db):
    manager, member = await a_person("馆小长", Role.MANAGER), await a_person("党小员", Role.STAFF)
    secretary = await a_person("支小书", Role.SECRETARY)
    for one in (manager, member):
        await actions.give_membership(secretary, one.person, Ledger.PARTY, Period(date(2026, 1, 1)), now=LATER)
        await actions.give_membership(secretary, one.person, Ledger.LEADERS, Period(date(2026, 1, 1)), now=LATER)
    await a_past(Kind.STUDY, "周四学习", {one.person: Status.PRESENT for one in (manager, member)})
    shown = {}
    for who in (manager, secretary):
        seen = await browser(who)
        page = (await seen.see("/log/hours?year=2026")).text
        book = await seen.see("/log/hours.xlsx?year=2026")
        sheet = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
        said = "\n".join(str(cell) for row in sheet for cell in row)
        copy = "由支部书记导出的那份带着"
        columns = ["党员集中学习培训" in page, "书记和班子" in page, "党员应学" in said, "书记、班子缺口" in said]
        shown[who.name] = (columns, "在支部书记那里看" in page, copy in said)
    # The manager is a member too, and even that is not in a table about everybody.
    assert shown == {"馆小长": ([False] * 4, True, True), "支小书": ([True] * 4, False, False)}


async def test_what_stands_behind_a_row_is_not_there_for_others(db):
    manager, member = await a_person("馆小长", Role.MANAGER), await a_person("党小员", Role.STAFF)
    both = await a_person("书小记", Role.MANAGER, Role.SECRETARY)
    gathering = await a_past(Kind.PARTY, MEETING, {member.person: Status.PRESENT}, proven=True)
    address = f"/log/evidence/{gathering}/{member.person}"
    assert (await (await browser(manager)).see(address)).status_code == 404
    assert MEETING in (await (await browser(both)).see(address)).text


async def test_a_record_shows_meetings_to_oneself_and_to_who_sees_the_party(db):
    manager, member = await a_person("馆小长", Role.MANAGER), await a_person("党小员", Role.STAFF)
    both = await a_person("书小记", Role.MANAGER, Role.SECRETARY)
    await a_past(Kind.PARTY, MEETING, {member.person: Status.PRESENT})
    seen = {
        who.name: [row.title for row in (await record(who, member.person, 2026, LATER)).rows]
        for who in (manager, both, member)
    }
    assert seen == {"馆小长": [], "书小记": [MEETING], "党小员": [MEETING]}
    assert MEETING in (await (await browser(member)).see("/record")).text
    other = await browser(manager)
    for ending in ("", "/record.xlsx", "/record.docx"):
        answer = await other.see(f"/log/people/{member.person}{ending}")
        assert (answer.status_code, MEETING.encode() in answer.content) == (200, False)


async def test_a_shared_view_of_the_tab_is_not_even_named_to_others(db):
    manager = await a_person("馆小长", Role.MANAGER)
    both = await a_person("书小记", Role.MANAGER, Role.SECRETARY)
    for name, query in (("谁没来党课", "tab=party&status=absent"), ("缺证明的", "tab=study&proof=without")):
        await SavedView(person=both.person, name=name, query=query, shared=True, at=LATER).save()
    assert [one.name for one in await views(manager)] == ["缺证明的"]
    assert sorted(one.name for one in await views(both)) == ["缺证明的", "谁没来党课"]


async def test_whoever_asks_who_is_busy_is_not_told_with_what(db):
    member = await a_person("党小员", Role.STAFF)
    await a_past(Kind.PARTY, MEETING, {member.person: Status.PRESENT})
    await a_past(Kind.STUDY, "周四学习", {member.person: Status.PRESENT})
    found = await busy(Span(THURSDAY, THURSDAY + timedelta(hours=1)))
    assert sorted((one.kind, one.title) for one in found) == [(Kind.PARTY, ""), (Kind.STUDY, "周四学习")]


def test_an_address_that_names_no_tab_of_theirs_is_that_of_the_first():
    assert LogFilter.of({"tab": "party"}, 2026).tab is Tab.STUDY
    assert LogFilter.of({"tab": "party"}, 2026, tuple(Tab)).tab is Tab.PARTY


def days(first: str, last: str | None = None) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("held", "wanted", "moved", "added"),
    [
        # Nobody held anything.
        ({}, [days("2026-07-01")], {}, [days("2026-07-01")]),
        # As it is.
        ({1: days("2026-07-01")}, [days("2026-07-01")], {}, []),
        # Left the branch.
        ({1: days("2026-07-01")}, [days("2026-07-01", "2026-10-31")], {1: days("2026-07-01", "2026-10-31")}, []),
        # Came back: the old time stays, another begins.
        (
            {1: days("2019-01-01", "2020-12-31")},
            [days("2019-01-01", "2020-12-31"), days("2026-07-01")],
            {},
            [days("2026-07-01")],
        ),
        # The day of joining was written down wrongly.
        ({1: days("2026-01-01")}, [days("2026-03-01")], {1: days("2026-03-01")}, []),
        # Given by hand for a time that the branch knows nothing of.
        ({1: days("2018-01-01", "2018-12-31")}, [days("2026-03-01")], {}, [days("2026-03-01")]),
        # Two pieces of one time become whole.
        (
            {1: days("2020-01-01", "2020-12-31"), 2: days("2022-01-01", "2022-12-31")},
            [days("2019-01-01")],
            {1: days("2019-01-01", "2021-12-31"), 2: days("2022-01-01")},
            [],
        ),
        # Never was in the branch: what somebody gave by hand stays.
        ({1: days("2026-01-01")}, [], {}, []),
    ],
)
def test_who_is_in_the_ledger_follows_from_who_was_in_the_branch(held, wanted, moved, added):
    assert aligned(held, wanted) == Alignment(moved, added)


async def test_following_changes_the_rows_and_does_it_once(db):
    member = await a_person("党小员", Role.STAFF)
    for _twice in range(2):
        async with db.atomic():
            await steps.follow(
                member.person, Ledger.PARTY, [days("2019-01-01", "2020-12-31"), days("2026-07-01")], LATER
            )
    async with db.atomic():
        await steps.follow(member.person, Ledger.PARTY, [days("2019-01-01", "2020-12-31"), days("2026-08-01")], LATER)
    rows = await LedgerMembership.select().order_by(LedgerMembership.id)
    assert [(row["ledger"], row["from_on"], row["to_on"]) for row in rows] == [
        ("party", date(2019, 1, 1), date(2020, 12, 31)),
        ("party", date(2026, 8, 1), None),
    ]
