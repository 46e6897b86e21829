"""The calendar of duties, case by case: each expected day and state with the article it follows from."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.party.rules.branch import CommitteePost, Group, Member, Standing, Structure, Term, Trait
from app.party.rules.correcting import Correction, spoken_of
from app.party.rules.cycles import (
    Asked,
    Cell,
    DuesTold,
    Explained,
    Facts,
    State,
    away,
    calendar_of,
    january_ahead,
    next_due,
)
from app.party.rules.cycles.reminding import Due, reminders
from app.party.rules.facts import AppraisalHeld, Appraised, Done, Held, Hours, Talk
from app.party.rules.meetings import MeetingKind as Kind
from app.party.rules.settings import Key, Setting

LONG_AGO = date(2016, 7, 1)
POSTS = (CommitteePost.SECRETARY, CommitteePost.ORGANISATION, CommitteePost.PUBLICITY)


def a_member(number: int, **more: object) -> Member:
    given = {"standing": Standing.FULL, "since": LONG_AGO, "admitted_on": LONG_AGO, "full_on": date(2017, 7, 1)}
    return Member(id=number, person=number, name=f"党员{number}", **{**given, **more})


def nine(**more: object) -> Structure:
    members = [a_member(n, post=POSTS[n] if n < 3 else None) for n in range(9)]
    term = Term(1, 3, date(2025, 3, 1), date(2028, 2, 29))
    given = {"members": members, "has_committee": True, "founded_on": LONG_AGO, "term": term}
    return Structure(branch=1, name="甲支部", day=LONG_AGO, **{**given, **more})


def asked(
    today: date, facts: Facts | None = None, *settings: Setting, year: int = 0, structure: Structure | None = None
):
    base = structure or nine()
    return Asked(year or today.year, today, lambda day: replace(base, day=day), facts or Facts(), settings)


def cells(question: Asked) -> dict[str, Cell]:
    return {cell.key: cell for row in calendar_of(question) for cell in row.cells}


def a_meeting(kind: Kind, on: date, **more: object) -> Held:
    given = {"is_over": True, **more}
    return Held(1, "/party/meetings/1", "会", frozenset({kind}), on, **given)


# 支部工作条例第十一条：一般每季度召开1次。The days of domain rule PB-01: day 1 of the third month is when it becomes near.
@pytest.mark.parametrize(
    ("today", "held", "state", "days"),
    [
        (date(2026, 8, 31), None, State.AHEAD, 30),
        (date(2026, 9, 1), None, State.NEAR, 29),
        (date(2026, 9, 30), None, State.NEAR, 0),
        (date(2026, 10, 1), None, State.OVERDUE, -1),
        (date(2026, 9, 1), date(2026, 7, 1), State.DONE, 29),
        (date(2026, 10, 1), date(2026, 9, 30), State.DONE, -1),
        (date(2026, 10, 1), date(2026, 6, 30), State.OVERDUE, -1),
        (date(2026, 10, 1), date(2026, 10, 1), State.OVERDUE, -1),
    ],
)
def test_a_general_meeting_each_quarter(today, held, state, days):
    facts = Facts(held=[a_meeting(Kind.GENERAL, held)] if held else [])
    cell = cells(asked(today, facts))["general.2026-Q3"]
    assert (cell.state, cell.due_on, cell.days) == (state, date(2026, 9, 30), days)


# 支部工作条例第十二条：一般每月召开1次。The 25th (of a month of thirty: six days before its end, 24th) is ours, PB-03.
@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 2, 21), State.AHEAD),
        (date(2026, 2, 22), State.NEAR),
        (date(2026, 2, 28), State.NEAR),
        (date(2026, 3, 1), State.OVERDUE),
    ],
)
def test_a_committee_meeting_each_month(today, state):
    cell = cells(asked(today))["committee.2026-02"]
    assert (cell.state, cell.due_on) == (state, date(2026, 2, 28))


def test_a_leap_year_has_a_day_more():
    assert cells(asked(date(2024, 2, 29), year=2024))["committee.2024-02"].state is State.NEAR


def test_without_a_committee_its_meetings_do_not_apply():
    """支部工作条例第二十条：正式党员不足7人的党支部，设1名书记 — no committee, and 第十二条 has nobody to ask."""
    small = nine(has_committee=False, members=[a_member(n) for n in range(5)])
    cell = cells(asked(date(2026, 8, 1), structure=small))["committee.2026"]
    assert (cell.state, cell.sentence) == (State.NOT_APPLICABLE, "没有设支部委员会（正式党员 5 人）")


def test_a_committee_counts_from_its_first_whole_month():
    def on(day: date) -> Structure:
        return replace(nine(has_committee=day >= date(2026, 3, 10)), day=day)

    found = cells(Asked(2026, date(2026, 6, 1), on, Facts()))
    states = [found[f"committee.2026-{month:02d}"].state for month in range(1, 6)]
    assert states == [State.NOT_APPLICABLE] * 3 + [State.OVERDUE] * 2


def test_each_group_has_a_row_and_without_groups_it_does_not_apply():
    """支部工作条例第十三条：党小组会一般每月召开1次 — each group its own."""
    two = nine(groups=[Group(1, "一组"), Group(2, "二组")])
    facts = Facts(held=[a_meeting(Kind.GROUP, date(2026, 7, 3), group=1)])
    found = cells(asked(date(2026, 8, 1), facts, structure=two))
    assert (found["group-1.2026-07"].state, found["group-2.2026-07"].state) == (State.DONE, State.OVERDUE)
    alone = cells(asked(date(2026, 8, 1)))["group.2026"]
    assert (alone.state, alone.sentence) == (State.NOT_APPLICABLE, "没有划分党小组")


def test_a_group_that_ends_in_the_year_is_asked_until_then():
    def on(day: date) -> Structure:
        return replace(nine(groups=[Group(1, "一组")] if day <= date(2026, 3, 20) else []), day=day)

    found = cells(Asked(2026, date(2026, 6, 1), on, Facts()))
    states = [found[f"group-1.2026-{month:02d}"].state for month in range(1, 6)]
    assert states == [State.OVERDUE] * 2 + [State.NOT_APPLICABLE] * 3


# 支部工作条例第三十七条：自2018年10月28日起施行 — the first whole month is November, the first whole quarter that of 2019.
def test_nothing_is_asked_before_the_text_was_in_force():
    found = cells(asked(date(2019, 6, 1), year=2018))
    assert found["committee.2018-10"].state is State.NOT_APPLICABLE
    assert found["committee.2018-10"].sentence == "规定 2018-10-28 起施行，从下一期起算"
    assert found["committee.2018-11"].state is State.OVERDUE
    assert (found["general.2018"].state, found["life.2018"].state) == (State.NOT_APPLICABLE, State.NOT_APPLICABLE)
    assert cells(asked(date(2020, 1, 1), year=2019))["life.2019"].state is State.OVERDUE


# 教育管理条例第四十六条：自2019年5月6日起施行 — the hours of art. 20 are asked of 2019, whose last quarter it saw.
def test_hours_are_asked_from_the_year_of_their_text():
    hours = [Hours(1, "party", 2018, 0, 32, "/party/hours"), Hours(1, "party", 2019, 0, 32, "/party/hours")]
    assert cells(asked(date(2020, 1, 1), Facts(hours=hours), year=2018))["hours.2018"].state is State.NOT_APPLICABLE
    assert cells(asked(date(2020, 1, 1), Facts(hours=hours), year=2019))["hours.2019"].state is State.OVERDUE


def test_a_branch_founded_in_the_year_is_asked_from_its_first_whole_period():
    young = nine(founded_on=date(2026, 5, 20))
    found = cells(asked(date(2026, 12, 1), structure=young))
    months = [found[f"themed.2026-{month:02d}"].state for month in (4, 5, 6)]
    assert months == [State.NOT_APPLICABLE, State.NOT_APPLICABLE, State.OVERDUE]
    assert [found[f"general.2026-Q{n}"].state for n in (2, 3)] == [State.NOT_APPLICABLE, State.OVERDUE]
    assert found["life.2026"].state is State.NEAR
    late = nine(founded_on=date(2026, 10, 2))
    assert cells(asked(date(2026, 12, 1), structure=late))["life.2026"].state is State.NOT_APPLICABLE


# 支部工作条例第十六条：每月相对固定1天开展主题党日. Seven days before the fixed day it is near (PB-06), in the month before
# if need be; once the fixed day is over, the month that the text asks for still has its last day.
@pytest.mark.parametrize(
    ("fixed", "today", "state", "due"),
    [
        (0, date(2026, 9, 22), State.AHEAD, date(2026, 9, 30)),
        (0, date(2026, 9, 23), State.NEAR, date(2026, 9, 30)),
        (15, date(2026, 9, 7), State.AHEAD, date(2026, 9, 15)),
        (15, date(2026, 9, 8), State.NEAR, date(2026, 9, 15)),
        (15, date(2026, 9, 15), State.NEAR, date(2026, 9, 15)),
        (15, date(2026, 9, 20), State.NEAR, date(2026, 9, 30)),
        (15, date(2026, 10, 1), State.OVERDUE, date(2026, 9, 30)),
        (3, date(2026, 8, 26), State.AHEAD, date(2026, 9, 3)),
        (3, date(2026, 8, 27), State.NEAR, date(2026, 9, 3)),
    ],
)
def test_a_themed_day_each_month(fixed, today, state, due):
    settings = [Setting(Key.THEMED_DAY, fixed, date(2026, 1, 1), None, "支委会")] if fixed else []
    cell = cells(asked(today, None, *settings))["themed.2026-09"]
    assert (cell.state, cell.due_on) == (state, due)


def test_a_theme_decided_afterwards_and_open_matters_want_to_be_seen_to():
    """第十六条：主题党日开展前，党支部应当认真研究确定主题和内容；开展后，应当抓好议定事项的组织落实。"""
    late = a_meeting(Kind.THEMED_DAY, date(2026, 7, 10), theme_decided_on=date(2026, 7, 11), open_actions=2)
    cell = cells(asked(date(2026, 8, 1), Facts(held=[late])))["themed.2026-07"]
    assert cell.state is State.LACKS
    assert cell.sentence == "07-10 那次的主题没有在开展以前研究确定；07-10 那次还有 2 项议定的事没有落实"


# 第十六条 writes 按期 and no number: by the quarter is the library's setting, and 0 leaves the whole year.
def test_lectures_by_the_quarter_or_by_the_year():
    by_quarter = cells(asked(date(2026, 7, 1)))
    assert [by_quarter[f"lecture.2026-Q{n}"].state for n in (1, 2, 3)] == [State.OVERDUE, State.OVERDUE, State.AHEAD]
    once = Setting(Key.LECTURES, 0, date(2026, 1, 1), None, "县里没有规定")
    assert cells(asked(date(2026, 7, 1), None, once))["lecture.2026"].state is State.AHEAD
    assert cells(asked(date(2027, 1, 1), None, once, year=2026))["lecture.2026"].state is State.OVERDUE


def test_a_number_of_lectures_may_be_set_or_given_up_within_the_year():
    none = Setting(Key.LECTURES, 0, date(2026, 1, 1), date(2026, 6, 30), "县里没有规定")
    found = [cells(asked(date(2026, 12, 1), None, none))[f"lecture.2026-Q{n}"] for n in (1, 2, 3)]
    assert [one.state for one in found] == [State.NOT_APPLICABLE, State.NOT_APPLICABLE, State.OVERDUE]
    assert found[0].sentence == "本馆没有定这一期的次数"


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 9, 30), State.AHEAD), (date(2026, 10, 1), State.NEAR), (date(2027, 1, 1), State.OVERDUE)],
)
def test_an_organizational_life_meeting_each_year(today, state):
    """支部工作条例第十七条：每年至少召开1次组织生活会，一般安排在第四季度."""
    assert cells(asked(today, year=2026))["life.2026"].state is state
    held = Facts(held=[a_meeting(Kind.LIFE, date(2026, 1, 2))])
    assert cells(asked(today, held, year=2026))["life.2026"].state is State.DONE


# 支部工作条例第十八条：一般每年开展1次民主评议党员 — every full member; whoever came in the last quarter was asked elsewhere.
def test_every_full_member_is_appraised():
    members = [*nine().members, a_member(20, since=date(2026, 11, 1)), a_member(21, standing=Standing.PROBATIONARY)]
    results = [Appraised(n, 2026, date(2026, 11, 5), "/party/appraisals/1") for n in range(8)]
    question = asked(date(2026, 12, 1), Facts(appraised=results), structure=nine(members=members))
    cell = cells(question)["appraisal.2026"]
    assert (cell.state, cell.sentence) == (State.NEAR, "还差 1 人：党员8")
    whole = Facts(appraised=[*results, Appraised(8, 2026, date(2026, 12, 1), "/party/appraisals/1")])
    done = cells(asked(date(2026, 12, 1), whole, structure=nine(members=members)))["appraisal.2026"]
    assert done.state is State.DONE


def test_the_meeting_of_a_round_stands_in_the_year_of_its_round():
    """一般每年开展1次民主评议党员 (支部工作条例 art. 18); a year's round may be held in the first quarter of the next one."""
    early = replace(a_meeting(Kind.APPRAISAL, date(2026, 2, 6)), number=7)
    rounds = [
        AppraisalHeld(2025, date(2026, 2, 6), "/party/appraisals/1", 7, "民主评议"),
        AppraisalHeld(2026, date(2026, 11, 5), "/party/appraisals/2"),
    ]
    found = {
        year: [one.href for one in cells(asked(date(2026, 12, 1), Facts(held=[early], rounds=rounds), year=year))[
            f"appraisal.{year}"
        ].records]
        for year in (2025, 2026)
    }  # fmt: skip
    assert found == {2025: ["/party/appraisals/1", "/party/meetings/7"], 2026: ["/party/appraisals/2"]}


