"""Whatever people write about a service stays text, on the pages of those who approve and of those who served."""

from datetime import timedelta

import pytest

from app import clock
from app.actor import Actor, Role
from app.gatherings.tables import Gathering, Presence
from app.people.actions import places
from app.people.rules.places import LibraryFacts, PointFacts
from app.people.tables import Person
from app.service.queries.arriving import standing_screen
from app.service.tables import (
    AbsenceDecision,
    AbsenceExcuse,
    PresenceClaim,
    PresenceClaimAnswer,
    ServiceRecord,
    ServiceRecordVoid,
    ServiceSetting,
    SiteScreen,
)
from app.shifts.queries.people import volunteer_of
from app.storage.memory import forget_everything
from app.web import signing
from tests.cast import browser
from tests.house.rosters import Rosters
from tests.house.services import Services
from tests.house.test_escaping import BENIGN, PAYLOADS, is_wrong
from tests.makers import MONDAY, a_person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LONGEST_NAME, LONGEST_NOTE = 60, 200


class Said:
    """A service at every stage, said anew with each text: nothing of it is ever changed."""

    async def prepare(self) -> None:
        self.everybody = await a_person(BENIGN, *Role)
        await places.add_library(self.everybody, LibraryFacts(name="示例县图书馆", kind="own"))
        self.place = (await places.add_point(self.everybody, PointFacts(name=BENIGN, kind="reading_bar"))).id
        rosters, self.services = Rosters(self.everybody), Services(self.everybody)
        await rosters.grow(self.place)
        await self.services.grow(self.place)
        self.volunteer = await volunteer_of(self.everybody.person)

    async def write(self, text: str) -> None:
        """Put this text wherever a person may write one."""
        name, note = text[:LONGEST_NAME], text[:LONGEST_NOTE]
        await Person.update({Person.name: name}, force=True)
        await Gathering.update({Gathering.title: name}, force=True)
        await SiteScreen.update({SiteScreen.made_by_name: name}, force=True)
        await ServiceSetting(tolerance_minutes=5, source=note[:120], set_by_name=name, at=MONDAY).save()
        gathering, begins = self.services.first, MONDAY - DAY
        await Presence(
            gathering=gathering, person=self.everybody.person, status="present", came_at=begins,
            went_at=begins + HOUR, minutes=60, source="hand", note=note, recorded_by_name=name, at=MONDAY,
        ).save()  # fmt: skip
        self.records = [await self._record(name, note) for _number in range(2)]
        await ServiceRecordVoid(record=self.records[0], reason=note, voided_by_name=name, at=MONDAY).save()
        await self._claims(name, note)
        await self._absence(name, note)
        forget_everything()

    async def _record(self, name: str, note: str) -> int:
        begins = MONDAY - DAY
        row = ServiceRecord(
            volunteer=self.volunteer, gathering=self.services.first, presence=1, place=self.place, place_name=name,
            project_name=name, content=note, unit_name=name, leader=name, starts_at=begins, ends_at=begins + HOUR,
            came_at=begins, went_at=begins + HOUR, actual_minutes=60, minutes=60, source="hand", note=note,
            approved_by_name=name, at=MONDAY,
        )  # fmt: skip
        await row.save()
        return int(row.id)

    async def _claims(self, name: str, note: str) -> None:
        for answered in (True, False):
            claim = PresenceClaim(
                volunteer=self.volunteer, gathering=self.services.first, kind="wrong", said=note, at=MONDAY
            )
            await claim.save()
            if answered:
                await PresenceClaimAnswer(
                    claim=claim.id, accepted=False, reason=note, answered_by_name=name, at=MONDAY
                ).save()

    async def _absence(self, name: str, note: str) -> None:
        gathering = await self.services.absent(self.everybody.person)
        for stage in ("first", "appeal"):
            one = AbsenceExcuse(volunteer=self.volunteer, gathering=gathering, stage=stage, said=note, at=MONDAY)
            await one.save()
            if stage == "first":
                await AbsenceDecision(
                    excuse=one.id, stage="coordinator", accepted=False, reason=note, decided_by_name=name, at=MONDAY
                ).save()

    async def pages(self, actor: Actor, text: str) -> dict[str, str]:
        """Every page with this text in it."""
        await self.write(text)
        who, shown = await browser(actor), {}
        self.screen = screen = signing.signed("site screen", (await standing_screen(self.place)).nonce)
        addresses = [
            "/", "/service", "/service/mine", "/service/pending", f"/service/pending/{self.services.first}",
            "/service/asked", *(f"/service/records/{one}" for one in self.records), f"/places/{self.place}/code",
            f"/places/{self.place}/poster", f"/screens/{screen}", f"/in/site/{self.place}", "/shifts/mine",
        ]  # fmt: skip
        for address in addresses:
            answer = await who.see(address)
            assert answer.status_code == 200, (address, answer.status_code)
            shown[address] = answer.text
        asked = await who.client.get("/service", params=dict.fromkeys(("q", "month", "source", "stand"), text))
        return {**shown, "asked": asked.text}


@pytest.fixture
async def said(db, monkeypatch) -> Said:
    monkeypatch.setattr(clock, "now", lambda: MONDAY + HOUR)
    one = Said()
    await one.prepare()
    return one


async def test_what_is_written_is_shown(said):
    pages = await said.pages(said.everybody, "写给人看的一句话")
    silent = {address for address, html in pages.items() if "写给人看的一句话" not in html}
    assert silent == {f"/screens/{said.screen}"}


async def test_no_text_becomes_an_element(said):
    wrong = []
    for payload in ["<img src=x onerror=alert(1)>", '" onmouseover=alert(1) x="', *PAYLOADS[::20]]:
        pages = await said.pages(said.everybody, payload)
        # The place keeps the name it was given, so the tablet shows no text of anybody.
        wrong += [(address, payload) for address, html in pages.items() if is_wrong(html)]
        wrong += [
            (address, payload) for address, html in pages.items() if payload.startswith("<img") and payload in html
        ]
    assert wrong == []
