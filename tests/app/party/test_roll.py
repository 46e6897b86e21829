"""The roll of a meeting: the whole list on one form, late comers and what was made up with their times."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.tables import Presence
from app.party.actions.meetings import close_meeting, open_meeting, plan_meeting
from app.party.queries.meeting import meeting
from app.party.queries.meetings import people_of
from app.party.rules.roll import Answer, is_known, mark_of, record_of, why_not_answer
from tests.app.party.gatherings import a_plan, a_span, an_open_meeting
from tests.app.party.rows import a_branch, secretary
from tests.cast import browser
from tests.makers import MONDAY

HELD = a_span()
START, END = HELD.starts_at, HELD.ends_at
LATER = START + timedelta(days=1)
OPEN = GatheringState.OPEN


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(Status.PRESENT), []),
        (Answer(Status.LATE, "堵车", START + timedelta(minutes=25)), []),
        (Answer(Status.MADE_UP, "读会议记录", LATER, LATER + timedelta(hours=1)), []),
        (Answer(Status.EXCUSED), [("note", "甲请假和免的，写明原因：事假、病假、公务、外派等")]),
        (Answer(Status.LATE), [("from", "甲迟到，写上几点到的")]),
        (
            Answer(Status.LATE, "", START + timedelta(minutes=10)),
            [("from", "甲开始后 10 分钟以内到的按出席记；改为出席，或核对几点到的")],
        ),
        (
            Answer(Status.LATE, "", END),
            [("to", "甲：签退时间要晚于签到时间"), ("from", "甲：签到时间在结束之后；事后学的记为补课")],
        ),
        (Answer(Status.MADE_UP, "读会议记录", LATER), [("day", "甲补课，写上哪天、从几点到几点，在原因里写学了什么")]),
        (
            Answer(Status.MADE_UP, "读会议记录", START - timedelta(days=1), START),
            [("day", "甲的补课早于开会的时间，核对补课的日期")],
        ),
        (Answer(Status.MADE_UP, "读会议记录", LATER, LATER), [("to", "甲：签退时间要晚于签到时间")]),
        (
            Answer(Status.MADE_UP, "读会议记录", MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)),
            [("from", "甲：时间还没到，不能先记")],
        ),
    ],
)  # fmt: skip
def test_each_line_is_judged_by_itself_and_names_the_person(answer, said):
    assert list(why_not_answer("甲", answer, OPEN, HELD, MONDAY)) == said


def test_what_the_list_says_already_is_not_written_again():
    scanned = Record(Status.LATE, Source.SCAN, START + timedelta(minutes=25, seconds=41), END)
    late = Answer(Status.LATE, "", START + timedelta(minutes=25))
    assert (is_known(late, scanned), is_known(late._replace(came_at=START + timedelta(minutes=30)), scanned)) == (
        True,
        False,
    )
    made_up = Answer(Status.MADE_UP, "读会议记录", LATER, LATER + timedelta(hours=1))
    assert is_known(made_up, record_of(made_up, HELD, MONDAY))
    assert not is_known(made_up._replace(went_at=LATER + timedelta(hours=2)), record_of(made_up, HELD, MONDAY))


async def test_the_whole_list_is_one_form_and_one_save(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 4, tzinfo=UTC))
    keeper = secretary(await a_branch())
    made = await an_open_meeting(keeper)
    people = await people_of(await meeting(keeper, made))
    late, away, again = (one.person for one in people[:3])
    who, at = await browser(keeper), f"/party/meetings/{made}/roll"
    typed = {f"status_{one.person}": "present" for one in people}
    typed |= {f"status_{late}": "late", f"status_{away}": "excused", f"status_{again}": "made_up"}
    typed |= {
        f"note_{again}": "读会议记录",
        f"day_{again}": "2026-11-21",
        f"from_{again}": "09:00",
        f"to_{again}": "10:00",
    }
    before = (await Deed.count(), await Presence.count())
    answer = await who.send(at, typed)
    assert (answer.status_code, (await Deed.count(), await Presence.count())) == (409, before)
    said = (f"{people[0].name}迟到，写上几点到的", f"{people[1].name}请假和免的，写明原因")
    assert [one in answer.text for one in said] == [True, True]
    typed |= {f"from_{late}": "15:10", f"note_{away}": "公务"}
    assert (await who.send(at, typed)).status_code == 303
    assert (await Deed.count(), await Presence.count()) == (before[0] + 1, before[1] + 3)
    stands = {one.person: one for one in await people_of(await meeting(keeper, made))}
    assert [stands[one].status for one in (late, away, again)] == [Status.LATE, Status.EXCUSED, Status.MADE_UP]
    newest = await Presence.select(Presence.minutes).order_by(Presence.id, ascending=False).limit(3)
    assert sorted(row["minutes"] for row in newest) == [0, 50, 60]
    page = (await who.see(at)).text
    assert [f'value="{one}"' in page for one in ("15:10", "2026-11-21", "10:00")] == [True, True, True]
    assert f"<dt>迟到</dt><dd>{people[0].name}（15:10）</dd>" in (await who.see(at.removesuffix("/roll"))).text
    # Sent again as it stands, and after the end: nothing is new, nothing asks for a reason.
    await close_meeting(keeper, made, now=clock.now())
    assert (await who.send(at, typed)).status_code == 303
    assert await Presence.count() == before[1] + 3


async def test_nobody_writes_over_what_they_have_not_seen_and_no_reason_is_dropped(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 4, tzinfo=UTC))
    keeper = secretary(await a_branch())
    made = await plan_meeting(keeper, a_plan(), now=MONDAY)
    await open_meeting(keeper, made, now=MONDAY)
    first, second, third = (await people_of(await meeting(keeper, made)))[:3]
    who, at = await browser(keeper), f"/party/meetings/{made}/roll"
    marks = {f"seen_{one.person}": mark_of(one.line) for one in (first, second, third)}

    async def press(**typed):
        answer = await who.send(at, marks | typed)
        stands = {one.person: one.status for one in await people_of(await meeting(keeper, made))}
        return answer, [stands[one.person] for one in (first, second, third)]

    answer, stands = await press(**{f"note_{first.person}": "病假", "rest": "present"})
    assert (answer.status_code, stands) == (409, [None, None, None])
    assert f"{first.name}写了原因或时间，在“怎样”里选一项；不用记的清空" in answer.text
    answer, stands = await press(**{f"status_{first.person}": "absent"})
    assert (answer.status_code, stands) == (303, [Status.ABSENT, None, None])
    late = {f"status_{first.person}": "late", f"from_{first.person}": "15:10"}
    answer, stands = await press(**late, rest="present")
    said = f"{first.name}的出勤在打开这一页以后改过，现在是“缺席”；要按这里选的记，再点一次“记下”"
    assert (answer.status_code, said in answer.text, stands) == (409, True, [Status.ABSENT, None, None])
    now = mark_of({"status": "absent", "note": "", "day": "", "from": "", "to": ""})
    assert f'name="seen_{first.person}" value="{now}"' in answer.text
    answer, stands = await press(**(late | {f"seen_{first.person}": now}), rest="present")
    assert (answer.status_code, stands) == (303, [Status.LATE, Status.PRESENT, Status.PRESENT])