def test_talks_cover_the_committee_and_everybody():
    """支部工作条例第十九条：党支部委员之间、党支部委员和党员之间、党员和党员之间，每年谈心谈话一般不少于1次。"""
    pairs = [(0, 1), (0, 2), (1, 2), *((0, n) for n in range(3, 9)), (1, 3), (2, 4), (3, 4), (5, 6), (7, 8)]
    talks = [Talk(n, f"/party/talks/{n}", date(2026, 5, 1), pair) for n, pair in enumerate(pairs)]
    assert cells(asked(date(2026, 11, 1), Facts(talks=talks)))["talks.2026"].state is State.DONE
    without = [one for one in talks if one.persons != (7, 8)]
    cell = cells(asked(date(2026, 11, 1), Facts(talks=without)))["talks.2026"]
    assert (cell.state, cell.sentence) == (State.NEAR, "还差 2 人：党员7、党员8")
    assert cells(asked(date(2026, 10, 31), Facts(talks=without)))["talks.2026"].state is State.AHEAD


@pytest.mark.parametrize(
    ("today", "term", "state", "due"),
    [
        (date(2027, 8, 29), Term(1, 3, date(2025, 3, 1), date(2028, 2, 29)), State.DONE, date(2027, 12, 31)),
        (date(2027, 8, 31), Term(1, 3, date(2025, 3, 1), date(2028, 2, 29)), State.NEAR, date(2028, 2, 29)),
        (date(2028, 2, 29), Term(1, 3, date(2025, 3, 1), date(2028, 2, 29)), State.NEAR, date(2028, 2, 29)),
        (date(2028, 3, 1), Term(1, 3, date(2025, 3, 1), date(2028, 2, 29)), State.OVERDUE, date(2028, 2, 29)),
        (
            date(2028, 3, 1),
            Term(1, 3, date(2025, 3, 1), date(2028, 2, 29), date(2029, 2, 28)),
            State.DONE,
            date(2028, 12, 31),
        ),
    ],
)
def test_a_term_is_near_its_end_for_half_a_year(today, term, state, due):
    """支部工作条例第二十一条：一般每届任期3年；上级一般提前6个月提醒；延长一般不超过1年。"""
    cell = cells(asked(today, structure=nine(term=term)))[f"term.{today.year}"]
    assert (cell.state, cell.due_on) == (state, due)


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 8, 31), State.AHEAD), (date(2026, 9, 1), State.NEAR), (date(2027, 1, 1), State.OVERDUE)],
)
def test_the_secretary_is_trained_each_year(today, state):
    """支部工作条例第二十五条：每年应当至少参加1次县级以上党组织举办的集中轮训。"""
    assert cells(asked(today, year=2026))["training.2026"].state is state
    done = Done("secretary_training", date(2026, 6, 3), "/party/done/1", "轮训班")
    assert cells(asked(today, Facts(done=[done]), year=2026))["training.2026"].state is State.DONE


