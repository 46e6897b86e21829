"""What a paper says and why it is not issued; what stars ask for; what is entered about a volunteer."""

from datetime import date

import pytest

from app.gatherings.rules.attendance import Source
from app.service.rules.papers import (
    PaperSetting,
    PaperTitle,
    Served,
    Sums,
    chosen,
    number_said,
    surname_only,
    time_said,
    why_not_issue,
    why_not_period,
    why_not_set_paper,
)
from app.service.rules.recognition import (
    CommendationFacts,
    EvaluationFacts,
    Proof,
    Quality,
    why_not_commend,
    why_not_evaluate,
)
from app.service.rules.stars import (
    DEFAULT_SCALE,
    StarScale,
    StarStanding,
    hours_typed,
    is_proposed,
    minutes_to_next,
    scale_on,
    star_reached,
    why_not_decide,
    why_not_scale,
)

TODAY = date(2026, 11, 30)
SCAN = Served(1, 180, Source.SCAN)
LIST = Served(2, 100, Source.LIST)
HAND = Served(3, 60, Source.HAND)
THEIRS = Served(4, 240, Source.SCAN, ours=False, unit="示例志愿者协会")


def said(reasons):
    return [(one.code, one.sentence) for one in reasons]


def test_what_was_recorded_at_the_time_and_what_was_written_in_are_two_sums():
    assert chosen([SCAN, LIST, HAND]).sums == Sums(2, 280, 1, 60)


def test_what_a_partner_records_is_left_out_and_said():
    """Source: 民政部令第67号 art. 26; 志愿服务条例 art. 41."""
    one = chosen([SCAN, THEIRS, HAND])
    assert (one.ids, one.sums, one.left_out_units) == ([1, 3], Sums(1, 180, 1, 60), ["示例志愿者协会"])


@pytest.mark.parametrize(
    ("records", "own", "code"),
    [
        ([SCAN], False, []),
        ([SCAN], True, ["own"]),
        ([], False, ["nothing"]),
        ([THEIRS], False, ["partner"]),
        ([SCAN, Served(5, 60, Source.SCAN, corrected=True)], False, ["corrected"]),
        ([SCAN, Served(6, 60, Source.SCAN, ours=False, corrected=True)], False, []),
    ],
)
def test_a_paper_is_issued_of_service_that_the_library_records_and_never_of_one_s_own(records, own, code):
    assert [one.code for one in why_not_issue(is_own=own, records=chosen(records))] == code


@pytest.mark.parametrize(
    ("from_on", "to_on", "code"),
    [
        (None, None, []),
        (TODAY, TODAY, []),
        (None, date(2026, 12, 1), ["to_on"]),
        (date(2026, 12, 1), None, ["from_on"]),
        (date(2026, 11, 2), date(2026, 11, 1), ["from_on"]),
    ],
)
def test_the_days_of_a_paper_are_over_and_in_order(from_on, to_on, code):
    assert [one.code for one in why_not_period(from_on, to_on, TODAY)] == code


def test_a_certificate_names_who_answers_for_it_and_by_what_decision():
    assert why_not_set_paper(PaperSetting(PaperTitle.RECORD)) == ()
    assert [one.code for one in why_not_set_paper(PaperSetting(PaperTitle.CERTIFICATE))] == [
        "leader",
        "contact",
        "source",
    ]
    full = PaperSetting(PaperTitle.CERTIFICATE, "单知行", "0517-00000000", "2026年第3次馆务会")
    assert why_not_set_paper(full) == ()


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 小时"),
        (60, "1 小时"),
        (210, "3 小时 30 分钟"),
        (66, "1 小时 6 分钟"),
        (100, "1 小时 40 分钟"),
        (59, "0 小时 59 分钟"),
    ],
)
def test_hours_are_the_unit_and_nothing_is_rounded(minutes, text):
    assert time_said(minutes) == text


def test_numbers_say_the_kind_and_the_year():
    assert number_said(PaperTitle.RECORD, 2026, 7) == "志记〔2026〕7号"
    assert number_said(PaperTitle.CERTIFICATE, 2026, 8) == "志证〔2026〕8号"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王明", "王**"), ("王小明", "王**"), ("令狐册", "令狐**"), ("阿依古丽·买买提", "阿**"), ("㛃", "㛃**")],
)
def test_the_check_page_knows_a_surname(name, masked):
    assert surname_only(name) == masked


