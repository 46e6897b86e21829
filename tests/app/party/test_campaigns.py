"""Campaigns: their templates, the checklist, what is entered as done and by whom."""

from dataclasses import replace
from datetime import date

import pytest

from app.audit.tables import Deed
from app.party.actions import campaigns as actions
from app.party.queries.campaigns import campaign, campaigns
from app.party.rules.campaigns import (
    DUTY,
    STARTS,
    Asked,
    CampaignPlan,
    CampaignTemplate,
    Done,
    Item,
    started,
    why_not_amend,
)
from app.party.tables import CampaignDone, CampaignItem
from app.refusals import Missing, Refused, seen_of
from app.training.rules.book import Mark
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.makers import MONDAY, a_person

FROM, TO = date(2026, 9, 1), date(2026, 12, 31)


def a_plan(template=CampaignTemplate.FOUR_AND_FOUR, name="四重四亮（2026）", document="甲委组〔2026〕9号"):
    return CampaignPlan(template, name, FROM, TO, document)


def test_a_campaign_follows_the_article_it_is_held_by():
    """党员教育管理工作条例 art. 21: 按照党中央部署要求，组织党员认真参加党内集中学习教育."""
    assert (DUTY.article, DUTY.mark) == ("第二十一条", Mark.VERIFIED)
    assert DUTY.quote.startswith("党组织应当按照党中央部署要求，组织党员认真参加党内集中学习教育")


def test_four_revisits_and_four_displays_ask_eight_things_of_each_member():
    asked = started(CampaignTemplate.FOUR_AND_FOUR, TO)
    assert ([one.by_member for one in asked], len(asked)) == ([True] * 8, 8)
    assert STARTS[CampaignTemplate.FOUR_AND_FOUR].mark is Mark.SECONDARY
    assert started(CampaignTemplate.THEME, TO) == []


async def test_a_theme_campaign_names_its_notice_and_starts_with_an_empty_checklist(db):
    keeper = secretary(await a_branch())
    with pytest.raises(Refused, match="写上依据哪份通知"):
        await actions.start_campaign(keeper, a_plan(CampaignTemplate.THEME, "主题教育", ""), now=MONDAY)
    number = await actions.start_campaign(keeper, a_plan(CampaignTemplate.THEME, "主题教育"), now=MONDAY)
    assert (await campaign(number)).items == []
    await actions.ask(keeper, number, Asked("读书班不少于 7 天", False, date(2026, 10, 31)), now=MONDAY)
    await actions.ask(keeper, number, Asked("每人一份检视剖析材料", True), now=MONDAY)
    told = [(one.asked.title, one.asked.by_member) for one in (await campaign(number)).items]
    assert told == [("读书班不少于 7 天", False), ("每人一份检视剖析材料", True)]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (CampaignPlan(CampaignTemplate.PLEDGES, "承诺践诺", TO, FROM), "结束日期要不早于开始日期（2026-12-31）"),
        (a_plan(), "已经有叫“四重四亮（2026）”的"),
    ],
)
async def test_why_there_is_no_such_campaign(db, plan, said):
    keeper = secretary(await a_branch())
    await actions.start_campaign(keeper, a_plan(), now=MONDAY)
    with pytest.raises(Refused, match=said):
        await actions.start_campaign(keeper, plan, now=MONDAY)


async def test_members_say_for_themselves_that_they_did_it_and_for_nobody_else(db):
    structure = await a_branch()
    number = await actions.start_campaign(secretary(structure), a_plan(), now=MONDAY)
    item = (await campaign(number)).items[1]
    member, other = structure.member(acting(structure, 6).person), structure.member(acting(structure, 7).person)
    await actions.note_done(acting(structure, 6), item.id, member.id, TODAY, "主题党日记录", now=MONDAY)
    with pytest.raises(Missing):
        await actions.note_done(acting(structure, 6), item.id, other.id, TODAY, "", now=MONDAY)
    await actions.note_done(secretary(structure), item.id, other.id, TODAY, "", now=MONDAY)
    after = (await campaign(number)).item(item.id)
    everybody = {one.id for one in structure.members}
    assert (after.count(everybody), after.of(member.id).evidence) == (2, "主题党日记录")
    stranger = await a_person("外小人")
    with pytest.raises(Missing):
        await actions.note_done(stranger, item.id, member.id, TODAY, "", now=MONDAY)


