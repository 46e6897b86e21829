"""Discussions and action items: written down, said anew, followed up until they are closed."""

import html
from datetime import date, timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.home.queries.study import action_tasks
from app.refusals import Missing, Refused
from app.study import queries
from app.study.actions import discussing as actions
from app.study.actions import following as follow
from app.study.actions.sessions import arrange, call_off
from app.study.queries import discussing, following
from app.study.rules.discussing import EntryKind, Wording, why_not_entry
from app.study.rules.following import ActionFilter, ActionPlan, NoteKind, Shown, days_over, why_not_note, why_not_plan
from app.study.tables import ActionItem, DiscussionEntry
from tests.app.study.hall import THURSDAY, a_member, a_plan, a_secretary, time
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["time"]

TOPIC = "假如我是读者，我需要什么样的服务"
POINT, CONCLUSION = EntryKind.POINT, EntryKind.CONCLUSION
DUE = date(2026, 12, 10)


async def a_session(secretary):
    return await arrange(secretary, a_plan(), now=MONDAY)


async def the_discussion(session):
    (one,) = await discussing.discussions(session)
    return one


def said(entries):
    return [(one.now.speaker, one.now.text) for one in entries]


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        (Wording("多设自习座位", person=1), None),
        (Wording("多设自习座位", guest="读者代表"), None),
        (Wording("多设自习座位"), "person"),
        (Wording("多设自习座位", person=1, guest="读者代表"), "guest"),
    ],
)
def test_a_point_has_one_speaker(wording, code):
    assert [reason.code for reason in why_not_entry(POINT, wording, 0)] == ([code] if code else [])
    assert why_not_entry(CONCLUSION, Wording("延长开放"), 0) == ()


def test_an_open_item_is_late_from_the_day_after_its_day():
    assert [days_over(DUE, closed, DUE + timedelta(days=n)) for closed in (False, True) for n in (-1, 0, 1, 9)] == [
        0, 0, 1, 9, 0, 0, 0, 0
    ]  # fmt: skip
    assert why_not_plan(THURSDAY, THURSDAY) == ()
    assert [one.code for one in why_not_plan(THURSDAY - timedelta(days=1), THURSDAY)] == ["due_on"]
    assert [one.code for one in why_not_plan(date(2126, 12, 10), THURSDAY)] == ["due_on"]


@pytest.mark.parametrize("kind", list(NoteKind))
def test_only_what_is_closed_is_opened_again(kind):
    again = kind is NoteKind.REOPENED
    assert (why_not_note(kind, True) == (), why_not_note(kind, False) == ()) == (again, not again)


def test_a_filter_reads_what_it_wrote_and_leaves_out_what_it_cannot_read():
    sought = ActionFilter(Shown.OVERDUE, 7)
    assert sought.query() == "shown=overdue&owner=7"
    assert ActionFilter.of({"shown": "overdue", "owner": "7"}) == sought
    assert ActionFilter.of({"shown": "gone", "owner": "７"}) == ActionFilter()


async def test_what_is_said_anew_keeps_what_was_said(db):
    secretary, member = await a_secretary(), await a_member()
    session = await a_session(secretary)
    one = await actions.open_discussion(secretary, session, TOPIC, now=MONDAY)
    _, first = await actions.say(secretary, one, POINT, Wording("灯太安", person=member.person), now=MONDAY)
    await actions.say(secretary, one, POINT, Wording("周末早点开门", guest="读者代表"), now=MONDAY)
    await actions.say(secretary, one, CONCLUSION, Wording("换灯"), now=MONDAY)
    assert await actions.correct_entry(secretary, first, Wording("灯太暗", member.person), now=MONDAY) == session
    view = await the_discussion(session)
    assert view.topic.now.text == TOPIC
    assert said(view.points) == [("乐小读", "灯太暗"), ("读者代表", "周末早点开门")]
    assert said(view.conclusions) == [("", "换灯")]
    assert [one.text for one in view.points[0].earlier] == ["灯太安"]


