"""The rule book as the library has set it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.gatherings.rules import Category
from app.storage.moments import moment
from app.training.rules import Ledger
from app.training.rules.book import LedgerRule
from app.training.rules.settings import RuleSetting, rules_as_set
from app.training.tables import RuleSetting as SettingRow


@dataclass(frozen=True, slots=True)
class KeptSetting:
    """A setting with who made it and when."""

    setting: RuleSetting
    set_by: str
    at: datetime


async def kept_settings() -> list[KeptSetting]:
    """Everything that was ever set, oldest first."""
    return [_kept(row) for row in await SettingRow.select().order_by(SettingRow.id)]


async def rules(year: int) -> list[LedgerRule]:
    """The rules of a year with the library's values, one for each ledger that had one then."""
    return rules_as_set(year, [one.setting for one in await kept_settings()])


def _kept(row: Mapping[str, Any]) -> KeptSetting:
    setting = RuleSetting(
        ledger=Ledger(row["ledger"]),
        from_year=row["from_year"],
        required_hours=row["required_hours"],
        minutes_per_hour=row["minutes_per_hour"],
        half_day_cap_hours=row["half_day_cap_hours"],
        day_cap_hours=row["day_cap_hours"],
        half_day_hours=row["half_day_hours"],
        categories=frozenset(Category(one) for one in row["categories"].split(",") if one),
        source=row["source"],
    )
    return KeptSetting(setting, row["set_by_name"], moment(row["at"]))
