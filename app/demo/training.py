"""Who is in the Party's ledger of hours in the demo library; the other two ledgers have everybody by default."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from app.actor import Actor
from app.clock import at_library
from app.training.rules import Ledger
from app.training.tables import LedgerMembership

MEMBERS = (
    "guanzhang",
    "shuji",
    "guanyuan",
    "chuti",
    "paiban",
    "linghuce",
    "zengxiaobian",
    "miaoxiaocang",
    "zhangsunjuan",
)
SINCE_THIS_SPRING, LEFT_LAST_YEAR = "renxiaojie", "xianxiaokan"


async def insert_training(actor: Actor, people: Mapping[str, int], points: Sequence[int], now: datetime) -> None:
    """Nine members all the time, one since April of this year, one until the end of last year.

    Args:
        people: ids by sign-in name.
        points: ids of service points; unused, as each of these functions takes the same.
    """
    year = at_library(now).year
    long_ago = date(year - 3, 1, 1)
    times: list[tuple[str, date, date | None]] = [(one, long_ago, None) for one in MEMBERS]
    times += [(SINCE_THIS_SPRING, date(year, 4, 1), None), (LEFT_LAST_YEAR, long_ago, date(year - 1, 12, 31))]
    await LedgerMembership.insert(
        *(
            LedgerMembership(person=people[one], ledger=Ledger.PARTY.value, from_on=from_on, to_on=to_on, at=now)
            for one, from_on, to_on in times
        )
    )
