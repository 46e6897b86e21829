"""Pages of campaigns, reflections, pledges, winter, lectures and hours: who opens them, what comes back, what is exported."""

import io
from datetime import date, datetime, timedelta

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.party.actions import campaigns, pledges, reflections, winter
from app.party.queries.campaigns import campaign
from app.party.queries.lectures import lectures
from app.party.queries.mine import my_cards
from app.party.queries.reflections import reflection
from app.party.rules.campaigns import CampaignPlan, CampaignTemplate
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Written, kept
from app.party.rules.pledges import Promise
from app.party.rules.reflections import Answers
from app.party.rules.rights import Part
from app.party.rules.winter import SeasonPlan
from app.party.steps.erasing import ERASABLE
from app.party.tables import PartyBranch, PartyCorrection, PartyMeeting, PartyMeetingKind, PartyMinutes
from app.study.queries import materials_studied
from app.study.tables import StudyMaterial
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.app.training.rows import a_past
from tests.cast import browser
from tests.makers import MONDAY, a_person

DAY = timedelta(days=1)
LECTURE_AT = datetime.fromisoformat("2026-10-15T09:00+08:00")
WHOLE = Answers("为了做对大家有用的事", "办好每一场读书会", "留下一间开着灯的阅览室")
SEASON = SeasonPlan("2026年冬训", date(2026, 10, 1), date(2027, 2, 1), 1, 2, "甲县通知", ["学习条例"], ["党校教师"])
PAGES = ("campaigns", "reflections", "pledges", "winter", "lectures", "hours")


@pytest.fixture(autouse=True)
def this_monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


async def a_meeting(kinds, people, *, at=LECTURE_AT, material=None):
    gathering = await a_past(Kind.PARTY, "第三季度党课", people, at=at, minutes=120, category=Category.POLITICS)
    branch = await PartyBranch.select().first()
    row = PartyMeeting(branch=branch["id"], gathering=gathering, material=material)
    await row.save()
    for kind in kinds:
        await PartyMeetingKind(meeting=row.id, kind=kind.value).save()
    return row.id


@pytest.mark.parametrize("name", PAGES)
async def test_members_and_the_committee_open_it_and_others_do_not(db, name):
    structure = await a_branch(committee=3)
    stranger = await a_person("外小人", Role.STAFF)
    manager = await a_person("馆小长", Role.MANAGER)
    answers = [
        (await (await browser(who)).see(f"/party/{name}")).status_code
        for who in (secretary(structure), acting(structure, 1), acting(structure, 6), stranger, manager)
    ]
    assert answers == [200, 200, 200, 404, 404]


