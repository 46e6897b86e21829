"""A calendar of duties that grows, for the pages that list it."""

from dataclasses import dataclass
from datetime import date

from app.actor import Actor
from app.clock import at_library
from app.party.actions import duties as actions
from app.party.rules.done import DoneKind
from app.party.rules.settings import Key, Setting
from app.party.tables import DutyExplanation, PartyBranch, PartySetting
from tests.makers import MONDAY

TODAY = at_library(MONDAY).date()
CELL = "committee.2026-02"


@dataclass
class Duties:
    """One more explanation, yearly record and setting each time it grows; the branch stands before."""

    everybody: Actor

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/party": "/party",
            "/party/cells/{key:str}": f"/party/cells/{CELL}",
            "/party/rules": "/party/rules",
            "/party/done": "/party/done?year=2026",
        }

    async def grow(self) -> None:
        """One more of everything."""
        branch = (await PartyBranch.select().order_by(PartyBranch.id))[0]["id"]
        n = await DutyExplanation.count()
        item, period = CELL.split(".")
        await DutyExplanation(
            branch=branch, year=2026, item=item, period=period, text=f"示例说明{n}", by_name="示例书记", at=MONDAY
        ).save()
        given = actions.DoneFacts(DoneKind.TRAINING, date(2026, 3, 1 + n), f"示例轮训{n}", f"示例凭据{n}")
        await actions.write_done(self.everybody, given, now=MONDAY, today=TODAY)
        wanted = Setting(Key.THEMED, 1, date(2026, 1, 1), None, f"示例出处{n}", f"示例说明{n}")
        await actions.set_value(self.everybody, wanted, now=MONDAY, today=TODAY)
        assert await PartySetting.count() == n + 1
