"""Moments as raw SQL returns them."""

from datetime import UTC, date, datetime


def moment(value: object) -> datetime:
    """The aware moment in a column that was read by raw SQL: text on SQLite, a datetime on PostgreSQL."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return moment(datetime.fromisoformat(str(value)))


def moment_or_none(value: object) -> datetime | None:
    """The same for a column that may be null."""
    return None if value is None else moment(value)


def day(value: object) -> date:
    """The day in a column that was read by raw SQL."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def day_or_none(value: object) -> date | None:
    """The same for a column that may be null."""
    return None if value is None else day(value)
