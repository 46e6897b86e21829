"""What is asked of study."""

from app.study.queries.agenda import AgendaLine, agenda, agenda_item
from app.study.queries.following import my_open_actions
from app.study.queries.homing import next_session, to_close, to_open
from app.study.queries.listing import listed
from app.study.queries.notice import is_place, library_name, name_of, notice
from app.study.queries.planning import tried
from app.study.queries.searching import sessions_called
from app.study.queries.series import SeriesView, all_series, series, standing
from app.study.queries.sessions import SessionView, YearOfStudy, session, sessions, taken

__all__ = [
    "AgendaLine",
    "SeriesView",
    "SessionView",
    "YearOfStudy",
    "agenda",
    "agenda_item",
    "all_series",
    "is_place",
    "library_name",
    "listed",
    "my_open_actions",
    "name_of",
    "next_session",
    "notice",
    "series",
    "session",
    "sessions",
    "sessions_called",
    "standing",
    "taken",
    "to_close",
    "to_open",
    "tried",
]
