"""The first screen: at most three things to do, each one's own, each one tap away."""

import os
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app import __version__, clock, settings
from app.actor import GRANTS, RESTING, Role
from app.exams.actions import making, sitting
from app.exams.rules.asked import HandInRequest
from app.home.queries import tasks
from app.home.rules import Task, first_three
from app.notices import tell
from app.people.actions import persons, places
from app.people.actions.keys import renew_calendar_key
from app.people.rules.persons import Particulars
from app.people.rules.places import LibraryFacts, PointFacts
from app.storage import database
from app.study.actions.materials import add_material
from app.study.actions.own_study import note_own_study
from app.study.rules.materials import Material, MaterialKind
from app.study.tables import SetBook
from app.training.actions import add_qualification, save_view
from app.training.rules.own_time import OwnStudy
from app.training.rules.qualifications import QualificationPlan
from app.web.page import DESTINATIONS, day_and_time
from quizzes.attempts import GRACE, fingerprint
from quizzes.questions import Kind
from tests.app.web.site import in_english
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person, a_plan, an_open_exam, begun

BEFORE, SOON = MONDAY - timedelta(hours=1), MONDAY + timedelta(minutes=5)
AFTER = MONDAY + timedelta(hours=3)


def a_task(name, urgency):
    return Task(name, "", "/", "home", urgency)


def test_the_most_pressing_come_first_and_equals_keep_their_order():
    given = [a_task("d", 3), a_task("b", 1), a_task("c", 1), a_task("a", 0), a_task("e", 3)]
    assert [task.name for task in first_three(given)] == ["a", "b", "c"]
    assert first_three([]) == []


def test_papers_to_sit_leave_a_place_for_the_most_pressing_duty():
    exams = [a_task(name, 1) for name in "abc"]
    duties = [Task(name, "", "/", "home", urgency, is_duty=True) for name, urgency in (("people", 3), ("watch", 2))]
    assert [task.name for task in first_three([*exams, *duties])] == ["a", "b", "watch"]
    assert [task.name for task in first_three([*exams[:2], *duties])] == ["a", "b", "watch"]
    assert [task.name for task in first_three([*duties, a_task("now", 0)])] == ["now", "watch", "people"]
    assert [task.name for task in first_three([*exams, a_task("d", 2)])] == ["a", "b", "c"]


async def named(actor, now=SOON):
    return [(task.name, task.address) for task in await tasks(actor, now)]


async def test_before_the_exam_one_waits(db):
    hall = await an_open_exam()
    assert ("等候考试：公共图书馆法小测", f"/exams/{hall.exam}") in await named(hall.candidates[0], BEFORE)


async def test_while_it_is_open_one_sits_it(db):
    hall = await an_open_exam()
    (task, *_) = await tasks(hall.candidates[0], SOON)
    assert (task.name, task.is_due) == ("考试：公共图书馆法小测", True)
    candidate = await begun(hall)
    (task, *_) = await tasks(candidate.actor, SOON)
    assert (task.name, task.urgency, task.why) == ("接着作答：公共图书馆法小测", 0, "正在作答，11-23 09:30 收卷")