@pytest.mark.parametrize(
    ("done_on", "said"),
    [(date(2026, 8, 31), "不早于这次教育开始的 2026-09-01"), (date(2026, 11, 24), "写今天（2026-11-23）或以前的")],
)
async def test_a_day_before_the_campaign_or_still_to_come_is_refused(db, done_on, said):
    structure = await a_branch()
    number = await actions.start_campaign(secretary(structure), a_plan(), now=MONDAY)
    item = (await campaign(number)).items[0]
    with pytest.raises(Refused, match=said):
        await actions.note_done(secretary(structure), item.id, structure.members[0].id, done_on, "", now=MONDAY)


async def test_what_is_done_is_entered_once_and_taken_back_with_a_reason(db):
    structure = await a_branch()
    keeper, member = secretary(structure), structure.members[0].id
    number = await actions.start_campaign(keeper, a_plan(), now=MONDAY)
    item = (await campaign(number)).items[0].id
    await actions.note_done(keeper, item, member, TODAY, "", now=MONDAY)
    with pytest.raises(Refused, match="已经记过完成"):
        await actions.note_done(keeper, item, member, TODAY, "", now=MONDAY)
    done = (await campaign(number)).items[0].done[0].id
    assert await actions.undo_done(keeper, done, "记错了人", now=MONDAY) == number
    assert (await campaign(number)).items[0].done == []
    assert await CampaignDone.count() == 1
    with pytest.raises(Missing):
        await actions.undo_done(keeper, done, "再撤一次", now=MONDAY)


async def test_an_item_is_taken_off_with_its_reason_and_another_gets_a_place_of_its_own(db):
    keeper = secretary(await a_branch())
    number = await actions.start_campaign(keeper, a_plan(), now=MONDAY)
    last = (await campaign(number)).items[-1]
    await actions.ask_no_more(keeper, last.id, "县里这次不要求", now=MONDAY)
    await actions.ask(keeper, number, Asked("担当亮作为（本馆写法）", True), now=MONDAY)
    (only,) = await campaigns()
    assert [one.asked.title for one in only.items][-2:] == ["工作亮标准", "担当亮作为（本馆写法）"]
    assert sorted(row["position"] for row in await CampaignItem.select(CampaignItem.position)) == list(range(1, 10))
    with pytest.raises(Refused, match="清单上已经有"):
        await actions.ask(keeper, number, Asked("党员亮身份", True), now=MONDAY)
    verbs = [row["verb"] for row in await Deed.select(Deed.verb).where(Deed.verb.like("campaign%")).order_by(Deed.id)]
    assert verbs == ["campaign.started", "campaign.asked_no_more", "campaign.asked"]


async def test_what_the_branch_is_asked_is_nobodys_alone(db):
    structure = await a_branch()
    keeper = secretary(structure)
    number = await actions.start_campaign(keeper, a_plan(CampaignTemplate.THEME, "主题教育"), now=MONDAY)
    await actions.ask(keeper, number, Asked("召开动员会", False, date(2026, 10, 1)), now=MONDAY)
    item = (await campaign(number)).items[0]
    everybody = {one.id for one in structure.members}
    assert (item.is_late(everybody, TODAY), item.count(everybody)) == (True, 0)
    with pytest.raises(Refused, match="由支部完成，不分人记"):
        await actions.note_done(keeper, item.id, structure.members[0].id, TODAY, "", now=MONDAY)
    with pytest.raises(Missing):
        await actions.note_done(acting(structure, 6), item.id, None, TODAY, "", now=MONDAY)
    await actions.note_done(keeper, item.id, None, TODAY, "/party/meetings/3", now=MONDAY)
    after = (await campaign(number)).items[0]
    assert (after.is_late(everybody, TODAY), after.count(everybody)) == (False, 1)


