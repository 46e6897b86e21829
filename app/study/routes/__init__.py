"""The addresses of study: for everybody on the staff, and for those who arrange it."""

from app.study.routes import (
    agenda,
    books,
    chapters,
    discussing,
    following,
    materials,
    notices,
    own_study,
    preparing,
    series,
    sessions,
    taking,
)

handlers = [
    *sessions.handlers,
    *series.handlers,
    *agenda.handlers,
    *preparing.handlers,
    *notices.handlers,
    *taking.handlers,
    *discussing.handlers,
    *following.handlers,
    *materials.handlers,
    *books.handlers,
    *chapters.handlers,
    *own_study.handlers,
]
