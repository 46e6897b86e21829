"""What is asked of study."""

from app.study.queries.agenda import AgendaLine, agenda, agenda_item
from app.study.queries.covering import materials_studied
from app.study.queries.following import my_open_actions
from app.study.queries.homing import next_session, to_close, to_open
from app.study.queries.ledger import LedgerLine, held, ledger, number_in_year
from app.study.queries.listing import listed
from app.study.queries.notice import is_place, library_name, name_of, notice
from app.study.queries.planning import tried
from app.study.queries.searching import readings_called, sessions_called
from app.study.queries.series import SeriesView, all_series, series, standing
from app.study.queries.sessions import SessionPage, SessionView, YearOfStudy, session, session_page, sessions, taken

__all__ = [
    "AgendaLine",
    "LedgerLine",
    "SeriesView",
    "SessionPage",
    "SessionView",
    "YearOfStudy",
    "agenda",
    "agenda_item",
    "all_series",
    "held",
    "is_place",
    "ledger",
    "library_name",
    "listed",
    "materials_studied",
    "my_open_actions",
    "name_of",
    "next_session",
    "notice",
    "number_in_year",
    "readings_called",
    "series",
    "session",
    "session_page",
    "sessions",
    "sessions_called",
    "standing",
    "taken",
    "to_close",
    "to_open",
    "tried",
]
