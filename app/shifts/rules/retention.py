"""How long the data of applicants who were not let in are kept: shortest necessary, which the library decides."""

from dataclasses import dataclass
from datetime import timedelta

from app.locale import N_, _
from app.refusals import WhyNot

LEAST_DAYS, MOST_DAYS = 30, 1095


@dataclass(frozen=True, slots=True)
class Retention:
    """So many days after an application was returned the applicant's data go; `source` says by what decision."""

    days: int
    source: str

    @property
    def span(self) -> timedelta:
        """The days as a span of time."""
        return timedelta(days=self.days)


SHIPPED = Retention(365, N_("本馆还没有定：按产品默认的 365 天，和凭回执号能查到结果的时间一样"))
"""Source: 个人信息保护法 art. 19 (no longer than necessary), art. 47 (deleted when the purpose cannot be reached). [P]"""


def why_not_keep(given: Retention) -> tuple[WhyNot, ...]:
    """Why data are not kept so long."""
    reasons = []
    if not LEAST_DAYS <= given.days <= MOST_DAYS:
        said = _("填 %(least)d 到 %(most)d 天", least=LEAST_DAYS, most=MOST_DAYS)
        reasons.append(WhyNot("days", said))
    if not given.source.strip():
        reasons.append(WhyNot("source", _("写明依据，例如哪次馆务会")))
    return tuple(reasons)
