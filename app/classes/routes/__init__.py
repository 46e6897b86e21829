"""The addresses of training classes: for whoever runs them, and for learners, who have no account."""

from app.classes.routes import (
    answering,
    arriving,
    classes,
    completing,
    enrolling,
    examining,
    learners,
    package,
    rosters,
    units,
)

handlers = [
    *classes.handlers,
    *units.handlers,
    *rosters.handlers,
    *examining.handlers,
    *completing.handlers,
    *package.handlers,
    *enrolling.handlers,
    *learners.handlers,
    *answering.handlers,
    *arriving.handlers,
]
