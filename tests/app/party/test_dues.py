"""Party dues: which months a member owes, when somebody has to be asked, what a payment cannot be. Articles of 党费规定."""

from datetime import date, timedelta

import pytest

from app.actor import Role
from app.party.actions import dues, members
from app.party.actions.dues import Receipt, Taken
from app.party.queries import dues as queries
from app.party.queries import dues_shown
from app.party.rules.dues import (
    Account,
    Alarm,
    Arrangement,
    ArrangementKind,
    Belonging,
    Month,
    MonthState,
    Paid,
    alarm_of,
)
from app.party.rules.facts import Done, DuesMonth
from app.party.rules.receiving import Receiving, fen_typed, pasted_amounts, why_not_receive, yuan
from app.party.steps.members import MemberDays, write_member
from app.refusals import Refused
from tests.app.party.rows import TODAY, a_branch, secretary
from tests.makers import MONDAY, a_person

JULY = Month(2026, 7)
OLD = Belonging(date(2016, 7, 1))


def paid(month, on, amount=1250):
    return {month: Paid(1, month, amount, on)}


@pytest.mark.parametrize(
    ("belonging", "month", "owes"),
    [
        # Provisions on dues, art. 8: a probationary member pays from the day of the vote on (从支部大会通过其为预备党员之日起).
        (Belonging(date(2026, 6, 18), admitted_on=date(2026, 6, 18)), Month(2026, 5), False),
        (Belonging(date(2026, 6, 18), admitted_on=date(2026, 6, 18)), Month(2026, 6), True),
        (Belonging(date(2026, 6, 30), admitted_on=date(2026, 6, 30)), Month(2026, 6), True),
        (Belonging(date(2026, 1, 1), admitted_on=date(2026, 6, 18)), Month(2026, 5), False),
        # art. 9: 应当向其正式组织关系所在的党支部交纳党费: the branch of the month's first day.
        (Belonging(date(2026, 7, 1)), JULY, True),
        (Belonging(date(2026, 7, 2)), JULY, False),
        (Belonging(date(2026, 7, 2)), Month(2026, 8), True),
        (Belonging(date(2016, 7, 1), date(2026, 7, 1)), JULY, True),
        (Belonging(date(2016, 7, 1), date(2026, 6, 30)), JULY, False),
        (Belonging(date(2016, 7, 1), date(2026, 7, 20)), Month(2026, 8), False),
    ],
)
def test_a_month_is_owed_where_the_member_was_on_its_first_day_or_was_admitted(belonging, month, owes):
    assert belonging.owes(month) is owes


def test_who_moves_in_the_middle_of_a_month_pays_it_once():
    old, new = Belonging(date(2016, 7, 1), date(2026, 7, 15)), Belonging(date(2026, 7, 16))
    assert [(old.owes(month), new.owes(month)) for month in (Month(2026, 6), JULY, Month(2026, 8))] == [
        (True, False),
        (True, False),
        (False, True),
    ]


QUARTERLY = [Arrangement(ArrangementKind.QUARTERLY, date(2026, 7, 1), date(2026, 9, 30))]


@pytest.mark.parametrize(
    ("account", "today", "state"),
    [
        # art. 12: 主动按月交纳党费: within the month.
        (Account(OLD), date(2026, 7, 31), MonthState.NOT_YET),
        (Account(OLD), date(2026, 8, 1), MonthState.OWED),
        (Account(OLD, (), paid(JULY, date(2026, 7, 31))), date(2026, 8, 1), MonthState.PAID),
        (Account(OLD, (), paid(JULY, date(2026, 8, 1))), date(2026, 8, 2), MonthState.LATE),
        # Provisions on dues, art. 12: once a quarter where the branch agreed (经党支部同意，可以每季度交纳一次).
        (Account(OLD, QUARTERLY), date(2026, 9, 30), MonthState.NOT_YET),
        (Account(OLD, QUARTERLY), date(2026, 10, 1), MonthState.OWED),
        (Account(OLD, QUARTERLY, paid(JULY, date(2026, 9, 30))), date(2026, 10, 1), MonthState.PAID),
        # Provisions on dues, art. 7: less or nothing with the superior's approval; art. 9: paid where a flowing member lives.
        (Account(OLD, [Arrangement(ArrangementKind.EXEMPT, date(2026, 7, 1))]), date(2026, 8, 9), MonthState.EXEMPT),
        (
            Account(OLD, [Arrangement(ArrangementKind.ELSEWHERE, date(2026, 6, 1))]),
            date(2026, 8, 9),
            MonthState.ELSEWHERE,
        ),
        (Account(Belonging(date(2026, 8, 1))), date(2026, 9, 1), MonthState.OUTSIDE),
    ],
)
def test_what_a_month_is(account, today, state):
    assert account.state(JULY, today) is state


