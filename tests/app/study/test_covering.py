"""What was studied of each material: sessions, minutes, people; on the manager's page with the gaps first."""

from datetime import timedelta

from app.actor import Role
from app.gatherings import steps
from app.gatherings.queries import facts
from app.gatherings.rules.attendance import Record, Source, Status
from app.storage import database
from app.study.actions import materials as actions
from app.study.queries import materials_studied
from app.study.rules.materials import Material, MaterialKind
from app.study.tables import StudySession
from app.training.rules.overview import MaterialStudied, materials_finding
from tests.app.study.hall import THURSDAY, a_member, a_secretary, days, time
from tests.app.study.test_materials import an_item
from tests.cast import browser
from tests.makers import MONDAY, a_person

__all__ = ["time"]


def test_the_finding_says_how_many_are_missing():
    studied, planned = MaterialStudied(1, "甲", 1, 90, 3), MaterialStudied(2, "乙", planned=True)
    missing = MaterialStudied(3, "丙")
    assert materials_finding([]) == "这一年没有列学习材料"
    assert materials_finding([studied]) == "1 份材料都学过了"
    assert materials_finding([missing, planned, studied]) == "3 份材料里 2 份还没学，其中 1 份已排上"


async def test_the_overview_says_sessions_minutes_and_people_of_each_material(db, time):
    secretary = await a_secretary()
    one, other = await a_member(), await a_member("任小借")
    names = "条例", "讲话", "手册"
    ids = [await actions.add_material(secretary, Material(n, MaterialKind.DOCUMENT, 2026), now=MONDAY) for n in names]
    session, item = await an_item(secretary)
    await actions.name_materials(secretary, item, [ids[1]], now=MONDAY)
    _later, planned = await an_item(secretary, THURSDAY + days(7))
    await actions.name_materials(secretary, planned, [ids[1], ids[2]], now=MONDAY)
    gathering = (await StudySession.select(StudySession.gathering).where(StudySession.id == session).first())[
        "gathering"
    ]
    known = await facts(gathering)
    keeper = await a_person("馆小长", Role.MANAGER)
    async with database().atomic():
        await steps.open_list(gathering, [one.person, other.person], known.span.starts_at)
        for person, status in ((one, Status.PRESENT), (other, Status.ABSENT)):
            came = known.span.starts_at if status is Status.PRESENT else None
            left = known.span.ends_at if came else None
            await steps.record(
                keeper, gathering, person.person, Record(status, Source.LIST, came, left), known.span.ends_at
            )
        # What was corrected counts as it stands.
        again = Record(Status.PRESENT, Source.LIST, known.span.starts_at, known.span.starts_at + timedelta(minutes=60))
        await steps.record(keeper, gathering, one.person, again, known.span.ends_at)
    read = await materials_studied(keeper, 2026, known.span.ends_at)
    assert [(m.title, m.sessions, m.minutes, m.people, m.planned) for m in read] == [
        ("条例", 0, 0, 0, False),
        ("手册", 0, 0, 0, True),
        ("讲话", 1, 60, 1, True),
    ]
    time.now = known.span.ends_at
    page = (await (await browser(keeper)).see("/log/overview?year=2026")).text
    section = page.partition('id="materials"')[2].partition("</section>")[0]
    assert "3 份材料里 2 份还没学，其中 1 份已排上" in section
    assert f'href="/study/materials?year=2026#material-{ids[0]}"' in section
    assert "没有列学习材料" in (await (await browser(keeper)).see("/log/overview?year=2024")).text
