"""Self-study that people write down: kept apart, put right by another row, and in nobody's ledger."""

from datetime import date, datetime, timedelta

import pytest

from app.gatherings.tables import PeriodLock
from app.refusals import Missing, Refused
from app.study.actions import own_study as actions
from app.study.rules.own_study import why_not_own_study
from app.training.queries.log import rows, sums
from app.training.queries.record import record
from app.training.rules.filtering import LogFilter, Tab
from app.training.rules.own_time import OwnStudy
from app.training.tables import SelfStudy, SelfStudyAmendment
from tests.app.study.hall import a_member, time
from tests.app.training.rows import practised
from tests.cast import browser
from tests.makers import MONDAY

__all__ = ["time"]

EVENING = datetime.fromisoformat("2026-11-22T19:00+08:00")
HOUR = timedelta(hours=1)


def a_study(start=EVENING, hours=1.5, minutes=None, title="公共图书馆法释义"):
    ended = start + hours * HOUR
    return OwnStudy(title, start, ended, int(hours * 60) if minutes is None else minutes)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (a_study(), None),
        (a_study(hours=12, start=MONDAY - 12 * HOUR), None),
        (a_study(hours=0), "结束要晚于开始（19:00）"),
        (a_study(hours=-1, minutes=0), "结束要晚于开始（19:00）"),
        (a_study(hours=12.5, start=MONDAY - 13 * HOUR), "一次自学最多 12 小时"),
        (a_study(MONDAY), "还没到这个时间"),
        (a_study(minutes=91), "只有 90 分钟"),
    ],
)
def test_what_may_be_written_down(entry, sentence):
    reasons = why_not_own_study(entry, [], MONDAY)
    assert [sentence in one.sentence for one in reasons] == ([True] if sentence else []), reasons


async def of_the_year(reader):
    return await record(reader, reader.person, 2026, MONDAY)


async def test_in_closed_days_there_are_corrections_only(db):
    """What was filed is not added to; what stands in it is put right with a reason, and so is a slip of that."""
    member = await a_member()
    entry = await actions.note_own_study(member, a_study(), now=MONDAY)
    day = date(2026, 11, 22)
    await PeriodLock(from_on=day, to_on=day, note="", locked_by_name="馆小长", at=MONDAY).save()
    with pytest.raises(Refused, match="已封存，只能更正"):
        await actions.note_own_study(member, a_study(EVENING - 5 * HOUR), now=MONDAY)
    put_right = await actions.correct_own_study(member, entry, a_study(hours=1), "多记了半小时", now=MONDAY)
    await actions.withdraw_own_study(member, put_right, "记错了人", now=MONDAY)
    await actions.restore_own_study(member, put_right, now=MONDAY)
    assert await SelfStudy.count() == 3


async def test_two_entries_do_not_share_time_and_touching_ends_do(db):
    reader = await a_member()
    await actions.note_own_study(reader, a_study(), now=MONDAY)
    with pytest.raises(Refused, match="和已记的“公共图书馆法释义”（11-22 19:00—20:30）时间重叠"):
        await actions.note_own_study(reader, a_study(EVENING + HOUR), now=MONDAY)
    await actions.note_own_study(reader, a_study(EVENING + 1.5 * HOUR, 1), now=MONDAY)
    await actions.note_own_study(await a_member("任小借"), a_study(), now=MONDAY)
    assert (await of_the_year(reader)).read_minutes == 150


async def test_what_was_practised_in_the_same_minutes_is_not_written_down_again(db):
    reader = await a_member()
    await practised(reader.person, 8, EVENING)
    with pytest.raises(Refused, match="和已记的“每日一练”（11-22 19:00—19:08）时间重叠"):
        await actions.note_own_study(reader, a_study(), now=MONDAY)
    known = await of_the_year(reader)
    assert (known.practised_minutes, known.read_minutes, known.read) == (8, 0, [])