async def test_what_is_taken_off_is_a_row_and_can_be_put_back(db):
    secretary = await a_secretary()
    session = await a_session(secretary)
    one = await actions.open_discussion(secretary, session, TOPIC, now=MONDAY)
    topic = (await the_discussion(session)).topic.root
    _, entry = await actions.say(secretary, one, POINT, Wording("太吵", guest="读者代表"), now=MONDAY)
    with pytest.raises(Refused, match="题目下还有 1 条记录"):
        await actions.remove_entry(secretary, topic, now=MONDAY)
    await actions.remove_entry(secretary, entry, now=MONDAY)
    with pytest.raises(Missing):
        await actions.remove_entry(secretary, entry, now=MONDAY)
    assert said((await the_discussion(session)).removed) == [("读者代表", "太吵")]
    await actions.restore_entry(secretary, entry, now=MONDAY)
    await actions.restore_entry(secretary, entry, now=MONDAY)
    assert said((await the_discussion(session)).points) == [("读者代表", "太吵")]
    assert await DiscussionEntry.count() == 3


async def test_nothing_is_written_of_a_session_that_is_called_off(db):
    secretary = await a_secretary()
    session = await a_session(secretary)
    await call_off(secretary, session, "防汛", now=MONDAY)
    before = await Deed.count()
    with pytest.raises(Refused, match="没有讨论可记"):
        await actions.open_discussion(secretary, session, TOPIC, now=MONDAY)
    with pytest.raises(Refused, match="没有讨论可记"):
        await follow.add_action(secretary, session, ActionPlan("换灯", secretary.person, DUE), now=MONDAY)
    assert (await Deed.count(), await DiscussionEntry.count(), await ActionItem.count()) == (before, 0, 0)


async def test_an_item_is_followed_up_until_it_is_closed(db):
    secretary, owner, other = await a_secretary(), await a_member(), await a_member("任小借")
    session = await a_session(secretary)
    item = await follow.add_action(secretary, session, ActionPlan("换阅览室的灯", owner.person, DUE), now=MONDAY)
    with pytest.raises(Refused, match="只有负责人和排学习的人"):
        await follow.note_progress(other, item, "问了电工", now=MONDAY)
    await follow.note_progress(owner, item, "问了电工", now=MONDAY)
    later = DUE + timedelta(days=5)
    await follow.reassign_action(secretary, item, other.person, later, "乐小读外出培训", now=MONDAY)
    with pytest.raises(Refused, match="都没有变"):
        await follow.reassign_action(secretary, item, other.person, later, "再改", now=MONDAY)
    await follow.close_action(other, item, "换了 12 盏", now=MONDAY)
    with pytest.raises(Refused, match="已经办结"):
        await follow.note_progress(other, item, "再看看", now=MONDAY)
    await follow.reopen_action(secretary, item, "又坏了 2 盏", now=MONDAY)
    view = await following.action(secretary, item)
    assert (view.owner_name, view.due_on, view.is_closed, view.progress) == ("任小借", later, False, "问了电工")
    assert [one.kind.value for one in await following.notes(item)] == ["progress", "reassigned", "closed", "reopened"]


async def test_an_item_belongs_to_somebody_on_the_staff(db):
    secretary, volunteer = await a_secretary(), await a_person("上官愿", Role.VOLUNTEER)
    session = await a_session(secretary)
    with pytest.raises(Refused, match="从在职的人里选"):
        await follow.add_action(secretary, session, ActionPlan("换灯", volunteer.person, DUE), now=MONDAY)
    assert await ActionItem.count() == 0