async def test_a_campaign_from_its_template_to_what_each_did(db):
    structure = await a_branch(committee=3)
    keeper, member = await browser(secretary(structure)), await browser(acting(structure, 6))
    form = {"template": "four_and_four", "name": "四重四亮", "from_on": "2026-09-01", "to_on": "2026-12-31"}
    answer = await keeper.send("/party/campaigns", form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/party/campaigns/1")
    assert (await keeper.send("/party/campaigns", form)).status_code == 409
    assert (await keeper.send("/party/campaigns", {**form, "name": ""})).status_code == 422
    assert (await member.send("/party/campaigns", form)).status_code == 403
    item = (await campaign(1)).items[0].id
    mine = structure.member(acting(structure, 6).person).id
    answer = await member.send(f"/party/campaigns/items/{item}/done", {"member": str(mine), "done_on": "2026-11-20"})
    assert answer.status_code == 303
    again = await member.send(f"/party/campaigns/items/{item}/done", {"member": str(mine), "done_on": "2026-11-20"})
    assert (again.status_code, "已经记过完成" in again.text) == (409, True)
    change = {"name": "四重四亮", "from_on": "2026-11-21", "to_on": "2026-12-31"}
    answer = await keeper.send("/party/campaigns/1", change)
    assert (answer.status_code, "开始日期要不晚于这一天" in answer.text) == (409, True)
    answer = await keeper.send("/party/campaigns/1", {**change, "from_on": "2026-11-20", "name": "四重四亮（改）"})
    assert answer.status_code == 303
    answer = await keeper.send(f"/party/campaigns/items/{item}", {"title": "重读入党志愿书", "due_on": "2026-11-01"})
    assert (answer.status_code, "期限要不早于这次教育开始的 2026-11-20" in answer.text) == (409, True)
    assert (await keeper.send(f"/party/campaigns/items/{item}", {"title": "重读入党志愿书"})).status_code == 303
    seen, own = (await keeper.see("/party/campaigns/1")).text, (await member.see("/party/campaigns/1")).text
    assert ("完成 1 / 10 人" in seen, "各人的进度" in seen) == (True, True)
    assert ("完成 1 / 10 人" in own, "各人的进度" in own, "2026-11-20 完成" in own) == (False, False, True)
    assert "八项的说法见江苏三处" in own


async def test_a_reflection_is_found_by_its_writer_alone_and_printed_by_nobody_else(db):
    structure = await a_branch(committee=3)
    writer, others = acting(structure, 6), (secretary(structure), acting(structure, 1), acting(structure, 7))
    number = await reflections.begin_reflection(writer, TODAY, WHOLE, None, now=MONDAY)
    for who in others:
        visit = await browser(who)
        for ending in ("", "/sheet.docx"):
            assert (await visit.see(f"/party/reflections/{number}{ending}")).status_code == 404
        for ending in ("", "/sharing", "/erasure"):
            answer = await visit.send(
                f"/party/reflections/{number}{ending}", {"written_on": "2026-11-20"} if not ending else {}
            )
            assert answer.status_code == 404
        assert WHOLE.why_joined not in (await visit.see("/party/reflections")).text
    sheet = await (await browser(writer)).see(f"/party/reflections/{number}/sheet.docx")
    told = [one.text for one in Document(io.BytesIO(sheet.content)).paragraphs]
    assert [one for one in told if one in {"入党为什么？", WHOLE.why_joined, WHOLE.what_left}] == [
        "入党为什么？",
        WHOLE.why_joined,
        WHOLE.what_left,
    ]
    assert (await (await browser(writer)).see(f"/party/reflections/{number}/sheet.docx")).content == sheet.content


async def test_what_was_typed_comes_back_when_another_window_was_faster(db):
    structure = await a_branch()
    writer = acting(structure, 6)
    number = await reflections.begin_reflection(writer, TODAY, WHOLE, None, now=MONDAY)
    visit = await browser(writer)
    form = {"written_on": "2026-11-20", "why_joined": "另一个窗口写的", "seen": "0" * 16}
    answer = await visit.send(f"/party/reflections/{number}", form)
    assert (answer.status_code, "另一个窗口写的" in answer.text) == (409, True)
    assert (await reflection(writer, number)).answers == WHOLE


async def test_whoever_asks_has_their_reflections_emptied(db):
    writer = acting(await a_branch(), 6)
    number = await reflections.begin_reflection(writer, TODAY, WHOLE, None, now=MONDAY)
    part = ERASABLE[Part.REFLECTIONS]
    assert await part.count(writer.person) == 1
    async with db.atomic():
        assert await part.empty(writer.person, MONDAY) == 1
    assert ((await reflection(writer, number)).answers, await part.count(writer.person)) == (Answers(), 0)


async def test_what_came_of_a_pledge_is_for_the_branchs_keepers_and_its_maker(db):
    structure = await a_branch(committee=3)
    who = acting(structure, 6)
    promise = Promise("每月给书吧送一次新书", "每月送书到书吧", date(2026, 9, 1), TODAY)
    number = await pledges.promise(who, structure.member(who.person).id, promise, now=MONDAY)
    keeper = await browser(secretary(structure))
    form = {"result": "partly", "reviewed_on": "2026-11-20", "reviewed_by": "支部党员大会"}
    answer = await keeper.send(f"/party/pledges/{number}/results", form)
    assert (answer.status_code, "写一句差在哪里" in answer.text) == (409, True)
    assert (await keeper.send(f"/party/pledges/{number}/results", {**form, "note": "差两次"})).status_code == 303
    found = {
        each.name: "部分兑现 ·" in (await (await browser(each)).see("/party/pledges")).text
        for each in (secretary(structure), who, acting(structure, 7))
    }
    assert found == {secretary(structure).name: True, who.name: True, acting(structure, 7).name: False}


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("a3", 841)])
async def test_the_poster_is_of_the_paper_asked_for_and_says_no_result(db, paper, width):
    structure = await a_branch()
    who = acting(structure, 6)
    promise = Promise("每月给书吧送一次新书", "每月送书到书吧", date(2026, 9, 1), TODAY)
    await pledges.promise(who, structure.member(who.person).id, promise, now=MONDAY)
    visit = await browser(who)
    body = (await visit.see(f"/party/pledges/poster.pdf?paper={paper}")).content
    assert (body[:5], f"/MediaBox[0 0 {width}".encode() in body) == (b"%PDF-", True)
    assert (await visit.see(f"/party/pledges/poster.pdf?paper={paper}")).content == body
    assert (await visit.see("/party/pledges/poster.pdf?paper=b5")).status_code in {400, 404, 422}