def new_since(since: date) -> Structure:
    members = [a_member(0, post=CommitteePost.SECRETARY, post_since=since), *nine().members[1:]]
    return nine(members=members)


TRAINED = Done("secretary_post_training", date(2026, 8, 20), "/party/done/2", "任职培训")


@pytest.mark.parametrize(
    ("since", "today", "done", "state", "due"),
    [
        (date(2026, 3, 1), date(2026, 7, 31), [], State.AHEAD, date(2026, 9, 1)),
        (date(2026, 3, 1), date(2026, 8, 1), [], State.NEAR, date(2026, 9, 1)),
        (date(2026, 3, 1), date(2026, 9, 1), [], State.NEAR, date(2026, 9, 1)),
        (date(2026, 3, 1), date(2026, 9, 2), [], State.OVERDUE, date(2026, 9, 1)),
        (date(2026, 3, 1), date(2026, 9, 2), [TRAINED], State.DONE, date(2026, 9, 1)),
        # What was learned before the post is no training for it.
        (date(2026, 8, 31), date(2026, 12, 31), [TRAINED], State.AHEAD, date(2027, 2, 28)),
        (date(2026, 8, 31), date(2027, 1, 5), [], State.AHEAD, date(2027, 2, 28)),
        (date(2026, 8, 31), date(2027, 3, 1), [], State.OVERDUE, date(2027, 2, 28)),
    ],
)
def test_a_new_secretary_is_trained_within_half_a_year(since, today, done, state, due):
    """支部工作条例第二十五条：对新任党支部书记应当进行任职培训。Six months: the plan of 2019 to 2023 as retold [S]."""
    cell = cells(asked(today, Facts(done=done), structure=new_since(since)))[f"post.{today.year}"]
    assert (cell.state, cell.due_on, cell.item.rule.id) == (state, due, "PB-13")
    assert f"书记党员0 {since} 任职，{due} 前参加任职培训（6 个月是本馆设置）" in cell.sentence or done == [TRAINED]