async def test_after_it_one_reads_the_result_for_two_weeks(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    await candidate.save(hall.ids(Kind.TRUE_FALSE)[0], 1, True, now=SOON)
    held = fingerprint({hall.ids(Kind.TRUE_FALSE)[0]: 1})
    await sitting.hand_in(candidate.actor, candidate.attempt, HandInRequest(candidate.writer, 1, held), now=SOON)
    said = [(task.name, task.why) for task in await tasks(candidate.actor, SOON)]
    assert said == [("每日一练", "十题，约十分钟"), ("看解析：公共图书馆法小测", "得分 1 / 7")]
    assert not any("看解析" in name for name, _ in await named(candidate.actor, MONDAY + timedelta(days=15)))


async def test_whoever_missed_it_has_nothing_to_do_about_it(db):
    hall = await an_open_exam()
    assert not any("小测" in name for name, _ in await named(hall.candidates[0], AFTER))


async def test_a_stranger_to_the_list_is_not_told_of_the_exam(db):
    await an_open_exam()
    assert await named(await a_person("示例路人", Role.STAFF)) == [("每日一练", "/practice")]


async def test_a_draft_is_opened_watched_and_its_marks_are_read(db):
    hall = await an_open_exam()
    draft = await making.make(hall.editor, a_plan(title="下一场"), now=MONDAY)
    assert ("开放考试：下一场", f"/exams/manage/{draft}") in await named(hall.editor)
    manager = await a_person("示例馆领导", Role.MANAGER)
    assert (await named(manager))[0] == ("看考场：公共图书馆法小测", f"/exams/manage/{hall.exam}")
    assert ("看成绩：公共图书馆法小测", f"/exams/manage/{hall.exam}/marks") in await named(manager, AFTER)
    assert all("开放考试" not in name for name, _ in await named(manager))


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_has_one_to_three_tasks_that_it_may_open(db, monkeypatch, role):
    monkeypatch.setattr(clock, "now", lambda: SOON)
    await an_open_exam()
    who = await browser(await a_person("示例", role))
    found = await tasks(who.actor, SOON)
    assert 1 <= len(found) <= 3
    for task in found:
        assert (await who.see(task.address)).status_code == 200, task.address
    shown = (await who.see("/")).text
    assert re.findall(r'<li class="task[^"]*">\s*<a href="([^"]+)"', shown) == [task.address for task in found]


@pytest.mark.parametrize("role", list(Role))
async def test_the_navigation_holds_what_the_role_may_open(db, role):
    who = await browser(await a_person("示例", role))
    shown = (await who.see("/")).text
    links = set(re.findall(r'<a href="([^"]+)"\s+data-key', shown))
    seldom = {"/exams"} if role is Role.VOLUNTEER else set()
    lent = GRANTS[role] - RESTING.get(role, frozenset())
    assert links == {place.address for place in DESTINATIONS if place.may in lent} - seldom
    for link in links:
        assert (await who.see(link)).status_code == 200, link


async def test_a_volunteer_finds_exams_by_a_task_and_later_by_the_own_record(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: SOON)
    manager = await a_person("示例馆长", Role.MANAGER)
    gate = await add_qualification(manager, QualificationPlan("急救员", 12, exam_percent=10), now=BEFORE)
    hall = await an_open_exam(qualification=gate)
    actor = await a_person("示例志愿者", Role.VOLUNTEER)
    both = await a_person("示例两用", Role.VOLUNTEER, Role.STAFF)
    await making.enrol(hall.editor, hall.exam, [actor.person], now=MONDAY)
    who, menu = await browser(actor), 'href="/exams"\n'
    home = (await who.see("/")).text
    assert (menu in home, f'href="/exams/{hall.exam}"' in home) == (False, True)
    assert menu in (await who.see("/exams")).text
    assert menu in (await who.see(f"/exams/{hall.exam}")).text
    assert menu in (await (await browser(both)).see("/")).text
    attempt, writer = await sitting.start(actor, hall.exam, now=SOON)
    link = '<a href="/exams">看我的考试和成绩</a>'
    await sitting.hand_in(actor, attempt, HandInRequest(writer, 0, fingerprint({})), now=SOON)
    assert link in (await who.see("/record")).text
    stranger = await browser(await a_person("示例生人", Role.VOLUNTEER))
    assert link not in (await stranger.see("/record")).text


async def test_five_new_notices_are_shown(db):
    person = await a_person("示例甲", Role.STAFF)
    for number in range(7):
        await tell(person, [person.person], "第%(n)d条", address="", now=MONDAY, n=number)
    shown = (await (await browser(person)).see("/")).text
    assert re.findall(r"第\d条", shown) == ["第6条", "第5条", "第4条", "第3条", "第2条"]


@pytest.fixture
async def manager(db):
    """Somebody who may see everybody, a few persons to find and one place."""
    own = await a_person("示例管理员", Role.ADMINISTRATOR)
    for number, name in enumerate(("单立", "张丽敏", "万俟雪")):
        await persons.add_person(own, Particulars(name, f"finder{number}", phone=f"1380000123{number}"), now=MONDAY)
    await places.add_library(own, LibraryFacts(name="示例县图书馆", kind="own"))
    await places.add_point(own, PointFacts(name="示例看看书吧", kind="reading_bar"))
    await an_open_exam()
    return await browser(await a_person("示例馆领导", Role.MANAGER))


def found(answer, kind):
    return re.findall(rf'<a href="/{kind}/\d+">(?:<svg.*?</svg>)?([^<]+)</a>', answer.text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张丽敏", ["张丽敏"]),
        ("zlm", ["张丽敏"]),
        ("zhanglimin", ["张丽敏"]),
        ("ZLM", ["张丽敏"]),
        ("ｚｌｍ", ["张丽敏"]),
        (" zlm ", ["张丽敏"]),
        ("sl", ["单立"]),
        ("moqi", ["万俟雪"]),
        ("mqx", ["万俟雪"]),
        ("1231", ["张丽敏"]),
        ("qqq", []),
    ],
)
async def test_people_are_found_by_characters_pinyin_and_initials(manager, text, people):
    assert found(await manager.see("/search", q=""), "people") == []
    assert found(await manager.client.get("/search", params={"q": text}), "people") == people