async def test_a_season_lists_its_sessions_and_tallies_only_ones_own_to_a_member(db):
    structure = await a_branch(committee=3)
    one, other = acting(structure, 6), acting(structure, 7)
    number = await winter.plan_season(secretary(structure), SEASON, now=MONDAY)
    everybody = {one.person: Status.PRESENT, other.person: Status.ABSENT}
    await a_meeting({MeetingKind.WINTER}, everybody)
    await a_meeting({MeetingKind.LECTURE}, everybody, at=LECTURE_AT + DAY)
    seen = (await (await browser(secretary(structure))).see(f"/party/winter/{number}")).text
    own = (await (await browser(one)).see(f"/party/winter/{number}")).text
    assert ("各次（1）" in seen, one.name in seen, other.name in seen) == (True, True, True)
    assert ("各次（1）" in own, other.name in own, "够了" in own) == (True, False, True)
    form = {"name": "改过的", "starts_on": "2026-10-16", "ends_on": "2027-02-01"}
    answer = await (await browser(secretary(structure))).send(f"/party/winter/{number}", form)
    assert (answer.status_code, "“第三季度党课”（2026-10-15）等 1 次就不在这一期里了" in answer.text) == (409, True)
    form = {"name": "改过的", "starts_on": "2026-10-01", "ends_on": "2027-02-01", "required_days": "2"}
    answer = await (await browser(secretary(structure))).send(f"/party/winter/{number}", form)
    assert (answer.status_code, "写明这次依据哪份通知" in answer.text) == (409, True)


async def test_the_register_of_lectures_says_who_taught_and_reads_corrections(db):
    structure = await a_branch()
    meeting = await a_meeting({MeetingKind.LECTURE}, {structure.members[0].person: Status.PRESENT})
    told = Written(
        teacher="王老师", teacher_post="县委党校", teacher_from="outside", lecture_subject="学条例", lessons=2
    )
    await PartyMinutes(meeting=meeting, content=kept(told), written_by_name="书小记", at=MONDAY).save()
    await PartyCorrection(
        meeting=meeting,
        part="teacher",
        said_before="王老师",
        said_after="汪老师",
        reason="写错字",
        corrected_by_name="书小记",
        at=MONDAY,
    ).save()
    (one,) = await lectures(2026)
    assert (one.teacher, one.post, one.came_from, one.subject, one.lessons, one.came, one.expected) == (
        "汪老师",
        "县委党校",
        "outside",
        "学条例",
        2,
        1,
        1,
    )
    link, pages = f'href="/party/meetings/{meeting}"', [await browser(acting(structure, one)) for one in (6, 0)]
    away, present = [(await one.see("/party/lectures")).text for one in pages]
    assert ("汪老师" in away, "支部外" in away) == (True, True)
    assert (link in away, link in present) == (False, True)


