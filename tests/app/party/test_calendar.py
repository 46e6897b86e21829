"""The calendar of duties on its pages: what is there, what repairs a cell, what is refused, who sees what, who is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.actor import Role, system
from app.notices.tables import Notice
from app.party.actions import duties as actions
from app.party.actions.members import give_trait, seat
from app.party.actions.reminding import remind_of_duties
from app.party.queries.calendar import calendar, matrix
from app.party.rules.branch import CommitteePost, Trait
from app.party.rules.cycles import State
from app.party.rules.done import DoneKind
from app.party.rules.settings import Key, Setting
from app.party.tables import DutyExplanation, DutyRecord, DutyReminder, PartySetting
from app.refusals import Refused
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person


@pytest.fixture(autouse=True)
def on_monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)
COMMITTEE = f"committee.{LAST_MONTH:%Y-%m}"
TRAINING = f"training.{TODAY.year}"


async def state_of(actor, key: str) -> State:
    known = await calendar(actor, TODAY.year, TODAY)
    assert known is not None
    cell = known.cell(key)
    assert cell is not None
    return cell.state


async def test_the_year_is_shown_with_the_words_of_its_rules(db):
    who = await browser(secretary(await a_branch()))
    page = (await who.see("/party")).text
    assert f"{TODAY.year}年该办的事" in page
    assert f'href="/party/cells/{COMMITTEE}#cell"' in page
    cell = (await who.see(f"/party/cells/{COMMITTEE}")).text
    assert "党支部委员会会议一般每月召开1次，根据需要可以随时召开" in cell
    assert "《中国共产党支部工作条例（试行）》第十二条" in cell
    assert 'href="/party/meetings/new?kind=branch_committee"' in cell


async def test_what_is_opened_stands_under_its_row(db):
    who = await browser(secretary(await a_branch()))
    part = (await who.part(f"/party/cells/{COMMITTEE}")).text
    assert (part.strip().startswith('<section id="duties"'), "<html" in part) == (True, False)
    row = part.split('id="duty-committee"')[1].split('id="duty-')[0]
    assert ('<section id="cell"' in row, part.count('id="cell"')) == (True, 1)


@pytest.mark.parametrize(
    "key", ["committee", "committee.2026", "nonsense.2026", "committee.2027-01", "committee.2026-13", "term.0000"]
)
async def test_a_cell_that_is_not_there_is_not_found(db, key):
    who = await browser(secretary(await a_branch()))
    assert (await who.see(f"/party/cells/{key}")).status_code == 404


async def test_before_a_branch_is_written_down_the_page_says_what_to_do(db):
    who = await browser(await a_person("支建人", Role.SECRETARY))
    assert "还没有记下支部" in (await who.see("/party")).text
    assert await matrix(TODAY.year) == []


@pytest.mark.parametrize("year", ["1", "2019", "9999", "-5"])
async def test_any_year_is_shown_or_this_one(db, year):
    who = await browser(secretary(await a_branch()))
    assert (await who.see(f"/party?year={year}")).status_code == 200


async def test_an_explanation_closes_the_cell_and_its_withdrawal_opens_it_again(db):
    structure = await a_branch()
    actor = secretary(structure)
    who = await browser(actor)
    assert await state_of(actor, COMMITTEE) is State.OVERDUE
    answer = await who.send(f"/party/cells/{COMMITTEE}/explanations", {"text": "书记住院，下月补开"})
    assert answer.status_code == 303
    assert await state_of(actor, COMMITTEE) is State.EXPLAINED
    page = (await who.see(f"/party/cells/{COMMITTEE}")).text
    assert "书记住院，下月补开" in page
    row = (await DutyExplanation.select())[0]
    await who.send(f"/party/explanations/{row['id']}/withdrawals", {"reason": "写错了月份"})
    assert await state_of(actor, COMMITTEE) is State.OVERDUE
    page = (await who.see(f"/party/cells/{COMMITTEE}")).text
    assert "书记住院，下月补开" in page
    assert "写错了月份" in page
    again = await who.send(f"/party/explanations/{row['id']}/withdrawals", {"reason": "再收一次"})
    assert again.status_code == 409


async def test_an_explanation_that_says_nothing_is_refused_at_its_field(db):
    who = await browser(secretary(await a_branch()))
    answer = await who.send(f"/party/cells/{COMMITTEE}/explanations", {"text": " "})
    assert answer.status_code == 409
    assert "写一句原因：为什么没有，后来怎么补" in answer.text
    ahead = f"committee.{TODAY.year}-12"
    answer = await who.send(f"/party/cells/{ahead}/explanations", {"text": "先说明一下"})
    assert answer.status_code == 409
    assert await DutyExplanation.count() == 0


async def test_a_training_course_is_written_down_and_taken_back(db):
    actor = secretary(await a_branch())
    who = await browser(actor)
    assert await state_of(actor, TRAINING) is State.NEAR
    form = {"what": "secretary_training", "done_on": "2026-06-03", "title": "全县支部书记轮训", "reference": "第 3 盒"}
    answer = await who.send("/party/done", form)
    assert answer.headers["location"] == f"/party/cells/{TRAINING}#cell"
    assert await state_of(actor, TRAINING) is State.DONE
    row = (await DutyRecord.select())[0]
    assert "全县支部书记轮训" in (await who.see(f"/party/cells/{TRAINING}")).text
    refused = await who.send(f"/party/done/{row['id']}/withdrawals", {"reason": ""})
    assert refused.status_code == 409
    await who.send(f"/party/done/{row['id']}/withdrawals", {"reason": "是别人的"})
    assert await state_of(actor, TRAINING) is State.NEAR
    assert "是别人的" in (await who.see(f"/party/done/{row['id']}")).text
    assert "已收回" in (await who.see("/party/done?year=2026")).text


async def test_a_record_older_than_the_calendar_leads_to_the_records_of_its_year(db):
    who = await browser(secretary(await a_branch()))
    form = {"what": "secretary_training", "done_on": "2017-05-03", "title": "全县支部书记轮训"}
    answer = await who.send("/party/done", form)
    assert answer.headers["location"] == "/party/done?year=2017"
    assert "全县支部书记轮训" in (await who.see("/party/done?year=2017")).text
    one = (await DutyRecord.select())[0]["id"]
    assert 'href="/party/done?year=2017"' in (await who.see(f"/party/done/{one}")).text


async def test_two_windows_do_not_explain_a_cell_twice(db):
    actor = secretary(await a_branch())
    known = await calendar(actor, TODAY.year, TODAY)
    assert known is not None
    cell = known.cell(COMMITTEE)
    assert cell is not None
    await actions.explain(actor, cell, "书记住院，下月补开", now=MONDAY)
    with pytest.raises(Refused, match="已经说明过；要改就先收回那一条，再写"):
        await actions.explain(actor, cell, "书记住院，下月补开", now=MONDAY)
    assert await DutyExplanation.count() == 1


async def test_an_explained_cell_still_leads_to_its_record(db):
    who = await browser(secretary(await a_branch()))
    await who.send(f"/party/cells/{COMMITTEE}/explanations", {"text": "书记住院，下月补开"})
    page = (await who.see(f"/party/cells/{COMMITTEE}")).text
    assert 'href="/party/meetings/new?kind=branch_committee"' in page
    assert "记下说明" not in page


async def test_what_is_no_number_of_a_text_says_so_in_its_panel(db):
    who = await browser(secretary(await a_branch()))
    lecture = (await who.see(f"/party/cells/lecture.{TODAY.year}-Q1")).text
    assert "每季度几次是本馆设置，不是条例的数字" in lecture
    leaders = (await who.see(f"/party/cells/leaders.{TODAY.year}")).text
    assert "本馆设置，出处未见原文" in leaders
    assert "是本馆设置" not in (await who.see(f"/party/cells/{COMMITTEE}")).text


@pytest.mark.parametrize("page", ["campaigns", "winter", "pledges", "reflections", "lectures", "hours", "hours.xlsx"])
async def test_before_a_branch_is_written_down_every_tab_says_what_to_do(db, page):
    who = await browser(await a_person("支建人", Role.SECRETARY))
    answer = await who.see(f"/party/{page}")
    assert (answer.status_code, "还没有记下支部，先在“支部”页记下支部和党员" in answer.text) == (409, True)
    form = {"what": "secretary_training", "done_on": "2026-06-03", "title": "全县支部书记轮训"}
    assert (await who.send("/party/done", form)).status_code == 409
    other = await browser(await a_person("外人", Role.STAFF))
    assert (await other.see("/party/campaigns")).status_code == 404


async def test_the_own_page_of_whoever_is_on_no_roll_says_so(db):
    structure = await a_branch()
    outside = (await (await browser(await a_person("外人", Role.STAFF))).see("/party/me")).text
    assert ("您不在支部的名册里" in outside, "我的谈心谈话" in outside, "我的党建资料" in outside) == (
        True,
        False,
        False,
    )
    member = (await (await browser(acting(structure, 7))).see("/party/me")).text
    assert ("您不在支部的名册里" in member, "我的谈心谈话" in member, "我的党建资料" in member) == (False, True, True)
    assert ('href="/party/hours"' in member, 'href="/party/dues"' in member) == (True, False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "secretary_training", "done_on": "2026-12-31", "title": "轮训"}, "还没到这一天，办完再记"),
        ({"what": "secretary_training", "done_on": "2016-06-30", "title": "轮训"}, "早于支部成立的 2016-07-01，改日期"),
        ({"what": "flowing_contact", "done_on": "2026-06-03", "title": "电话"}, "选那一天是流动党员的人"),
    ],
)
async def test_what_cannot_have_been_is_said_at_its_field(db, given, said):
    who = await browser(secretary(await a_branch()))
    answer = await who.send("/party/done", given)
    assert answer.status_code == 409
    assert said in answer.text
    assert f'value="{given["title"]}"' in answer.text


async def test_the_training_of_a_new_secretary_has_a_row_while_it_is_due(db):
    structure = await a_branch()
    keeper, post = secretary(structure), f"post.{TODAY.year}"
    known = await calendar(keeper, TODAY.year, TODAY)
    assert known is not None
    assert known.cell(post) is None
    await seat(keeper, structure.secretary.id, None, date(2026, 4, 30), now=MONDAY)
    await seat(keeper, structure.members[1].id, CommitteePost.SECRETARY, date(2026, 5, 1), now=MONDAY)
    assert await state_of(keeper, post) is State.OVERDUE
    trained = {"what": "secretary_post_training", "done_on": "2026-11-20", "title": "新任支部书记任职培训班"}
    answer = await (await browser(keeper)).send("/party/done", trained)
    assert (answer.status_code, answer.headers["location"]) == (303, "/party/done?year=2026")
    assert await state_of(keeper, post) is State.DONE


async def test_a_contact_with_whoever_is_away_counts_for_sixty_days(db):
    structure = await a_branch()
    actor, away = secretary(structure), structure.members[-2]
    await give_trait(actor, away.id, Trait.FLOWING, date(2026, 1, 1), "外地", now=MONDAY)
    flowing = f"flowing.{TODAY.year}"
    assert await state_of(actor, flowing) is State.LACKS
    call = actions.DoneFacts(DoneKind.CONTACT, TODAY - timedelta(days=61), "电话联系", person=away.person)
    await actions.write_done(actor, call, now=MONDAY, today=TODAY)
    assert await state_of(actor, flowing) is State.LACKS
    await actions.write_done(actor, replace(call, done_on=TODAY), now=MONDAY, today=TODAY)
    assert await state_of(actor, flowing) is State.DONE


async def test_a_setting_is_only_stricter_and_says_where_it_comes_from(db):
    actor = secretary(await a_branch())
    who = await browser(actor)
    laxer = {"key": "general_per_quarter", "value": "0", "from_on": "2026-01-01", "source": "支委会"}
    answer = await who.send("/party/rules", laxer)
    assert answer.status_code == 409
    assert "第十一条（PB-01）要求不少于 1 次，本馆只能定得更严，填 1 到 3" in answer.text
    assert await PartySetting.count() == 0
    answer = await who.send("/party/rules", {**laxer, "value": "2", "source": "支委会 2026-01-05 决定"})
    assert answer.status_code == 303
    page = (await who.see("/party/rules")).text
    assert "本馆设置，出处：支委会 2026-01-05 决定" in page
    old = Setting(Key.GENERAL, 2, date(2025, 1, 1), None, "支委会")
    with pytest.raises(Refused, match="从今年起才能改"):
        await actions.set_value(actor, old, now=MONDAY, today=TODAY)


async def test_rules_whose_text_was_not_read_stand_under_settings(db):
    page = (await (await browser(secretary(await a_branch()))).see("/party/rules")).text
    rules, settings = page.split('<section id="settings"')
    assert ("换届选举的票数" in rules, "换届选举的票数" in settings) == (False, True)
    assert ("支部党员大会" in rules, "书记和班子成员学时" in settings) == (True, True)


@pytest.mark.parametrize("role", [Role.STAFF, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR, Role.VOLUNTEER])
async def test_nobody_else_sees_the_calendar(db, role):
    await a_branch()
    who = await browser(await a_person("外人", role))
    answers = [await who.see(one) for one in ("/party", f"/party/cells/{COMMITTEE}", "/party/rules", "/party/done")]
    assert [one.status_code for one in answers] == [403] * 4
    assert "本月党建" not in (await who.see("/")).text


async def test_the_committee_reads_and_writes_nothing(db):
    structure = await a_branch()
    who = await browser(acting(structure, 2))
    assert "说明原因" not in (await who.see(f"/party/cells/{COMMITTEE}")).text
    answer = await who.send(f"/party/cells/{COMMITTEE}/explanations", {"text": "我来说明"})
    assert answer.status_code == 403


async def test_the_first_screen_of_the_secretary_has_the_month(db):
    structure = await a_branch()
    page = (await (await browser(secretary(structure))).see("/")).text
    assert "本月党建" in page
    assert "逾期（待说明）" in page
    assert 'href="/party/meetings/new"' in page
    assert 'href="/party/meetings/new"' not in (await (await browser(acting(structure, 2))).see("/")).text


async def test_the_last_week_of_a_year_speaks_of_a_themed_day_in_the_first_of_the_next(db):
    structure = await a_branch()
    fixed = Setting(Key.THEMED_DAY, 3, TODAY, None, "支委会")
    await actions.set_value(secretary(structure), fixed, now=MONDAY, today=TODAY)
    told = []
    for day in (datetime(2026, 12, 26, 4, tzinfo=UTC), datetime(2026, 12, 27, 4, tzinfo=UTC)):
        await remind_of_duties(system("reminder"), now=day)
        told.append(await DutyReminder.exists().where(DutyReminder.period == "2027-01"))
    assert told == [False, True]


@pytest.mark.parametrize(
    ("year", "shown", "wrong"),
    [("２０２５", "2025年", False), ("", "2026年", False), ("２０２６年", "2026年", True), ("2017", "2026年", True)],
)
async def test_a_year_may_be_typed_in_full_width_digits_and_nonsense_is_answered(db, year, shown, wrong):
    who = await browser(secretary(await a_branch()))
    answer = await who.see(f"/party?year={year}")
    assert (answer.status_code, f"{shown}该办的事" in answer.text) == (200, True)
    assert (f"没有“{year}”年的日历" in answer.text) is wrong


async def test_the_secretary_is_told_once_for_each_day_of_a_rule(db):
    structure = await a_branch()
    actor = system("reminder")
    first = await remind_of_duties(actor, now=MONDAY)
    told = await Notice.select().where(Notice.person == secretary(structure).person)
    assert len([one for one in told if one["address"] == "/party"]) == 1
    assert first > 0
    assert await remind_of_duties(actor, now=MONDAY) == 0
    assert await remind_of_duties(actor, now=MONDAY + timedelta(hours=1)) == 0


async def test_nobody_is_told_before_a_branch_is_written_down(db):
    assert await remind_of_duties(system("reminder"), now=MONDAY) == 0
    assert await Notice.count() == 0


async def test_a_new_ledger_is_told_how_to_leave_what_is_on_paper(db):
    structure = await a_branch()
    hint = "以前的记录在纸上的，不用一格一格补"
    assert hint in (await (await browser(secretary(structure))).see("/party")).text
    assert hint not in (await (await browser(acting(structure, 2))).see("/party")).text
    begins = Setting(Key.LEDGER_FROM, int(f"{TODAY:%Y%m}"), TODAY, None, "支委会")
    await actions.set_value(secretary(structure), begins, now=MONDAY, today=TODAY)
    assert hint not in (await (await browser(secretary(structure))).see("/party")).text
