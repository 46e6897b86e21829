"""What the form of the library's limits may hold: shape only."""

from datetime import date, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from app.locale import N_
from app.shifts.rules.limits import Limits


class LimitsForm(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What volunteers may do at most, from a day on."""

    from_on: Annotated[date, Meta(title=N_("从哪天起"))]
    rest: Annotated[int, Meta(title=N_("两班间隔（分钟）"), ge=0, le=9999)]
    day_hours: Annotated[int, Meta(title=N_("每天最多（小时）"), ge=0, le=24)]
    days_in_a_row: Annotated[int, Meta(title=N_("最多连着几天"), ge=0, le=99)]
    novice_shifts: Annotated[int, Meta(title=N_("服务不满几次算新手"), ge=0, le=99)]
    withdraw_hours: Annotated[int, Meta(title=N_("开始前几小时内不能自己取消"), ge=0, le=9999)]
    late_hours: Annotated[int, Meta(title=N_("开始前几小时内取消算临近"), ge=0, le=9999)]
    sign_up_hours: Annotated[int, Meta(title=N_("开始前几小时截止报名"), ge=0, le=9999)]
    regular_shifts: Annotated[int, Meta(title=N_("服务满几次的先报名"), ge=0, le=99)] = 0
    head_start_hours: Annotated[int, Meta(title=N_("先报名几小时"), ge=0, le=9999)] = 0
    source: Annotated[str, Meta(title=N_("出处"), max_length=200)] = ""

    def limits(self) -> Limits:
        """What it says."""
        return Limits(
            rest=timedelta(minutes=self.rest),
            day_minutes=self.day_hours * 60,
            days_in_a_row=self.days_in_a_row,
            novice_shifts=self.novice_shifts,
            withdraw=timedelta(hours=self.withdraw_hours),
            late=timedelta(hours=self.late_hours),
            sign_up_ends=timedelta(hours=self.sign_up_hours),
            regular_shifts=self.regular_shifts,
            head_start=timedelta(hours=self.head_start_hours),
            source=self.source,
        )
