"""The addresses of training: the log, records, the table of hours, memberships, courses elsewhere."""

from app.training.routes import (
    certificates,
    courses,
    hours,
    log,
    memberships,
    overview,
    qualifications,
    record,
    rules,
    views,
)

handlers = [
    *log.handlers,
    *hours.handlers,
    *record.handlers,
    *memberships.handlers,
    *courses.handlers,
    *rules.handlers,
    *views.handlers,
    *overview.handlers,
    *certificates.handlers,
    *qualifications.handlers,
]
