"""The 23 steps of 发展党员: which day each may have, by which text, and why something cannot be recorded yet.

The oracles are the articles themselves, of both texts (`admission_texts`).
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.gatherings.rules.calendar import Calendar, Day, DayKind
from app.party.rules.branch import Member, Standing, Trait
from app.party.rules.cases.acts import OF_OTHER_ROWS, REPEATED, Act, Stage
from app.party.rules.cases.beside import lacks_mentor, to_replace, why_not_beside
from app.party.rules.cases.clocks import months_after, notice_ends, working_days, years_after
from app.party.rules.cases.documents import Paper, lacking_at_the_end
from app.party.rules.cases.ending import why_not_end
from app.party.rules.cases.entering import Entry, entry, put_off_until
from app.party.rules.cases.explaining import why_not_explain
from app.party.rules.cases.facts import Beside, CaseFacts, End, Ending, Happened, Leaving, Notice, Votes
from app.party.rules.cases.judging import State, timeline
from app.party.rules.cases.leaving import leaves_soon, why_not_leave
from app.party.rules.cases.overview import open_acts
from app.party.rules.cases.recording import why_not_apply, why_not_correct, why_not_correct_birth, why_not_record
from app.party.rules.cases.reminding import round_of
from app.party.rules.cases.steps import RULES, STEP_NAMES, is_asked, leaving, majority, postponing
from app.party.rules.cases.texts import IN_2014, IN_2026
from app.party.rules.cases.timing import bounds, next_review
from app.party.rules.cases.upcoming import upcoming
from app.party.rules.citing import ADMISSION_2014, ADMISSION_2026
from app.party.rules.shares import Share, Shares
from app.party.rules.votes import Subject, rule_of
from app.training.rules.book import Mark
from tests.app.party.admission_texts import TEXT_2014, TEXT_2026

KNOWN = Calendar({})
TODAY = date(2026, 11, 23)
BORN = date(1998, 2, 3)
VOTES = Votes(eligible=9, present=8, in_favour=8)
SIX = frozenset({"admission_form", "application", "review_form", "vetting", "probation_form", "full_application"})
# A case under the text of 2026 with every act on a day that fits, in the order of the 23 steps.
WHOLE: tuple[tuple[Act, str], ...] = (
    (Act.APPLIED, "2026-05-11"),
    (Act.TALKED, "2026-06-11"),
    (Act.RECOMMENDED, "2026-06-20"),
    (Act.ACTIVIST, "2026-06-30"),
    (Act.FILED, "2026-07-06"),
    (Act.MENTORED, "2026-06-30"),
    (Act.EDUCATED, "2026-07-10"),
    (Act.REVIEWED, "2026-12-30"),
    (Act.ANALYSED, "2026-12-31"),
    (Act.REVIEWED, "2027-06-30"),
    (Act.OPINIONS, "2027-06-30"),
    (Act.PROPOSED, "2027-07-05"),
    (Act.AGREED, "2027-07-12"),
    (Act.NOTICE, "2027-07-13"),
    (Act.PROSPECT, "2027-07-21"),
    (Act.SPONSORED, "2027-07-21"),
    (Act.VETTED, "2027-08-20"),
    (Act.TRAINED, "2027-09-03"),
    (Act.EXAMINED, "2027-09-10"),
    (Act.PRE_REVIEWED, "2027-09-20"),
    (Act.FORM_ISSUED, "2027-09-21"),
    (Act.ADMITTED, "2027-10-20"),
    (Act.SUBMITTED, "2027-10-22"),
    (Act.SUPERIOR_TALKED, "2027-11-10"),
    (Act.APPROVED, "2028-01-22"),
    (Act.PLACED, "2028-01-25"),
    (Act.OATH, "2028-02-22"),
    (Act.PROBATION_REVIEWED, "2028-04-20"),
    (Act.ASKED_FULL, "2028-10-09"),
    (Act.PROBATION_REVIEWED, "2028-10-12"),
    (Act.OPINIONS_FULL, "2028-10-13"),
    (Act.EXAMINED_FULL, "2028-10-16"),
    (Act.VOTED_FULL, "2028-10-20"),
    (Act.CONFIRMED, "2029-01-20"),
    (Act.ARCHIVED, "2029-02-01"),
)
BOTH_DAYS = ("2026-05-10", "2026-05-11")
LONG_AFTER = date(2030, 1, 1)
ALL_KNOWN = Calendar({}, frozenset(range(2027, 2041)))


def day(text: str) -> date:
    return date.fromisoformat(text)


def happened(act: Act, on: str, number: int = 0, **more: object) -> Happened:
    votes = VOTES if act in (Act.ADMITTED, Act.VOTED_FULL, Act.EXTENDED) else None
    extra = {"days": 3} if act is Act.TRAINED else {}
    return Happened(act, day(on), number, **{"votes": votes, **extra, **more})  # type: ignore[arg-type]


def a_case(until: Act | None = None, **changes: object) -> CaseFacts:
    """The whole case, or as far as this act (itself excluded)."""
    rows: list[Happened] = []
    for number, (act, on) in enumerate(WHOLE, start=1):
        if act is until:
            break
        rows.append(happened(act, on, number))
    guides = [Beside(1, 11, "甲党员", day("2026-06-30")), Beside(2, 12, "乙党员", day("2026-06-30"))]
    sponsors = [Beside(3, 11, "甲党员", day("2027-07-21")), Beside(4, 12, "乙党员", day("2027-07-21"))]
    acts = {one.act for one in rows}
    facts = CaseFacts(
        1,
        7,
        "申小学",
        BORN,
        rows,
        guides if Act.MENTORED in acts else (),
        sponsors if Act.SPONSORED in acts else (),
        [Notice(1, day("2027-07-13"), day("2027-07-19"), True)] if Act.NOTICE in acts else (),
        True if Act.VETTED in acts else None,
        SIX,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def old_case(*rows: tuple[Act, str], **changes: object) -> CaseFacts:
    """A case with these acts alone."""
    made = [happened(act, on, number) for number, (act, on) in enumerate(rows, start=1)]
    return replace(CaseFacts(2, 8, "旧小案", BORN, made), **changes)  # type: ignore[arg-type]


def why(facts: CaseFacts, one: Happened, today: date = LONG_AFTER, calendar: Calendar = ALL_KNOWN) -> str:
    return " ".join(reason.sentence for reason in why_not_record(facts, one, today, calendar))


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-05-31", 1, "2026-06-30"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-05-11", 1, "2026-06-11"),
    ],
)
def test_a_month_ends_with_the_month(since, months, until):
    """“一个月” is the same day of the next month, and its last day where there is none."""
    assert months_after(day(since), months) == day(until)


@pytest.mark.parametrize(
    ("first", "until"),
    [
        # 国务院办公厅: 国庆节 2026 is 10-01 to 10-07 free, 09-20 and 10-10 worked.
        ("2026-09-28", "2026-10-09"),
        ("2026-09-30", "2026-10-12"),
        ("2026-10-01", "2026-10-13"),
        ("2026-10-08", "2026-10-13"),
        ("2026-11-23", "2026-11-27"),
        ("2026-11-21", "2026-11-27"),
    ],
)
def test_five_working_days_of_notice(first, until):
    """2026 art. 13: 公示期不少于五个工作日."""
    assert notice_ends(KNOWN, day(first)).day == day(until)
    assert working_days(KNOWN, day(first), day(until)).number == 5


def test_a_year_without_its_notice_is_counted_provisionally():
    counted = notice_ends(KNOWN, day("2026-12-30"))
    assert (counted.day, counted.is_provisional, counted.unknown_years) == (day("2027-01-05"), True, (2027,))
    entered = Calendar({day("2027-01-01"): Day(day("2027-01-01"), DayKind.HOLIDAY)}, frozenset({2027}))
    assert (notice_ends(entered, day("2026-12-30")).day, notice_ends(entered, day("2026-12-30")).is_provisional) == (
        day("2027-01-06"),
        False,
    )


def test_there_are_23_steps_and_every_act_belongs_to_one():
    assert list(STEP_NAMES) == list(range(1, 24))
    assert {RULES[act].step for act in Act} == set(STEP_NAMES)
    assert set(RULES) == set(Act)


ARTICLES = [
    # act, 2026, 2014: “2014 §19–40 became §18–39, §1–17 and §41–44 keep their numbers”
    (Act.APPLIED, "第五条", "第五条"),
    (Act.TALKED, "第七条", "第七条"),
    (Act.ACTIVIST, "第八条", "第八条"),
    (Act.MENTORED, "第九条", "第九条"),
    (Act.EDUCATED, "第十条", "第十条"),
    (Act.REVIEWED, "第十一条", "第十一条"),
    (Act.PROSPECT, "第十三条", "第十三条"),
    (Act.SPONSORED, "第十四条", "第十四条"),
    (Act.VETTED, "第十六条", "第十六条"),
    (Act.TRAINED, "第十七条", "第十七条"),
    (Act.EXAMINED, "第十八条", "第十九条"),
    (Act.ADMITTED, "第十九条", "第二十条"),
    (Act.SUBMITTED, "第二十一条", "第二十二条"),
    (Act.SUPERIOR_TALKED, "第二十三条", "第二十四条"),
    (Act.APPROVED, "第二十五条", "第二十六条"),
    (Act.PLACED, "第二十八条", "第二十九条"),
    (Act.OATH, "第二十九条", "第三十条"),
    (Act.PROBATION_REVIEWED, "第三十条", "第三十一条"),
    (Act.EXTENDED, "第三十一条", "第三十二条"),
    (Act.VOTED_FULL, "第三十二条", "第三十三条"),
    (Act.CONFIRMED, "第三十三条", "第三十四条"),
    (Act.ARCHIVED, "第三十六条", "第三十七条"),
]


@pytest.mark.parametrize(("act", "new", "old"), ARTICLES)
def test_an_act_is_judged_by_the_text_in_force_on_its_day(act, new, old):
    before, after = (RULES[act].citation(day(on)) for on in ("2026-05-10", "2026-05-11"))
    assert (before.document, before.article, before.mark) == (ADMISSION_2014, old, Mark.VERIFIED)
    assert (after.document, after.article, after.mark) == (ADMISSION_2026, new, Mark.VERIFIED)


OTHERS = [
    *(rule_of(subject, day(on)).citation for subject in (Subject.ADMISSION, Subject.CONFIRMATION) for on in BOTH_DAYS),
    *(majority(day(on)) for on in BOTH_DAYS),
    *(leaving(day(on)) for on in BOTH_DAYS),
    *(postponing(day(on)) for on in BOTH_DAYS),
]


@pytest.mark.parametrize("citation", [*IN_2014.values(), *IN_2026.values(), *OTHERS])
def test_what_is_quoted_stands_word_for_word_in_the_article_that_is_named(citation):
    articles = TEXT_2014 if citation.document is ADMISSION_2014 else TEXT_2026
    text = "".join(articles[one] for one in citation.article.split("、"))
    assert citation.quote
    assert [one for one in citation.quote.split("。") if one not in text] == []


def test_each_act_has_its_words_in_each_text_that_knows_it():
    """The text of 2014 knows no public notice; everything else stands in both."""
    assert (set(IN_2026), set(IN_2014)) == (set(Act), set(Act) - {Act.NOTICE})
    assert RULES[Act.NOTICE].citation(day("2026-05-10")).document is ADMISSION_2026


def test_the_text_of_2014_says_how_it_was_read():
    assert "转录，没有和官方网页逐字对照" in ADMISSION_2014.note


ONE_MONTH_TO_TALK = "党组织收到入党申请书后，应当在一个月内派人同入党申请人谈话"
ONE_MONTH_TO_MEET = "应当在一个月内提交党支部党员大会讨论"
THREE_TO_APPROVE = "应当在三个月内审批，并报上级党委组织部门备案"
ONE_MONTH_TO_OATH = "一般在批复同意接收预备党员后的一个月内"
THREE_TO_CONFIRM = "党委对党支部上报的预备党员转正的决议，应当在三个月内审批"
# act, what happened, the day it is judged by, its last day, the article of that day's text and the words in it.
LIMITS = [
    (Act.TALKED, [(Act.APPLIED, "2026-01-31")], "2026-05-10", "2026-02-28", "第七条", ONE_MONTH_TO_TALK),
    (Act.TALKED, [(Act.APPLIED, "2026-05-31")], "2026-06-20", "2026-06-30", "第七条", ONE_MONTH_TO_TALK),
    (Act.ADMITTED, [(Act.PRE_REVIEWED, "2026-06-30")], "2026-07-01", "2026-07-30", "第十九条", ONE_MONTH_TO_MEET),
    (Act.ADMITTED, [(Act.PRE_REVIEWED, "2026-03-01")], "2026-05-10", None, "第二十条", "由支部委员会提交支部大会讨论"),
    (Act.ADMITTED, [(Act.PRE_REVIEWED, "2026-03-01")], "2026-05-11", "2026-06-11", "第十九条", ONE_MONTH_TO_MEET),
    (Act.ADMITTED, [(Act.PRE_REVIEWED, "2026-05-10")], "2026-05-11", "2026-06-11", "第十九条", ONE_MONTH_TO_MEET),
    (Act.APPROVED, [(Act.SUBMITTED, "2026-11-30")], "2026-12-01", "2027-02-28", "第二十五条", THREE_TO_APPROVE),
    (Act.APPROVED, [(Act.SUBMITTED, "2019-11-30")], "2019-12-01", "2020-02-29", "第二十六条", THREE_TO_APPROVE),
    (Act.OATH, [(Act.APPROVED, "2026-08-31")], "2026-09-01", "2026-09-30", "第二十九条", ONE_MONTH_TO_OATH),
    (
        Act.OATH,
        [(Act.APPROVED, "2020-08-31")],
        "2020-12-01",
        None,
        "第三十条",
        "一般由基层党委或党支部（党总支）组织进行",
    ),
    (Act.CONFIRMED, [(Act.VOTED_FULL, "2026-05-20")], "2026-06-01", "2026-08-20", "第三十三条", THREE_TO_CONFIRM),
    (Act.CONFIRMED, [(Act.VOTED_FULL, "2019-11-30")], "2019-12-01", "2020-02-29", "第三十四条", THREE_TO_CONFIRM),
]


@pytest.mark.parametrize(("act", "rows", "judged_on", "latest", "article", "words"), LIMITS)
def test_the_last_day_of_an_act(act, rows, judged_on, latest, article, words):
    """The text of 2014 has no month from the pre-review to the meeting, and none from the approval to the oath."""
    citation = RULES[act].citation(day(judged_on))
    text = TEXT_2014 if citation.document is ADMISSION_2014 else TEXT_2026
    assert (citation.article, words in text[article]) == (article, True)
    assert ("一个月" in text[article] or "三个月" in text[article]) is (latest is not None)
    assert bounds(act, old_case(*rows), day(judged_on), KNOWN).latest == (day(latest) if latest else None)


@pytest.mark.parametrize(
    ("since", "latest", "at_most"),
    [("2026-08-31", "2026-11-30", "2027-02-28"), ("2019-08-31", "2019-11-30", "2020-02-29")],
)
def test_approval_may_take_six_months_in_special_circumstances(since, latest, at_most):
    """2026 第二十五条, 2014 第二十六条: 如遇特殊情况可(以)适当延长审批时间，但不得超过六个月."""
    between = bounds(Act.APPROVED, old_case((Act.SUBMITTED, since)), day(since), KNOWN)
    assert (between.latest, between.at_most) == (day(latest), day(at_most))


A_YEAR = "对经过一年以上培养教育和考察"
FIVE_DAYS = "公示期不少于五个工作日"
PROBATION = "预备党员的预备期为一年。预备期从{}通过其为预备党员之日算起"
# act, years before the case of 2026 to 2029, a day too early, the earliest, the article and its words.
EARLIEST = [
    (Act.OPINIONS, 0, "2027-06-29", "2027-06-30", "第十三条", A_YEAR),
    (Act.OPINIONS, 5, "2022-06-29", "2022-06-30", "第十三条", A_YEAR),
    (Act.PROSPECT, 0, "2027-07-19", "2027-07-20", "第十三条", FIVE_DAYS),
    (Act.VOTED_FULL, 0, "2028-10-19", "2028-10-20", "第三十一条", PROBATION.format("党支部党员大会")),
    (Act.VOTED_FULL, 5, "2023-10-19", "2023-10-20", "第三十二条", PROBATION.format("支部大会")),
]


@pytest.mark.parametrize(("act", "ago", "too_early", "earliest", "article", "words"), EARLIEST)
def test_the_first_day_of_an_act(act, ago, too_early, earliest, article, words):
    facts = years_earlier(a_case(act), ago)
    assert words in (TEXT_2014 if ago else TEXT_2026)[article]
    assert why_not_record(facts, happened(act, earliest), LONG_AFTER, ALL_KNOWN) == ()
    assert [one.code for one in why_not_record(facts, happened(act, too_early), LONG_AFTER, ALL_KNOWN)] == ["on"]
    assert earliest in why(facts, happened(act, too_early))


def years_earlier(facts: CaseFacts, years: int) -> CaseFacts:
    """The same case so many years before, under the text of 2014."""
    return replace(facts, happened=[replace(one, on=months_after(one.on, -12 * years)) for one in facts.happened])


def test_the_whole_case_can_be_recorded_act_by_act_and_ends_complete():
    for number, (act, on) in enumerate(WHOLE, start=1):
        before = replace(a_case(), happened=a_case().happened[: number - 1])
        assert why_not_record(before, happened(act, on), LONG_AFTER, ALL_KNOWN) == (), (
            act,
            why(before, happened(act, on)),
        )
    states = {one.step: one.state for one in timeline(a_case(), LONG_AFTER, ALL_KNOWN)}
    assert states == {**dict.fromkeys(range(1, 24), State.DONE), 21: State.NOT_ASKED}
    assert a_case().stage is Stage.FULL


@pytest.mark.parametrize(
    ("born", "applied", "refused"),
    [
        ("2008-05-11", "2026-05-11", False),
        ("2008-05-12", "2026-05-11", True),
        ("2008-02-29", "2026-02-27", True),
        ("2008-02-29", "2026-02-28", False),
    ],
)
def test_nobody_applies_before_they_are_eighteen(born, applied, refused):
    """第五条: 年满十八岁的…先进分子，…可以申请加入中国共产党."""
    reasons = why_not_apply(day(born), day(applied), TODAY)
    assert [("第五条" in one.sentence, "十八岁" in one.sentence) for one in reasons] == (
        [(True, True)] if refused else []
    )


REFUSED = [
    (
        Act.ACTIVIST,
        Act.RECOMMENDED,
        "2026-06-30",
        "先要有“党员推荐、群团组织推优”，才能记“确定为入党积极分子”",
        "第八条",
    ),
    (Act.TALKED, Act.TALKED, "2026-05-10", "“派人谈话”2026-05-10 早于“收到入党申请书”2026-05-11", "第七条"),
    (Act.ADMITTED, Act.FORM_ISSUED, "2027-10-20", "先要有“发放入党志愿书”", "第十九条"),
    (Act.APPROVED, Act.SUPERIOR_TALKED, "2028-01-01", "先要有“党委派人谈话”", "第二十五条"),
    (Act.EXAMINED, Act.VETTED, "2027-09-10", "先要有“政治审查”", "第十八条"),
]


@pytest.mark.parametrize(("act", "until", "on", "sentence", "article"), REFUSED)
def test_nothing_is_recorded_before_what_comes_before_it(act, until, on, sentence, article):
    said = why(a_case(until), happened(act, on))
    assert (sentence in said, article in said) == (True, True), said


def test_an_act_that_is_done_once_is_not_recorded_twice():
    assert (
        why(a_case(), happened(Act.TALKED, "2026-06-12")) == "“派人谈话”已经记在 2026-06-11；日期错了用那一条的“更正”"
    )


def test_what_is_to_come_is_not_recorded():
    assert why(a_case(Act.TALKED), happened(Act.TALKED, "2026-06-11"), day("2026-06-10")) == (
        "“派人谈话”的日期还没到，办了以后再记"
    )


@pytest.mark.parametrize(
    ("votes", "fields"),
    [
        (Votes(9, 8, 8), []),
        (Votes(9, 5, 5), []),
        (Votes(10, 6, 6), []),
        (Votes(9, 4, 4), ["present", "in_favour"]),
        (Votes(10, 5, 5), ["present", "in_favour"]),
        (Votes(10, 6, 5), ["in_favour"]),
        (Votes(10, 6, 6, written=1), []),
        (Votes(9, 8, 9), ["in_favour"]),
        (Votes(9, 9, 9, written=1), ["in_favour"]),
        (None, ["eligible"]),
    ],
)
def test_a_vote_passes_with_more_than_half_of_those_expected(votes, fields):
    """第二十条: 赞成人数超过应到会有表决权的党员人数的半数，才能通过接收预备党员的决议.

    第十九条: 实际到会有表决权的党员人数必须超过应到会有表决权的党员人数的半数. Written opinions count among the votes only.
    """
    facts = a_case(Act.ADMITTED)
    reasons = why_not_record(facts, replace(happened(Act.ADMITTED, "2027-10-20"), votes=votes), LONG_AFTER, ALL_KNOWN)
    assert [one.code for one in reasons] == fields


@pytest.mark.parametrize(
    ("training", "refused"),
    [({"days": 3}, False), ({"days": 2, "hours": 24}, False), ({"days": 2, "hours": 16}, True)],
)
def test_training_lasts_three_days_or_24_hours(training, refused):
    """第十七条: 培训时间一般不少于三天或者不少于二十四个学时. A norm: shorter ones are recorded with the reason."""
    one = replace(happened(Act.TRAINED, "2027-09-03"), days=0, hours=0)
    short = replace(one, **training)
    facts = a_case(Act.TRAINED)
    assert bool(why_not_record(facts, short, LONG_AFTER, ALL_KNOWN)) is refused
    assert why_not_record(facts, replace(short, said="个别特殊情况：……"), LONG_AFTER, ALL_KNOWN) == ()


NOTICES = [
    (None, "先登记公示"),
    (Notice(1, day("2027-07-13"), day("2027-07-16"), True), "公示只有 4 个工作日"),
    (Notice(1, day("2027-07-13"), day("2027-07-19")), "公示结果还没有记"),
    (Notice(1, day("2027-07-13"), day("2027-07-19"), False), "公示结果影响发展入党"),
]


@pytest.mark.parametrize(("notice", "sentence"), NOTICES)
def test_nobody_becomes_a_prospect_without_a_notice_that_stood(notice, sentence):
    """第十三条: 公示结果不影响发展入党的，可以列为发展对象."""
    facts = a_case(Act.PROSPECT, notices=[notice] if notice else [])
    said = why(facts, happened(Act.PROSPECT, "2027-07-25"))
    assert (sentence in said, "第十三条" in said) == (True, True), said


def test_a_missing_holiday_table_is_named_with_its_repair():
    said = why(a_case(Act.PROSPECT), happened(Act.PROSPECT, "2027-07-21"), calendar=KNOWN)
    assert "2027 年的放假通知还没有录入，公示满没满五个工作日只能暂算" in said
    assert "在“工作日历”录入后再记" in said


def test_before_2026_05_11_no_notice_is_asked():
    """The public notice became a national rule with the text of 2026."""
    rows = a_case(Act.NOTICE).happened
    moved = [replace(one, on=one.on - timedelta(days=365 * 5)) for one in rows]
    facts = replace(a_case(Act.NOTICE), happened=moved)
    last = moved[-1].on
    assert (is_asked(Act.NOTICE, day("2026-05-10")), is_asked(Act.NOTICE, day("2026-05-11"))) == (False, True)
    assert why_not_record(facts, Happened(Act.PROSPECT, last), LONG_AFTER, KNOWN) == ()
    on_the_day = replace(facts, happened=[*moved])
    assert "先登记公示" in why(on_the_day, happened(Act.PROSPECT, "2026-05-11"))


def test_until_2026_the_superior_was_told_and_since_then_agrees():
    assert (RULES[Act.AGREED].called(day("2026-05-10")), RULES[Act.AGREED].called(day("2026-05-11"))) == (
        "报上级党委备案",
        "上级党委同意",
    )


def test_who_failed_the_vetting_is_not_examined():
    """第十六条: 凡是未经政治审查或者政治审查不合格的，不能发展入党."""
    said = why(a_case(Act.EXAMINED, vetting=False), happened(Act.EXAMINED, "2027-09-10"))
    assert said.startswith("凡是未经政治审查或者政治审查不合格的，不能发展入党")


def test_a_prospect_has_two_sponsors():
    """第十四条: 发展对象应当有两名正式党员作入党介绍人."""
    facts = a_case(Act.EXAMINED)
    left = [replace(facts.sponsors[0], ended_on=day("2027-08-31")), facts.sponsors[1]]
    said = why(replace(facts, sponsors=left), happened(Act.EXAMINED, "2027-09-10"))
    assert "入党介绍人要两名正式党员，现在 1 名" in said


@pytest.mark.parametrize(
    ("until", "allowed"),
    [("2029-04-19", False), ("2029-04-20", True), ("2029-10-20", True), ("2029-10-21", False)],
)
def test_probation_is_extended_once_by_half_a_year_to_a_year(until, allowed):
    """第三十一条: 可以延长一次预备期，延长时间不能少于半年，最长不超过一年."""
    facts = a_case(Act.VOTED_FULL)
    one = happened(Act.EXTENDED, "2028-10-25", until=day(until))
    assert (why_not_record(facts, one, LONG_AFTER, ALL_KNOWN) == ()) is allowed
    if allowed:
        extended = facts.and_then(replace(one, number=99))
        assert "已经记在" in why(extended, one)
        assert extended.probation_ends == day(until)
        assert "不能提前讨论转正" in why(extended, happened(Act.VOTED_FULL, "2028-11-01"))


def test_the_six_papers_are_filed_at_the_end():
    """第三十六条: 《中国共产党入党志愿书》、入党申请书、《入党积极分子培养考察登记表》、政治审查材料……转正申请书."""
    facts = a_case(Act.ARCHIVED, documents=SIX - {Paper.VETTING.value, Paper.PROBATION_FORM.value})
    said = why(facts, happened(Act.ARCHIVED, "2029-02-01"))
    assert "归档材料还缺：政治审查材料、《预备党员教育考察登记表》" in said


def test_reviews_are_due_every_half_year_of_an_activist():
    """第十一条: 党支部每半年对入党积极分子进行一次考察."""
    facts = old_case((Act.ACTIVIST, "2026-08-31"))
    assert next_review(facts) == day("2027-02-28")
    assert next_review(facts.and_then(happened(Act.REVIEWED, "2027-02-20"))) == day("2027-08-20")
    assert next_review(a_case()) is None


def states(facts: CaseFacts, today: date, calendar: Calendar = ALL_KNOWN) -> dict[Act, State]:
    return {line.act: line.state for step in timeline(facts, today, calendar) for line in step.acts}


STATES_OF_TALK = [
    ("2026-05-11", State.OPEN, {}),
    ("2026-05-12", State.NEAR, {}),
    ("2026-06-11", State.NEAR, {}),
    ("2026-06-12", State.LATE, {}),
    ("2026-06-12", State.EXPLAINED, {Act.TALKED: "申请人外出培训"}),
]


@pytest.mark.parametrize(("today", "state", "explained"), STATES_OF_TALK)
def test_a_limit_comes_near_and_passes(today, state, explained):
    facts = old_case((Act.APPLIED, "2026-05-11"), explained=explained)
    assert states(facts, day(today))[Act.TALKED] is state


@pytest.mark.parametrize(("on", "state"), [("2026-06-11", State.DONE), ("2026-06-12", State.LATE)])
def test_what_was_done_late_stands_and_asks_for_an_explanation(on, state):
    facts = old_case((Act.APPLIED, "2026-05-11"), (Act.TALKED, on))
    assert states(facts, TODAY)[Act.TALKED] is state


def test_a_gap_in_the_file_is_lacking_and_no_verdict():
    facts = a_case()
    without = replace(facts, happened=[one for one in facts.happened if one.act is not Act.FILED])
    assert states(without, LONG_AFTER)[Act.FILED] is State.LACKING


def test_mentors_who_left_are_to_be_replaced():
    """第九条: 对因工作岗位发生变动无法正常履行职责，以及其他原因不适宜担任培养联系人的，党组织应当及时予以调整."""
    facts = a_case(Act.OPINIONS)
    here = {11: Member(1, 11, "甲党员", Standing.FULL, day("2016-07-01"))}
    assert [one.person for one in to_replace(facts, here, TODAY)] == [12]
    ended = replace(facts, mentors=[replace(one, ended_on=day("2026-10-01")) for one in facts.mentors])
    assert (lacks_mentor(facts, TODAY), lacks_mentor(ended, TODAY)) == (False, True)


FULL = Member(1, 21, "丙党员", Standing.FULL, date(2016, 7, 1))
GUIDES = [
    (Act.MENTORED, None, "不是本支部的正式党员"),
    (Act.MENTORED, replace(FULL, standing=Standing.PROBATIONARY), "不是本支部的正式党员"),
    (Act.MENTORED, replace(FULL, person=7), "不能是申请人自己"),
    (Act.MENTORED, replace(FULL, person=11), "已经是了"),
    (Act.MENTORED, FULL, "已有两名：甲党员、乙党员"),
    (Act.SPONSORED, replace(FULL, traits=frozenset({Trait.NO_VOTE})), "未恢复党员权利的不能作入党介绍人"),
    (Act.SPONSORED, FULL, None),
]


@pytest.mark.parametrize(("act", "member", "sentence"), GUIDES)
def test_one_or_two_full_members_are_beside_an_applicant(act, member, sentence):
    """第九条: 指定一至两名正式党员; 第十四条: 受留党察看处分、尚未恢复党员权利的党员，不能作入党介绍人."""
    facts = replace(a_case(Act.SPONSORED), sponsors=[])
    reasons = why_not_beside(act, facts, member, "丙党员", day("2027-07-21"))
    assert [sentence in one.sentence for one in reasons] == ([True] if sentence else [])


def test_what_is_due_next_is_told_with_its_article():
    facts = a_case(Act.ADMITTED)
    due = upcoming(facts, day("2027-09-25"), ALL_KNOWN)
    assert [(one.act, one.on, one.citation.article) for one in due] == [(Act.ADMITTED, day("2027-10-20"), "第十九条")]


def test_nothing_is_due_in_a_case_that_ended():
    facts = a_case(Act.ADMITTED, ending=Ending(End.WITHDRAWN, day("2027-09-24"), "个人原因"))
    assert upcoming(facts, day("2027-09-25"), ALL_KNOWN) == []
    assert "已经结束" in why(facts, happened(Act.ADMITTED, "2027-10-20"))


def test_the_roll_follows_the_case():
    """第三十一条: 从党支部党员大会通过其为预备党员之日算起; 第三十三条: 党员的党龄，从预备期满转为正式党员之日算起."""
    voted, ends = day("2027-10-20"), day("2028-10-20")
    assert entry(a_case(Act.APPROVED), None) is None
    assert entry(a_case(Act.CONFIRMED), None) == Entry(None, Standing.PROBATIONARY, voted, voted)
    member = Member(5, 7, "申小学", Standing.PROBATIONARY, voted, voted)
    assert entry(a_case(Act.CONFIRMED), member) is None
    assert entry(a_case(), member) == Entry(5, Standing.FULL, voted, voted, ends)
    assert entry(a_case(), replace(member, standing=Standing.FULL)) is None


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-06-10", None),
        ("2026-06-16", 14),
        ("2026-06-26", 14),
        ("2026-06-27", 3),
        ("2026-06-30", 3),
        ("2026-07-01", -1),
    ],
)
def test_reminders_come_in_rounds(today, told):
    assert round_of(day("2026-06-30"), day(today)) == told


def test_a_correction_moves_nothing_below_what_rests_on_it():
    facts = a_case()
    number = next(one.number for one in facts.happened if one.act is Act.ACTIVIST)
    later = happened(Act.ACTIVIST, "2026-08-01")
    said = [one.sentence for one in why_not_correct(facts, number, later, LONG_AFTER, ALL_KNOWN)]
    assert [one.startswith("“报上级党委备案”（2026-07-06）建立在这条之上") for one in said] == [True]
    assert why_not_correct(facts, number, happened(Act.ACTIVIST, "2026-06-29"), LONG_AFTER, ALL_KNOWN) == ()


def test_a_record_that_others_rest_on_is_not_taken_off():
    facts = a_case()
    number = next(one.number for one in facts.happened if one.act is Act.FORM_ISSUED)
    assert len(why_not_correct(facts, number, None, LONG_AFTER, ALL_KNOWN)) == 1
    last = facts.happened[-1]
    assert (last.act, why_not_correct(facts, last.number, None, LONG_AFTER, ALL_KNOWN)) == (Act.ARCHIVED, ())


def test_the_five_papers_are_filed_at_the_end_under_the_text_of_2014():
    """2014 第三十七条: …入党申请书、政治审查材料、转正申请书和培养教育考察材料; a register form is one of the last."""
    words = "《中国共产党入党志愿书》、入党申请书、政治审查材料、转正申请书和培养教育考察材料"
    assert "".join(RULES[Act.ARCHIVED].citation(day("2024-01-01")).quote).endswith(f"{words}，交党委存入本人人事档案")
    four = {"admission_form", "application", "vetting", "full_application"}
    on = day("2024-01-01")
    assert lacking_at_the_end(on, four) == [Paper.GUIDANCE]
    assert [lacking_at_the_end(on, four | {more}) for more in ("guidance", "review_form", "probation_form")] == [[]] * 3
    assert lacking_at_the_end(day("2026-05-11"), four | {"guidance"}) == [Paper.REVIEW_FORM, Paper.PROBATION_FORM]


def test_a_case_asks_for_the_share_that_the_library_set():
    thirds = Shares(Share(Fraction(2, 3), "县委组织部通知"), Share(Fraction(3, 4), "县委组织部通知"))
    wanted = happened(Act.ADMITTED, "2027-10-20", votes=Votes(9, 5, 5))
    reasons = why_not_record(a_case(Act.ADMITTED), wanted, LONG_AFTER, ALL_KNOWN, thirds)
    assert [(one.code, "出处：县委组织部通知" in one.sentence) for one in reasons] == [
        ("present", True),
        ("in_favour", True),
    ]
    enough = replace(wanted, votes=Votes(9, 7, 7))
    assert why_not_record(a_case(Act.ADMITTED), enough, LONG_AFTER, ALL_KNOWN, thirds) == ()


HALF_YEARS = [
    # since, the next review, the article and the words of its text
    ("2019-08-31", "2020-02-29", "第十一条", "党支部每半年对入党积极分子进行一次考察"),
    ("2026-08-31", "2027-02-28", "第十一条", "党支部每半年对入党积极分子进行一次考察"),
]


@pytest.mark.parametrize(("since", "due", "article", "words"), HALF_YEARS)
def test_reviews_are_half_yearly_under_both_texts(since, due, article, words):
    citation = RULES[Act.REVIEWED].citation(day(since))
    assert (citation.article, citation.quote) == (article, words)
    assert next_review(old_case((Act.ACTIVIST, since))) == day(due)


EXTENSIONS = [
    # years earlier, the day of the vote, from, to, and the article of that day's text
    (0, "2028-10-25", "2029-04-20", "2029-10-20", "第三十一条"),
    (5, "2023-10-25", "2024-04-20", "2024-10-20", "第三十二条"),
]


@pytest.mark.parametrize(("ago", "on", "first", "last", "article"), EXTENSIONS)
def test_an_extension_is_half_a_year_to_a_year_under_both_texts(ago, on, first, last, article):
    words = "可以延长一次预备期，延长时间不能少于半年，最长不超过一年"
    citation = RULES[Act.EXTENDED].citation(day(on))
    assert (citation.article, citation.quote) == (article, words)
    facts = years_earlier(a_case(Act.VOTED_FULL), ago)
    assert facts.extension_range == (day(first), day(last))
    too_long = happened(Act.EXTENDED, on, until=day(last) + timedelta(days=1))
    assert (f"延到 {first} 至 {last} 之间的一天" in why(facts, too_long), article in why(facts, too_long)) == (
        True,
        True,
    )


PUT_OFF = [
    # came on, today, until: “推迟时间不超过六个月” from the end of probation, 2028-10-20
    ("2028-03-01", "2028-10-19", None),
    ("2028-03-01", "2028-10-20", "2029-04-20"),
    ("2027-10-20", "2028-10-20", None),
]


@pytest.mark.parametrize(("came_on", "today", "until"), PUT_OFF)
def test_the_vote_of_who_came_from_elsewhere_may_be_put_off(came_on, today, until):
    """2026 第三十五条, 2014 第三十六条."""
    admitted = day("2027-10-20")
    member = Member(5, 7, "申小学", Standing.PROBATIONARY, day(came_on), admitted)
    assert put_off_until(a_case(Act.VOTED_FULL), member, day(today)) == (day(until) if until else None)
    assert put_off_until(a_case(), member, day(today)) is None


LEAVINGS = [
    # leaves on, meets on, what is said; 2026 art. 18: 发展对象未来三个月内将离开工作、学习单位的，一般不办理…手续
    (None, "2027-10-20", "", False),
    ("2028-01-21", "2027-10-20", "", False),
    ("2028-01-20", "2027-10-20", "", True),
    ("2027-11-30", "2027-10-20", "", True),
    ("2027-10-01", "2027-10-20", "", True),
    ("2027-11-30", "2027-10-20", "岗位调整在本市内，上级党委同意按期办理", False),
]


@pytest.mark.parametrize(("leaves_on", "on", "said", "asked"), LEAVINGS)
def test_who_leaves_within_three_months_is_admitted_only_with_a_reason(leaves_on, on, said, asked):
    leaving_on = Leaving(day(leaves_on), "调往外地") if leaves_on else None
    facts = a_case(Act.ADMITTED, leaving=leaving_on)
    reasons = why_not_record(facts, happened(Act.ADMITTED, on, said=said), LONG_AFTER, ALL_KNOWN)
    assert [(one.code, "第十八条" in one.sentence, "写明为什么办" in one.sentence) for one in reasons] == (
        [("said", True, True)] if asked else []
    )


def test_under_the_text_of_2014_it_is_article_19_and_nothing_is_asked_of_who_is_admitted():
    facts = years_earlier(a_case(Act.PRE_REVIEWED, leaving=Leaving(day("2022-10-31"), "毕业")), 5)
    wanted = happened(Act.PRE_REVIEWED, "2022-09-20")
    assert "（2014年）第十九条" in why(facts, wanted)
    assert leaves_soon(facts, day("2022-09-20"))
    admitted = a_case(Act.SUBMITTED, leaving=Leaving(day("2027-11-30"), "毕业"))
    assert not leaves_soon(admitted, day("2027-10-25"))
    assert why_not_record(admitted, happened(Act.SUBMITTED, "2027-10-22"), LONG_AFTER, ALL_KNOWN) == ()


@pytest.mark.parametrize(
    ("facts", "leaves_on", "sentence"),
    [
        (a_case(Act.TRAINED), "2027-12-01", ""),
        (a_case(Act.TRAINED), "2026-05-10", "离开不能早于收到申请书的 2026-05-11"),
        (a_case(Act.TRAINED), None, "没有记过要离开"),
        (a_case(Act.TRAINED, leaving=Leaving(date(2027, 12, 1))), None, ""),
        (a_case(Act.TRAINED, ending=Ending(End.MOVED, date(2027, 9, 1), "调走")), "2027-12-01", "2027-09-01 已经结束"),
    ],
)
def test_when_somebody_leaves(facts, leaves_on, sentence):
    reasons = why_not_leave(facts, day(leaves_on) if leaves_on else None)
    assert [sentence in one.sentence for one in reasons] == ([True] if sentence else [])


@pytest.mark.parametrize(
    ("born_on", "sentence"),
    [
        ("1998-02-13", ""),
        ("2008-05-11", ""),
        ("1998-02-03", "和现在记的一样"),
        (
            "2008-05-12",
            "2026-05-12 才满十八岁，不能早于这天收申请书（《中国共产党发展党员工作细则》（2026年修订）第五条）",
        ),
        ("2026-05-11", "不早于收到申请书的日期"),
    ],
)
def test_a_day_of_birth_is_put_right_where_they_were_eighteen(born_on, sentence):
    reasons = why_not_correct_birth(a_case(), day(born_on), LONG_AFTER)
    assert [(one.code, sentence in one.sentence) for one in reasons] == ([("born_on", True)] if sentence else [])


ORDINARY = [act for act in Act if act not in OF_OTHER_ROWS | REPEATED and act is not Act.APPLIED]
DAYS = st.dates(date(2026, 5, 11), date(2031, 12, 31))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ORDINARY), DAYS), max_size=60))
def test_no_order_of_records_brings_an_act_before_what_it_rests_on(tried):
    """Whatever is tried, in whatever order: what the rules let in is always in order, and never before its earliest day."""
    facts = a_case()
    beside = [one for one in facts.happened if one.act in OF_OTHER_ROWS | {Act.APPLIED}]
    facts = replace(facts, happened=beside)
    for number, (act, on) in enumerate(tried, start=100):
        votes = VOTES if act in (Act.ADMITTED, Act.VOTED_FULL, Act.EXTENDED) else None
        one = Happened(act, on, number, "写明", votes, until=day("2029-06-01"))
        if not why_not_record(facts, one, date(2032, 1, 1), ALL_KNOWN):
            facts = facts.and_then(one)
    for one in facts.happened:
        if one.number >= 100:
            assert all((before := facts.first(need)) and before.on <= one.on for need in RULES[one.act].needs)
    if (opinions := facts.day(Act.OPINIONS)) and (activist := facts.day(Act.ACTIVIST)):
        assert opinions >= years_after(activist, 1)
    if (voted := facts.day(Act.VOTED_FULL)) and (admitted := facts.day(Act.ADMITTED)):
        assert voted >= years_after(admitted, 1)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_never_skip_one(since, months):
    until = months_after(since, months)
    assert (until.year * 12 + until.month) - (since.year * 12 + since.month) == months
    assert until.day == since.day or (until.day < since.day and (until + timedelta(days=1)).day == 1)


def test_an_extension_puts_the_vote_off_and_asks_for_the_superior_s_approval():
    """第三十一条: 延长预备期……应当经党支部党员大会讨论通过和上级党组织批准."""
    before = a_case(Act.ASKED_FULL)
    extended = before.and_then(happened(Act.EXTENDED, "2028-10-25", number=99, until=day("2029-10-20")))
    on = day("2028-11-01")
    acts = {one.act: one for step in timeline(extended, on, ALL_KNOWN) for one in step.acts}
    assert [acts[one].state for one in (Act.ASKED_FULL, Act.VOTED_FULL, Act.EXTENDED, Act.EXTENSION_APPROVED)] == [
        State.OPEN,
        State.AHEAD,
        State.DONE,
        State.OPEN,
    ]
    assert Act.EXTENSION_APPROVED in {one.act for one in open_acts(timeline(extended, on, ALL_KNOWN))}
    untouched = {one.act: one.state for step in timeline(before, on, ALL_KNOWN) for one in step.acts}
    assert (untouched[Act.EXTENDED], untouched[Act.EXTENSION_APPROVED]) == (State.NOT_ASKED, State.AHEAD)
    said = why(extended, happened(Act.EXTENDED, "2028-12-01", until=day("2029-06-20")))
    assert said == (
        "预备期只能延长一次，已经记在 2028-10-25（《中国共产党发展党员工作细则》（2026年修订）第三十一条）；"
        "日期错了用那一条的“更正”"
    )


ENDINGS = [
    (Act.TALKED, End.WITHDRAWN, "2026-06-01", ""),
    (Act.TALKED, End.WITHDRAWN, "2026-05-10", "“收到入党申请书”记在 2026-05-11，结束不能早于它"),
    (Act.TALKED, End.CANCELLED, "2026-06-01", "还没有批准为预备党员，没有资格可以取消"),
    (Act.VOTED_FULL, End.CANCELLED, "2028-11-01", ""),
    (Act.VOTED_FULL, End.MOVED, "2028-11-01", ""),
    (Act.VOTED_FULL, End.WITHDRAWN, "2028-11-01", "只能记“材料转交现单位党组织”、“取消预备党员资格”"),
    (Act.ARCHIVED, End.WITHDRAWN, "2029-02-01", "已批准转正，个案不会再中止"),
    (Act.TALKED, End.MOVED, "2030-01-01", "结束的日期还没到"),
]


@pytest.mark.parametrize(("until", "kind", "on", "sentence"), ENDINGS)
def test_how_a_case_ends_follows_from_what_it_came_to(until, kind, on, sentence):
    """第三十一条: 不履行党员义务、不具备党员条件的，应当取消其预备党员资格; 第三十四条: 预备期未满的预备党员…发生变动."""
    reasons = why_not_end(a_case(until), kind, day(on), day("2029-12-31"))
    assert [sentence in one.sentence for one in reasons] == ([True] if sentence else [])


@pytest.mark.parametrize("born", ["2026-05-11", "9990-01-01", "1926-05-10", "0198-08-08"])
def test_nobody_is_born_after_they_applied_or_a_hundred_years_before(born):
    assert [one.code for one in why_not_apply(day(born), day("2026-05-11"), TODAY)] == ["born_on"]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2028-01-05", State.RUNNING),
        ("2028-09-19", State.RUNNING),
        ("2028-09-20", State.NEAR),
        ("2028-10-19", State.NEAR),
        ("2028-10-20", State.DONE),
    ],
)
def test_probation_runs_for_a_year_from_the_vote(today, state):
    """第三十一条: 预备党员的预备期为一年。预备期从党支部党员大会通过其为预备党员之日算起."""
    steps = timeline(a_case(Act.PROBATION_REVIEWED), day(today), ALL_KNOWN)
    assert next(one.state for one in steps if one.step == 18) is state


def test_nothing_is_explained_that_is_neither_late_nor_lacking():
    facts = a_case(Act.TALKED)
    said = [why_not_explain(facts, Act.TALKED, day(on), ALL_KNOWN) for on in ("2026-06-11", "2026-06-12")]
    assert [[one.sentence for one in each] for each in said] == [
        ["“派人谈话”没有逾期也不缺，不用说明；到期没办成再写"],
        [],
    ]


@pytest.mark.parametrize(
    ("on", "present", "majority"),
    [
        ("2026-05-10", "2014年）第二十条", "2014年）第二十一条"),
        ("2026-05-11", "2026年修订）第十九条", "2026年修订）第二十条"),
    ],
)
def test_each_half_of_a_vote_names_its_own_article(on, present, majority):
    """2026: 第十九条 实际到会…必须超过…半数, 第二十条 赞成人数超过…半数; one number later in 2014."""
    facts = old_case((Act.FORM_ISSUED, "2026-05-10"), (Act.PRE_REVIEWED, "2026-05-10"))
    wanted = happened(Act.ADMITTED, on, votes=Votes(9, 4, 4))
    sentences = [one.sentence for one in why_not_record(facts, wanted, TODAY, KNOWN)]
    assert [present in sentences[0], majority in sentences[1]] == [True, True], sentences
