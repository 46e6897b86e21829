"""Projects: what recruiting asks for, who changes them, and the poster."""

from dataclasses import replace
from datetime import date

import pytest

from app import clock
from app.refusals import Refused, seen_of
from app.shifts.actions import posts, projects
from app.shifts.actions.posts import PostFacts
from app.shifts.queries import projects as queries
from app.shifts.rules.projects import ProjectFacts, sheet_of, why_not_project_facts
from tests.app.shifts.county import NOW, a_county
from tests.cast import browser

FACTS = ProjectFacts(
    "书吧周末导读", 1, "接待读者", "搬书时留意脚下", "招 10 人\n满 16 岁", "单知行", date(2026, 11, 1), None, True
)


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"content": "", "risks": " ", "notice": "", "leader": ""}, ["content", "risks", "notice", "leader"]),
        ({"risks": "", "open_to_applicants": False}, []),
        ({"to_on": date(2026, 10, 31)}, ["to_on"]),
    ],
)
def test_recruiting_asks_for_a_true_and_complete_notice(changed, codes):
    assert [one.code for one in why_not_project_facts(replace(FACTS, **changed), "own")] == codes


def test_the_authority_above_records_nothing():
    assert [one.code for one in why_not_project_facts(FACTS, "superior")] == ["recording_unit"]


@pytest.mark.parametrize(
    ("content", "notice", "places", "expected"),
    [
        (100, "招 10 人\n\n满 16 岁", 1, (("招 10 人", "满 16 岁"), False, False)),
        (300, "甲" * 70, 1, (("甲" * 70,), True, False)),
        (300, "甲" * 700, 1, (("甲" * 540 + "……",), True, True)),
        (300, "甲" * 520 + "\n乙乙", 1, (("甲" * 520,), True, True)),
        (100, "甲" * 100, 8, (("甲" * 100,), True, False)),
    ],
)
def test_a_poster_is_one_sheet(content, notice, places, expected):
    sheet = sheet_of("丙" * content, "", notice, places)
    assert (sheet.paragraphs, sheet.dense, sheet.cut) == expected


async def test_a_project_is_added_changed_and_ended(county):
    unit = (await queries.recording_units())[0][0]
    facts = replace(FACTS, recording_unit=unit)
    made = await projects.add_project(county.manager, facts)
    with pytest.raises(Refused, match="已有一个叫“书吧周末导读”的项目"):
        await projects.add_project(county.manager, facts)
    await projects.edit_project(county.manager, made, replace(facts, leader="王小芳"), seen=seen_of("另一版")[:0])
    with pytest.raises(Refused, match="别人改过它"):
        await projects.edit_project(county.manager, made, facts, seen=seen_of(*projects.shown_of(facts)))
    one = await queries.project(county.manager, made)
    assert (one.leader, one.takes(NOW.date())) == ("王小芳", True)
    await projects.end_project(county.manager, made, now=NOW)
    one = await queries.project(county.manager, made)
    assert (one.to_on, one.takes(NOW.date()), one.is_over(NOW.date())) == (date(2026, 11, 17), False, True)


async def test_the_pages_of_a_project(county):
    unit = (await queries.recording_units())[0][0]
    manager, coordinator = await browser(county.manager), await browser(county.coordinator)
    form = {
        "name": "书吧周末导读", "recording_unit": unit, "content": "接待读者", "risks": "没有特别的风险",
        "notice": "招 10 人", "leader": "", "from_on": "2026-11-01", "open_to_applicants": "1",
    }  # fmt: skip
    answer = await manager.send("/shifts/projects", form)
    assert (answer.status_code, "开放报名前写上活动负责人" in answer.text) == (409, True)
    assert (await manager.send("/shifts/projects", {**form, "leader": "单知行"})).status_code == 303
    assert (await coordinator.send("/shifts/projects", {**form, "name": "别的"})).status_code == 403
    one = (await queries.projects(county.manager))[0]
    await posts.edit_post(county.manager, county.posts[0], PostFacts("导读", project=one.id))
    assert "书吧周末导读" in (await coordinator.see("/shifts/posts")).text
    poster = (await coordinator.see(f"/shifts/projects/{one.id}/poster")).text
    assert ("<b>示例总馆</b> 导读" in poster, f"/join/{one.id}" in poster, "没有特别的风险" in poster) == (
        True,
        True,
        True,
    )
    edit = (await manager.see(f"/shifts/projects/{one.id}/edit")).text
    assert 'value="书吧周末导读"' in edit