@pytest.mark.parametrize(
    ("today", "run", "alarm"),
    [
        (date(2026, 4, 30), 0, Alarm.NONE),
        (date(2026, 5, 1), 1, Alarm.NONE),
        (date(2026, 6, 30), 2, Alarm.NONE),
        (date(2026, 7, 1), 3, Alarm.WARN),
        (date(2026, 8, 31), 4, Alarm.WARN),
        (date(2026, 9, 1), 5, Alarm.ALARM),
        # art. 13: 连续6个月不交纳党费; what follows from it people decide.
        (date(2026, 10, 1), 6, Alarm.ALARM),
    ],
)
def test_three_months_in_a_row_warn_and_five_are_an_alarm(today, run, alarm):
    account = Account(OLD, (), paid(Month(2026, 3), date(2026, 3, 9)), known_from=Month(2026, 1))
    assert account.unpaid_run(today) == run
    assert alarm_of(run) is alarm


def test_a_run_goes_over_the_year_s_end_and_over_exempt_months():
    exempt = [Arrangement(ArrangementKind.EXEMPT, date(2025, 12, 1), date(2025, 12, 31))]
    account = Account(OLD, exempt, paid(Month(2025, 10), date(2025, 10, 5)))
    assert account.unpaid_run(date(2026, 2, 1)) == 2


PAID, LATE, OWED, NOT_YET = "交", "补", "欠", "未"
LETTERS = {
    MonthState.PAID: PAID, MonthState.LATE: LATE, MonthState.OWED: OWED, MonthState.NOT_YET: NOT_YET,
    MonthState.EXEMPT: "免", MonthState.ELSEWHERE: "外", MonthState.OUTSIDE: "·",
}  # fmt: skip


def a_year(received):
    """Payments of 2026: the month and the day on which it was received."""
    return {Month(2026, month): Paid(month, Month(2026, month), 1250, on) for month, on in received.items()}


def monthly(first, last):
    return {month: date(2026, month, 8) for month in range(first, last + 1)}