def test_the_library_may_ask_for_it_sooner_and_whoever_is_not_new_is_asked_nothing():
    sooner = Setting(Key.POST_TRAINING, 3, date(2026, 1, 1), None, "县委组织部通知")
    cell = cells(asked(date(2026, 5, 1), None, sooner, structure=new_since(date(2026, 3, 1))))["post.2026"]
    assert (cell.state, cell.due_on) == (State.NEAR, date(2026, 6, 1))
    long_ago = cells(asked(date(2026, 5, 1), structure=new_since(date(2025, 3, 1))))
    assert "post.2026" not in long_ago
    before_the_text = asked(date(2018, 11, 1), structure=new_since(date(2018, 10, 1)))
    assert "post.2018" not in cells(before_the_text)


def test_a_new_secretary_is_told_a_month_and_a_week_before():
    def told(day: date) -> list[date]:
        rows = calendar_of(asked(day, structure=new_since(date(2026, 3, 1))))
        return [one.on for one in reminders(rows, [], day) if one.item == "post"]

    days = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 25)]
    assert [told(day) for day in days] == [[], days[1:2], days[2:]]


@pytest.mark.parametrize(
    ("today", "told", "shown"),
    [
        (date(2027, 1, 29), None, False),
        (date(2027, 1, 30), date(2027, 1, 30), True),
        (date(2027, 2, 21), date(2027, 1, 30), True),
        (date(2027, 2, 22), date(2027, 2, 22), True),
        (date(2027, 3, 2), date(2027, 3, 2), True),
    ],
)
def test_the_end_of_a_correction_is_told_without_a_name(today, told, shown):
    """教育管理条例第三十条：限期改正时间不超过1年; thirty and seven days before and the day after are ours."""
    one = Correction(7, 4, date(2027, 3, 1))
    assert reminders([], [], today, [one]) == ([Due("correction-7", "limit", told)] if told else [])
    assert bool(spoken_of([one], today)) is shown


