"""One person, both sides: the record, the hours of the year by ledger, and that reading somebody's is a deed."""

import io
from datetime import date, timedelta
from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import steps
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Record, Source, Status
from app.people.tables import Person
from app.storage import database
from app.training import actions
from app.training.queries import ledgers
from app.training.queries.record import record
from app.training.rules import Ledger
from app.training.rules.membership import Period
from app.training.rules.summary import summary
from tests.app.training.rows import LATER, THURSDAY, a_past, practised
from tests.cast import browser
from tests.makers import a_person

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
async def thursday(db):
    """One Thursday with three people, of whom the first is in the Party and has a title, the second has neither."""
    manager = await a_person("馆小长", Role.MANAGER, Role.SECRETARY)
    member = await a_person("乐小读", Role.STAFF, professional_title="馆员")
    plain = await a_person("华小卷", Role.STAFF)
    late = await a_person("文小书", Role.STAFF, joined_on=date(2026, 7, 1))
    await actions.give_membership(manager, member.person, Ledger.PARTY, Period(NEW_YEAR), now=LATER)
    stood = {member.person: Status.PRESENT, plain.person: Status.PRESENT, late.person: Status.LATE}
    session = await a_past(Kind.STUDY, "周四学习", stood)
    return {"manager": manager, "member": member, "plain": plain, "late": late, "session": session}


async def test_one_thursday_gives_three_people_their_hours_and_the_overlap_is_labelled(thursday):
    cards = {one.member.name: one.card for one in await ledgers.cards(thursday["manager"], 2026)}
    hours = {
        name: {account.rule.ledger: (account.done, account.required) for account in card.accounts}
        for name, card in cards.items()
    }
    half = Fraction(5, 2)
    assert hours["乐小读"] == {
        Ledger.INSTITUTION: (half, 90),
        Ledger.PROFESSIONAL: (half, 90),
        Ledger.PARTY: (half, 32),
    }
    assert hours["华小卷"] == {Ledger.INSTITUTION: (half, 90)}
    # Half an hour late, and here since July: six whole months.
    assert hours["文小书"] == {Ledger.INSTITUTION: (2, 45)}
    overlaps = {(one.one, one.other): one.hours for one in cards["乐小读"].shared}
    assert overlaps[Ledger.INSTITUTION, Ledger.PARTY] == half
    assert cards["华小卷"].shared == []
    page = (await (await browser(thursday["member"])).see("/record")).text
    assert "事业单位工作人员培训、党员集中学习培训：两本台账都算了这 2.5 学时，不能相加" in page


async def test_what_was_made_up_counts_in_the_year_in_which_it_was_made_up(thursday):
    manager, plain = thursday["manager"], thursday["plain"]
    old = await a_past(
        Kind.STUDY, "去年最后一次", {plain.person: Status.ABSENT}, at=THURSDAY.replace(year=2025, month=12, day=25)
    )
    made_up = THURSDAY.replace(month=1, day=8)
    record_ = Record(Status.MADE_UP, Source.HAND, made_up, made_up + timedelta(minutes=60), "补看录像")
    async with database().atomic():
        await steps.record(manager, old, plain.person, record_, LATER)
    cards = {one.member.name: one.card for one in await ledgers.cards(manager, 2026)}
    assert cards["华小卷"].account(Ledger.INSTITUTION).done == Fraction(7, 2)
    titles = [row.title for row in (await record(manager, plain.person, 2026, LATER)).rows]
    assert titles == ["周四学习", "去年最后一次"]
    before = {one.member.name: one.card for one in await ledgers.cards(manager, 2025)}
    assert before["华小卷"].account(Ledger.INSTITUTION).done == 0