@pytest.mark.parametrize(("hours", "star"), [(99, 0), (100, 1), (299, 1), (300, 2), (1000, 4), (1500, 5), (9000, 5)])
def test_stars_by_hours(hours, star):
    """Source: 志愿服务记录办法 (民函〔2012〕340号): 100, 300, 600, 1000, 1500 hours."""
    assert star_reached(hours * 60, DEFAULT_SCALE) == star


def test_one_minute_less_is_not_enough():
    assert (star_reached(5999, DEFAULT_SCALE), minutes_to_next(5999, DEFAULT_SCALE)) == (0, 1)
    assert minutes_to_next(1500 * 60, DEFAULT_SCALE) is None


@pytest.mark.parametrize(
    ("standing", "proposed"),
    [
        (StarStanding(1, 5999), False),
        (StarStanding(1, 6000), True),
        (StarStanding(1, 6000, awarded=1), False),
        (StarStanding(1, 18000, awarded=1), True),
        (StarStanding(1, 6000, declined=1, declined_minutes=6000), False),
        (StarStanding(1, 6060, declined=1, declined_minutes=6000), True),
        (StarStanding(1, 18000, declined=1, declined_minutes=6000), True),
    ],
)
def test_who_has_reached_the_next_star_is_proposed_and_a_refusal_holds_until_there_are_more_hours(standing, proposed):
    assert is_proposed(standing, DEFAULT_SCALE) is proposed


def test_the_scale_that_was_set_last_holds_from_its_day():
    local = StarScale((30, 60), date(2026, 6, 1), "市文明办通知")
    later = StarScale((50,), date(2027, 1, 1), "馆务会")
    scales = [local, later]
    assert scale_on(scales, date(2026, 5, 31)) is DEFAULT_SCALE
    assert scale_on(scales, date(2026, 6, 1)) is local
    assert scale_on(scales, date(2027, 1, 1)) is later


def test_a_scale_rises_and_never_reaches_back():
    def why(hours, from_on=TODAY):
        return [one.code for one in why_not_scale(StarScale(hours, from_on, ""), TODAY)]

    assert (why((30, 60)), why(()), why((30, 30)), why((60, 30)), why((0,))) == (
        [],
        ["hours"],
        ["hours"],
        ["hours"],
        ["hours"],
    )
    assert why((1, 2, 3, 4, 5, 6)) == ["hours"]
    assert why((30,), date(2026, 11, 29)) == ["from_on"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("100，300、600", (100, 300, 600)), ("30 60,100", (30, 60, 100)), ("一百", ()), ("", ()), ("-5", ())],
)
def test_hours_as_they_are_typed(text, hours):
    assert hours_typed(text) == hours


def test_a_star_is_decided_at_the_hours_that_are_there_and_by_somebody_else():
    one = StarStanding(1, 6000)
    assert why_not_decide(one, DEFAULT_SCALE, 1, is_own=False) == ()
    assert [r.code for r in why_not_decide(one, DEFAULT_SCALE, 1, is_own=True)] == ["own"]
    assert [r.code for r in why_not_decide(one, DEFAULT_SCALE, 2, is_own=False)] == ["star"]
    assert [r.code for r in why_not_decide(StarStanding(1, 6000, 1), DEFAULT_SCALE, 1, is_own=False)] == ["has"]


def test_what_is_entered_about_a_volunteer():
    praise = CommendationFacts("优秀志愿者", date(2026, 12, 5), "示例县文明办", Proof.PAPERS)
    assert [one.code for one in why_not_commend(praise, TODAY, is_own=False)] == ["granted_on"]
    low = EvaluationFacts(Quality.TO_IMPROVE, date(2026, 11, 1), TODAY)
    assert said(why_not_evaluate(low, TODAY, is_own=False)) == [("said", "评得低要写明是什么事，本人会看到")]
    good = EvaluationFacts(Quality.GOOD, date(2026, 11, 1), TODAY)
    assert why_not_evaluate(good, TODAY, is_own=False) == ()
    assert [one.code for one in why_not_evaluate(good, TODAY, is_own=True)] == ["own"]