async def test_the_list_holds_what_is_late_first_and_only_ones_own_business(db):
    secretary, owner = await a_secretary(), await a_member()
    stranger = await a_member("后来人", joined_on=date(2027, 1, 1))
    session = await a_session(secretary)
    for what, days in (("远的", 30), ("近的", 3), ("过期的", 0)):
        plan = ActionPlan(what, owner.person, THURSDAY + timedelta(days=days))
        await follow.add_action(secretary, session, plan, now=MONDAY)
    today = THURSDAY + timedelta(days=2)

    async def listed(who, shown, owner=0):
        return [one.what for one in await following.actions(who, ActionFilter(shown, owner), today)]

    assert await listed(secretary, Shown.OPEN) == ["过期的", "近的", "远的"]
    assert await listed(owner, Shown.OVERDUE) == ["过期的"]
    assert await listed(secretary, Shown.SOON) == ["近的"]
    assert await listed(secretary, Shown.OPEN, secretary.person) == []
    assert await listed(stranger, Shown.ALL) == []
    assert [one.what for one in await queries.my_open_actions(owner)] == ["过期的", "近的", "远的"]
    (task,) = await action_tasks(owner, MONDAY + timedelta(days=5))
    assert (task.name, task.why, task.is_due) == ("落实：过期的", "超期 2 天 · 共 3 项", True)
    assert await action_tasks(stranger, MONDAY) == []


async def test_from_a_topic_to_a_closed_item_in_two_browsers(db, time):
    secretary, member = await browser(await a_secretary()), await browser(await a_member())
    session = f"/study/sessions/{await a_session(secretary.actor)}"
    assert (await member.see(f"{session}/discussion")).status_code == 403
    begun = await secretary.send(f"{session}/discussions", {"topic": TOPIC})
    assert begun.headers["location"] == f"{session}/discussion?on=1#say"
    nobody = await secretary.send("/study/discussions/1/entries", {"kind": "point", "text": "灯太暗"})
    assert (nobody.status_code, "选发言人" in nobody.text, "灯太暗" in nobody.text) == (409, True, True)
    short = await secretary.send("/study/discussions/1/entries", {"kind": "point", "text": "灯", "guest": "读者"})
    assert (short.status_code, "要点至少 2 个字" in short.text) == (422, True)
    point = {"kind": "point", "text": "灯太暗", "person": str(member.actor.person)}
    assert (await secretary.send("/study/discussions/1/entries", point)).status_code == 303
    changed = await secretary.send("/study/entries/2", {"text": "二楼灯太暗", "person": str(member.actor.person)})
    assert changed.status_code == 303
    assert "原来的文字" in (await secretary.see("/study/entries/2/edit")).text
    early = {"what": "换灯", "owner": str(member.actor.person), "due_on": "2026-11-01"}
    wrong = await secretary.send(f"{session}/actions", early)
    assert (wrong.status_code, "期限早于学习那天" in wrong.text) == (409, True)
    assert (await secretary.send(f"{session}/actions", {**early, "due_on": "2026-12-01"})).status_code == 303
    seen = html.unescape((await member.see(session)).text)
    assert all(text in seen for text in (TOPIC, "二楼灯太暗", "乐小读", "换灯"))
    assert f"{session}/discussion" not in seen
    assert "请您落实：换灯（2026-12-01 前）" in html.unescape((await member.see("/notices")).text)
    assert ">落实：换灯" in (await member.see("/")).text
    assert (await member.send("/study/actions/1/notes", {"text": "已报修"})).status_code == 303
    assert (await member.send("/study/actions/1/reopenings", {"text": "再办"})).status_code == 403
    assert (await member.send("/study/actions/1/closings", {"text": "换了 12 盏"})).status_code == 303
    assert ">落实：换灯" not in (await member.see("/")).text
    assert "换了 12 盏" in (await secretary.see("/study/actions?shown=closed")).text


async def test_the_list_of_actions_is_a_part_for_htmx(db, time):
    secretary = await browser(await a_secretary())
    part = (await secretary.part("/study/actions?shown=closed")).text
    assert ("<html" in part, 'id="actions"' in part) == (False, True)
