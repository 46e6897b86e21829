"""The rule book: what it knows, whom it reaches, and that the library may only ask for more."""

from dataclasses import replace
from datetime import date

import pytest

from app.party.rules.book import RULE_BOOK, reached
from app.party.rules.branch import Group, Structure, Trait
from app.party.rules.settings import OPTIONS, Key, Setting, setting_on, value_of, value_on, why_not_set
from app.training.rules.book import Mark
from tests.app.party.test_cycles import a_member, nine

TODAY = date(2026, 11, 2)


def test_the_book_has_every_rule_once_and_in_order():
    assert [rule.id for rule in RULE_BOOK] == [f"PB-{n:02d}" for n in range(1, 28)]


def test_a_rule_is_shown_as_one_only_where_its_text_was_read():
    unread = [rule.id for rule in RULE_BOOK if not rule.is_verified]
    assert unread == ["PB-17", "PB-26", "PB-27"]
    assert all(one.quote and one.article for rule in RULE_BOOK if rule.is_verified for one in rule.citations)
    assert not [one for rule in RULE_BOOK if not rule.is_verified for one in rule.citations if one.quote]


def the_rule(number: str):
    return next(rule for rule in RULE_BOOK if rule.id == number)


@pytest.mark.parametrize(
    ("rule", "structure", "applies", "why"),
    [
        ("PB-03", nine(), True, "设了支部委员会（正式党员 9 人）"),
        ("PB-03", nine(has_committee=False), False, "没有设支部委员会（正式党员 9 人）"),
        ("PB-04", nine(groups=[Group(1, "一组")]), True, "划分了 1 个党小组"),
        ("PB-04", nine(), False, "没有划分党小组"),
        ("PB-13", nine(), True, "书记是党员0"),
        ("PB-13", nine(members=[]), False, "还没有记下谁是书记"),
        ("PB-21", nine(), False, "没有流动党员"),
        ("PB-21", nine(members=[a_member(1, traits=frozenset({Trait.FLOWING}))]), True, "有 1 位流动党员"),
        ("PB-24", nine(members=[a_member(1, traits=frozenset({Trait.FRAIL}))]), True, "有 1 位年老体弱党员"),
        ("PB-22", nine(members=[a_member(1, traits=frozenset({Trait.CORRECTION}))]), True, "作出处置以后适用"),
        ("PB-22", nine(), True, "作出处置以后适用"),
    ],
)
def test_whom_a_rule_reaches_and_why(rule, structure, applies, why):
    """支部工作条例第十二、十三、二十条, 教育管理条例第二十三、三十二条."""
    told = reached(the_rule(rule), replace(structure, day=TODAY))
    assert (told.applies, told.why) == (applies, why)


def test_a_rule_reaches_nobody_before_it_was_in_force():
    old: Structure = replace(nine(), day=date(2018, 10, 27))
    assert reached(the_rule("PB-01"), old).why == "《中国共产党支部工作条例（试行）》第十一条那一天还没有施行"
    assert reached(the_rule("PB-01"), replace(old, day=date(2018, 10, 28))).applies


def a_setting(key: Key, value: int, **more: object) -> Setting:
    return Setting(**{"key": key, "value": value, "from_on": TODAY, "to_on": None, "source": "支委会", **more})


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        (Key.PRESENT, "2/3", 23),
        (Key.IN_FAVOUR, " 3 / 4 ", 34),
        (Key.PRESENT, "0", 0),
        (Key.LECTURES, "2/3", None),
        (Key.LECTURES, "两次", None),
        (Key.LEDGER_FROM, "1234567", None),
    ],
)
def test_a_value_is_typed_as_people_write_it(key, typed, kept):
    assert value_of(key, typed) == kept


STRICTER = "《中国共产党支部工作条例（试行）》第{}条（{}）要求不少于 1 次，本馆只能定得更严，填 1 到 {}"
# A ledger that begins in a month to come would switch every rule off until then.
A_SHARE = (
    "《中国共产党支部工作条例（试行）》第十一条要求半数，本馆只能定得更严：写成 2/3 这样，大于一半、小于全部；"
    "不另设就填 0"
)
A_MONTH = "填年份和月份六位数字，不早于 200001、不晚于这个月（202611），或者填 0；以后的月份不能先免掉"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (a_setting(Key.GENERAL, 0), STRICTER.format("十一", "PB-01", 3)),
        (a_setting(Key.COMMITTEE, 0), STRICTER.format("十二", "PB-03", 4)),
        (a_setting(Key.THEMED, 0), STRICTER.format("十六", "PB-06", 4)),
        (a_setting(Key.LIFE, 0), STRICTER.format("十七", "PB-07", 4)),
        (a_setting(Key.LECTURES, 4), "填 0 到 3"),
        (a_setting(Key.THEMED_DAY, 29), "填 0 到 28"),
        (a_setting(Key.POST_TRAINING, 7), "填 1 到 6"),
        (a_setting(Key.PRESENT, 12), A_SHARE),
        (a_setting(Key.PRESENT, 33), A_SHARE),
        (a_setting(Key.IN_FAVOUR, 5), A_SHARE),
        (a_setting(Key.IN_FAVOUR, 49), A_SHARE),
        (a_setting(Key.IN_FAVOUR, 70), A_SHARE),
        (a_setting(Key.LEDGER_FROM, 202613), A_MONTH),
        (a_setting(Key.LEDGER_FROM, 202600), A_MONTH),
        (a_setting(Key.LEDGER_FROM, 5), A_MONTH),
        (a_setting(Key.LEDGER_FROM, 202612), A_MONTH),
        (a_setting(Key.GENERAL, 2, source=" "), "写明出处：哪个文件、哪次会议"),
        (a_setting(Key.GENERAL, 2, from_on=date(2025, 12, 31)), "从今年起才能改，过去的年度按当时的规定"),
        (a_setting(Key.GENERAL, 2, to_on=date(2026, 11, 1)), "不能早于开始的 2026-11-02"),
    ],
)
def test_what_the_library_may_not_set(wanted, said):
    assert [one.sentence for one in why_not_set(wanted, TODAY)] == [said]


@pytest.mark.parametrize(
    "wanted",
    [
        a_setting(Key.GENERAL, 2),
        a_setting(Key.LECTURES, 0),
        a_setting(Key.PRESENT, 23),
        a_setting(Key.IN_FAVOUR, 35),
        a_setting(Key.IN_FAVOUR, 0),
        a_setting(Key.LEDGER_FROM, 202611),
        a_setting(Key.LEDGER_FROM, 0),
    ],
)
def test_what_it_may(wanted):
    assert why_not_set(wanted, TODAY) == ()


def test_the_newest_setting_that_holds_counts():
    first = a_setting(Key.THEMED, 2, from_on=date(2026, 1, 1))
    second = a_setting(Key.THEMED, 3, from_on=date(2026, 6, 1), to_on=date(2026, 8, 31))
    values = [value_on(Key.THEMED, day, [first, second]) for day in (date(2025, 12, 31), date(2026, 7, 1), TODAY)]
    assert values == [1, 2 + 1, 2]
    assert setting_on(Key.THEMED, date(2026, 9, 1), [first, second]) == first


def test_every_default_has_a_source_and_gaps_are_marked_as_ours():
    assert {key: one.mark for key, one in OPTIONS.items() if not one.is_stricter} == {
        Key.LECTURES: Mark.LOCAL,
        Key.THEMED_DAY: Mark.PROPOSED,
        Key.CONTACT_DAYS: Mark.PROPOSED,
        Key.LEDGER_FROM: Mark.PROPOSED,
        Key.POST_TRAINING: Mark.SECONDARY,
    }
