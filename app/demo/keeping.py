"""What the manager keeps in the demo library: last year closed, two saved views, the library's own rule, a certificate."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.actor import Actor, Role
from app.clock import LIBRARY_ZONE, at_library
from app.demo.people import CAST
from app.gatherings.tables import PeriodLock
from app.training.actions import issue_certificate, save_view, set_rule
from app.training.rules import Ledger
from app.training.rules.book import rule_of
from app.training.rules.certificates import CertificatePlan
from app.training.rules.settings import RuleSetting, categories_of

MANAGER, CERTIFIED = "guanzhang", "guanyuan"
VIEWS = (("还缺佐证的", "tab=study&proof=without", True), ("今年缺席的", "tab=study&status=absent", False))


async def insert_keeping(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """As the manager's own actions would have it; the year was closed in its first days of work.

    Args:
        actor: unused, as each of these functions takes the same; the deeds are the manager's.
        people: ids by sign-in name.
        points: unused likewise.
    """
    name = next(player.name for player in CAST if player.sign_in == MANAGER)
    manager = Actor(people[MANAGER], name, frozenset({Role.MANAGER}))
    this_year = at_library(now).year
    for title, query, shared in VIEWS:
        await save_view(manager, title, query, shared, now=now)
    await _set_rule(manager, this_year, now)
    await _certify(manager, people[CERTIFIED], this_year - 1, now)
    await _close(name, this_year - 1, now)


async def _set_rule(manager: Actor, year: int, now: datetime) -> None:
    # The default values, said to be the library's own: a page of hours shows the same figures with a source beside them.
    rule = rule_of(Ledger.INSTITUTION, year)
    if rule is None:
        return
    source = f"示例县图书馆馆务会议纪要〔{year}〕2 号（示例）：1 学时按 60 分钟计"
    wanted = RuleSetting(
        rule.ledger,
        year,
        rule.required_hours,
        rule.minutes_per_hour,
        rule.half_day_cap_hours,
        rule.day_cap_hours,
        rule.half_day_hours,
        categories_of(rule),
        source,
    )
    await set_rule(manager, wanted, now=now)


async def _certify(manager: Actor, person: int, year: int, now: datetime) -> None:
    # Last year has sessions whenever the demo is loaded: they go back fourteen months.
    days = date(year, 1, 1), date(year, 12, 31)
    plan = CertificatePlan(person, Ledger.INSTITUTION, *days, f"{year}年度集中学习")
    await issue_certificate(manager, plan, now=now)


async def _close(name: str, year: int, now: datetime) -> None:
    days = date(year, 1, 1), date(year, 12, 31)
    closed_at = min(datetime(year + 1, 1, 12, 9, tzinfo=LIBRARY_ZONE), now)
    note = "年度学时已报县文旅局（示例）"
    await PeriodLock(from_on=days[0], to_on=days[1], note=note, locked_by_name=name, at=closed_at).save()
