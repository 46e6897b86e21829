"""Minutes: saved, complete, signed, frozen, and put right by notes."""

from datetime import date, timedelta

import pytest

from app.gatherings.actions.keeping import make_up
from app.gatherings.rules.attendance import Status
from app.notices.tables import Notice
from app.party.actions.minutes import correct_minutes, save_minutes, sign_minutes
from app.party.actions.tasks import agree_task, note_task, remind_of_tasks
from app.party.actions.votes import Ballot, correct_vote, count_vote
from app.party.queries.meeting import meeting
from app.party.queries.meetings import held_between, people_of
from app.party.queries.minutes import last_save, record_of
from app.party.queries.parts import corrections_said
from app.party.queries.tasks import my_tasks, task, tasks_of
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import FIELDS_OF, NEEDED, Written, digest, fields_of, kept, read, speeches
from app.party.rules.tasks import NoteKind, TaskKind
from app.party.rules.votes import Count, Method, Outcome, Subject
from app.party.tables import PartyMinutes, PartySigning
from app.refusals import Missing, Refused, seen_of
from tests.app.party.gatherings import FRIDAY, a_held_meeting, a_plan, a_signed_meeting, an_open_meeting, written_for
from tests.app.party.rows import a_branch, acting, secretary
from tests.makers import MONDAY

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DUE = date(2026, 12, 10)
LECTURE = {"teacher": "甲党员", "teacher_from": "inside", "lecture_subject": "党章里的权利义务", "lessons": 2}


async def record(keeper, made):
    one = await meeting(keeper, made)
    return await record_of(one, await people_of(one))


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("甲：同意\n乙:再想想", [("甲", "同意"), ("乙", "再想想")]),
        ("甲：同意\n还有一点", [("甲", "同意\n还有一点")]),
        ("大家一致同意", [("", "大家一致同意")]),
        ("会上说，原因有二：一是忙", [("", "会上说，原因有二：一是忙")]),
        ("\n\n", []),
    ],
)
def test_a_line_is_a_speaker_and_what_they_said(said, spoken):
    assert list(speeches(said)) == spoken


def test_every_field_has_one_kind_or_is_of_the_base():
    own = [name for names in FIELDS_OF.values() for name in names if name != "topics"]
    assert len(own) == len(set(own))
    shown = {name for kind in MeetingKind for name in fields_of({kind})}
    assert shown == set(Written.__struct_fields__) - {"version", "blocks"}
    assert all(set(names) <= set(FIELDS_OF[kind]) for kind, names in NEEDED.items())


def test_minutes_read_what_was_kept():
    written = Written(resolution="同意", day_forms=["study", "service"], lessons=2)
    assert read(kept(written)) == written


async def test_each_kind_lacks_what_its_minutes_hold(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LECTURE, MeetingKind.THEMED_DAY))
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    (one,) = await held_between(*YEAR)
    assert one.lacks == ("授课人", "授课人来自", "课题", "课时", "主题怎样定的", "形式", "主题", "主题确定日期")
    with pytest.raises(
        Refused, match="还缺：授课人、授课人来自、课题、课时、主题怎样定的、形式、主题、主题确定日期；补齐再签字"
    ):
        await sign_minutes(keeper, made, now=MONDAY)


async def test_complete_minutes_lack_the_signature_only_and_then_nothing(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LECTURE))
    await save_minutes(keeper, made, await written_for(keeper, made, **LECTURE), now=MONDAY)
    assert [one.lacks for one in await held_between(*YEAR)] == [("书记签字",)]
    await sign_minutes(keeper, made, now=MONDAY)
    assert [one.lacks for one in await held_between(*YEAR)] == [()]


async def test_a_life_meeting_needs_its_list_of_problems(db):
    """会上查摆问题，开展批评和自我批评，明确整改方向；会后制定整改措施，逐一整改落实。 (支部工作条例 art. 17)"""
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper, a_plan(MeetingKind.LIFE))
    fields = {"pre_study": "党章", "talk_count": 12, "opinions": "多到服务点", "criticism": "甲党员：学习不够系统"}
    await save_minutes(keeper, made, await written_for(keeper, made, **fields), now=MONDAY)
    assert [one.lacks for one in await held_between(*YEAR)] == [("问题清单和整改措施",)]
    await agree_task(
        keeper, made, TaskKind.RECTIFICATION, "每月读一本书", keeper.person, DUE, "学习不够系统", now=MONDAY
    )
    (one,) = await held_between(*YEAR)
    assert (one.lacks, one.open_actions) == (("书记签字",), 1)