async def test_what_the_branch_studied_counts_on_the_shared_list_for_whoever_may_know_and_nobody_twice(db):
    structure = await a_branch()
    material = StudyMaterial(kind="document", title="条例选读", year=2026, at=MONDAY)
    await material.save()
    one, other = structure.members[0].person, structure.members[1].person
    await a_meeting({MeetingKind.LECTURE}, {one: Status.PRESENT, other: Status.PRESENT}, material=material.id)
    await a_meeting({MeetingKind.GENERAL}, {one: Status.PRESENT}, at=LECTURE_AT + DAY, material=material.id)
    for who, counted in (
        (secretary(structure), (2, 2, 2, 360)),
        (acting(structure, 6), (2, 2, 2, 360)),
        (await a_person("馆小长", Role.MANAGER), (0, 0, 0, 0)),
    ):
        (row,) = await materials_studied(who, 2026, MONDAY)
        assert (row.sessions, row.elsewhere, row.people, row.minutes) == counted
        text = (await (await browser(who)).see("/study/materials?year=2026")).text
        assert ("党内学习 2 次" in text, "pill is-warn" in text) == (counted[0] > 0, counted[0] == 0)
    assert (await materials_studied(secretary(structure), 2026, LECTURE_AT - DAY))[0].elsewhere == 0


async def test_the_table_of_hours_as_a_workbook(db):
    structure = await a_branch(full=3, probationary=1, committee=1)
    await a_meeting({MeetingKind.LECTURE}, {structure.members[0].person: Status.PRESENT})
    visit = await browser(secretary(structure))
    body = (await visit.see("/party/hours.xlsx?year=2026")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    head = next(place for place, row in enumerate(rows) if row[0] == "姓名")
    assert rows[head] == [
        "姓名", "职务", "要求学时", "三会一课", "主题党日", "党课", "集中培训", "冬训", "职工集中学习", "网络", "合计", "达标",
    ]  # fmt: skip
    assert rows[head + 1] == ["甲党员", "书记", 56.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 2.0, "差 54"]
    assert rows[head + 5][0] == "合计 4 人"
    assert (await visit.see("/party/hours.xlsx?year=2026")).content == body
    assert (await (await browser(acting(structure, 2))).see("/party/hours.xlsx")).status_code == 403


async def test_a_member_sees_their_own_row_of_hours(db):
    structure = await a_branch()
    text = (await (await browser(acting(structure, 6))).see("/party/hours")).text
    assert (acting(structure, 6).name in text, acting(structure, 7).name in text) == (True, False)


async def test_the_own_page_tells_hours_campaigns_pledges_and_the_winter(db):
    structure = await a_branch()
    who = acting(structure, 6)
    plan = CampaignPlan(CampaignTemplate.FOUR_AND_FOUR, "四重四亮", date(2026, 9, 1), date(2026, 12, 31))
    await campaigns.start_campaign(secretary(structure), plan, now=MONDAY)
    promise = Promise("每月给书吧送一次新书", "每月送书到书吧", date(2026, 9, 1), date(2026, 12, 1))
    await pledges.promise(who, structure.member(who.person).id, promise, now=MONDAY)
    await winter.plan_season(secretary(structure), SEASON, now=MONDAY)
    told = {card.title: list(card.lines) for card in await my_cards(who)}
    assert {name: told.get(name) for name in ("我的学时", "集中学习教育", "我的承诺", "冬训")} == {
        "我的学时": ["今年 0 学时，应学 32 学时", "还差 32 学时"],
        "集中学习教育": ["四重四亮：0 / 8 项"],
        "我的承诺": ["每月送书到书吧（2026-12-01 评议）"],
        "冬训": ["2026年冬训：0 天，0.0 小时"],
    }


async def test_a_day_that_cannot_be_is_said_at_its_field(db):
    structure = await a_branch()
    visit = await browser(acting(structure, 6))
    form = {"written_on": "2030-01-01", "why_joined": "为了做对大家有用的事"}
    answer = await visit.send("/party/reflections", form)
    assert (answer.status_code, "日期还没有到" in answer.text, form["why_joined"] in answer.text) == (409, True, True)
    unknown = await visit.send("/party/reflections", {**form, "written_on": "2026-11-01", "campaign": "999"})
    assert unknown.status_code == 404