def test_the_secretary_reports_upwards_and_to_the_members():
    """支部工作条例第二十七条：每年应当向上级党组织和党支部党员大会述职 — both."""
    up = Done("secretary_report_up", date(2026, 12, 3), "/party/done/1", "向机关党委述职")
    half = cells(asked(date(2026, 12, 10), Facts(done=[up])))["report.2026"]
    assert (half.state, half.sentence) == (State.NEAR, "有 1 / 2")
    meeting = Done("secretary_report_meeting", date(2026, 12, 9), "/party/done/2", "向党员大会述职")
    assert cells(asked(date(2026, 12, 10), Facts(done=[up, meeting])))["report.2026"].state is State.DONE


def test_leading_cadres_take_part():
    """支部工作条例第十五条：党员领导干部应当带头参加所在党支部或者党小组组织生活。"""
    members = [*nine().members[:8], a_member(8, traits=frozenset({Trait.LEADING_CADRE}))]
    alone = nine(members=members)
    found = cells(asked(date(2026, 11, 2), structure=alone))["dual.2026"]
    assert (found.state, found.sentence) == (State.NEAR, "还没有参加的：党员8")
    came = a_meeting(Kind.GENERAL, date(2026, 7, 1), attended=frozenset({8}))
    assert cells(asked(date(2026, 11, 2), Facts(held=[came]), structure=alone))["dual.2026"].state is State.DONE
    assert cells(asked(date(2026, 11, 2)))["dual.2026"].state is State.NOT_APPLICABLE