async def test_places_and_exams_are_found_by_their_names(manager):
    answer = await manager.client.get("/search", params={"q": "看看书吧"})
    assert found(answer, "places") == ["示例看看书吧"]
    answer = await manager.client.get("/search", params={"q": "图书馆法"})
    assert found(answer, "exams/manage") == ["公共图书馆法小测"]


async def test_laws_are_found_by_their_names_by_everybody(db):
    volunteer = await browser(await a_person("示例志愿者", Role.VOLUNTEER))
    answer = await volunteer.client.get("/search", params={"q": "公共图书馆法"})
    assert re.findall(r'href="(/laws/[^"]+)"', answer.text) == ["/laws/public-library-law/2018-10-26"]
    assert "服务点、考试、法规的名称" in answer.text
    assert "姓名" not in re.sub(r"(?s)<header.*?</header>", "", answer.text)


async def test_the_newest_backup_stands_on_the_page_of_the_installation(db, tmp_path, monkeypatch):
    chosen = replace(settings.current(), data=tmp_path)
    monkeypatch.setattr(settings, "current", lambda: chosen)
    who = await browser(await a_person("示例管理员", Role.ADMINISTRATOR))
    on_sqlite = database().dialect == "sqlite"
    assert ("还没有备份过" in (await who.see("/installation")).text) is on_sqlite
    (tmp_path / "backups").mkdir()
    for name, at in (("zhixing-1.db", MONDAY), ("zhixing-2.db", MONDAY - timedelta(days=1))):
        (tmp_path / "backups" / name).touch()
        os.utime(tmp_path / "backups" / name, (at.timestamp(), at.timestamp()))
    assert (f"最近一次备份：{day_and_time(MONDAY)}" in (await who.see("/installation")).text) is on_sqlite


async def test_whoever_may_not_see_people_finds_none(manager):
    staff = await browser(await a_person("示例馆员", Role.STAFF))
    answer = await staff.client.get("/search", params={"q": "zlm"})
    assert "张丽敏" not in answer.text
    assert "没有找到“zlm”" in answer.text
    assert found(await staff.client.get("/search", params={"q": "图书馆法"}), "exams") == []


@pytest.mark.parametrize(
    "text", ["%", "_", "'", '"', "\\", "%%", "()[]*+?", "\u200b", "a" * 500, "𬱖", "\t", "\x7f", "{7*7}", "{{7*7}}"]
)
async def test_a_search_for_anything_is_answered(manager, text):
    answer = await manager.client.get("/search", params={"q": text})
    assert answer.status_code == 200
    assert found(answer, "exams/manage") in ([], ["公共图书馆法小测"])


