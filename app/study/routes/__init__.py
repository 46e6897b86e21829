"""The addresses of study: for everybody on the staff, and for those who arrange it."""

from app.study.routes import agenda, notices, preparing, series, sessions, taking

handlers = [
    *sessions.handlers,
    *series.handlers,
    *agenda.handlers,
    *preparing.handlers,
    *notices.handlers,
    *taking.handlers,
]