def test_hours_of_everybody_but_the_old_and_ill():
    """教育管理条例第二十条：一般不少于32学时；第二十三条：年老体弱的不作硬性要求。"""
    members = [a_member(0, post=CommitteePost.SECRETARY), a_member(1), a_member(2, traits=frozenset({Trait.FRAIL}))]
    hours = [Hours(n, "party", 2026, done, 32, "/party/hours") for n, done in enumerate((32, 31.5, 0))]
    question = asked(date(2026, 12, 1), Facts(hours=hours), structure=nine(members=members))
    cell = cells(question)["hours.2026"]
    assert (cell.state, cell.sentence) == (State.NEAR, "还差 1 人：党员1")


# 党费规定第十二条：主动按月交纳；补交一般不得超过6个月. From three months on it is overdue (PB-18).
@pytest.mark.parametrize(
    ("today", "told", "state"),
    [
        (date(2026, 7, 9), DuesTold(7, 10, 0, 0), State.AHEAD),
        (date(2026, 7, 10), DuesTold(7, 10, 0, 0), State.NEAR),
        (date(2026, 7, 10), DuesTold(7, 10, 10, 0), State.DONE),
        # 第十二条：经党支部同意，可以每季度交纳一次. Two have until September: July does not wait for them.
        (date(2026, 7, 31), DuesTold(7, 10, 8, 0, 2), State.DONE),
        (date(2026, 7, 31), DuesTold(7, 10, 7, 0, 2), State.NEAR),
        (date(2026, 7, 31), DuesTold(7, 10, 0, 0, 10), State.NEAR),
        (date(2026, 8, 1), DuesTold(7, 10, 9, 1), State.LACKS),
        (date(2026, 8, 1), DuesTold(7, 10, 9, 0), State.DONE),
        (date(2026, 10, 31), DuesTold(7, 10, 9, 1), State.LACKS),
        (date(2026, 11, 1), DuesTold(7, 10, 9, 1), State.OVERDUE),
    ],
)
def test_dues_of_a_month(today, told, state):
    assert cells(asked(today, Facts(dues=[told])))["dues.2026-07"].state is state


