"""Dues, talks, appraisals and rights as people meet them: pages, forms that come back, files, and whose they are."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.party.actions import appraisals, dues, talks
from app.party.actions.appraisals import Counted, Decided, RoundFacts
from app.party.actions.dues import Receipt, Taken
from app.party.actions.talks import TalkFacts
from app.party.exports.binder import binder_values
from app.party.exports.minutes import Head
from app.party.exports.review import CLOSED
from app.party.queries import appraisals as appraisal_queries
from app.party.queries import dues as dues_queries
from app.party.queries import talks as talk_queries
from app.party.queries.appraisals import sheet_of_year
from app.party.rules.appraisals import Grade, Tally
from app.party.rules.dues import Month
from app.party.rules.talks import Note
from tests.app.party.rows import TODAY, a_branch, acting, secretary
from tests.cast import browser
from tests.makers import MONDAY, a_person

SECRET = "家里老人住院，排班有困难"
MET = TODAY - timedelta(days=7)


@pytest.fixture
def monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


async def a_talk(structure):
    facts = TalkFacts(structure.members[0].person, structure.members[5].person, TODAY)
    return await talks.write_talk(secretary(structure), facts, Note("阅览室", SECRET), now=MONDAY)


async def an_appraisal(structure):
    keeper = secretary(structure)
    number = await appraisals.open_round(keeper, RoundFacts(2026, MET, 10), now=MONDAY)
    mine = next(e for e in await appraisal_queries.entries(number) if e.person == acting(structure, 6).person)
    await appraisals.count(keeper, number, {mine.id: Counted(Tally(7, 2, 1, 0), "肯帮人")}, now=MONDAY)
    await appraisals.decide(keeper, mine.id, Decided(SECRET, Grade.QUALIFIED, TODAY), now=MONDAY)
    return number, mine.id


async def test_amounts_are_typed_into_the_table(db, monday):
    structure = await a_branch(full=3, probationary=0, committee=1)
    first, second, third = structure.members
    keeper = await browser(secretary(structure))
    form = {f"m-{first.id}-10": "12.5", f"m-{second.id}-10": "８", "received_on": "2026-11-20", "taken_by": "王会计"}
    answer = await keeper.send("/party/dues/2026", form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/party/dues?year=2026")
    lines = {line.member: line.total_fen for line in await dues_queries.dues_year(2026, TODAY)}
    assert lines == {first.id: 1250, second.id: 800, third.id: 0}


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"m-1-10": "十二"}, 422, "10 月的“十二”不是金额，写成 12.50 这样"),
        ({"m-1-10": "12", "received_on": "2026-11-24"}, 409, "收款日期在今天以后"),
        ({}, 409, "还没有填金额"),
        ({"pasted": "1\n2", "pasted_month": "10"}, 422, "粘贴了 2 行，表里有 3 人"),
        ({"pasted": "1\n2\n3"}, 422, "选一个月，粘贴的一列记到那个月"),
        ({"m-1-10": "12", "received_on": "昨天"}, 422, "收款日期写成 2026-11-22 这样"),
        ({"m-1-13": "12"}, 422, "不是金额"),
        ({"m-999-10": "12"}, 404, "没有"),
    ],
)
async def test_what_is_wrong_comes_back_with_what_was_typed(db, monday, form, status, said):
    structure = await a_branch(full=3, probationary=0, committee=1)
    keeper = await browser(secretary(structure))
    typed = {name.replace("m-1-", f"m-{structure.members[0].id}-"): text for name, text in form.items()}
    answer = await keeper.send("/party/dues/2026", {"received_on": "2026-11-20", **typed})
    assert answer.status_code == status
    assert said in answer.text
    assert [line.total_fen for line in await dues_queries.dues_year(2026, TODAY)] == [0, 0, 0]
    if status != 404 and "m-1-10" in form:
        assert f'value="{form["m-1-10"]}"' in answer.text


async def test_a_column_is_pasted_without_scripts(db, monday):
    structure = await a_branch(full=3, probationary=0, committee=1)
    keeper = await browser(secretary(structure))
    form = {"received_on": "2026-11-20", "pasted": "12.5\n\n8", "pasted_month": "9"}
    assert (await keeper.send("/party/dues/2026", form)).status_code == 303
    assert [one.month for one in await dues_queries.paid_months(2026)] == [9, 9]


async def test_a_payment_is_corrected_on_its_page(db, monday):
    structure = await a_branch(full=3, probationary=0, committee=1)
    one = structure.members[0]
    await dues.receive(secretary(structure), [Receipt(one.id, Month(2026, 10), 1250)], Taken(TODAY, ""), now=MONDAY)
    [before] = await dues_queries.payments_of(one.id, Month(2026, 10))
    keeper, address = await browser(secretary(structure)), f"/party/dues/payments/{before.id}"
    wrong = await keeper.send(f"{address}/corrections", {"reason": "", "amount": "9", "received_on": "2026-11-20"})
    assert (wrong.status_code, "填写错在哪里" in wrong.text) == (422, True)
    right = await keeper.send(f"{address}/corrections", {"reason": "看错", "amount": "9", "received_on": "2026-11-20"})
    assert right.status_code == 303
    assert "更正原因：看错" in (await keeper.see(address)).text


async def test_the_committee_reads_the_dues_and_types_nothing(db, monday):
    structure = await a_branch()
    one = await browser(acting(structure, 1))
    shown = await one.see("/party/dues")
    assert (shown.status_code, 'name="m-' in shown.text) == (200, False)
    assert (await one.send("/party/dues/2026", {"received_on": "2026-11-20"})).status_code == 403


async def test_the_file_of_dues_is_the_same_each_time(db, monday):
    structure = await a_branch()
    keeper = await browser(secretary(structure))
    files = [(await keeper.see("/party/dues/2026/dues.xlsx")).content for _ in range(2)]
    assert files[0] == files[1]
    assert files[0][:2] == b"PK"


async def test_a_member_reads_their_own_months_and_the_published_list_only(db, monday):
    structure = await a_branch()
    made = await dues.publish(secretary(structure), 2026, TODAY, "公告栏", now=MONDAY)
    member, stranger = await browser(acting(structure, 7)), await browser(await a_person("路人", Role.STAFF))
    assert "没有您要交的党费" not in (await member.see("/party/me/dues")).text
    assert "没有您要交的党费" in (await stranger.see("/party/me/dues")).text
    statuses = [(await who.see(f"/party/dues/publications/{made}")).status_code for who in (member, stranger)]
    assert statuses == [200, 404]


async def test_a_talk_is_shut_until_the_secretary_says_why(db, monday):
    structure = await a_branch()
    facts = TalkFacts(structure.members[1].person, structure.members[5].person, TODAY)
    number = await talks.write_talk(secretary(structure), facts, Note("阅览室", SECRET), now=MONDAY)
    keeper = await browser(secretary(structure))
    assert SECRET not in (await keeper.see(f"/party/talks/{number}")).text
    empty = await keeper.send(f"/party/talks/{number}/look", {"why": " "})
    assert (empty.status_code, "写一句查看原因，本人看得到" in empty.text) == (409, True)
    assert SECRET not in empty.text
    await keeper.send(f"/party/talks/{number}/look", {"why": "核对落实情况"})
    assert SECRET in (await keeper.see(f"/party/talks/{number}")).text
    partner = await browser(acting(structure, 5))
    assert "核对落实情况" in (await partner.see("/party/me")).text
    assert SECRET in (await partner.see(f"/party/talks/{number}")).text


async def test_no_list_tells_what_was_said(db, monday):
    structure = await a_branch()
    await a_talk(structure)
    number, _ = await an_appraisal(structure)
    keeper = await browser(secretary(structure))
    for address in (
        "/party/talks",
        "/party/appraisals",
        f"/party/appraisals/{number}",
        "/party/looks",
        "/party/branch",
    ):
        answer = await keeper.see(address)
        assert (answer.status_code, SECRET in answer.text) == (200, False), address


async def test_many_talks_are_pasted(db, monday):
    structure = await a_branch()
    names = [one.name for one in structure.members]
    keeper = await browser(secretary(structure))
    wrong = await keeper.send("/party/talks/pasted", {"pasted": f"2026-11-01 {names[0]} 某人"})
    assert (wrong.status_code, "第 1 行：支部里没有唯一叫“某人”的人" in wrong.text) == (422, True)
    good = await keeper.send(
        "/party/talks/pasted", {"pasted": f"2026-11-01 {names[0]} {names[5]}\n2026-11-02，{names[5]}、{names[6]}"}
    )
    assert good.status_code == 303
    assert len(await talk_queries.talks(TODAY - timedelta(days=60), TODAY)) == 2


async def test_a_member_writes_down_a_talk_of_their_own(db, monday):
    structure = await a_branch()
    member = await browser(acting(structure, 6))
    form = {"held_on": "2026-11-20", "second": str(structure.members[0].person), "content": "谈了学习"}
    assert (await member.send("/party/me/talks", form)).status_code == 303
    assert structure.members[0].name in (await member.see("/party/me/talks")).text


async def test_ballots_are_counted_on_the_sheet_once_it_is_open(db, monday):
    structure = await a_branch()
    number, mine = await an_appraisal(structure)
    keeper, address = await browser(secretary(structure)), f"/party/appraisals/{number}"
    shut = Document(BytesIO((await keeper.see("/party/papers/review.docx?year=2026")).content))
    assert (len(shut.tables), [one.text for one in shut.paragraphs if "写明查看原因" in one.text]) == (0, [CLOSED])
    assert f'name="t-{mine}-excellent"' not in (await keeper.see(address)).text
    await keeper.send(f"{address}/look", {"why": "录入测评票"})
    assert f'name="t-{mine}-excellent" value="7"' in (await keeper.see(address)).text
    first = (await appraisal_queries.entries(number))[0]
    wrong = await keeper.send(f"{address}/counts", {f"t-{first.id}-excellent": "9"})
    assert (wrong.status_code, "合计 9 票，收回的是 10 票" in wrong.text) == (409, True)
    right = await keeper.send(f"{address}/counts", {f"t-{first.id}-excellent": "9", f"t-{first.id}-basic": "1"})
    assert right.status_code == 303
    assert (await appraisal_queries.entries(number))[0].tally == Tally(9, 0, 1, 0)


async def test_the_summary_holds_counts_and_results(db, monday):
    structure = await a_branch()
    number, _ = await an_appraisal(structure)
    who = secretary(structure)
    keeper = await browser(who)
    await keeper.send(f"/party/appraisals/{number}/look", {"why": "填报测评汇总"})
    files = [(await keeper.see("/party/papers/review.docx?year=2026")).content for _ in range(2)]
    assert files[0] == files[1]
    rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(files[0])).tables[0].rows]
    name = acting(structure, 6).name
    assert [row[1:] for row in rows if row[1] == name] == [[name, "", "7", "2", "1", "0", "合格", ""]]
    assert len(rows) == 1 + 9
    assert SECRET not in str(rows)
    assert await Deed.count().where(Deed.verb == "appraisal.exported") == 2
    bound = binder_values([], 2026, Head("甲支部", "甲党员", MONDAY), await sheet_of_year(who, 2026, MONDAY))["review"]
    assert [row[1:] for row in bound["tables"][0]["rows"] if row[1] == name] == [
        [name, "", "7", "2", "1", "0", "合格", ""]
    ]


async def test_a_member_rates_themself_and_reads_their_own_result(db, monday):
    structure = await a_branch()
    number = await appraisals.open_round(secretary(structure), RoundFacts(2026, MET, 10), now=MONDAY)
    own = next(e for e in await appraisal_queries.entries(number) if e.person == acting(structure, 7).person)
    member, address = await browser(acting(structure, 7)), f"/party/appraisals/entries/{own.id}"
    assert (await member.send(f"{address}/ratings", {"rating": "basic", "said": "学习不够"})).status_code == 303
    decided = Decided("能够改进", Grade.QUALIFIED, TODAY)
    await appraisals.decide(secretary(structure), own.id, decided, now=MONDAY)
    shown = (await member.see(address)).text
    assert ("学习不够" in shown, "能够改进" in shown) == (True, True)
    other = await browser(acting(structure, 8))
    assert (await other.see(address)).status_code == 404
