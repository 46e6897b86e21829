"""The addresses of study: for everybody on the staff, and for those who arrange it."""

from app.study.routes import agenda, discussing, following, notices, preparing, series, sessions

handlers = [
    *sessions.handlers,
    *series.handlers,
    *agenda.handlers,
    *preparing.handlers,
    *notices.handlers,
    *discussing.handlers,
    *following.handlers,
]
