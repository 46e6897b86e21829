"""What the library sets where the rule book leaves room: never laxer than the rule, by the year, each value with its source."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.rules import Category
from app.training import actions
from app.training.queries.rules import rules
from app.training.rules import Ledger
from app.training.rules.book import RULE_BOOK, rule_of
from app.training.rules.hours import hours
from app.training.rules.settings import UNITS, RuleSetting, as_set, rules_as_set, why_not_set
from tests.app.training.rows import LATER
from tests.app.training.test_hours import CREDITS, studied
from tests.cast import browser
from tests.makers import a_person

YEARS = (2026, 2027)
INSTITUTION, PROFESSIONAL, PARTY, LEADERS = (
    rule_of(one, 2026) for one in (Ledger.INSTITUTION, Ledger.PROFESSIONAL, Ledger.PARTY, Ledger.LEADERS)
)


def a_setting(ledger: Ledger = Ledger.INSTITUTION, **changes) -> RuleSetting:
    categories = {
        Ledger.PROFESSIONAL: frozenset({Category.PROFESSIONAL}),
        Ledger.PARTY: frozenset({Category.POLITICS}),
    }
    held = RuleSetting(ledger, 2026, 96, 45, 3, 6, 3, categories.get(ledger, frozenset()), "馆务会 3 月记录")
    return replace(held, **changes)


def codes(rule, **changes):
    return [why.code for why in why_not_set(rule, a_setting(rule.ledger, **changes), YEARS)]


def test_fifty_six_hours_of_secretaries_are_a_setting_and_no_law():
    assert (LEADERS.required_hours, LEADERS.mark, LEADERS.quote) == (56, "S", "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"required_hours": 89}, "required_hours"),
        ({"required_hours": 401}, "required_hours"),
        ({"half_day_cap_hours": 5}, "half_day_cap_hours"),
        ({"day_cap_hours": 9}, "day_cap_hours"),
        ({"day_cap_hours": 2}, "day_cap_hours"),
        ({"minutes_per_hour": 30}, "minutes_per_hour"),
        ({"half_day_hours": 4}, "half_day_hours"),
        ({"source": "  "}, "source"),
        ({"from_year": 2025}, "from_year"),
        ({"from_year": 2028}, "from_year"),
    ],
)
def test_what_is_laxer_than_the_rule_or_cannot_be_is_refused(changes, code):
    assert codes(INSTITUTION, **changes) == [code]


def test_the_party_counts_fewer_categories_or_the_same_and_a_trade_may_be_any():
    assert codes(PARTY, required_hours=32, categories=frozenset({Category.SAFETY})) == ["categories"]
    assert codes(PARTY, required_hours=31) == ["required_hours"]
    assert codes(PARTY, categories=frozenset()) == ["categories"]
    assert codes(PROFESSIONAL, categories=frozenset({Category.LAW, Category.SAFETY})) == []


def test_a_year_has_the_values_that_were_set_for_it_or_before_it_and_the_last_word_counts():
    settings = [a_setting(), a_setting(from_year=2027, minutes_per_hour=50), a_setting(required_hours=100)]
    said = {year: as_set(INSTITUTION, settings, year) for year in (2025, 2026, 2027, 2028)}
    assert said[2025] == INSTITUTION
    assert (said[2026].required_hours, said[2026].minutes_per_hour, said[2026].local_from) == (100, 45, 2026)
    assert (said[2027].required_hours, said[2027].minutes_per_hour) == (96, 50)
    assert said[2028] == said[2027]


def test_a_law_that_became_stricter_goes_before_the_setting():
    stricter = replace(INSTITUTION, required_hours=120)
    assert as_set(stricter, [a_setting()], 2026).required_hours == 120


def test_the_same_afternoon_is_counted_by_the_rule_of_its_year():
    afternoon = [studied("11-26 14:00", 90)]
    by_year = {
        year: next(one for one in rules_as_set(year, [a_setting(from_year=2027)]) if one.ledger is Ledger.INSTITUTION)
        for year in YEARS
    }
    assert float(hours(afternoon, by_year[2026], 2026)) == 1.5
    next_year = [replace(afternoon[0], starts_at=afternoon[0].starts_at.replace(year=2027))]
    assert float(hours(next_year, by_year[2027], 2027)) == 2


SETTINGS = st.builds(
    RuleSetting,
    st.sampled_from(Ledger),
    st.sampled_from(YEARS),
    st.integers(0, 450),
    st.sampled_from((*UNITS, 30)),
    st.integers(0, 9),
    st.integers(0, 12),
    st.integers(0, 9),
    st.frozensets(st.sampled_from(Category), max_size=6),
    st.sampled_from(["馆务会记录", ""]),
)


@given(SETTINGS, CREDITS)
def test_a_setting_that_is_let_in_asks_for_no_less_and_counts_no_more_than_the_rule_with_its_unit(setting, credits):
    rule = next(one for one in RULE_BOOK if one.ledger is setting.ledger)
    if why_not_set(rule, setting, YEARS):
        return
    ours = as_set(rule, [setting], setting.from_year)
    assert ours.required_hours >= rule.required_hours
    with_the_unit = replace(rule, minutes_per_hour=setting.minutes_per_hour)
    assert hours(credits, ours, 2026) <= hours(credits, with_the_unit, 2026)


# Through the product.

FORM = {
    "from_year": "2026", "required_hours": "100", "minutes_per_hour": "45", "half_day_cap_hours": "4",
    "day_cap_hours": "8", "half_day_hours": "3", "source": "县人社局示例文件",
}  # fmt: skip


@pytest.fixture
async def manager(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return await a_person("馆小长", Role.MANAGER)


async def test_a_manager_sets_the_values_and_the_table_and_the_page_say_so(manager):
    await a_person("乐小读", Role.STAFF, joined_on=date(2020, 1, 1))
    who = await browser(manager)
    assert "还没有定" in (await who.see("/hour-rules?year=2026")).text
    answer = await who.send("/hour-rules/institution", FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/hour-rules?year=2026")
    assert "县人社局示例文件" in (await who.see("/hour-rules?year=2026")).text
    assert "/ 100" in (await who.see("/log/hours?year=2026")).text
    assert "/ 100" not in (await who.see("/log/hours?year=2025")).text
    assert [one.required_hours for one in await rules(2025) if one.ledger is Ledger.INSTITUTION] == [90]
    assert [row["verb"] for row in await Deed.select(Deed.verb)] == ["hour_rule.set"]


async def test_a_laxer_value_comes_back_with_the_sentence_at_its_field(manager):
    who = await browser(manager)
    answer = await who.send("/hour-rules/institution", {**FORM, "required_hours": "60"})
    assert answer.status_code == 409
    assert 'id="e-required_hours"' in answer.text
    assert "90 到 400" in answer.text
    assert 'value="60"' in answer.text
    assert (await who.send("/hour-rules/institution", {**FORM, "required_hours": "六十"})).status_code == 422
    assert (await who.send("/hour-rules/nothing", FORM)).status_code == 404


async def test_the_share_of_a_trade_follows_the_categories_that_were_set(manager):
    wanted = a_setting(Ledger.PROFESSIONAL, categories=frozenset({Category.LAW, Category.PROFESSIONAL}))
    await actions.set_rule(manager, wanted, now=LATER)
    (ours,) = [one for one in await rules(2026) if one.ledger is Ledger.PROFESSIONAL]
    assert ours.share.categories == {Category.LAW, Category.PROFESSIONAL}
    assert (await (await browser(await a_person("编小目", Role.STAFF))).see("/hour-rules")).status_code == 403
