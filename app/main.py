"""The whole product on one screen: slices, door, plugins."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.di import Provide
from litestar_htmx import HTMXRequest

from app.actor import May, Role
from app.audit import routes as audit_routes
from app.bank import routes as bank_routes
from app.classes import routes as class_routes
from app.demo import is_demo, noticing
from app.demo import routes as demo_routes
from app.exams import routes as exam_routes
from app.exams.sweeping import sweeping
from app.gatherings import routes as gathering_routes
from app.home import routes as home_routes
from app.jobs import routes as job_routes
from app.jobs.working import working
from app.locale import N_
from app.notices import routes as notice_routes
from app.notices.actions.told import PRIVATE
from app.notices.mailing import mailing
from app.party import routes as party_routes
from app.party.case_reminding import case_reminding
from app.party.duty_reminding import duty_reminding
from app.party.queries.seats import has_seat
from app.party.task_reminding import task_reminding
from app.people import routes as people_routes
from app.people.actions.places import CLOSING
from app.people.sessions import GROUNDS, find_actor
from app.practice import routes as practice_routes
from app.service import routes as service_routes
from app.service.forgetting import empty_said
from app.shifts import routes as shift_routes
from app.shifts.erasing import EMPTIED_ABOVE
from app.shifts.steps import shifts_left
from app.shifts.sweeping import sweeping as shift_sweeping
from app.storage import close_database, kept, open_database
from app.study import routes as study_routes
from app.training import routes as training_routes
from app.training.reminding import reminding
from app.web import assets, signing
from app.web.door import Door, enter
from app.web.errors import HANDLERS
from app.web.page import DESTINATIONS, MARKERS, Destination
from app.web.signing import new_secret
from app.web.visit import VisitMiddleware

BODY_LIMIT = 512 * 1024
OBJECTS_BEFORE_A_SEARCH = 50_000

DESTINATIONS[:] = [
    Destination("/", N_("首页"), "home", May.SIGNED_IN, "h"),
    Destination("/shifts", N_("班次"), "calendar", May.SIGN_UP, "v"),
    Destination("/practice", N_("练习"), "book", May.PRACTISE, "q"),
    Destination("/study", N_("学习"), "book", May.SEE_STUDY, "x"),
    Destination("/classes", N_("培训班"), "users", May.RUN_CLASSES, "y"),
    Destination("/exams", N_("考试"), "clipboard-check", May.SIT_EXAMS, "e", frozenset({Role.VOLUNTEER})),
    Destination("/exams/manage", N_("考务"), "list-check", May.WATCH_EXAMS, "m"),
    Destination("/log", N_("记录"), "clipboard-list", May.OPEN_LOG, "t"),
    Destination("/shifts/board", N_("班表"), "list-check", May.ARRANGE_SHIFTS, "k"),
    Destination("/volunteers", N_("志愿者"), "users", May.KEEP_VOLUNTEERS, "z"),
    Destination("/groups", N_("发到群里"), "bell", May.POST_TO_GROUPS, "j"),
    Destination("/service", N_("服务记录"), "clipboard-list", May.SEE_SERVICE, "f"),
    Destination("/party", N_("党建"), "building", May.SEE_PARTY, "g"),
    Destination("/bank", N_("题库"), "books", May.EDIT_BANK, "b"),
    Destination("/record", N_("我的档案"), "book", May.SIGNED_IN, "r"),
    Destination("/courses", N_("外出培训"), "circle-check", May.CLAIM_COURSES, "o"),
    Destination("/gatherings", N_("出勤"), "list-check", May.SIGNED_IN, "c"),
    Destination("/calendar", N_("工作日历"), "calendar", May.SEE_CALENDAR, "d"),
    Destination("/people", N_("人员"), "users", May.SEE_PEOPLE, "p"),
    Destination("/places", N_("单位与服务点"), "map-pin", May.SEE_PLACES, "s"),
    Destination("/laws", N_("法规"), "file-text", May.SIGNED_IN, "w"),
    Destination("/ledger", N_("事迹簿"), "history", May.SEE_LEDGER, "l"),
    Destination("/installation", N_("本机状况"), "settings", May.MANAGE_INSTALLATION, "i"),
]
MARKERS[:] = [is_demo]
EMPTIED_ABOVE[:] = [empty_said]
CLOSING[:] = [shifts_left]
GROUNDS[Role.COMMITTEE] = has_seat
PRIVATE[:] = ["/party"]


@asynccontextmanager
async def running(_site: Litestar) -> AsyncIterator[None]:
    """Hold the database open, know the installation's secret, close papers at their deadlines, and work at jobs."""
    await open_database()
    signing.use(await kept("signing secret", new_secret))
    # What is loaded by now stays; looking through it for garbage over and over would cost each answer its share. What an
    # answer leaves behind is mostly counted and gone at once, so the search for cycles may wait for more of it.
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_SEARCH, 20, 50)
    async with (
        noticing(),
        sweeping(),
        reminding(),
        shift_sweeping(),
        case_reminding(),
        duty_reminding(),
        task_reminding(),
        working(),
        mailing(),
    ):
        yield
    await close_database()


site = Litestar(
    route_handlers=[
        assets.show,
        *home_routes.handlers,
        *notice_routes.handlers,
        *job_routes.handlers,
        *people_routes.handlers,
        *gathering_routes.handlers,
        *training_routes.handlers,
        *bank_routes.handlers,
        *exam_routes.handlers,
        *practice_routes.handlers,
        *study_routes.handlers,
        *class_routes.handlers,
        *shift_routes.handlers,
        *service_routes.handlers,
        *party_routes.handlers,
        *audit_routes.handlers,
        *demo_routes.handlers,
    ],
    request_class=HTMXRequest,
    before_request=enter,
    dependencies={"actor": Provide(Door.actor, sync_to_thread=False)},
    exception_handlers=HANDLERS,
    lifespan=[running],
    request_max_body_size=BODY_LIMIT,
    openapi_config=None,
    logging_config=None,
)

# Outermost, so that an address nobody serves also gets its page in the visitor's language.
app: Any = VisitMiddleware(site, find_actor)
