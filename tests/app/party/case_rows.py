"""A case for the tests, made through the product's own actions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.actor import Actor, Role
from app.party.actions.cases import guides, noticing, recording, writing
from app.party.rules.branch import Structure
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import Happened, Votes
from tests.app.party.rows import a_branch, secretary
from tests.makers import a_person

NOW = datetime(2026, 11, 30, 1, tzinfo=UTC)
"""A Monday at nine o'clock at the library."""
BORN = date(1996, 3, 5)
VOTES = Votes(eligible=9, present=8, in_favour=8)
# Under the text of 2014 until 2026-05-10: the notice is the library's own custom there.
ACTS: tuple[tuple[Act, str], ...] = (
    (Act.TALKED, "2024-04-02"),
    (Act.RECOMMENDED, "2024-06-10"),
    (Act.ACTIVIST, "2024-06-20"),
    (Act.FILED, "2024-06-25"),
    (Act.MENTORED, "2024-06-20"),
    (Act.EDUCATED, "2024-09-01"),
    (Act.REVIEWED, "2024-12-18"),
    (Act.REVIEWED, "2025-06-12"),
    (Act.OPINIONS, "2025-06-23"),
    (Act.PROPOSED, "2025-06-27"),
    (Act.AGREED, "2025-07-04"),
    (Act.NOTICE, "2025-07-07"),
    (Act.PROSPECT, "2025-07-16"),
    (Act.SPONSORED, "2025-07-16"),
    (Act.VETTED, "2025-08-01"),
    (Act.TRAINED, "2025-08-22"),
    (Act.EXAMINED, "2025-08-29"),
    (Act.PRE_REVIEWED, "2025-09-05"),
    (Act.FORM_ISSUED, "2025-09-08"),
    (Act.ADMITTED, "2025-09-26"),
    (Act.SUBMITTED, "2025-09-28"),
    (Act.SUPERIOR_TALKED, "2025-10-20"),
    (Act.APPROVED, "2025-11-14"),
    (Act.PLACED, "2025-11-18"),
    (Act.OATH, "2025-12-01"),
    (Act.PROBATION_REVIEWED, "2026-03-20"),
    (Act.ASKED_FULL, "2026-09-15"),
    (Act.PROBATION_REVIEWED, "2026-09-18"),
    (Act.OPINIONS_FULL, "2026-09-21"),
    (Act.EXAMINED_FULL, "2026-09-24"),
    (Act.VOTED_FULL, "2026-09-28"),
    (Act.CONFIRMED, "2026-11-16"),
)


@dataclass
class Filed:
    """A case with the branch it belongs to."""

    case: int
    branch: Structure
    keeper: Actor
    applicant: Actor

    def full(self, number: int) -> int:
        """The person of a full member by number; 0 is the secretary."""
        return sorted(self.branch.full, key=lambda one: one.id)[number].person

    async def go(self, act: Act, on: date, *, now: datetime = NOW) -> None:
        """Write one act down, as the forms do."""
        match act:
            case Act.MENTORED | Act.SPONSORED:
                for number in (1, 2):
                    await guides.choose_guide(self.keeper, self.case, act, self.full(number), on, now=now)
            case Act.REVIEWED | Act.PROBATION_REVIEWED:
                await writing.write_review(self.keeper, self.case, act, on, "表现稳定，按时参加活动", now=now)
            case Act.VETTED:
                await writing.write_vetting(self.keeper, self.case, on, "审查合格", passes=True, now=now)
            case Act.NOTICE:
                await noticing.put_up(self.keeper, self.case, on, None, "馆内公告栏", "支部 12345", now=now)
                await noticing.write_result(self.keeper, self.case, "没有反映", passes=True, now=now)
            case _:
                await recording.record(self.keeper, self.case, happened(act, on), now=now)


def happened(act: Act, on: date, **more: object) -> Happened:
    """An act with what its form asks for."""
    votes = VOTES if act in (Act.ADMITTED, Act.VOTED_FULL, Act.EXTENDED) else None
    return Happened(act, on, **{"votes": votes, "days": 3 if act is Act.TRAINED else 0, **more})  # type: ignore[arg-type]


async def a_filed_case(
    until: Act | None = Act.TALKED, *, name: str = "申小学", branch: Structure | None = None
) -> Filed:
    """A case as far as this act (itself excluded), None for the whole of it; of somebody on the staff."""
    there = branch or await a_branch()
    keeper = secretary(there)
    applicant = await a_person(name, Role.STAFF)
    given = recording.Application(applicant.person, BORN, date(2024, 3, 11))
    filed = Filed(await recording.open_case(keeper, given, now=NOW), there, keeper, applicant)
    for act, on in ACTS:
        if act is until:
            break
        await filed.go(act, date.fromisoformat(on))
    return filed
