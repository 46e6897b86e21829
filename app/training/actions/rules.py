"""Setting what the rule book leaves to the library."""

from datetime import datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.refusals import Refused
from app.training.rules.book import rule_of
from app.training.rules.settings import RuleSetting, why_not_set
from app.training.tables import RuleSetting as SettingRow


async def set_rule(actor: Actor, wanted: RuleSetting, *, now: datetime) -> None:
    """These values hold from that year on; what was set before stays readable.

    Raises:
        Refused: the values are laxer than the rule, cannot be, or are for a year that is over.
    """
    async with deed(actor, "hour_rule.set") as line:
        this_year = clock.at_library(now).year
        rule = rule_of(wanted.ledger, wanted.from_year)
        if reasons := why_not_set(rule, wanted, (this_year, this_year + 1)):
            raise Refused(*reasons)
        row = SettingRow(
            ledger=wanted.ledger.value,
            from_year=wanted.from_year,
            required_hours=wanted.required_hours,
            minutes_per_hour=wanted.minutes_per_hour,
            half_day_cap_hours=wanted.half_day_cap_hours,
            day_cap_hours=wanted.day_cap_hours,
            half_day_hours=wanted.half_day_hours,
            categories=",".join(sorted(wanted.categories)),
            source=wanted.source.strip(),
            set_by_name=actor.name,
            at=now,
        )
        await row.save()
        line.subject = row.id
        line.details |= {
            "ledger_of_hours": wanted.ledger.value,
            "year": wanted.from_year,
            "required_hours": wanted.required_hours,
            "minutes_per_hour": wanted.minutes_per_hour,
            "half_day_cap_hours": wanted.half_day_cap_hours,
            "day_cap_hours": wanted.day_cap_hours,
            "source": wanted.source.strip(),
        }
