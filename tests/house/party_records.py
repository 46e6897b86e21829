"""Dues, talks, appraisals and requests that grow, for the pages that list them; the branch grows before them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.actor import Actor, Role
from app.clock import at_library
from app.party.actions import appraisals, dues, rights, talks
from app.party.actions.appraisals import Counted, Decided, RoundFacts
from app.party.actions.dues import Receipt, Taken
from app.party.actions.looking import look
from app.party.actions.talks import TalkFacts
from app.party.queries import appraisals as rounds
from app.party.queries.dues import payments_of
from app.party.queries.rights import own_requests
from app.party.queries.structure import structure_on
from app.party.rules.access import Restricted
from app.party.rules.appraisals import Grade, Tally
from app.party.rules.branch import Standing
from app.party.rules.dues import ArrangementKind, Month
from app.party.rules.rights import Part
from app.party.rules.talks import Note
from tests.makers import MONDAY, a_person

TODAY = at_library(MONDAY).date()
OCTOBER = Month(2026, 10)


@dataclass
class PartyRecords:
    """One more payment, arrangement, publication, talk, round, look and request each time it grows."""

    everybody: Actor
    keeper: Actor | None = None
    payment: int = 0
    publication: int = 0
    talks: list[int] = field(default_factory=list)
    round: int = 0
    entry: int = 0

    def pages(self) -> dict[str, str]:
        """The address of a page for each route that lists something."""
        return {
            "/party/dues": "/party/dues?year=2026",
            "/party/dues/payments/{payment:int}": f"/party/dues/payments/{self.payment}",
            "/party/dues/publications": "/party/dues/publications",
            "/party/dues/publications/{publication:int}": f"/party/dues/publications/{self.publication}",
            "/party/me/dues": "/party/me/dues?year=2026",
            "/party/talks": "/party/talks?year=2026",
            "/party/talks/{talk:int}": f"/party/talks/{self.talks[0]}",
            "/party/me/talks": "/party/me/talks",
            "/party/appraisals": "/party/appraisals",
            "/party/appraisals/{number:int}": f"/party/appraisals/{self.round}",
            "/party/looks": "/party/looks",
            "/party/requests": "/party/requests",
            "/party/me/data": "/party/me/data",
            "/party/me/data.xlsx": "/party/me/data.xlsx",
        }

    async def grow(self) -> None:
        """One more of everything."""
        n, who = len(self.talks), self.everybody
        self.keeper = self.keeper or await a_person("示例另一书记", Role.SECRETARY)
        structure = await structure_on(TODAY)
        assert structure is not None
        own = structure.member(who.person)
        newest = max(structure.members, key=lambda one: one.id)
        assert own is not None
        assert newest.standing is Standing.FULL
        await self._pay(n, own.id)
        self.publication = await dues.publish(who, 2026, TODAY, f"示例公告栏{n}，大会上宣布", now=MONDAY)
        facts = TalkFacts(who.person, newest.person, TODAY - timedelta(days=n))
        self.talks.append(await talks.write_talk(who, facts, Note(f"示例地点{n}", f"示例内容{n}"), now=MONDAY))
        await talks.write_note(who, self.talks[0], Note("示例地点", f"示例补写{n}，问题和落实都写了"), now=MONDAY)
        await self._appraise(n)
        reason = f"示例原因{n}，研究支部工作时要看一看"
        await look(self.keeper, Restricted.TALK, self.talks[0], [who.person], reason, now=MONDAY)
        await rights.ask(who, Part.TALKS, f"示例理由{n}，不想再留着", now=MONDAY)
        waiting = (await own_requests(who.person))[0].id
        await rights.answer(self.keeper, waiting, done=False, reason=f"示例答复{n}", now=MONDAY)

    async def _pay(self, n: int, member: int) -> None:
        who, taken = self.everybody, Taken(TODAY, "示例经收人", "示例补交原因")
        await dues.receive(who, [Receipt(member, Month(2026, n + 1), 1250)], taken, now=MONDAY)
        if self.payment:
            standing = (await payments_of(member, OCTOBER))[-1].id
            await dues.correct(who, standing, f"示例更正{n}", 1000 + n, taken, now=MONDAY)
        else:
            await dues.receive(who, [Receipt(member, OCTOBER, 1250)], taken, now=MONDAY)
            self.payment = (await payments_of(member, OCTOBER))[0].id
        until = date(2020, 1, 31)
        await dues.arrange(who, member, ArrangementKind.QUARTERLY, date(2020, 1, 1), until, f"示例会议{n}", now=MONDAY)

    async def _appraise(self, n: int) -> None:
        who, year = self.everybody, 2026 - n
        self.round = await appraisals.open_round(who, RoundFacts(year, date(year, 9, 28), 5), now=MONDAY)
        entries = await rounds.entries(self.round)
        counted = {one.id: Counted(Tally(4, 1, 0, 0), f"示例互评{n}") for one in entries}
        await appraisals.count(who, self.round, counted, now=MONDAY)
        await appraisals.open_sheet(who, self.round, f"示例录票{n}", now=MONDAY)
        self.entry = next(one.id for one in entries if one.person == who.person)
        await appraisals.rate_self(who, self.entry, Grade.QUALIFIED, f"示例自评{n}", now=MONDAY)
        await appraisals.decide(who, self.entry, Decided(f"示例意见{n}", Grade.QUALIFIED, TODAY), now=MONDAY)
