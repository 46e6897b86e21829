"""From the poster to the list of those who serve: applying without an account, review, card, training, active."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.actor import VISITOR, Role
from app.notices.tables import Notice
from app.people.tables import Person, RoleGrant
from app.refusals import Missing, Refused
from app.shifts.actions import applying, projects, reviewing, volunteers
from app.shifts.queries import applications, consents
from app.shifts.queries.projects import recording_units
from app.shifts.queries.volunteers import Sought, state_of
from app.shifts.queries.volunteers import volunteers as listed
from app.shifts.rules import Skill, Slot, State
from app.shifts.rules.ages import AGE_BANDS
from app.shifts.rules.consents import Display
from app.shifts.rules.projects import ProjectFacts
from app.shifts.rules.recruiting import FROM_ONE_ADDRESS, Applied, why_not_apply, why_not_flood
from app.shifts.tables import Application, Volunteer, VolunteerPaper, VolunteerStatus
from tests.app.shifts.county import NOW, a_county, a_volunteer
from tests.cast import browser
from tests.makers import a_person

PHONE = "10000004567"
APPLIED = Applied(
    "乐小读",
    PHONE,
    date(2000, 5, 1),
    skills=frozenset({Skill.SHELVING}),
    slots=(Slot(5, 480, 1080),),
    agreed=frozenset({"privacy", "commitment"}),
)
VISITING = replace(VISITOR, origin="192.0.2.7")
GUARDIAN = ("乐大书", "10000004568", "父亲")


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


async def an_open_project(county, **changes: object) -> int:
    unit = (await recording_units())[0][0]
    facts = ProjectFacts(
        "书吧导读", unit, "接待", "没有特别的风险", "招 10 人", "单知行", date(2026, 11, 1), None, True
    )
    return await projects.add_project(county.manager, replace(facts, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"born_on": date(2017, 11, 26)}, ["too_young"]),
        ({"born_on": date(2011, 1, 1)}, ["guardian_name", "guardian_phone", "guardian_relation"]),
        ({"born_on": date(2011, 1, 1), "guardian": GUARDIAN}, []),
        ({"born_on": date(2011, 1, 1), "guardian": ("乐大书", "0577-6123 4567", "父亲")}, []),
        ({"born_on": date(2011, 1, 1), "guardian": ("乐大书", "不告诉你", "父亲")}, ["guardian_phone"]),
        ({"born_on": date(2011, 1, 1), "guardian": ("乐 小读", "10000004568", "本人")}, ["guardian_name"]),
        ({"agreed": frozenset({"privacy"})}, ["commitment"]),
        ({"agreed": frozenset()}, ["privacy", "commitment"]),
        ({"wanted_minutes": 700}, ["load"]),
        ({"display": Display.ALIAS, "alias": " "}, ["alias"]),
    ],
)
def test_what_an_application_must_say(changes, codes):
    given = replace(APPLIED, **changes)
    assert [one.code for one in why_not_apply(given, date(2026, 11, 25), AGE_BANDS)] == codes


@pytest.mark.parametrize(("here", "all_", "codes"), [(29, 299, []), (30, 30, ["flood"]), (0, 300, ["flood"])])
def test_too_many_within_an_hour(here, all_, codes):
    assert [one.code for one in why_not_flood(here, all_)] == codes


async def test_whoever_applies_is_a_volunteer_who_waits_and_cannot_sign_in(county):
    project = await an_open_project(county)
    code = await applying.apply(VISITING, project, APPLIED, now=NOW)
    person = await Person.objects().where(Person.phone == PHONE).first()
    roles = [row["role"] for row in await RoleGrant.select(RoleGrant.role).where(RoleGrant.person == person.id)]
    volunteer = await Volunteer.objects().where(Volunteer.person == person.id).first()
    assert (person.name, person.password_hash, roles) == ("乐小读", None, ["volunteer"])
    assert await state_of(volunteer.id) == (person.id, State.APPLIED)
    given = {one.kind.value: one.version for one in await consents.given_by(volunteer.id)}
    assert given == {"privacy": 1, "commitment": 1}
    papers = await VolunteerPaper.select(VolunteerPaper.reference).where(VolunteerPaper.volunteer == volunteer.id)
    assert [one["reference"] for one in papers] == ["网上勾选：志愿服务承诺书第 1 版"]
    known = await applying.find(VISITING, code.lower().replace("-", " "), now=NOW)
    assert (known.project_name, known.outcome, known.state) == ("书吧导读", "", None)
    # The code itself is nowhere.
    assert code not in str(await Application.select())


async def test_a_known_phone_looks_the_same_and_changes_nothing(county):
    project = await an_open_project(county)
    _, volunteer = await a_volunteer(county, "令狐册")
    known = await Volunteer.objects().where(Volunteer.id == volunteer).first()
    await Person.update({Person.phone: PHONE}).where(Person.id == known.person)
    who = await browser()
    form = {
        "name": "乐小读", "phone": PHONE, "born_on": "2000-05-01", "privacy": "1", "commitment": "1",
        "wanted_hours": "2", "most_hours": "4", "slots": ["5-480-720", "5-720-1080"],
    }  # fmt: skip
    answer = await who.send(f"/join/{project}", form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/join/received")
    other = await who.send(f"/join/{project}", {**form, "phone": "10000004999"})
    assert (other.status_code, other.headers["location"]) == (303, "/join/received")
    assert await Person.count().where(Person.phone == PHONE) == 1
    after = await Volunteer.objects().where(Volunteer.id == volunteer).first()
    assert after.to_dict() == known.to_dict()
    waiting = await applications.waiting(county.manager)
    assert [(one.known, one.is_them, one.person_name) for one in waiting] == [
        (True, False, "令狐册"),
        (False, True, "乐小读"),
    ]
    assert waiting[0].wishes.slots == (Slot(5, 480, 1080),)
    page = (await (await browser(county.manager)).see("/volunteers/review")).text
    assert "手机号是 令狐册 的，姓名对不上" in page


async def test_somebody_with_the_phone_of_the_family_gets_a_file_of_their_own(county):
    project = await an_open_project(county)
    _, volunteer = await a_volunteer(county, "令狐册")
    holder = (await state_of(volunteer))[0]
    await Person.update({Person.phone: PHONE}).where(Person.id == holder)
    await applying.apply(VISITING, project, APPLIED, now=NOW)
    one = (await applications.waiting(county.manager))[0]
    made = await reviewing.approve(county.manager, [one.id], now=NOW, apart=True)
    person, state = await state_of(made[0])
    row = await Person.objects().where(Person.id == person).first()
    assert (row.name, row.phone, state) == ("乐小读", None, State.TRAINING)
    assert (await state_of(volunteer))[1] is State.ACTIVE


async def test_approved_together_and_emptied_of_what_was_typed(county):
    project = await an_open_project(county)
    await applying.apply(VISITING, project, APPLIED, now=NOW)
    minor = replace(APPLIED, name="甲小一", phone="10000004570", born_on=date(2012, 1, 1), guardian=GUARDIAN)
    code = await applying.apply(VISITING, project, minor, now=NOW)
    chosen = [one.id for one in await applications.waiting(county.coordinator)]
    made = await reviewing.approve(county.coordinator, chosen, now=NOW)
    assert [(await state_of(one))[1] for one in made] == [State.TRAINING, State.TRAINING]
    rows = await Application.select(Application.name, Application.phone, Application.guardian_name).order_by(
        Application.id
    )
    assert rows == [
        {"name": "", "phone": "", "guardian_name": ""},
        {"name": "", "phone": "", "guardian_name": "乐大书"},
    ]
    assert (await applying.find(VISITING, code, now=NOW)).state is State.TRAINING
    with pytest.raises(Missing):
        await reviewing.approve(county.coordinator, chosen[:1], now=NOW)


async def test_whoever_applied_twice_is_let_in_once(county):
    project = await an_open_project(county)
    for _press in range(2):
        await applying.apply(VISITING, project, APPLIED, now=NOW)
    both = [one.id for one in await applications.waiting(county.manager)]
    made = await reviewing.approve(county.manager, [*both, both[0]], now=NOW)
    assert len(made) == 2 == 1 + len(set(made))
    states = await VolunteerStatus.select(VolunteerStatus.status).order_by(VolunteerStatus.id)
    assert [row["status"] for row in states] == ["applied", "training"]
    assert await VolunteerPaper.count() == 1
    with pytest.raises(Missing):
        await reviewing.approve(county.manager, both, now=NOW)


async def test_given_back_with_a_reason_and_applied_again(county):
    project = await an_open_project(county)
    code = await applying.apply(VISITING, project, APPLIED, now=NOW)
    one = (await applications.waiting(county.manager))[0]
    with pytest.raises(Refused, match="写一句原因"):
        await reviewing.give_back(county.manager, one.id, " ", now=NOW)
    await reviewing.give_back(county.manager, one.id, "照片不清楚，当面来办", now=NOW)
    known = await applying.find(VISITING, code, now=NOW)
    assert (known.outcome, known.reason, known.state) == ("returned", "照片不清楚，当面来办", None)
    assert (await listed(county.manager, Sought(), NOW)).total == 0
    await applying.apply(VISITING, project, replace(APPLIED, wanted_minutes=120), now=NOW)
    again = (await applications.waiting(county.manager))[0]
    made = await reviewing.approve(county.manager, [again.id], now=NOW)
    row = await Volunteer.objects().where(Volunteer.id == made[0]).first()
    assert ((await state_of(made[0]))[1], row.wanted_minutes) == (State.TRAINING, 120)


async def test_whoever_names_no_place_is_made_known_to_the_coordinators_of_all(county):
    project = await an_open_project(county)
    await applying.apply(VISITING, project, APPLIED, now=NOW)
    await applying.apply(
        VISITING, project, replace(APPLIED, phone="10000004570", sites=frozenset(county.places[1:])), now=NOW
    )
    told = await Notice.select(Notice.person).where(Notice.message.like("有人报名做志愿者%")).order_by(Notice.id)
    both, other = {county.coordinator.person, county.other.person}, county.other.person
    assert ({row["person"] for row in told[:2]}, [row["person"] for row in told[2:]]) == (both, [other])


async def test_coordinators_see_only_applications_for_their_places(county):
    project = await an_open_project(county)
    given = replace(APPLIED, sites=frozenset({county.places[1]}))
    await applying.apply(VISITING, project, given, now=NOW)
    readers = (county.coordinator, county.other, county.manager)
    assert [len(await applications.waiting(who)) for who in readers] == [0, 1, 1]
    one = (await applications.waiting(county.other))[0]
    with pytest.raises(Missing):
        await reviewing.approve(county.coordinator, [one.id], now=NOW)


async def test_a_card_a_password_and_active_once_nothing_is_lacking(county):
    project = await an_open_project(county)
    given = replace(APPLIED, born_on=date(2011, 1, 1), guardian=GUARDIAN)
    await applying.apply(VISITING, project, given, now=NOW)
    one = (await applications.waiting(county.manager))[0]
    (volunteer,) = await reviewing.approve(county.manager, [one.id], now=NOW)
    keeper = await browser(county.coordinator)
    answer = await keeper.send("/volunteers/cards", {"volunteer": [volunteer]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/volunteers/cards")
    cards = (await keeper.see("/volunteers/cards")).text
    code = re.search(r'receipt-code">([0-9A-Z-]{14})<', cards)
    assert code
    assert "乐小读" in cards
    with pytest.raises(Refused, match="乐小读 还差：还没有监护人同意"):
        await reviewing.make_active(county.manager, [volunteer], now=NOW)
    await volunteers.record_consent(county.manager, volunteer, *GUARDIAN, "档案盒 4", NOW.date(), now=NOW)
    assert [row["guardian_phone"] for row in await Application.select()] == [""]
    with pytest.raises(Refused, match="还没有设密码"):
        await reviewing.make_active(county.manager, [volunteer], now=NOW)
    person = (await state_of(volunteer))[0]
    await Person.update({Person.password_hash: "set"}).where(Person.id == person)
    assert await reviewing.make_active(county.manager, [volunteer], now=NOW) == 1
    assert (await state_of(volunteer))[1] is State.ACTIVE
    with pytest.raises(Refused, match="已经设过密码"):
        await reviewing.make_cards(county.manager, [volunteer], now=NOW)


async def test_the_list_says_no_more_of_a_child_than_that_it_is_one(county):
    project = await an_open_project(county)
    given = replace(APPLIED, born_on=date(2014, 1, 1), guardian=GUARDIAN, area="示例街道")
    await applying.apply(VISITING, project, given, now=NOW)
    page = (await (await browser(county.coordinator)).see("/volunteers/review")).text
    assert [one in page for one in ("未满 14 岁", PHONE, GUARDIAN[1], "示例街道")] == [True, False, False, False]


async def test_no_card_opens_the_account_of_somebody_on_the_staff(county):
    actor, volunteer = await a_volunteer(county)
    await RoleGrant(person=actor.person, role=Role.STAFF.value, granted_at=NOW).save()
    with pytest.raises(Refused, match="激活卡由系统管理员给"):
        await reviewing.make_cards(county.manager, [volunteer], now=NOW)


async def test_a_flood_from_one_address_is_refused_and_another_is_not(county):
    project = await an_open_project(county)
    for n in range(FROM_ONE_ADDRESS):
        await applying.apply(VISITING, project, replace(APPLIED, phone=f"1000001{n:04}"), now=NOW)
    with pytest.raises(Refused, match="过一小时再交"):
        await applying.apply(VISITING, project, APPLIED, now=NOW)
    await applying.apply(replace(VISITING, origin="192.0.2.8"), project, APPLIED, now=NOW)
    late = NOW + timedelta(hours=1, minutes=1)
    await applying.apply(VISITING, project, replace(APPLIED, phone="10000014999"), now=late)


async def test_guesses_at_receipts_are_counted(county):
    for _ in range(10):
        with pytest.raises(Refused, match="没有这个回执号"):
            await applying.find(VISITING, "3333-3333-3333", now=NOW)
    with pytest.raises(Refused, match="试的次数太多了"):
        await applying.find(VISITING, "3333-3333-3333", now=NOW)


async def test_a_closed_project_takes_nobody_and_bad_input_changes_nothing(county):
    closed = await an_open_project(county, open_to_applicants=False)
    with pytest.raises(Refused, match="现在不招募"):
        await applying.apply(VISITING, closed, APPLIED, now=NOW)
    who = await browser()
    assert "这个项目现在不招募" in (await who.see(f"/join/{closed}")).text
    project = await an_open_project(county, name="别的项目")
    page = await who.send(f"/join/{project}", {"name": "乐小读", "phone": "123", "born_on": "2000-05-01"})
    assert page.status_code == 409
    said = ["手机号写 11 位数字", "看完勾选才能报名", "看完承诺书再勾选", 'value="乐小读"']
    assert [one in page.text for one in said] == [True] * 4
    missing = await who.send(f"/join/{project}", {"name": "乐小读", "sites": ["99"], "phone": PHONE, "born_on": "x"})
    assert (missing.status_code, "写成 2026-11-22 这样" in missing.text) == (422, True)
    assert (await Application.count(), await Person.count().where(Person.name == "乐小读")) == (0, 0)


async def test_the_public_pages_say_what_is_kept(county):
    await an_open_project(county)
    who = await browser()
    assert "书吧导读" in (await who.see("/join")).text
    rules = (await who.see("/join/rules")).text
    assert ("GB/T 40143—2021" in rules, "身份证件号码和照片：本系统不保存" in rules) == (True, True)
    assert (await who.see("/join/state")).status_code == 200
    assert (await who.see("/join/received")).headers["location"] == "/join/state"
    assert (await a_person("示例", Role.STAFF)).name == "示例"