async def test_the_record_holds_both_sides_and_adds_none_of_them_up(thursday):
    member = thursday["member"]
    await a_past(
        Kind.EXAM,
        "小测",
        {member.person: Status.PRESENT},
        at=THURSDAY + timedelta(days=1),
        minutes=45,
        category=Category.LAW,
    )
    await a_past(Kind.SHIFT, "书吧值守", {member.person: Status.PRESENT}, at=THURSDAY + timedelta(days=2), minutes=180)
    await practised(member.person, 8)
    await practised(member.person, 5)
    found = await record(member, member.person, 2026, LATER)
    assert {kind: found.minutes(kind) for kind in Kind} == {
        Kind.STUDY: 150,
        Kind.EXAM: 45,
        Kind.SHIFT: 180,
        Kind.TRAINING: 0,
        Kind.PARTY: 0,
    }
    assert [(one.day, one.times, one.minutes) for one in found.practised] == [(THURSDAY.date(), 2, 13)]
    # The exam counts in two ledgers and not in the Party's, the shift in none.
    counted = {row.title: set(found.counted_by(row)) for row in found.rows}
    assert counted == {
        "周四学习": set(Ledger) - {Ledger.LEADERS},
        "小测": {Ledger.INSTITUTION, Ledger.PROFESSIONAL},
        "书吧值守": set(),
    }
    page = (await (await browser(member)).see("/record")).text
    for text in ("2 小时 30 分", "45 分钟", "13 分钟", "3 小时", f'href="/gatherings/{thursday["session"]}"'):
        assert text in page, text
    assert "6 小时 28 分" not in page


async def test_practice_is_a_row_a_month_that_opens_its_days_or_leads_the_manager_to_them(thursday):
    member = thursday["member"]
    for day in (1, 2, 2):
        await practised(member.person, 8, THURSDAY.replace(month=10, day=day))
    await practised(member.person, 5)
    months = (await record(member, member.person, 2026, LATER)).practised_months
    assert [(one.first, one.last, one.times, one.minutes, len(one.days)) for one in months] == [
        (date(2026, 11, 1), date(2026, 11, 30), 1, 5, 1),
        (date(2026, 10, 1), date(2026, 10, 31), 3, 24, 2),
    ]
    own = (await (await browser(member)).see("/record")).text
    assert own.index("10-02：2 次，16 分钟") < own.index("10-01：1 次，8 分钟")
    assert '<tfoot><tr><th scope="row">合计</th><td class="num">4</td><td class="num">29</td></tr></tfoot>' in own
    who = await browser(thursday["manager"])
    theirs = (await who.see(f"/log/people/{member.person}?year=2026")).text
    link = f"/log?tab=practice&amp;who={member.person}&amp;since=2026-10-01&amp;until=2026-10-31"
    assert link in theirs
    assert "时长合计（24 分钟）" in (await who.see(link.replace("&amp;", "&"))).text


async def test_a_record_shows_the_newest_ten_of_each_kind_and_all_when_asked_or_printed(thursday):
    member = thursday["member"]
    for week in range(1, 12):
        await a_past(
            Kind.STUDY, f"周会{week}。", {member.person: Status.PRESENT}, at=THURSDAY - timedelta(days=7 * week)
        )
    who = await browser(member)
    page = (await who.see("/record?year=2026")).text
    on_screen, *on_paper = page.split('<tr class="paper-row">')
    assert [f"周会{week}。" in on_screen for week in (1, 9, 10, 11)] == [True, True, False, False]
    assert [f"周会{week}。" in one for week, one in zip((10, 11), on_paper, strict=True)] == [True, True]
    assert "这是最近的 10 条。" in page
    assert "集中学习，12 条" in page
    assert 'href="/record?year=2026&amp;whole=1#study"' in page
    whole = (await who.see("/record?year=2026&whole=1")).text
    assert "周会11。" in whole
    assert ("这是最近的" in whole, "paper-row" in whole) == (False, False)


async def test_a_volunteers_record_has_service_and_no_ledger(db):
    volunteer = await a_person("和小善", Role.VOLUNTEER)
    await a_past(Kind.SHIFT, "书吧值守", {volunteer.person: Status.PRESENT}, minutes=180, category=Category.SERVICE)
    page = (await (await browser(volunteer)).see("/record")).text
    assert "书吧值守" in page
    assert "学时卡" not in page


async def test_reading_somebodys_record_is_a_deed_and_reading_ones_own_is_none(thursday):
    manager, member = thursday["manager"], thursday["member"]
    before = await Deed.count()
    who = await browser(manager)
    assert (await who.see("/record")).status_code == 200
    assert (await who.see(f"/log/people/{manager.person}")).status_code == 200
    assert await Deed.count() == before
    assert "乐小读的学习与服务档案" in (await who.see(f"/log/people/{member.person}?year=2026")).text
    deed = await Deed.objects().order_by(Deed.id, ascending=False).first()
    assert (deed.verb, deed.subject, deed.actor, deed.details) == (
        "record.seen",
        member.person,
        manager.person,
        '{"year":2026}',
    )


