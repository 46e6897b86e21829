"""Drafts of minutes are saved while they are typed, and neither they nor the agenda under them are lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings.rules.attendance import Status
from app.party.actions import meetings as actions
from app.party.actions.minutes import draft_minutes, save_minutes, sign_minutes
from app.party.actions.tasks import agree_task
from app.party.queries.meeting import meeting
from app.party.queries.meetings import held_between, people_of
from app.party.queries.minutes import agenda_of, record_of
from app.party.rules.agenda import renamed
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import read
from app.party.rules.tasks import TaskKind
from app.party.tables import PartyMinutes
from app.refusals import Refused, seen_of
from tests.app.party.gatherings import FRIDAY, a_held_meeting, a_plan, a_signed_meeting, written_for
from tests.app.party.rows import a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY

PART = {"HX-Request": "true"}


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 4, tzinfo=UTC))


async def record(keeper, made):
    one = await meeting(keeper, made)
    return await record_of(one, await people_of(one))


async def test_what_is_typed_is_saved_and_the_page_knows_that_it_was(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    who, at = await browser(keeper), f"/party/meetings/{made}"
    typed = {"remark": "写到一半", "seen": seen_of(0)}
    answer = await who.send(f"{at}/drafts", typed, **PART)
    (saved,) = await PartyMinutes.select()
    assert (answer.status_code, f'name="seen" value="{seen_of(saved["id"])}"' in answer.text) == (200, True)
    assert ("<html" in answer.text, "草稿，11-23 12:00 由甲党员保存" in answer.text) == (False, True)
    assert (await record(keeper, made)).written.remark == "写到一半"


async def test_a_draft_writes_over_nothing_that_was_saved_elsewhere(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    await save_minutes(keeper, made, await written_for(keeper, made, remark="别的窗口"), now=MONDAY)
    who, at = await browser(keeper), f"/party/meetings/{made}"
    typed = {"remark": "这个窗口", "seen": seen_of(0)}
    for _again in range(2):
        answer = await who.send(f"{at}/drafts", typed, **PART)
        assert (answer.status_code, f'value="{seen_of(0)}"' in answer.text) == (409, True)
        assert "还没有自动保存：这份记录在别处又存过，自动保存停了；写好点“保存”，再定按哪一份存" in answer.text
    assert (await record(keeper, made)).written.remark == "别的窗口"
    assert "别人改过它" in (await who.send(f"{at}/minutes", typed)).text


async def saved_rows():
    rows = await PartyMinutes.select().order_by(PartyMinutes.id)
    return [(row["revision"], read(row["content"]).remark) for row in rows]


async def drafted(keeper, made, remark, seen, sitting="a"):
    written = await written_for(keeper, made, remark=remark)
    await draft_minutes(keeper, made, written, now=MONDAY, seen=seen, sitting=sitting)


async def test_a_sitting_leaves_one_draft_that_grows_and_one_deed(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    before = await Deed.count()
    # The acknowledgement of the second never arrived: the form goes on with the mark it knows, and loses nothing.
    for typed, seen in (("写", "0"), ("写到", "1.1"), ("写到一", "1.1"), ("写到一半", "1.3")):
        await drafted(keeper, made, typed, seen_of(seen))
    assert (await saved_rows(), await Deed.count()) == ([(4, "写到一半")], before + 1)
    written = await written_for(keeper, made, remark="写完了")
    await save_minutes(keeper, made, written, now=MONDAY, seen=seen_of("1.1"), sitting="a")
    await drafted(keeper, made, "退回来再写", seen_of("1.4"))
    assert (await saved_rows(), await Deed.count()) == (
        [(4, "写到一半"), (0, "写完了"), (1, "退回来再写")],
        before + 3,
    )


async def test_two_sittings_do_not_write_over_each_other_whoever_sits(db):
    structure = await a_branch()
    keeper, other = secretary(structure), replace(acting(structure, 1), roles=secretary(structure).roles)
    made = await a_held_meeting(keeper)
    await drafted(keeper, made, "第一个窗口", seen_of(0))
    for who, sitting in ((keeper, "b"), (other, "a")):
        with pytest.raises(Refused, match="别人改过它"):
            await drafted(who, made, "第二个窗口", seen_of(0), sitting)
    await drafted(other, made, "看过以后接着写", seen_of("1.1"), "b")
    with pytest.raises(Refused, match="别人改过它"):
        await drafted(keeper, made, "第一个窗口又写", seen_of("1.1"))
    assert await saved_rows() == [(1, "第一个窗口"), (1, "看过以后接着写")]


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (0, {"revision": 1, "content": "{}"}),
        (1, {"revision": 1, "content": "{}"}),
        (1, {"revision": 3, "content": "{}"}),
        (1, {"revision": 2, "written_by_name": "别人"}),
    ],
)
async def test_the_database_lets_nothing_but_a_draft_grow_by_one(db, row, change):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    await drafted(keeper, made, "草稿", seen_of(1))
    rows = await PartyMinutes.select(PartyMinutes.id).order_by(PartyMinutes.id)
    with pytest.raises(Exception, match="insert-only"):
        await PartyMinutes.update(change).where(PartyMinutes.id == rows[row]["id"])


async def test_the_button_a_moment_after_the_draft_saves_the_same_once(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    written = await written_for(keeper, made, remark="同一份")
    for _time in range(2):
        await save_minutes(keeper, made, written, now=MONDAY, seen=seen_of(0))
    assert await PartyMinutes.count() == 1


async def test_a_draft_with_a_wrong_number_says_so_and_saves_nothing(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LECTURE))
    answer = await (await browser(keeper)).send(
        f"/party/meetings/{made}/drafts", {"lessons": "两节", "seen": seen_of(0)}, **PART
    )
    assert (answer.status_code, "还没有自动保存：课时填一个整数" in answer.text) == (422, True)
    assert await PartyMinutes.count() == 0


async def test_what_was_typed_is_not_lost_when_somebody_signed_meanwhile(db, noon):
    keeper = secretary(await a_branch())
    made = await a_signed_meeting(keeper)
    answer = await (await browser(keeper)).send(f"/party/meetings/{made}/minutes", {"remark": "打了很久的一段"})
    said = ("书记已签字，正文不再改", "刚才填的没有存，还在下面，可以复制出去。", ">打了很久的一段</textarea>")
    assert (answer.status_code, [one in answer.text for one in said]) == (409, [True, True, True])


async def test_nobody_signs_what_they_have_not_seen(db, noon):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    await save_minutes(keeper, made, await written_for(keeper, made, remark="看过的"), now=MONDAY)
    who, at = await browser(keeper), f"/party/meetings/{made}"
    seen = (await who.see(at)).text.split('name="seen" value="')[1][:16]
    await save_minutes(keeper, made, await written_for(keeper, made, remark="没看过的"), now=MONDAY)
    assert (await who.send(f"{at}/signings", {"seen": seen})).status_code == 409
    assert not (await meeting(keeper, made)).is_signed
    again = (await who.see(at)).text.split('name="seen" value="')[1][:16]
    assert (await who.send(f"{at}/signings", {"seen": again})).status_code == 303
    assert (await meeting(keeper, made)).is_signed


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("甲乙丙", "甲丁丙", {2: "丁"}),
        ("甲乙丙", "甲丙", {}),
        ("甲乙", "乙甲", {}),
        ("甲乙", "甲乙丙", {}),
        ("甲乙", "丙丁", {1: "丙", 2: "丁"}),
    ],
)
def test_an_item_with_a_new_title_in_its_place_is_the_same_item(before, after, new):
    assert renamed(list(enumerate(before, start=1)), list(after)) == new


async def test_what_was_said_stays_with_an_item_that_gets_another_title(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    changed = a_plan(agenda=("学习党的二十届四中全会精神", "讨论支部工作计划"))
    await actions.change_meeting(keeper, made, changed, now=MONDAY)
    assert [(one.title, one.said) for one in (await record(keeper, made)).written.blocks] == [
        ("学习党的二十届四中全会精神", "甲党员：同意"),
        ("讨论支部工作计划", "甲党员：同意"),
    ]
    with pytest.raises(Refused, match="“讨论支部工作计划”下面已经记了发言；先在会议记录里把发言移到别的议题"):
        await actions.change_meeting(keeper, made, a_plan(agenda=("学习党的二十届四中全会精神",)), now=MONDAY)
    assert len(await agenda_of(made)) == 2


async def test_a_measure_names_the_fault_it_puts_right(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LIFE))
    with pytest.raises(Refused, match="整改措施要写查摆的问题"):
        await agree_task(keeper, made, TaskKind.RECTIFICATION, "每月读书", keeper.person, FRIDAY, now=MONDAY)


async def test_a_committee_without_its_half_is_not_signed(db):
    """党支部委员会会议须有半数以上委员到会方可进行。 (支部工作条例 art. 12)"""
    structure = await a_branch(committee=5)
    keeper = secretary(structure)
    away = {one.person: (Status.EXCUSED, "公务") for one in structure.committee[2:]}
    made = await a_held_meeting(keeper, a_plan(MeetingKind.COMMITTEE), away)
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    lacking = "半数以上委员到会（5 名委员到会 2 人，《中国共产党支部工作条例（试行）》第十二条；核对考勤，或改日再开）"
    assert [one.lacks for one in await held_between(FRIDAY, FRIDAY)] == [(lacking,)]
    with pytest.raises(Refused, match="5 名委员到会 2 人"):
        await sign_minutes(keeper, made, now=MONDAY)
