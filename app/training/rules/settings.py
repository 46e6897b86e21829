"""What the library has set where the rule book leaves room: its own values from one year on, never laxer than the rule."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from app.gatherings.rules import Category
from app.locale import _
from app.refusals import WhyNot
from app.training.rules import Ledger
from app.training.rules.book import LedgerRule, rules_of

UNITS = (45, 50, 60)
"""Minutes of one 学时 that are found anywhere; there is no national value. [L]"""

HIGHEST_HOURS = 400


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """The library's values for one ledger, from one year until the year of the next setting.

    Attributes:
        categories: which of ours are the part that the rule asks for (专业科目), or which are counted at all; empty where
            the rule asks for neither.
        half_day_hours: from so many hours on a half-day is half a day; of use where the rule knows days.
        source: the document or decision that the values come from.
    """

    ledger: Ledger
    from_year: int
    required_hours: int
    minutes_per_hour: int
    half_day_cap_hours: int
    day_cap_hours: int
    half_day_hours: int
    categories: frozenset[Category]
    source: str


def as_set(rule: LedgerRule, settings: Iterable[RuleSetting], year: int) -> LedgerRule:
    """The rule with the values that the library has set for the year; the newest setting of the latest year counts.

    Args:
        settings: in the order in which they were made.
    """
    ours = [one for one in settings if one.ledger is rule.ledger and one.from_year <= year]
    if not ours:
        return rule
    latest = max(one.from_year for one in ours)
    return _with(rule, next(one for one in reversed(ours) if one.from_year == latest))


def rules_as_set(year: int, settings: Sequence[RuleSetting]) -> list[LedgerRule]:
    """The rules of a year with what the library has set, one for each ledger that had one then."""
    return [as_set(rule, settings, year) for rule in rules_of(year)]


def categories_of(rule: LedgerRule) -> frozenset[Category]:
    """The categories that the rule leaves to the library: those of its part, or those that it counts."""
    return rule.share.categories if rule.share else rule.categories or frozenset()


def why_not_set(rule: LedgerRule | None, wanted: RuleSetting, years: Collection[int]) -> tuple[WhyNot, ...]:
    """Why these values cannot be set: they are laxer than the rule, cannot be, or are for a year that is over.

    Args:
        rule: of the book, for that year; None where there is none.
        years: that may be set.
    """
    if rule is None or wanted.from_year not in years:
        first, last = min(years), max(years)
        return (
            WhyNot(
                "from_year", _("只能定%(first)d年或%(last)d年起的值，过去的年度按当时的规则", first=first, last=last)
            ),
        )
    return (*_laxer(rule, wanted), *_impossible(wanted))


def _laxer(rule: LedgerRule, wanted: RuleSetting) -> list[WhyNot]:
    found = []
    if not rule.required_hours <= wanted.required_hours <= HIGHEST_HOURS:
        bounds = {"least": rule.required_hours, "most": HIGHEST_HOURS}
        found.append(WhyNot("required_hours", _("应学学时填 %(least)d 到 %(most)d，本馆只能定得更严", **bounds)))
    if not 1 <= wanted.half_day_cap_hours <= rule.half_day_cap_hours:
        sentence = _("半天最多填 1 到 %(most)d 学时", most=rule.half_day_cap_hours)
        found.append(WhyNot("half_day_cap_hours", sentence))
    if not 1 <= wanted.day_cap_hours <= rule.day_cap_hours:
        found.append(WhyNot("day_cap_hours", _("一天最多填 1 到 %(most)d 学时", most=rule.day_cap_hours)))
    allowed = frozenset(Category) if rule.share else rule.categories or frozenset()
    if categories_of(rule) and not (wanted.categories and wanted.categories <= allowed):
        found.append(WhyNot("categories", _("至少选一类，只能从列出的类别里选")))
    return found


def _impossible(wanted: RuleSetting) -> list[WhyNot]:
    found = []
    if wanted.minutes_per_hour not in UNITS:
        found.append(WhyNot("minutes_per_hour", _("1 学时选 45、50 或 60 分钟")))
    if wanted.day_cap_hours < wanted.half_day_cap_hours:
        found.append(WhyNot("day_cap_hours", _("一天的封顶要不少于半天的（%(n)d 学时）", n=wanted.half_day_cap_hours)))
    if not 1 <= wanted.half_day_hours <= max(1, wanted.half_day_cap_hours):
        found.append(WhyNot("half_day_hours", _("算半天的学时填 1 到 %(most)d", most=wanted.half_day_cap_hours)))
    if not wanted.source.strip():
        found.append(WhyNot("source", _("写明出处：哪个文件、哪次会议")))
    return found


def _with(rule: LedgerRule, setting: RuleSetting) -> LedgerRule:
    chosen = setting.categories or categories_of(rule)
    return replace(
        rule,
        # The law may have become stricter since the library set its value; then the law's counts.
        required_hours=max(rule.required_hours, setting.required_hours),
        minutes_per_hour=setting.minutes_per_hour,
        half_day_cap_hours=setting.half_day_cap_hours,
        day_cap_hours=setting.day_cap_hours,
        half_day_hours=setting.half_day_hours,
        categories=chosen if rule.categories is not None else None,
        share=replace(rule.share, categories=chosen) if rule.share else None,
        local=setting.source,
        local_from=setting.from_year,
    )