async def test_nobody_there_is_missing_and_leaves_no_deed(thursday):
    who = await browser(thursday["manager"])
    before = await Deed.count()
    for number in ("999", "2147483647", "99999999999999999999"):
        assert (await who.see(f"/log/people/{number}")).status_code == 404
        assert (await who.see(f"/log/people/{number}/record.xlsx")).status_code == 404
    assert await Deed.count() == before


async def test_ones_own_copy_says_both_sides_and_the_ledgers(thursday):
    member = thursday["member"]
    await practised(member.person, 8)
    answer = await (await browser(member)).see("/record.xlsx?year=2026")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    said = "\n".join(str(cell) for row in sheet for cell in row)
    for text in (
        "个人学习与服务档案：乐小读",
        "周四学习",
        "事业单位工作人员培训、专业技术人员继续教育、党员集中学习培训",
        "练习（另列）",
        "应 32 学时，已 2.5 学时，差 29.5 学时",
        "两本台账都算了这 2.5 学时，不能相加",
    ):
        assert text in said, text
    deed = await Deed.objects().order_by(Deed.id, ascending=False).first()
    assert (deed.verb, deed.details) == ("record.exported", '{"oneself":true,"rows":2,"year":2026}')


async def test_the_table_of_hours_puts_who_lacks_most_first_and_counts_those_who_are_through(thursday, monkeypatch):
    manager = thursday["manager"]
    await Person.update({Person.joined_on: date(2026, 11, 1)}).where(Person.id == thursday["late"].person)
    for day in range(2):
        start = THURSDAY.replace(month=12, day=1 + day, hour=8)
        await a_past(Kind.STUDY, f"集中培训{day}", {thursday["late"].person: Status.PRESENT}, at=start, minutes=540)
    cards = [one.card for one in await ledgers.cards(manager, 2026)]
    sums = summary(cards, Ledger.INSTITUTION)
    # Two whole months ask for 15 hours; there are 2 of the Thursday and eight of each long day.
    assert (sums.members, sums.met, sums.percent) == (4, 1, 25)
    assert sums.mean == Fraction(0 + 5, 4) + Fraction(18, 4)
    who = await browser(manager)
    page = (await who.see("/log/hours?year=2026")).text
    assert page.index("乐小读") < page.index("文小书")
    assert "达标率 25%" in page
    through = (await who.part("/log/hours?year=2026&ledger=institution&lack=no")).text
    assert "文小书" in through
    assert "华小卷" not in through
    short = (await who.part("/log/hours?year=2026&ledger=institution&lack=yes")).text
    assert "文小书" not in short
    assert "华小卷" in short


async def test_the_workbook_of_hours(thursday):
    answer = await (await browser(thursday["manager"])).see("/log/hours.xlsx?year=2026")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    header = next(row for row in sheet if "姓名" in row)
    row = dict(zip(header, next(row for row in sheet if "乐小读" in row), strict=True))
    assert (row["事业单位应学"], row["事业单位已学"], row["事业单位缺口"]) == (
        90,
        2.5,
        87.5,
    )
    assert "事业单位与党员 2.5" in row["重叠"]
    last = dict(zip(header, sheet[-1], strict=True))
    assert (last["姓名"], last["党员已学"]) == ("达标率", "0%")


async def test_somebody_who_left_before_the_year_is_in_no_ledger_of_it(thursday):
    await Person.update({Person.left_on: date(2025, 12, 31)}).where(Person.id == thursday["plain"].person)
    names = {one.member.name for one in await ledgers.cards(thursday["manager"], 2026)}
    assert "华小卷" not in names


async def test_a_secretary_without_the_managers_role_sees_no_other_persons_record(thursday):
    secretary = await browser(await a_person("支小书", Role.SECRETARY))
    assert (await secretary.see(f"/log/people/{thursday['member'].person}")).status_code == 403


async def test_a_unit_of_a_training_class_stands_in_the_record(db):
    member = await a_person("乐小读", Role.STAFF)
    await a_past(Kind.TRAINING, "县镇村培训班：农家书屋", {member.person: Status.PRESENT})
    page = (await (await browser(member)).see("/record?year=2026")).text
    assert "县镇村培训班：农家书屋" in page
    assert 'href="#training"' in page
