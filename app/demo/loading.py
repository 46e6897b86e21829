"""Loading the demo library into an empty database."""

import sys
from collections.abc import Iterator
from datetime import datetime

from app import clock
from app.actor import system
from app.audit import deed
from app.bank.actions import load_content
from app.demo.applicants import insert_applicants
from app.demo.classes import insert_classes
from app.demo.courses import insert_courses
from app.demo.discussing import insert_discussions
from app.demo.exams import insert_exams
from app.demo.gates import insert_gates
from app.demo.gatherings import insert_gatherings
from app.demo.keeping import insert_keeping
from app.demo.party import insert_branch
from app.demo.party_duties import insert_duties
from app.demo.party_learning import insert_party_learning
from app.demo.party_meetings import insert_party_meetings
from app.demo.party_records import insert_party_records
from app.demo.people import PASSWORD, insert_people, sign_ins
from app.demo.places import OWN, insert_places
from app.demo.practice import insert_practice
from app.demo.presence import LOADED, REMOVED, mark, notice_demo, set_mark
from app.demo.reading import insert_evenings, insert_reading
from app.demo.recognition import insert_recognition
from app.demo.recruiting import insert_recruiting
from app.demo.service import insert_service
from app.demo.shifts import insert_shifts
from app.demo.study import insert_study
from app.demo.training import insert_training
from app.locale import _
from app.people.queries.standing import one_change_of_rights_at_a_time
from app.people.rules.roles import ROLE_NAMES
from app.people.tables import Library, Person
from app.refusals import Refused, WhyNot
from app.storage import database
from app.storage.memory import forget_everything


async def load_when_empty() -> bool:
    """Load the demo library unless there is anything, and print whom to sign in as while it is there.

    Where it was removed before it does not come back by itself: somebody is about to begin in earnest.

    Returns:
        whether it was loaded just now.
    """
    now = clock.now()
    empty = await is_empty()
    loads = empty and await mark(REMOVED) is None
    if loads:
        await load(now)
    if await mark(LOADED) is not None:
        sys.stdout.write("\n".join(announced()) + "\n")
    elif empty:
        sys.stdout.write(
            _("示例馆已移除，不再自动装入；运行 python3 run.py setup 建立本馆，或 python3 run.py demo 再看示例") + "\n"
        )
    return loads


async def load(now: datetime) -> None:
    """Load the demo library, whole or not at all; every date in it counts from `now`.

    Raises:
        Refused: there are persons or libraries already.
    """
    actor = system("demo")
    try:
        async with deed(actor, "demo.loaded"):
            await database().hold(LOADED)
            await one_change_of_rights_at_a_time()
            if not await is_empty():
                raise Refused(not_empty())
            await set_mark(LOADED, now)
            points = await insert_places(clock.at_library(now).date())
            people = await insert_people(points, now)
            await insert_gatherings(actor, people, points, now)
            await load_content(actor, now=now)
            await insert_exams(actor, people, now)
            await insert_shifts(actor, people, points, now)
            await insert_service(people, now)
            await insert_evenings(people, now)
            await insert_practice(actor, people, points, now)
            await insert_training(actor, people, list(points), now)
            await insert_courses(actor, people, now)
            await insert_study(actor, people, points, now)
            await insert_classes(actor, people, list(points), now)
            await insert_discussions(people, now)
            await insert_reading(people, now)
            await insert_keeping(actor, people, list(points), now)
            await insert_recognition(people, now)
            await insert_recruiting(now)
            await insert_branch(people, now)
            await insert_party_records(people, now)
            await insert_gates(points[0], now)
            await insert_applicants(people, now)
            await insert_party_meetings(people, now)
            await insert_party_learning(actor, people, points[0], now)
            await insert_duties(people, now)
    except BaseException:
        # Papers were remembered under ids that the database has taken back.
        forget_everything()
        raise
    await notice_demo()


async def is_empty() -> bool:
    """Whether nobody and no library is there, so that nothing invented is mixed with what is real."""
    return not await Person.exists() and not await Library.exists()


def not_empty() -> WhyNot:
    """The demo library goes into an empty database only."""
    return WhyNot("not_empty", _("这里已经有资料，示例馆只装进空的数据库；换一个数据目录（ZHIXING_DATA）再装"))


def announced() -> Iterator[str]:
    """Whom to sign in as, line by line."""
    yield _("示例馆：%(library)s。人名、单位、电话都是编的。", library=OWN)
    yield _("用下面任一登录名登录，密码都是 %(password)s", password=PASSWORD)
    for one in sign_ins():
        yield f"  {one.sign_in:<10} {_(ROLE_NAMES[one.role])}  {one.name}"
