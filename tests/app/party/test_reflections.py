"""三问: the writer's alone until they share it; taken back it is gone for everybody.

Source: 个人信息保护法 art. 28 and 47.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.audit.tables import Deed
from app.party.actions import reflections as actions
from app.party.queries.looking import may_open
from app.party.queries.reflections import own_reflection, reflection, reflections
from app.party.rules.access import Restricted
from app.party.rules.reflections import Answers, why_not_begin
from app.party.tables import Reflection
from app.refusals import Missing, Refused, seen_of
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.makers import MONDAY, a_person

WHOLE = Answers("为了做对大家有用的事", "办好每一场读书会", "留下一间开着灯的阅览室")
LATER = MONDAY + timedelta(hours=1)


async def written(db, answers=WHOLE):
    structure = await a_branch()
    writer = acting(structure, 6)
    number = await actions.begin_reflection(writer, TODAY, answers, None, now=MONDAY)
    return structure, writer, number


@pytest.mark.parametrize(
    ("answers", "codes"),
    [(Answers(), ["why_joined"]), (Answers(what_left=" "), ["why_joined"]), (Answers("为人民服务"), [])],
)
def test_a_draft_says_something(answers, codes):
    assert [one.code for one in why_not_begin(answers)] == codes


async def test_nobody_but_the_writer_reads_what_is_not_shared(db):
    structure, writer, number = await written(db)
    assert (await reflection(writer, number)).answers == WHOLE
    for other in (secretary(structure), acting(structure, 1), acting(structure, 7)):
        assert await reflection(other, number) is None
        assert await reflections(other) == []
        assert not await may_open(other, Restricted.REFLECTION, [writer.person])


async def test_no_deed_says_what_was_written(db):
    _structure, writer, number = await written(db)
    await actions.write_reflection(writer, number, TODAY, replace(WHOLE, what_left="换了一句"), "", now=LATER)
    told = [str(row) for row in await Deed.select().where(Deed.verb.like("reflection%"))]
    assert len(told) == 2
    assert not any(text in one for one in told for text in (WHOLE.why_joined, WHOLE.what_done, "换了一句"))


async def test_a_draft_is_kept_and_cannot_be_shared_before_it_is_whole(db):
    structure, writer, number = await written(db, Answers(why_joined="为了做对大家有用的事"))
    with pytest.raises(Refused, match="还有没写的一问"):
        await actions.share_reflection(writer, number, now=LATER)
    await actions.write_reflection(writer, number, TODAY, WHOLE, "", now=LATER)
    await actions.share_reflection(writer, number, now=LATER)
    assert (await reflection(secretary(structure), number)).answers == WHOLE
    assert [one.id for one in await reflections(acting(structure, 7))] == [number]
    assert await own_reflection(secretary(structure), number) is None


async def test_what_is_shared_is_not_written_anew(db):
    _structure, writer, number = await written(db)
    await actions.share_reflection(writer, number, now=LATER)
    with pytest.raises(Refused, match="已经给支部看了，不能再改"):
        await actions.write_reflection(writer, number, TODAY, WHOLE, "", now=LATER)
    with pytest.raises(Refused, match="已经给支部看了"):
        await actions.share_reflection(writer, number, now=LATER)


async def test_taken_back_the_answers_are_gone_and_the_row_stays(db):
    structure, writer, number = await written(db)
    await actions.share_reflection(writer, number, now=LATER)
    await actions.erase_reflection(writer, number, now=LATER)
    row = await Reflection.select().where(Reflection.id == number).first()
    assert [row[name] for name in ("why_joined", "what_done", "what_left")] == ["", "", ""]
    assert await reflection(secretary(structure), number) is None
    assert (await reflection(writer, number)).erased_at is not None
    with pytest.raises(Refused, match="已经删掉了"):
        await actions.erase_reflection(writer, number, now=LATER)


async def test_two_windows_do_not_write_over_each_other(db):
    _structure, writer, number = await written(db)
    seen = seen_of((await reflection(writer, number)).changed_at)
    await actions.write_reflection(writer, number, TODAY, WHOLE, seen, now=LATER)
    with pytest.raises(Refused, match="别人改过它"):
        await actions.write_reflection(writer, number, TODAY, Answers(), seen, now=LATER + timedelta(minutes=1))


async def test_what_is_not_ones_own_is_not_there(db):
    structure, _writer, number = await written(db)
    keeper = secretary(structure)
    for doing in (
        actions.write_reflection(keeper, number, TODAY, WHOLE, "", now=LATER),
        actions.share_reflection(keeper, number, now=LATER),
        actions.erase_reflection(keeper, number, now=LATER),
        actions.begin_reflection(await a_person("外小人"), TODAY, WHOLE, None, now=LATER),
    ):
        with pytest.raises(Missing):
            await doing


async def test_a_day_to_come_and_a_campaign_that_is_not_there_are_refused(db):
    structure, writer, number = await written(db)
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="日期还没有到"):
        await actions.begin_reflection(writer, tomorrow, WHOLE, None, now=MONDAY)
    with pytest.raises(Refused, match="日期还没有到"):
        await actions.write_reflection(writer, number, tomorrow, WHOLE, "", now=LATER)
    with pytest.raises(Missing):
        await actions.begin_reflection(writer, TODAY, WHOLE, 999, now=MONDAY)
    assert await Reflection.count() == 1
    assert await reflections(secretary(structure)) == []
