"""Agreeing: new versions of the texts, and what volunteers agree to or take back."""

from collections.abc import Collection
from datetime import date, datetime

from app import clock
from app.actor import Actor
from app.audit import deed
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.shifts.filing import Agreeing, agree_to
from app.shifts.queries.consents import given_by, standing_texts, written_texts
from app.shifts.queries.people import volunteer_of
from app.shifts.rules.consents import ConsentKind, Display, to_ask_again, why_not_display, why_not_text
from app.shifts.tables import ConsentText
from app.storage import database


async def write_text(actor: Actor, kind: ConsentKind, text: str, from_on: date, *, now: datetime) -> int:
    """Write a new version of a text down; volunteers are asked again from that day on. Returns its number.

    The wording that ships is version 1, so that the first of the library's own is version 2.

    Raises:
        Refused: it says too little, or begins in the past.
    """
    async with deed(actor, "consent.written", kind=kind.value, from_on=from_on) as line:
        await database().hold("consent texts")
        if reasons := why_not_text(text, from_on, clock.at_library(now).date()):
            raise Refused(*reasons)
        version = max((one.version for one in await written_texts() if one.kind is kind), default=1) + 1
        row = ConsentText(
            kind=kind.value, version=version, text=text.strip(), from_on=from_on, by_name=actor.name, at=now
        )
        await row.save()
        line.subject = row.id
        line.details["version"] = version
        return version


async def agree(actor: Actor, kinds: Collection[ConsentKind], *, now: datetime) -> None:
    """A volunteer agrees to the versions that hold today; the commitment goes into the file as a paper.

    Raises:
        Missing, Refused: they are no volunteer, or nothing was ticked.
    """
    async with deed(actor, "consent.agreed", kinds=sorted(kinds)) as line:
        volunteer = found(await volunteer_of(actor.person))
        line.subject = volunteer
        if not kinds:
            raise Refused(WhyNot("kinds", _("看完勾选再保存")))
        # The button pressed twice comes as two requests: what is agreed to in this version is not written again.
        await database().hold(f"consents {volunteer}")
        texts = await standing_texts(clock.at_library(now).date())
        asked = {one.kind for one in to_ask_again(await given_by(volunteer), texts)}
        await agree_to(volunteer, asked & set(kinds), Agreeing(actor.id, actor.name, "own"), now)


async def set_display(actor: Actor, choice: Display, alias: str, *, now: datetime) -> None:
    """How one is shown on the screen of today's volunteers; `Display.NONE` takes the consent back.

    Raises:
        Missing, Refused: they are no volunteer, or the other name is missing.
    """
    async with deed(actor, "volunteer.display_set", choice=choice.value) as line:
        volunteer = found(await volunteer_of(actor.person))
        line.subject = volunteer
        if reasons := why_not_display(choice, alias):
            raise Refused(*reasons)
        who = Agreeing(actor.id, actor.name, "own", choice, alias)
        await agree_to(volunteer, {ConsentKind.DISPLAY}, who, now)