async def test_a_wildcard_finds_what_holds_it_and_not_everything(manager):
    assert found(await manager.client.get("/search", params={"q": "公%小"}), "exams/manage") == []
    assert found(await manager.client.get("/search", params={"q": "公_图"}), "exams/manage") == []


async def test_a_search_as_one_types_is_the_part(manager):
    assert (await manager.part("/search?q=zlm")).text.lstrip().startswith('<section id="found"')


@pytest.mark.parametrize(
    ("name", "value", "mark"),
    [
        ("theme", "dark", 'data-theme="dark"'),
        ("size", "elder", 'data-size="elder"'),
        ("keys", "off", 'data-keys="off"'),
        pytest.param("language", "en", '<html lang="en"', marks=in_english),
    ],
)
async def test_a_preference_is_remembered(db, name, value, mark):
    visitor = await browser()
    answer = await visitor.send("/preferences", {name: value, "back": "/sign-in"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert f"{name}={value}; Path=/; SameSite=Lax; Max-Age=31536000" in answer.headers.get_list("set-cookie")
    assert mark in (await visitor.see("/sign-in")).text


@pytest.mark.parametrize(
    "back", ["//evil.test", "http://evil.test", "/\\evil.test", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y"]
)
async def test_a_preference_never_leads_to_another_site(db, back):
    answer = await (await browser()).send("/preferences", {"theme": "dark", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "x" not in answer.cookies


async def test_a_preference_leads_back_to_an_address_in_chinese(db):
    answer = await (await browser()).send("/preferences", {"theme": "dark", "back": "/没有的页"})
    assert answer.headers["location"] == "/%E6%B2%A1%E6%9C%89%E7%9A%84%E9%A1%B5"


@pytest.mark.parametrize("form", [{"theme": "pink"}, {"keys": "maybe"}, {"size": "; Domain=evil.test"}])
async def test_an_unknown_preference_is_not_remembered(db, form):
    answer = await (await browser()).send("/preferences", form)
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers


async def test_an_unknown_field_is_no_preference(db):
    answer = await (await browser()).send("/preferences", {"theme": "dark", "role": "administrator"})
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers


async def test_monitors_are_told_that_the_database_answers(db):
    answer = await (await browser()).see("/health")
    assert answer.json() == {"status": "ok", "version": __version__, "engine": database().dialect}
    assert answer.headers["content-type"] == "application/json"


async def test_monitors_are_told_that_the_database_is_away(db, monkeypatch):
    async def away(self, sql, arguments=()):
        raise ConnectionRefusedError

    web = await browser()
    monkeypatch.setattr(type(database()), "read", away)
    answer = await web.client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "version": __version__, "engine": database().dialect}


@pytest.mark.parametrize(("address", "status"), [("/", 200), ("/health", 200), ("/people", 403), ("/nowhere", 404)])
async def test_head_says_what_get_would_without_the_body(db, address, status):
    web = await browser(await a_person("示例甲", Role.STAFF))
    head, got = await web.client.head(address), await web.client.get(address)
    assert (head.status_code, head.content) == (got.status_code, b"") == (status, b"")
    assert head.headers["content-type"] == got.headers["content-type"]


async def test_a_notice_is_acknowledged_on_the_first_screen(db):
    who = await a_person("示例甲", Role.STAFF)
    await tell(who, [who.person], "考试《%(title)s》已安排，到时进来作答", address="/exams/1", now=MONDAY, title="测")
    shown = (await (await browser(who)).see("/")).text
    assert re.findall(r'action="(/notices/\d+/readings)"', shown) == ["/notices/1/readings"]


async def test_grace_is_over_before_a_result_is_a_task(db):
    hall = await an_open_exam()
    candidate = await begun(hall)
    over = MONDAY + timedelta(minutes=30) + GRACE
    assert not any("看解析" in name for name, _ in await named(candidate.actor, over))
    await sitting.settle(hall.editor, now=over + timedelta(seconds=1))
    assert "看解析：公共图书馆法小测" in dict(await named(candidate.actor, over + timedelta(seconds=1)))


async def test_ten_questions_are_asked_for_until_they_are_answered(db):
    someone = await a_person("示例馆员", Role.STAFF)
    assert ("每日一练", "/practice") in await named(someone)
    volunteer = await a_person("示例志愿者", Role.VOLUNTEER)
    assert [task.urgency for task in await tasks(volunteer, SOON) if task.name == "每日一练"] == [3]


async def test_an_open_list_asks_whoever_is_on_it_and_then_whoever_keeps_it(db):
    someone, manager = await a_person("示例馆员", Role.STAFF), await a_person("示例馆长", Role.MANAGER)
    study = await a_gathering(someone, title="周四学习", starts_at=MONDAY)
    assert (await named(someone, SOON))[0] == ("签到：周四学习", f"/gatherings/{study}")
    assert not any("周四学习" in name for name, _ in await named(someone, MONDAY + timedelta(hours=20)))
    assert ("结束签到：周四学习", f"/gatherings/{study}") in await named(manager, MONDAY + timedelta(hours=20))


async def test_the_administrator_finds_the_rules_of_hours_on_the_page_of_the_installation(db):
    who = await browser(await a_person("管理员", Role.ADMINISTRATOR))
    assert 'href="/hour-rules"' in (await who.see("/installation")).text
    assert (await who.see("/hour-rules")).status_code == 200


async def test_ones_own_copy_holds_what_the_slices_hold_and_nothing_of_others(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    one, other = await a_person("乐小读", Role.STAFF), await a_person("旁小人", Role.STAFF)
    manager = await a_person("馆小长", Role.MANAGER)
    await a_gathering(one, other)
    for who, title in ((one, "释义"), (other, "别人的书")):
        reading = OwnStudy(title, MONDAY - timedelta(hours=2), MONDAY - timedelta(hours=1), 60)
        await note_own_study(who, reading, now=MONDAY)
    await save_view(manager, "缺证明", "proof=without", False, now=MONDAY)
    await renew_calendar_key(one, now=MONDAY)
    held = (await (await browser(one)).see("/account/data.json")).json()["held"]
    assert [row["title"] for row in held["self_study"]] == ["释义"]
    assert [row["person"] for row in held["expected"]] == [one.person]
    assert [sorted(row) for row in held["calendar_key"]] == [["ended_at", "id", "made_at", "person"]]
    assert held["saved_view"] == []
    theirs = (await (await browser(manager)).see("/account/data.json")).json()["held"]
    assert [row["name"] for row in theirs["saved_view"]] == ["缺证明"]


async def test_materials_and_set_books_are_found_by_whoever_sees_study(db):
    secretary = await a_person("书小记", Role.SECRETARY)
    await add_material(secretary, Material("图书馆服务宣传手册", MaterialKind.DOCUMENT, 2026), now=MONDAY)
    await SetBook(title="服务礼仪读本", year=2026, copies=5, price_fen=3000, at=MONDAY).save()
    staff = await browser(await a_person("乐小读", Role.STAFF))
    volunteer = await browser(await a_person("示例志愿者", Role.VOLUNTEER))
    page = (await staff.client.get("/search", params={"q": "服务"})).text
    assert re.findall(r'href="(/study/[^"]+)"', page.partition('id="found"')[2]) == [
        "/study/materials?year=2026#material-1",
        "/study/books/1",
    ]
    assert 'id="material-1"' in (await staff.see("/study/materials?year=2026")).text
    page = (await volunteer.client.get("/search", params={"q": "服务"})).text
    assert ("宣传手册" in page, "礼仪读本" in page) == (False, False)
