"""承诺践诺: who promises, when it is looked at, what people found.

Source: 党员教育管理工作条例 art. 22 (开展设岗定责、承诺践诺等) encourages it and asks for nothing.
"""

from dataclasses import replace
from datetime import date

import pytest

from app.notices.tables import Notice
from app.party.actions import pledges as actions
from app.party.queries.pledges import pledge, pledges, pledges_of
from app.party.rules.pledges import ENCOURAGED, Found, Promise, Result
from app.party.tables import PledgeResult
from app.refusals import Missing, Refused
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.makers import MONDAY

PROMISE = Promise("每月给书吧送一次新书，听一次读者意见", "每月送书到书吧", date(2026, 9, 1), TODAY)
KEPT = Found(Result.KEPT, "", TODAY, "支部党员大会")


async def promised(db):
    structure = await a_branch()
    who = acting(structure, 6)
    number = await actions.promise(who, structure.member(who.person).id, PROMISE, now=MONDAY)
    return structure, who, number


def test_it_is_encouraged_by_article_twenty_two():
    assert (ENCOURAGED.article, "开展设岗定责、承诺践诺等" in ENCOURAGED.quote) == ("第二十二条", True)


async def test_a_promise_hangs_on_the_board_until_it_is_taken_down(db):
    structure, who, number = await promised(db)
    (one,) = await pledges()
    assert (one.name, one.promise, one.is_due(TODAY)) == (who.name, PROMISE, True)
    with pytest.raises(Missing):
        await actions.withdraw(acting(structure, 7), number, "不是我的", now=MONDAY)
    await actions.withdraw(who, number, "岗位换了", now=MONDAY)
    assert await pledges() == []
    assert [each.withdrawn for each in await pledges_of(who.person)] == ["岗位换了"]


async def test_members_promise_for_themselves_and_the_secretary_writes_for_others(db):
    structure, who, _number = await promised(db)
    other = structure.member(acting(structure, 7).person)
    with pytest.raises(Missing):
        await actions.promise(who, other.id, PROMISE, now=MONDAY)
    written = await actions.promise(secretary(structure), other.id, PROMISE, now=MONDAY)
    assert (await pledge(written)).made_by == secretary(structure).name


async def test_what_came_of_it_is_said_by_others_and_the_newest_stands(db):
    structure, who, number = await promised(db)
    with pytest.raises(Refused, match="自己的承诺由别人来评议"):
        await actions.review(replace(who, roles=secretary(structure).roles), number, KEPT, now=MONDAY)
    with pytest.raises(Refused, match="写一句差在哪里"):
        await actions.review(secretary(structure), number, replace(KEPT, result=Result.PARTLY), now=MONDAY)
    await actions.review(secretary(structure), number, replace(KEPT, result=Result.PARTLY, note="差两次"), now=MONDAY)
    await actions.review(secretary(structure), number, KEPT, now=MONDAY)
    assert ((await pledge(number)).found, await PledgeResult.count()) == (KEPT, 2)
    told = [row["person"] for row in await Notice.select(Notice.person)]
    assert told == [who.person, who.person]
    with pytest.raises(Refused, match="已经评议过，留在板上"):
        await actions.withdraw(who, number, "算了", now=MONDAY)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (replace(PROMISE, review_on=date(2026, 9, 1)), "评议日期要晚于承诺日期（2026-09-01）"),
        (PROMISE, "这一条已经承诺过"),
        (replace(PROMISE, made_on=date(2026, 11, 24), review_on=date(2026, 12, 1)), "写今天（2026-11-23）或以前的"),
        (replace(PROMISE, made_on=date(2016, 6, 30)), "要不早于到本支部的 2016-07-01"),
    ],
)
async def test_why_it_is_not_promised(db, given, said):
    structure, who, _number = await promised(db)
    with pytest.raises(Refused, match=said):
        await actions.promise(who, structure.member(who.person).id, given, now=MONDAY)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (replace(KEPT, reviewed_on=date(2026, 8, 31)), "不早于承诺日期（2026-09-01）"),
        (replace(KEPT, reviewed_on=date(2026, 11, 24)), "写今天（2026-11-23）或以前的"),
    ],
)
async def test_why_it_is_not_reviewed(db, found, said):
    structure, _who, number = await promised(db)
    with pytest.raises(Refused, match=said):
        await actions.review(secretary(structure), number, found, now=MONDAY)
