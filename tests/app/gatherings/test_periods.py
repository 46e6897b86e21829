"""A year or a quarter that is closed: nothing in it changes silently, a correction says why, and opening it again is a row."""

from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.actor import Actor, Role
from app.audit.tables import Deed
from app.gatherings import actions, steps
from app.gatherings.queries.periods import closed_days, locks
from app.gatherings.rules import Kind, Span
from app.gatherings.rules.attendance import Record, Source, Status
from app.gatherings.rules.periods import Days, days_of, periods_to_close, why_not_close_days
from app.gatherings.tables import PeriodLock, Presence
from app.refusals import Missing, Refused
from app.storage import database
from tests.app.training.rows import a_past
from tests.cast import browser
from tests.makers import a_gathering, a_person

MARCH = datetime.fromisoformat("2026-03-05T14:00+08:00")
APRIL = datetime.fromisoformat("2026-04-09T14:00+08:00")
MAY = datetime.fromisoformat("2026-05-04T09:00+08:00")
Q1 = Days(date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2026", Days(date(2026, 1, 1), date(2026, 12, 31))),
        ("2026Q1", Q1),
        ("2026Q4", Days(date(2026, 10, 1), date(2026, 12, 31))),
        ("2026Q5", None),
        ("2026-01", None),
        ("", None),
        ("２０２６", None),
    ],
)
def test_a_period_is_a_year_or_a_quarter(period, days):
    assert days_of(period) == days


def test_only_what_is_over_can_be_chosen():
    assert periods_to_close(date(2026, 4, 1))[:3] == ["2026Q1", "2025", "2025Q4"]
    assert "2026Q1" not in periods_to_close(date(2026, 3, 31))


@pytest.mark.parametrize(
    ("days", "closed", "unfinished", "said"),
    [
        (None, [], [], "选一个"),
        (Days(date(2026, 1, 1), date(2026, 12, 31)), [], [], "2026-12-31 才结束"),
        (Q1, [Days(date(2026, 1, 1), date(2026, 12, 31))], [], "已经封存"),
        (Q1, [], ["周四学习", "小测"], "还有 2 次没有结束签到（周四学习、小测）"),
    ],
)
def test_why_a_period_cannot_be_closed(days, closed, unfinished, said):
    (why,) = why_not_close_days(days, date(2026, 5, 4), closed, unfinished)
    assert said in why.sentence


def test_a_year_may_be_closed_when_one_of_its_quarters_is():
    assert why_not_close_days(Days(date(2025, 1, 1), date(2025, 12, 31)), date(2026, 5, 4), [Q1], []) == ()


class House:
    """A manager, one of the staff, a session in March and one in April."""

    async def fill(self) -> "House":
        self.manager = await a_person("馆小长", Role.MANAGER)
        self.one = await a_person("乐小读", Role.STAFF)
        people = {self.one.person: Status.PRESENT}
        self.march = await a_past(Kind.STUDY, "三月学习", people, at=MARCH)
        self.april = await a_past(Kind.STUDY, "四月学习", people, at=APRIL)
        return self

    async def close(self, period: str = "2026Q1") -> None:
        await actions.close_period(self.manager, period, "已报", now=MAY)

    async def correct(self, gathering: int, note: str) -> int:
        absent = Record(Status.ABSENT, Source.HAND, note=note)
        return await actions.correct(self.manager, gathering, self.one.person, absent, now=MAY)


@pytest.fixture
async def closing(db, monkeypatch) -> House:
    monkeypatch.setattr(clock, "now", lambda: MAY)
    return await House().fill()


async def test_a_correction_in_closed_days_says_why_and_is_added(closing):
    await closing.close()
    before = await Presence.count()
    with pytest.raises(Refused, match="已封存") as refused:
        async with database().atomic():
            await steps.write_presence(
                closing.manager,
                await steps.lock(closing.march),
                closing.one.person,
                Record(Status.ABSENT, Source.LIST),
                MAY,
            )
    assert refused.value.reasons[0].code == "note"
    assert await Presence.count() == before
    await closing.correct(closing.march, "当天请假，签到表上是别人代签")
    assert await Presence.count() == before + 1
    # What was closed is the first quarter only.
    async with database().atomic():
        known = await steps.lock(closing.april)
        await steps.write_presence(closing.manager, known, closing.one.person, Record(Status.ABSENT, Source.LIST), MAY)


