"""A small county for the tests: two places with a post each, their coordinators, volunteers ready to serve."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.actor import Actor, Role
from app.gatherings.rules import Span
from app.people.tables import Library, RoleGrant, ServicePoint
from app.shifts.actions import planning, posts, publishing, volunteers
from app.shifts.actions.posts import PostFacts
from app.shifts.actions.volunteers import Wishes
from app.shifts.queries.seats import SeatView, seats_of_shift
from app.shifts.rules import Headcount, PaperKind, State
from app.shifts.rules.planning import SeatPlan, ShiftPlan
from tests.makers import MONDAY, a_person

NOW = MONDAY - timedelta(days=5)
THIS_WEEK, LAST_WEEK = date(2026, 11, 23), date(2026, 11, 16)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class County:
    """Two places; `coordinator` keeps the first, `other` the second, `manager` all."""

    places: list[int]
    posts: list[int]
    coordinator: Actor
    other: Actor
    manager: Actor


async def a_county(suffix: str = "") -> County:
    library = Library(name=f"示例县图书馆{suffix}", kind="partner", partner_kind="company")
    await library.save()
    places = []
    for name in ("示例总馆", "示例书吧"):
        row = ServicePoint(name=name + suffix, kind="reading_bar", library=library.id)
        await row.save()
        places.append(row.id)
    manager = await a_person("单知行", Role.MANAGER)
    coordinator = replace(await a_person("王小芳", Role.COORDINATOR), sites=frozenset(places[:1]))
    other = replace(await a_person("令狐册", Role.COORDINATOR), sites=frozenset(places[1:]))
    for actor, place in ((coordinator, places[0]), (other, places[1])):
        await RoleGrant(person=actor.person, role="coordinator", service_point=place, granted_at=NOW).save()
    made = [await posts.add_post(manager, place, PostFacts("导读")) for place in places]
    return County(places, made, coordinator, other, manager)


async def a_volunteer(
    county: County, name: str = "李小明", *, ready: bool = True, **wishes: object
) -> tuple[Actor, int]:
    """A volunteer who may serve anywhere, and their id as a volunteer."""
    actor = await a_person(name, Role.VOLUNTEER)
    given = Wishes(**{"most_minutes": 1200, **wishes})  # type: ignore[arg-type]
    volunteer = await volunteers.register(county.manager, None, given, now=NOW, person=actor.person)  # type: ignore[arg-type]
    if ready:
        await volunteers.set_state(county.manager, volunteer, State.ACTIVE, "", now=NOW)
        await volunteers.add_paper(
            county.manager, volunteer, PaperKind.COMMITMENT, "档案盒 1", NOW.date(), None, now=NOW
        )
    return actor, volunteer


async def a_shift(
    county: County,
    start: timedelta = timedelta(0),
    *,
    length: timedelta = 3 * HOUR,
    count: Headcount | None = None,
    site: int = 0,
    published: bool = True,
    from_monday: object = MONDAY,
) -> SeatView:
    """A shift that begins so long after that Monday at nine, published with whatever else waits in its week."""
    begins = from_monday + start  # type: ignore[operator]
    seats = [SeatPlan(county.posts[site], count or Headcount(1, 2, 2))]
    plan = ShiftPlan(county.places[site], Span(begins, begins + length), seats)
    shift = await planning.plan(county.manager, plan, now=NOW)
    if published:
        monday = begins.date() - timedelta(days=begins.weekday())
        await publishing.publish(county.manager, monday, now=NOW)
    return (await seats_of_shift(shift))[0]


async def fresh(seat: SeatView) -> SeatView:
    """The seat as it is now."""
    return next(one for one in await seats_of_shift(seat.facts.shift) if one.id == seat.id)


async def names(seat: SeatView) -> list[str]:
    """Who sits on it."""
    return [one.name for one in (await fresh(seat)).holders]