def test_dues_are_published_each_year():
    """党费规定第二十六条：党支部应当每年向党员公布一次党费收缴情况。"""
    shown = Facts(done=[Done("dues_published", date(2026, 3, 1), "/party/dues/publications/1", "公布")])
    assert cells(asked(date(2026, 3, 2), shown))["published.2026"].state is State.DONE
    assert cells(asked(date(2027, 1, 1), year=2026))["published.2026"].state is State.OVERDUE


# 教育管理条例第三十二条：应当保持经常联系 — how often is the library's setting, 60 days to begin with.
@pytest.mark.parametrize(
    ("contact", "setting", "state", "said"),
    [
        (date(2026, 9, 1), 60, State.LACKS, "党员8已经 61 天没有联系记录"),
        (date(2026, 9, 2), 60, State.DONE, "已完成 1 / 1"),
        (date(2026, 9, 2), 30, State.LACKS, "党员8已经 60 天没有联系记录"),
        (None, 60, State.LACKS, "党员8还没有联系记录"),
    ],
)
def test_members_who_are_away_are_spoken_to(contact, setting, state, said):
    away_one = nine(members=[*nine().members[:8], a_member(8, traits=frozenset({Trait.FLOWING}))])
    done = [Done("flowing_contact", contact, "/party/done/1", "电话", 8)] if contact else []
    own = Setting(Key.CONTACT_DAYS, setting, date(2026, 1, 1), None, "支委会")
    cell = cells(asked(date(2026, 11, 1), Facts(done=done), own, structure=away_one))["flowing.2026"]
    assert (cell.state, cell.sentence) == (state, said)


def test_more_than_the_text_asks_can_be_asked_and_begins_with_the_next_period():
    twice = Setting(Key.THEMED, 2, date(2026, 7, 15), None, "支委会 2026-07-14")
    held = Facts(held=[a_meeting(Kind.THEMED_DAY, date(2026, month, 10)) for month in (7, 8)])
    found = cells(asked(date(2026, 9, 1), held, twice))
    assert (found["themed.2026-07"].state, found["themed.2026-08"].state) == (State.DONE, State.OVERDUE)


def test_the_ledger_may_begin_later_than_the_branch():
    own = Setting(Key.LEDGER_FROM, 202603, date(2026, 1, 1), None, "以前记在本子上")
    found = cells(asked(date(2026, 5, 1), None, own))
    assert [found[f"committee.2026-{n:02d}"].state for n in (2, 3)] == [State.NOT_APPLICABLE, State.OVERDUE]
    assert found["committee.2026-02"].sentence == "本馆的台账从 2026-03-01 记起"
    # What was not over when it began is still asked: the quarter, and the year.
    assert (found["general.2026-Q1"].state, found["life.2026"].state) == (State.OVERDUE, State.AHEAD)
    assert cells(asked(date(2026, 5, 1), None, own, structure=nine(term=None)))["term.2026"].state is State.LACKS


def test_minutes_that_lack_something_and_lists_left_open_are_not_complete():
    lacking = a_meeting(Kind.GENERAL, date(2026, 7, 1), lacks=("记录人", "决议"))
    cell = cells(asked(date(2026, 9, 1), Facts(held=[lacking])))["general.2026-Q3"]
    assert (cell.state, cell.sentence) == (State.LACKS, "07-01 那次还缺：记录人、决议")
    forgotten = a_meeting(Kind.GENERAL, date(2026, 7, 1), is_over=False)
    left = cells(asked(date(2026, 9, 1), Facts(held=[forgotten])))["general.2026-Q3"]
    assert (left.state, left.sentence) == (State.LACKS, "07-01 那次还没有结束点名")
    planned = a_meeting(Kind.GENERAL, date(2026, 9, 20), is_over=False)
    ahead = cells(asked(date(2026, 9, 1), Facts(held=[planned])))["general.2026-Q3"]
    assert (ahead.state, ahead.sentence) == (State.NEAR, "已安排 09-20")


