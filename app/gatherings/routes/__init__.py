"""The addresses of gatherings: the evidence page, keeping the list, the code, the working calendar, closed periods."""

from app.gatherings.routes import calendar, codes, keeping, periods, proving, showing, taking

handlers = [
    *showing.handlers,
    *keeping.handlers,
    *proving.handlers,
    *codes.handlers,
    *calendar.handlers,
    *periods.handlers,
    *taking.handlers,
]