async def test_nothing_is_arranged_moved_or_added_in_closed_days(closing):
    another = await a_gathering(title="还没办", starts_at=MARCH + timedelta(days=7))
    await closing.close()
    newcomer = await a_person("新小来", Role.STAFF)
    span = Span(MARCH, MARCH + timedelta(hours=1))
    later = Span(MAY + timedelta(days=1), MAY + timedelta(days=1, hours=1))
    tries = [
        lambda: steps.arrange(Kind.STUDY, "补一次", span, now=MAY),
        lambda: steps.rearrange(another, "挪走", later, place=None),
        lambda: steps.move(closing.march, "挪走", later),
        lambda: steps.move(closing.april, "挪来", span),
        lambda: steps.open_list(another, [closing.one.person], MAY),
        lambda: steps.expect(closing.manager, closing.march, [newcomer.person], MAY),
        lambda: actions.expect(closing.manager, closing.march, newcomer.person, now=MAY),
    ]
    for one in tries:
        with pytest.raises(Refused, match="已封存"):
            async with database().atomic():
                await one()
    with pytest.raises(Refused, match="已封存"):
        async with database().atomic():
            await steps.call_off(another, " ", MAY)
    async with database().atomic():
        await steps.call_off(another, "没有办", MAY)


async def test_what_was_made_up_on_a_closed_day_needs_its_reason_too(closing):
    await closing.close()
    made_up = Record(Status.MADE_UP, Source.HAND, MARCH, MARCH + timedelta(hours=1))
    with pytest.raises(Refused, match="已封存"):
        async with database().atomic():
            await steps.write_presence(
                closing.manager, await steps.lock(closing.april), closing.one.person, made_up, MAY
            )


async def test_an_open_list_keeps_the_period_open(closing):
    await a_gathering(closing.one, title="忘了结束", starts_at=MARCH + timedelta(days=7))
    with pytest.raises(Refused, match="忘了结束"):
        await closing.close()
    assert await PeriodLock.count() == 0


async def test_reopening_is_a_row_with_its_reason_and_lets_changes_in_again(closing):
    await closing.close()
    (lock,) = await locks(closing.manager)
    with pytest.raises(Refused, match="为什么"):
        await actions.reopen_period(closing.manager, lock.id, "  ", now=MAY)
    await actions.reopen_period(closing.manager, lock.id, "漏了一次", now=MAY)
    assert await closed_days(date(2026, 1, 1)) == []
    with pytest.raises(Refused, match="已经解封"):
        await actions.reopen_period(closing.manager, lock.id, "再来", now=MAY)
    with pytest.raises(Missing):
        await actions.reopen_period(closing.manager, lock.id + 1, "没有", now=MAY)
    await closing.close()
    assert [(one.stands, one.reason) for one in await locks(closing.manager)] == [(True, ""), (False, "漏了一次")]
    verbs = [row["verb"] for row in await Deed.select(Deed.verb).where(Deed.verb.like("period.%")).order_by(Deed.id)]
    assert verbs == ["period.closed", "period.reopened", "period.closed"]


async def test_a_lock_is_never_changed_or_taken_out(closing):
    await closing.close()
    with pytest.raises(Exception, match="insert-only"):
        await PeriodLock.update({PeriodLock.note: "改"}).where(PeriodLock.id > 0)


async def test_the_page_closes_says_so_and_opens_again(closing):
    who = await browser(closing.manager)
    answer = await who.send("/periods", {"period": "2026Q2"})
    assert (answer.status_code, 'id="e-period"' in answer.text) == (409, True)
    assert (await who.send("/periods", {})).status_code == 422
    assert (await who.send("/periods", {"period": "2026Q1", "note": "已报局里"})).status_code == 303
    page = (await who.see("/periods")).text
    assert "封存中" in page
    assert all(
        f'href="{beside}"' in page for beside in ("/log", "/courses/verifying", "/log/certificates", "/memberships")
    )
    assert "已报局里" in page
    person = f"/gatherings/{closing.march}/people/{closing.one.person}"
    assert "已封存" in (await who.see(person)).text
    assert "已封存" in (await who.see(f"/gatherings/{closing.march}")).text
    await who.send(person, {"status": "absent", "note": "代签"})
    assert "封存后更正" not in (await who.see(f"/gatherings/{closing.april}/people/{closing.one.person}")).text
    (lock,) = await locks(closing.manager)
    assert (await who.send(f"/periods/{lock.id}/reopenings", {})).status_code == 422
    assert (await who.send(f"/periods/{lock.id}/reopenings", {"reason": "漏报"})).status_code == 303
    assert "已解封" in (await who.see("/periods")).text
    staff = await browser(Actor(closing.one.id, closing.one.name, frozenset({Role.STAFF})))
    assert (await staff.see("/periods")).status_code == 403