@pytest.mark.parametrize(
    ("account", "months", "run"),
    [
        # Came on 15 May: May is the former branch's. What was retired from in July is work, not the Party.
        (Account(Belonging(date(2026, 5, 15)), (), a_year(monthly(6, 10))), "·····交交交交交欠未", 1),
        # Admitted by the vote of 18 June (art. 8); of these months the first was made up for.
        (
            Account(
                Belonging(date(2026, 6, 18), admitted_on=date(2026, 6, 18)),
                (),
                a_year({**monthly(7, 11), 6: date(2026, 7, 8)}),
            ),
            "·····补交交交交交未",
            0,
        ),
        # Moved on 10 September, with August and September unpaid; from October on it is nobody's here to ask.
        (
            Account(Belonging(date(2016, 7, 1), date(2026, 9, 10)), (), a_year(monthly(1, 7))),
            "交交交交交交交欠欠···",
            0,
        ),
        # Let off from July on (art. 7).
        (
            Account(OLD, [Arrangement(ArrangementKind.EXEMPT, date(2026, 7, 1))], a_year(monthly(1, 6))),
            "交交交交交交免免免免免免",
            0,
        ),
        # Half a year at once on 30 June: in time for June, late for the others, within the six months of art. 12.
        (Account(OLD, (), a_year(dict.fromkeys(range(1, 7), date(2026, 6, 30)))), "补补补补补交欠欠欠欠欠未", 5),
        # Once a quarter, as the branch agreed (art. 12): the quarter that goes on is not owed.
        (
            Account(
                OLD,
                [Arrangement(ArrangementKind.QUARTERLY, date(2026, 1, 1))],
                a_year({month: date(2026, (month + 2) // 3 * 3, 28) for month in range(1, 7)}),
            ),
            "交交交交交交欠欠欠未未未",
            3,
        ),
    ],
)
def test_a_year_of_a_branch(account, months, run):
    today = date(2026, 12, 1)
    shown = "".join(LETTERS[account.state(Month(2026, month), today)] for month in range(1, 13))
    assert (shown, account.unpaid_run(today)) == (months, run)


@pytest.mark.parametrize(
    ("received_on", "arrangements", "note", "codes"),
    [
        # Provisions on dues, art. 12: arrears are made up for within six months as a rule (补交…一般不得超过6个月).
        (date(2026, 7, 31), (), "", []),
        (date(2026, 8, 1), (), "", ["note"]),
        (date(2026, 8, 1), (), "长期住院，8 月才联系上", []),
        (date(2026, 9, 30), [Arrangement(ArrangementKind.QUARTERLY, date(2026, 1, 1))], "", []),
    ],
)
def test_what_is_made_up_for_after_half_a_year_says_why(received_on, arrangements, note, codes):
    account = Account(OLD, arrangements)
    wanted = Receiving("甲", Month(2026, 1), 1250, received_on, note)
    reasons = why_not_receive(wanted, account, date(2026, 12, 1))
    assert [why.code for why in reasons] == codes
    assert account.is_long_late(Paid(1, wanted.month, 1250, received_on)) is (bool(codes) or bool(note))


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("12", 1200), ("12.5", 1250), ("12.50", 1250), ("¥1,012.50", 101250), ("１２．５０", 1250), ("12元", 1200), ("0.2", 20),
     ("12.505", None), ("-3", None), ("十二", None), ("1e3", None), ("", None), (".", None), ("²", None)],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(typed, fen):
    assert fen_typed(typed) == fen


@pytest.mark.parametrize(
    ("text", "amounts", "said"),
    [
        ("12.5\r\n\r\n8\r\n", {0: "12.5", 2: "8"}, ""),
        ("丙\t8\n甲\t12.5", {2: "8", 0: "12.5"}, ""),
        ("甲 12.5\n乙\n", {0: "12.5"}, ""),
        ("12.5\n8", {}, "粘贴了 2 行，表里有 3 人：从第一个人起整列复制，或者连姓名一起复制"),
        ("甲\t12\n丁\t8", {}, "表里没有唯一叫“丁”的人，核对姓名；重名的在格子里填"),
    ],
)
def test_a_column_is_taken_by_order_or_by_name(text, amounts, said):
    assert pasted_amounts(text, ["甲", "乙", "丙"]) == (amounts, said)


def test_two_who_share_a_name_are_not_guessed_between():
    assert pasted_amounts("甲\t12", ["甲", "甲"])[0] == {}


def test_an_amount_is_said_with_two_decimals():
    assert [yuan(fen) for fen in (1250, 20, 100000)] == ["12.50", "0.20", "1000.00"]


async def the_keeper(**many):
    structure = await a_branch(**many)
    return structure, secretary(structure)


async def test_payments_are_entered_all_or_none(db):
    structure, keeper = await the_keeper()
    first, second = structure.members[:2]
    good, early = Receipt(first.id, Month(2026, 10), 1250), Receipt(second.id, Month(2016, 6), 800)
    with pytest.raises(Refused, match="2016 年 6 月 1 日不在本支部"):
        await dues.receive(keeper, [good, early], Taken(TODAY, ""), now=MONDAY)
    assert await queries.paid_months(2026) == []
    assert await dues.receive(keeper, [good], Taken(TODAY, ""), now=MONDAY) == 1
    assert await queries.paid_months(2026) == [DuesMonth(first.person, 2026, 10, TODAY)]


async def test_a_month_is_paid_once_until_it_is_corrected(db):
    structure, keeper = await the_keeper()
    one, month = structure.members[0], Month(2026, 10)
    await dues.receive(keeper, [Receipt(one.id, month, 1250)], Taken(TODAY, ""), now=MONDAY)
    with pytest.raises(Refused, match="已经记过"):
        await dues.receive(keeper, [Receipt(one.id, month, 900)], Taken(TODAY, ""), now=MONDAY)
    [before] = await queries.payments_of(one.id, month)
    with pytest.raises(Refused, match="写明错在哪里"):
        await dues.correct(keeper, before.id, " ", 900, Taken(TODAY, ""), now=MONDAY)
    await dues.correct(keeper, before.id, "金额看错一行", 900, Taken(TODAY, "王会计"), now=MONDAY)
    assert [(each.amount_fen, each.taken_by, each.corrected) for each in await queries.payments_of(one.id, month)] == [
        (1250, keeper.name, "金额看错一行"),
        (900, "王会计", None),
    ]
    with pytest.raises(Refused, match="已经更正过"):
        await dues.correct(keeper, before.id, "再改", 800, Taken(TODAY, ""), now=MONDAY)


async def test_a_wrong_correction_leaves_the_payment_as_it_was(db):
    structure, keeper = await the_keeper()
    one, month = structure.members[0], Month(2026, 10)
    await dues.receive(keeper, [Receipt(one.id, month, 1250)], Taken(TODAY, ""), now=MONDAY)
    [before] = await queries.payments_of(one.id, month)
    with pytest.raises(Refused, match="收款日期在今天以后"):
        await dues.correct(keeper, before.id, "日期", 900, Taken(TODAY + timedelta(days=1), ""), now=MONDAY)
    assert [each.corrected for each in await queries.payments_of(one.id, month)] == [None]


async def test_a_probationary_member_pays_from_the_vote_on(db):
    """Art. 8; the branch of the tests admitted its probationary member on 1 June 2026."""
    structure, keeper = await the_keeper()
    new = next(one for one in structure.members if one.admitted_on == date(2026, 6, 1))
    with pytest.raises(Refused, match="党费从支部大会通过之日 2026-06-01 起交（党费规定第八条）"):
        await dues.receive(keeper, [Receipt(new.id, Month(2026, 5), 500)], Taken(TODAY, ""), now=MONDAY)
    line = await queries.own_dues(new.person, 2026, TODAY)
    assert [cell.state for cell in line.cells[4:7]] == [MonthState.OUTSIDE, MonthState.OWED, MonthState.OWED]
    assert (line.run, line.alarm, line.due) == (5, Alarm.ALARM, 7)


async def test_an_exemption_says_who_agreed(db):
    structure, keeper = await the_keeper()
    one = structure.members[0]
    wanted = (ArrangementKind.EXEMPT, date(2026, 1, 1), None)
    with pytest.raises(Refused, match="党费规定第七条"):
        await dues.arrange(keeper, one.id, *wanted, "", now=MONDAY)
    await dues.arrange(keeper, one.id, *wanted, "支部2025年12月研究，甲文党批〔2026〕1号", now=MONDAY)
    line = await queries.own_dues(one.person, 2026, TODAY)
    assert (line.due, line.count(MonthState.EXEMPT)) == (0, 12)
    [agreed] = await queries.arrangements()
    await dues.end_arrangement(keeper, agreed.id, date(2026, 9, 30))
    line = await queries.own_dues(one.person, 2026, TODAY)
    assert (line.due, line.count(MonthState.EXEMPT)) == (3, 9)


async def test_a_list_stays_as_it_was_published_and_everybody_is_told(db):
    """Art. 26: 党支部应当每年向党员公布一次党费收缴情况."""
    structure, keeper = await the_keeper(full=3, probationary=0, committee=1)
    one = structure.members[0]
    await dues.receive(keeper, [Receipt(one.id, Month(2026, 1), 1250)], Taken(TODAY, "", "住院"), now=MONDAY)
    made = await dues.publish(keeper, 2026, TODAY, "支部党员大会上宣布", now=MONDAY)
    with pytest.raises(Refused, match="2026 年的名单 2026-11-23 公布过，到现在没有变化，不用再公布"):
        await dues.publish(keeper, 2026, TODAY, "又按了一次", now=MONDAY)
    await dues.receive(keeper, [Receipt(one.id, Month(2026, 6), 1250)], Taken(TODAY, ""), now=MONDAY)
    shown = await dues_shown.publication(made)
    kept = ("name", "months_due", "months_paid", "months_late", "amount_fen")
    assert [tuple(row[word] for word in kept) for row in shown.lines] == [
        (one.name, 10, 1, 1, 1250),
        (structure.members[1].name, 10, 0, 0, 0),
        (structure.members[2].name, 10, 0, 0, 0),
    ]
    assert await dues_shown.dues_publications(date(2026, 1, 1), date(2026, 12, 31)) == [
        Done("dues_published", TODAY, f"/party/dues/publications/{made}", "支部党员大会上宣布")
    ]


async def test_a_member_who_left_is_on_the_table_of_the_year_and_not_of_the_next(db):
    structure, keeper = await the_keeper()
    leaving = structure.members[-2]
    await members.end_member(keeper, leaving.id, date(2026, 3, 15), "转往乙县文化馆党支部", now=MONDAY)
    lines = {line.member: line.due for line in await queries.dues_year(2026, TODAY)}
    assert lines[leaving.id] == 3
    assert leaving.id not in {line.member for line in await queries.dues_year(2027, date(2027, 1, 5))}


async def test_who_left_and_came_back_reads_both_times_of_their_year(db):
    structure, keeper = await the_keeper()
    one = structure.members[-2]
    await members.end_member(keeper, one.id, date(2026, 3, 15), "转往乙县文化馆党支部", now=MONDAY)
    days = MemberDays(date(2026, 9, 1), one.admitted_on, one.full_on)
    async with db.atomic():
        await write_member(one.person, days, now=MONDAY, today=TODAY)
    line = await queries.own_dues(one.person, 2026, TODAY)
    assert [n for n, cell in enumerate(line.cells, 1) if cell.state is MonthState.OUTSIDE] == [4, 5, 6, 7, 8]


async def test_somebody_who_is_no_member_owes_nothing(db):
    await a_branch()
    stranger = await a_person("路人", Role.STAFF)
    assert await queries.own_dues(stranger.person, 2026, TODAY) is None
