"""Services that grow, for the pages that list them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.actor import Actor, Role
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.steps import NO_CHECK_OUT
from app.gatherings.tables import Expected, Gathering, GatheringClosing, GatheringOpening, Presence
from app.service.actions import screens
from app.service.queries.arriving import standing_screen
from app.service.tables import AbsenceExcuse, PresenceClaim, ServiceRecord, ServiceRecordVoid
from app.shifts.actions import volunteers
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.people import volunteer_of
from app.shifts.tables import Shift, ShiftPublication
from app.web import signing
from tests.makers import MONDAY, a_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Services:
    """One more of everything each time it grows: served and waiting, approved, voided, forgotten, absent, said."""

    everybody: Actor
    grown: int = 0
    place: int = 0
    first: int = 0
    record: int = 0
    screen: str = ""

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/service": "/service",
            "/service/mine": "/service/mine",
            "/service/pending": "/service/pending",
            "/service/pending/{gathering:int}": f"/service/pending/{self.first}",
            "/service/asked": "/service/asked",
            "/service/records/{record_id:int}": f"/service/records/{self.record}",
            "/places/{point_id:int}/code": f"/places/{self.place}/code",
            "/screens/{token:str}": f"/screens/{signing.signed('site screen', self.screen)}",
        }

    async def grow(self, place: int) -> None:
        """One more of everything, at one place."""
        self.place = self.place or place
        own = await volunteer_of(self.everybody.person) or 0
        if not self.grown:
            await screens.renew_screen(self.everybody, self.place, now=MONDAY)
            self.screen = (await standing_screen(self.place)).nonce
        self.grown += 1
        other = await a_person(f"示例服务者{self.grown}", Role.VOLUNTEER)
        wishes = Wishes(most_minutes=600)
        volunteer = await volunteers.register(self.everybody, None, wishes, now=MONDAY, person=other.person)
        waiting = await self._closed(MONDAY - self.grown * DAY)
        self.first = self.first or waiting
        for gathering in {waiting, self.first}:
            await self._came(gathering, other.person, Status.PRESENT)
        await self._came(waiting, self.everybody.person, Status.PRESENT, note=NO_CHECK_OUT)
        for person, one in ((self.everybody.person, own), (other.person, volunteer)):
            await self._said(one, await self.absent(person))
        await self._records(own)
        await self._today()

    async def absent(self, person: int) -> int:
        """A shift at which this person was absent."""
        gathering = await self._closed(MONDAY - self.grown * DAY - 3 * HOUR)
        await self._came(gathering, person, Status.ABSENT)
        return gathering

    async def _closed(self, begins: datetime) -> int:
        gathering = await self._shift(begins)
        await GatheringOpening(gathering=gathering, at=begins).save()
        await GatheringClosing(gathering=gathering, at=begins + 2 * HOUR).save()
        return gathering

    async def _shift(self, begins: datetime) -> int:
        row = Gathering(
            kind="shift",
            title="示例班次",
            starts_at=begins,
            ends_at=begins + 2 * HOUR,
            place=self.place,
            made_at=begins,
        )
        await row.save()
        shift = Shift(gathering=row.id, sign_up_until=begins)
        await shift.save()
        await ShiftPublication(
            shift=shift.id, starts_at=begins, ends_at=begins + 2 * HOUR, place=self.place, by_name="示例", at=begins
        ).save()
        return int(row.id)

    async def _came(self, gathering: int, person: int, status: Status, note: str = "") -> None:
        row = await Gathering.objects().get(Gathering.id == gathering)
        came = status is Status.PRESENT
        await Expected(gathering=gathering, person=person, at=row.starts_at).save()
        await Presence(
            gathering=gathering,
            person=person,
            status=status.value,
            came_at=row.starts_at if came else None,
            went_at=row.ends_at if came else None,
            minutes=120 if came else 0,
            source=Source.SCAN.value if came else Source.SYSTEM.value,
            note=note,
            recorded_by_name="示例",
            at=row.ends_at,
        ).save()

    async def _said(self, volunteer: int, gathering: int) -> None:
        said = f"示例说明{self.grown}"
        await AbsenceExcuse(volunteer=volunteer, gathering=gathering, stage="first", said=said, at=MONDAY).save()
        await PresenceClaim(volunteer=volunteer, gathering=gathering, kind="wrong", said=said, at=MONDAY).save()

    async def _records(self, volunteer: int) -> None:
        """One more record of the first service, the one before it voided."""
        before = await ServiceRecord.select(ServiceRecord.id).order_by(ServiceRecord.id, ascending=False).first()
        if before:
            await ServiceRecordVoid(record=before["id"], reason="示例原因", voided_by_name="示例", at=MONDAY).save()
        begins = MONDAY - 20 * DAY
        row = ServiceRecord(
            volunteer=volunteer,
            gathering=self.first,
            presence=1,
            place=self.place,
            place_name="示例书吧",
            content=f"示例内容{self.grown}",
            starts_at=begins,
            ends_at=begins + 2 * HOUR,
            came_at=begins,
            went_at=begins + 2 * HOUR,
            actual_minutes=120,
            minutes=120,
            source="scan",
            approved_by_name="示例",
            at=MONDAY,
        )
        await row.save()
        self.record = self.record or row.id

    async def _today(self) -> None:
        await self._shift(MONDAY + self.grown * HOUR)
