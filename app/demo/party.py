"""The Party branch of the demo library: nine full members and a probationary one, a committee of three, no groups."""

from collections.abc import Mapping
from datetime import date, datetime

from app.clock import at_library
from app.demo.applicants import OF_OLD, OLD_ADMITTED, OLD_FULL
from app.demo.training import LEFT_LAST_YEAR, MEMBERS, SINCE_THIS_SPRING
from app.party.rules.branch import CommitteePost, Trait
from app.party.rules.structure import ends_after
from app.party.tables import CommitteePeriod, CommitteeSeat, MemberTrait, PartyBranch, PartyMember, PartyTerm

COMMITTEE = {
    "shuji": CommitteePost.SECRETARY,
    "zengxiaobian": CommitteePost.ORGANISATION,
    "miaoxiaocang": CommitteePost.PUBLICITY,
}
LEADING = "guanzhang"
YEARS_BACK = 3


async def insert_branch(people: Mapping[str, int], now: datetime) -> None:
    """Bring in the branch; every day in it counts from `now`.

    Args:
        people: ids by sign-in name.
    """
    year = at_library(now).year
    began = date(year - 1, 3, 1)
    branch = PartyBranch(
        name="示例县图书馆党支部",
        superior="示例县文广旅局机关党委",
        founded_on=date(year - 10, 7, 1),
        term_years=3,
        at=now,
    )
    await branch.save()
    await CommitteePeriod(branch=branch.id, from_on=date(year - YEARS_BACK, 1, 1), document="", at=now).save()
    before = date(year - 4, 3, 1)
    await PartyTerm(
        branch=branch.id,
        number=3,
        starts_on=before,
        ends_on=ends_after(before, 3),
        ended_on=ends_after(before, 3),
        document="",
        at=now,
    ).save()
    await PartyTerm(
        branch=branch.id, number=4, starts_on=began, ends_on=ends_after(began, 3), document="", at=now
    ).save()
    ids = await _insert_members(branch.id, people, year, now)
    await CommitteeSeat.insert(
        *(
            CommitteeSeat(member=ids[people[one]], post=post.value, from_on=date(year - YEARS_BACK, 1, 1), at=now)
            for one, post in COMMITTEE.items()
        )
    )
    await MemberTrait(
        member=ids[people[LEADING]], trait=Trait.LEADING_CADRE.value, from_on=date(year - YEARS_BACK, 1, 1), at=now
    ).save()


async def _insert_members(branch: int, people: Mapping[str, int], year: int, now: datetime) -> dict[int, int]:
    long_ago, spring = date(year - YEARS_BACK, 1, 1), date(year, 4, 1)
    rows = [
        PartyMember(
            branch=branch,
            person=people[one],
            since=long_ago,
            admitted_on=OLD_ADMITTED if one == OF_OLD else date(year - 15 - number, 6, 20),
            full_on=OLD_FULL if one == OF_OLD else date(year - 14 - number, 6, 20),
            at=now,
        )
        for number, one in enumerate(MEMBERS)
    ]
    rows.append(PartyMember(branch=branch, person=people[SINCE_THIS_SPRING], since=spring, admitted_on=spring, at=now))
    rows.append(
        PartyMember(
            branch=branch,
            person=people[LEFT_LAST_YEAR],
            since=long_ago,
            admitted_on=date(year - 25, 7, 1),
            full_on=date(year - 24, 7, 1),
            ended_on=date(year - 1, 12, 31),
            end_reason="转往社区党支部",
            at=now,
        )
    )
    made = await PartyMember.insert(*rows).returning(PartyMember.id, PartyMember.person)
    return {row["person"]: row["id"] for row in made}