def an_item(due_on, *done_on):
    done = [Done(n, 1, n, on, "", "书小记") for n, on in enumerate(done_on)]
    return Item(1, Asked("党员亮身份", True, due_on), done)


@pytest.mark.parametrize(
    ("item", "from_on", "to_on", "field"),
    [
        (an_item(TO, date(2026, 9, 10)), date(2026, 9, 10), date(2026, 9, 10), None),
        (an_item(TO, date(2026, 9, 10)), date(2026, 9, 11), TO, "from_on"),
        (an_item(TO, date(2026, 9, 10), date(2026, 11, 2)), FROM, date(2026, 11, 1), "to_on"),
        # What was done late stands outside already.
        (an_item(TO, date(2027, 1, 5)), FROM, date(2026, 12, 1), None),
        # What is due on the last day moves with it; any other day is somebody's to change first.
        (an_item(date(2026, 9, 30)), date(2026, 10, 1), TO, "from_on"),
        (an_item(date(2026, 11, 30)), FROM, date(2026, 11, 1), "to_on"),
        (an_item(None), FROM, date(2026, 9, 2), None),
        (an_item(date(2026, 9, 30)), TO, FROM, "to_on"),
    ],
)
def test_days_that_would_leave_out_what_is_recorded_are_refused(item, from_on, to_on, field):
    was = a_plan()
    reasons = why_not_amend(replace(was, from_on=from_on, to_on=to_on), was, [item], [])
    assert [why.code for why in reasons] == ([field] if field else [])


async def test_a_campaign_is_corrected_and_what_was_done_of_it_stays(db):
    structure = await a_branch()
    keeper, member = secretary(structure), structure.members[0].id
    number = await actions.start_campaign(keeper, a_plan(), now=MONDAY)
    await actions.start_campaign(keeper, a_plan(name="另一个"), now=MONDAY)
    first, second = (await campaign(number)).items[:2]
    await actions.note_done(keeper, first.id, member, TODAY, "", now=MONDAY)
    again = replace(a_plan(), name="四重四亮（2026—2027）", to_on=date(2027, 1, 31))
    await actions.amend_campaign(keeper, number, again, seen_of(0), now=MONDAY)
    wanted = first.asked.title, first.asked.due_on
    await actions.amend_item(
        keeper, first.id, "重读入党志愿书", date(2026, 12, 15), seen_of(wanted[0], again.to_on), now=MONDAY
    )
    after = await campaign(number)
    assert (after.plan, after.amended, after.amended_by) == (again, 1, keeper.name)
    assert (after.item(first.id).asked, after.item(second.id).asked.due_on) == (
        Asked("重读入党志愿书", True, date(2026, 12, 15)),
        date(2027, 1, 31),
    )
    assert after.item(first.id).of(member).done_on == TODAY
    with pytest.raises(Refused, match="别人改过它"):
        await actions.amend_campaign(keeper, number, a_plan(), seen_of(0), now=MONDAY)
    with pytest.raises(Refused, match="已经有叫“另一个”的"):
        await actions.amend_campaign(keeper, number, replace(again, name="另一个"), "", now=MONDAY)
    with pytest.raises(Refused, match="“重读入党志愿书”记在 2026-11-23 完成，开始日期要不晚于这一天"):
        await actions.amend_campaign(keeper, number, replace(again, from_on=date(2026, 12, 1)), "", now=MONDAY)
    with pytest.raises(Refused, match="清单上已经有“重温入党誓词”"):
        await actions.amend_item(keeper, first.id, "重温入党誓词", None, "", now=MONDAY)
    details = await Deed.select(Deed.details).where(Deed.verb == "campaign.amended")
    assert "四重四亮（2026）" in str(details[0]["details"])