async def test_a_correction_stands_instead_and_a_withdrawal_takes_away(db):
    reader, other = await a_member(), await a_member("任小借")
    first = await actions.note_own_study(reader, a_study(), now=MONDAY)
    with pytest.raises(Missing):
        await actions.correct_own_study(other, first, a_study(hours=1), "不是我的", now=MONDAY)
    with pytest.raises(Missing):
        await actions.withdraw_own_study(other, first, "不是我的", now=MONDAY)
    second = await actions.correct_own_study(reader, first, a_study(hours=1), "记多了", now=MONDAY)
    with pytest.raises(Missing):
        await actions.correct_own_study(reader, first, a_study(hours=2), "再改", now=MONDAY)
    assert [one.entry.minutes for one in (await of_the_year(reader)).read] == [60]
    sought = LogFilter(Tab.PRACTICE, year=2026)
    assert (await sums(reader, sought, None)).minutes == 60
    assert [row.minutes for row in await rows(reader, sought, None)] == [60]
    await actions.withdraw_own_study(reader, second, "记错了人", now=MONDAY)
    assert ((await of_the_year(reader)).read, (await sums(reader, sought, None)).minutes) == ([], 0)
    assert (await SelfStudy.count(), await SelfStudyAmendment.count()) == (2, 2)


async def test_self_study_is_in_no_ledger(db):
    reader = await a_member()
    before = (await of_the_year(reader)).card
    await actions.note_own_study(reader, a_study(hours=6, start=EVENING - 6 * HOUR), now=MONDAY)
    after = (await of_the_year(reader)).card
    assert after == before
    assert [account.done for account in after.accounts] == [0 for _ in after.accounts]


async def test_a_form_a_correction_and_the_record(db, time):
    reader = await browser(await a_member())
    form = {
        "title": "《公共图书馆法释义》",
        "day": "2026-11-22",
        "starts": "１９：００",
        "ends": "20:30",
        "note": "第一章",
    }
    backwards = await reader.send("/study/own", {**form, "ends": "18:00"})
    assert (backwards.status_code, "结束要晚于开始" in backwards.text, "第一章" in backwards.text) == (409, True, True)
    assert "时间写成 14:30 这样" in (await reader.send("/study/own", {**form, "ends": "晚上"})).text
    assert (await reader.send("/study/own", {**form, "day": "2026-11-31"})).status_code == 422
    assert (await reader.send("/study/own", {**form, "day": "2026-11-23"})).status_code == 409
    assert (await reader.send("/study/own", form)).headers["location"] == "/study/own?year=2026"
    twice = await reader.send("/study/own", form)
    assert (twice.status_code, "时间重叠" in twice.text) == (409, True)
    seen = (await reader.see("/record?year=2026")).text
    assert ('id="reading"' in seen, "19:00—20:30 · 第一章" in seen) == (True, True)
    assert 'value="19:00"' in (await reader.see("/study/own/1/edit")).text
    unexplained = await reader.send("/study/own/1", {**form, "ends": "20:00"})
    assert (unexplained.status_code, "填写更正的原因" in unexplained.text) == (422, True)
    assert (await reader.send("/study/own/1", {**form, "ends": "20:00", "reason": "记多了"})).status_code == 303
    assert (await reader.see("/study/own/1/edit")).status_code == 404
    assert (await reader.send("/study/own/2/withdrawals", {"reason": "记错了天"})).status_code == 303
    listed = (await reader.see("/study/own")).text
    assert ("已更正" in listed, "已撤回" in listed, "共 0 次，0 分钟" in listed) == (True, True, True)
    assert (await reader.see("/record.xlsx?year=2026")).status_code == 200


async def test_a_withdrawal_is_undone_from_its_toast(time):
    reader = await a_member()
    made = await actions.note_own_study(reader, a_study(), now=MONDAY)
    who = await browser(reader)
    sent = await who.send(f"/study/own/{made}/withdrawals", {"reason": "记错了"})
    assert sent.status_code == 303
    undo = f"/study/own/{made}/restorations"
    assert f'action="{undo}"' in (await who.see(sent.headers["location"])).text
    assert (await who.send(undo)).status_code == 303
    assert (await of_the_year(reader)).read_minutes == 90
    # The button in another tab finds the time taken; somebody else finds nothing.
    assert (await who.send(undo)).status_code == 409
    assert (await (await browser(await a_member("任小借"))).send(undo)).status_code == 404
    assert (await who.send(f"/study/own/{made + 1}/restorations")).status_code == 404