# “一般”: a norm with room for exceptions; the explanation stays beside the cell, and its withdrawal too.
def test_an_explanation_closes_a_cell_until_it_is_taken_back():
    at = datetime(2026, 8, 2, tzinfo=UTC)
    own = Explained(1, "committee", "2026-07", "书记住院，八月补开", "书记", at)
    said = cells(asked(date(2026, 8, 3), Facts(explained=[own])))["committee.2026-07"]
    assert (said.state, said.explained) == (State.EXPLAINED, [own])
    back = replace(own, withdrawn_by="书记", withdrawn_at=at, withdrawn_why="写错了月份")
    again = cells(asked(date(2026, 8, 3), Facts(explained=[back])))["committee.2026-07"]
    assert (again.state, again.explained) == (State.OVERDUE, [back])
    late = a_meeting(Kind.COMMITTEE, date(2026, 7, 30))
    both = cells(asked(date(2026, 8, 3), Facts(held=[late], explained=[own])))["committee.2026-07"]
    assert both.state is State.DONE


def test_what_is_due_next_is_the_earliest_of_the_texts():
    rows = calendar_of(asked(date(2026, 9, 10)))
    said = [cell.key for cell in next_due(rows, date(2026, 9, 10))][:4]
    assert said == ["general.2026-Q3", "committee.2026-09", "themed.2026-09", "dues.2026-09"]


@pytest.mark.parametrize(
    ("last", "leave", "today", "expected"),
    [
        (date(2026, 1, 31), None, date(2026, 4, 29), []),
        (date(2026, 1, 31), None, date(2026, 4, 30), [(3, False)]),
        (date(2026, 1, 31), None, date(2026, 6, 30), [(5, True)]),
        (date(2026, 1, 31), date(2026, 5, 10), date(2026, 6, 30), []),
    ],
)
def test_who_has_not_taken_part_for_months(last, leave, today, expected):
    """教育管理条例第三十一条（六）：没有正当理由，连续6个月不参加党的组织生活.

    PB-20 asks at three and at five months; leave stops the clock.
    """
    days = [date(2026, month, 10) for month in range(2, 8)]
    held = [a_meeting(Kind.GENERAL, last, expected=frozenset({1}), attended=frozenset({1}))]
    for day in days:
        excused = frozenset({1}) if day == leave else frozenset[int]()
        held.append(a_meeting(Kind.GENERAL, day, expected=frozenset({1}), excused=excused))
    one = nine(members=[a_member(1)])
    assert [(each.months, each.is_urgent) for each in away(one, held, today)] == expected
    frail = nine(members=[a_member(1, traits=frozenset({Trait.FRAIL}))])
    assert away(frail, held, today) == []


def test_who_came_in_the_meantime_is_counted_from_their_coming():
    held = [a_meeting(Kind.GENERAL, date(2026, 7, 10), expected=frozenset({1}))]
    newcomer = nine(members=[a_member(1, since=date(2026, 6, 1))])
    assert away(newcomer, held, date(2026, 8, 31)) == []
    assert [one.months for one in away(newcomer, held, date(2026, 9, 1))] == [3]


@pytest.mark.parametrize(
    ("day", "today", "told"),
    [
        (3, date(2026, 12, 26), None),
        (3, date(2026, 12, 27), date(2026, 12, 27)),
        (3, date(2026, 12, 31), date(2026, 12, 27)),
        (3, date(2027, 1, 1), date(2027, 1, 1)),
        (1, date(2026, 12, 25), date(2026, 12, 25)),
        (1, date(2026, 12, 30), date(2026, 12, 30)),
        (8, date(2026, 12, 31), None),
        (0, date(2026, 12, 31), None),
    ],
)
def test_the_themed_day_of_january_is_told_before_the_year_is_over(day, today, told):
    """支部工作条例第十六条：每月相对固定1天; seven and two days before it are this product's."""
    fixed = [Setting(Key.THEMED_DAY, day, date(2026, 1, 1), None, "支委会")] if day else []
    rows = january_ahead(asked(today, None, *fixed, year=2027))
    expected = [Due("themed", "2027-01", told, "主题党日（1月）")] if told else []
    assert reminders(rows, [], today) == expected
