"""Certificates of hours: the list, one's own, one by its code, and the hours that one would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from app import clock
from app.actor import Actor, May
from app.storage.moments import moment, moment_or_none
from app.training.queries.ledgers import credits_of
from app.training.queries.rules import rules
from app.training.rules import Ledger
from app.training.rules.certificates import CertificatePlan, number_said
from app.training.rules.hours import hours, shown
from app.training.rules.membership import may_keep, may_see
from app.training.tables import HoursCertificate

MOST = 500
COLUMNS = """
SELECT c.*, v.reason AS revoked_reason, v.at AS revoked_at FROM hours_certificate c
LEFT JOIN hours_certificate_revocation v ON v.certificate = c.id
"""


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate as it was issued; `revoked_at` is None while it holds."""

    id: int
    year: int
    number: int
    code: str
    person: int
    name: str
    ledger: Ledger
    rule: str
    from_on: date
    to_on: date
    title: str
    hours: Fraction
    result: str
    issued_by: str
    at: datetime
    revoked_reason: str
    revoked_at: datetime | None

    @property
    def said(self) -> str:
        """Its number as it is printed."""
        return number_said(self.year, self.number)

    @property
    def issued_on(self) -> date:
        """The day of issue at the library."""
        return clock.at_library(self.at).date()


async def certificates(actor: Actor, year: int) -> list[CertificateView]:
    """Those issued in a year of the ledgers that the actor certifies, the newest first."""
    rows = await HoursCertificate.raw(f"{COLUMNS} WHERE c.year = {{}} ORDER BY c.number DESC LIMIT {MOST}", year)
    return [one for row in rows if may_keep(actor, (one := _view(row)).ledger)]


async def certificates_of(actor: Actor, person: int) -> list[CertificateView]:
    """One person's, the newest first."""
    rows = await HoursCertificate.raw(f"{COLUMNS} WHERE c.person = {{}} ORDER BY c.id DESC", person)
    return [one for row in rows if may_see(actor, (one := _view(row)).ledger, one.person)]


async def certificate(actor: Actor, certificate_id: int) -> CertificateView | None:
    """One of them, for whoever certifies and for the person it is about."""
    rows = await HoursCertificate.raw(f"{COLUMNS} WHERE c.id = {{}}", certificate_id)
    if not rows:
        return None
    one = _view(rows[0])
    certifies = actor.may(May.CERTIFY_HOURS) and may_keep(actor, one.ledger)
    return one if certifies or one.person == actor.id else None


async def certificate_by_code(code: str) -> CertificateView | None:
    """The one that bears this code, for its check page; whoever has the paper may ask."""
    rows = await HoursCertificate.raw(f"{COLUMNS} WHERE c.code = {{}}", code)
    return _view(rows[0]) if rows else None


async def last_number(year: int) -> int:
    """The highest number of the year; 0 before the first."""
    rows = await HoursCertificate.raw("SELECT max(number) AS number FROM hours_certificate WHERE year = {}", year)
    return int(rows[0]["number"] or 0)


async def same_number(plan: CertificatePlan) -> str:
    """Number of the certificate that holds and says the same of the same person; empty when there is none."""
    rows = await HoursCertificate.raw(
        f"{COLUMNS} WHERE c.person = {{}} AND c.ledger = {{}} AND c.from_on = {{}} AND c.to_on = {{}} AND v.id IS NULL LIMIT 1",
        plan.person,
        plan.ledger.value,
        plan.from_on,
        plan.to_on,
    )
    return _view(rows[0]).said if rows else ""


async def hours_between(person: int, ledger: Ledger, from_on: date, to_on: date) -> Fraction:
    """What the person has in the ledger from one day to another of the same year, in halves.

    Counted are gatherings that began on these days; caps and overlaps are those of the rule of the year, as the library
    has set it.
    """
    rule = next((one for one in await rules(from_on.year) if one.ledger is ledger), None)
    if rule is None:
        return Fraction()
    credits = await credits_of(person, from_on.year)
    within = [one for one in credits if from_on <= clock.at_library(one.starts_at).date() <= to_on]
    return shown(hours(within, rule, from_on.year))


def _view(row: Mapping[str, Any]) -> CertificateView:
    return CertificateView(
        id=row["id"],
        year=row["year"],
        number=row["number"],
        code=row["code"],
        person=row["person"],
        name=row["person_name"],
        ledger=Ledger(row["ledger"]),
        rule=row["rule"],
        from_on=_day(row["from_on"]),
        to_on=_day(row["to_on"]),
        title=row["title"],
        hours=Fraction(row["half_hours"], 2),
        result=row["result"],
        issued_by=row["issued_by_name"],
        at=moment(row["at"]),
        revoked_reason=row["revoked_reason"] or "",
        revoked_at=moment_or_none(row["revoked_at"]),
    )


def _day(value: object) -> date:
    # Raw SQL gives text on SQLite and a date on PostgreSQL.
    return date.fromisoformat(str(value)[:10])