async def test_two_tabs_do_not_write_over_each_other_and_every_saving_stays(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    opened = seen_of(0)
    await save_minutes(keeper, made, await written_for(keeper, made, remark="第一份"), now=MONDAY, seen=opened)
    with pytest.raises(Refused, match="别人改过它"):
        await save_minutes(keeper, made, await written_for(keeper, made, remark="第二份"), now=MONDAY, seen=opened)
    again = seen_of((await last_save(made)).id)
    await save_minutes(keeper, made, await written_for(keeper, made, remark="第二份"), now=MONDAY, seen=again)
    assert (await record(keeper, made)).written.remark == "第二份"
    assert [read(row["content"]).remark for row in await PartyMinutes.select().order_by(PartyMinutes.id)] == [
        "第一份",
        "第二份",
    ]


async def test_nothing_is_written_before_the_list_is_frozen_nor_after_the_signature(db):
    keeper = secretary(await a_branch())
    made = await a_signed_meeting(keeper)
    with pytest.raises(Refused, match="书记已签字，正文不再改；有误在会议页写更正说明"):
        await save_minutes(keeper, made, Written(remark="改一下"), now=MONDAY)
    with pytest.raises(Refused, match="书记已签字"):
        await agree_task(keeper, made, TaskKind.RESOLUTION, "再办一件", keeper.person, DUE, now=MONDAY)
    with pytest.raises(Refused, match="已经签过字了"):
        await sign_minutes(keeper, made, now=MONDAY)


async def test_a_correction_shows_the_old_and_the_new_and_leaves_what_was_signed(db):
    keeper = secretary(await a_branch())
    made = await a_signed_meeting(keeper, resolution="下月十日交稿")
    signed = (await PartySigning.select())[0]
    await correct_minutes(keeper, made, "resolution", "下月十五日交稿", "日期听错", now=MONDAY)
    await correct_minutes(keeper, made, "resolution", "下月十六日交稿", "再核对录音", now=MONDAY)
    with pytest.raises(Refused, match="更正后的文字和原来一样"):
        await correct_minutes(keeper, made, "resolution", "下月十六日交稿", "没有变化", now=MONDAY)
    with pytest.raises(Missing):
        await correct_minutes(keeper, made, "version", "2", "没有这一处", now=MONDAY)
    known = await record(keeper, made)
    assert [(one.before, one.after, one.reason) for one in known.corrections] == [
        ("下月十日交稿", "下月十五日交稿", "日期听错"),
        ("下月十五日交稿", "下月十六日交稿", "再核对录音"),
    ]
    assert known.written.resolution == "下月十日交稿"
    assert (await PartySigning.select())[0] == signed
    assert digest(signed["content"]) == signed["digest"]


async def test_attendance_that_is_corrected_after_the_signature_is_told_apart(db):
    structure = await a_branch()
    keeper, away = secretary(structure), acting(structure, 6)
    made = await a_held_meeting(keeper, answers={away.person: (Status.EXCUSED, "公务")})
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    await sign_minutes(keeper, made, now=MONDAY)
    assert (await record(keeper, made)).moved == []
    one = await meeting(keeper, made)
    came, went = MONDAY - timedelta(hours=2), MONDAY - timedelta(hours=1)
    await make_up(keeper, one.gathering.id, away.person, came, went, "读会议材料", now=MONDAY)
    assert (await record(keeper, made)).moved == [(away.name, "excused", "made_up")]
    assert away.person in (await held_between(*YEAR))[0].attended


async def test_a_task_is_its_owners_until_it_is_done(db):
    structure = await a_branch()
    keeper, owner, other = secretary(structure), acting(structure, 6), acting(structure, 7)
    made = await a_held_meeting(keeper)
    given = await agree_task(keeper, made, TaskKind.RESOLUTION, "整理党员活动室", owner.person, DUE, now=MONDAY)
    assert await Notice.count().where(Notice.person == owner.person) == 1
    assert [one.id for one in await my_tasks(owner)] == [given]
    assert (await task(other, given), (await task(acting(structure, 1), given)).what) == (None, "整理党员活动室")
    for who in (other, acting(structure, 1)):
        with pytest.raises(Missing):
            await note_task(who, given, NoteKind.DONE, "不是我的事", now=MONDAY)
    await note_task(owner, given, NoteKind.PROGRESS, "书架已经清空", now=MONDAY)
    with pytest.raises(Refused, match="还没有办结"):
        await note_task(owner, given, NoteKind.REOPENED, "再来一次", now=MONDAY)
    await note_task(owner, given, NoteKind.DONE, "整理好了", now=MONDAY)
    assert (await my_tasks(owner), [one.is_done for one in await tasks_of(made)]) == ([], [True])
    await note_task(keeper, given, NoteKind.REOPENED, "还差标牌", now=MONDAY)
    assert [one.id for one in await my_tasks(owner)] == [given]


async def test_a_task_is_due_after_its_meeting_and_somebodys_of_the_list(db):
    structure = await a_branch()
    keeper = secretary(structure)
    made = await an_open_meeting(keeper, a_plan(MeetingKind.COMMITTEE))
    with pytest.raises(Refused, match="期限早于开会的日子 2026-11-20"):
        await agree_task(
            keeper, made, TaskKind.RESOLUTION, "写总结", keeper.person, FRIDAY - timedelta(days=1), now=MONDAY
        )
    with pytest.raises(Missing):
        await agree_task(keeper, made, TaskKind.RESOLUTION, "写总结", acting(structure, 8).person, DUE, now=MONDAY)


async def test_an_owner_is_reminded_once_before_the_day_and_once_after_it(db):
    structure = await a_branch()
    keeper, owner = secretary(structure), acting(structure, 6)
    made = await a_held_meeting(keeper)
    await agree_task(keeper, made, TaskKind.RESOLUTION, "整理党员活动室", owner.person, DUE, now=MONDAY)
    told = [await remind_of_tasks(keeper, now=MONDAY + timedelta(days=days)) for days in (0, 14, 15, 17, 18, 19)]
    assert told == [0, 1, 0, 0, 1, 0]


async def test_the_head_is_put_right_by_a_note_and_a_vote_as_counts(db):
    keeper = secretary(await a_branch())
    made = await a_held_meeting(keeper)
    await save_minutes(keeper, made, await written_for(keeper, made), now=MONDAY)
    ballot = Ballot(Subject.RESOLUTION, "通过年度工作计划", Method.HANDS, Count(9, 9, 8, 1, 0), Outcome.PASSED)
    vote = await count_vote(keeper, made, ballot, now=MONDAY)
    right = (Count(9, 9, 9, 0, 0), Outcome.PASSED, "票数抄错")
    with pytest.raises(Refused, match="还没有签字，撤下原来那条并写明原因，再重新记"):
        await correct_vote(keeper, vote, *right, now=MONDAY)
    await sign_minutes(keeper, made, now=MONDAY)
    await correct_minutes(keeper, made, "chair", "丙党员", "主持人记错", now=MONDAY)
    for wrong, why in (
        (Count(9, 9, 4, 5, 0), "赞成 4 票，没有超过应到会有表决权 9 人的半数"),
        (Count(8, 8, 8, 0, 0), "名单上应到会有表决权的是 9 人，填的是 8 人"),
        (Count(9, 9, 8, 1, 0), "更正后的票数和结果与原来一样"),
    ):
        with pytest.raises(Refused, match=why):
            await correct_vote(keeper, vote, wrong, Outcome.PASSED, "再改一次", now=MONDAY)
    await correct_vote(keeper, vote, *right, now=MONDAY + timedelta(minutes=1))
    for part in ("vote_999", f"vote_{vote}"):
        with pytest.raises(Missing):
            await correct_minutes(keeper, made, part, "赞成 9", "票数不写成文字", now=MONDAY)
    known = await record(keeper, made)
    whole = "应到会有表决权 9 人，实到 9 人，书面意见 0 份，赞成 %d、反对 %d、弃权 0，通过"
    assert [(label, note.before, note.after) for label, note in corrections_said(known)] == [
        ("主持人", "甲党员", "丙党员"),
        ("表决：通过年度工作计划", whole % (8, 1), whole % (9, 0)),
    ]
    assert (known.votes[0].count.yes, known.votes[0].standing[0].yes) == (8, 9)
    assert known.signing.content.votes[0].yes == 8
