"""The addresses of gatherings: the evidence page, keeping the list, the code on the screen, the working calendar."""

from app.gatherings.routes import calendar, codes, keeping, showing, taking

handlers = [*showing.handlers, *keeping.handlers, *codes.handlers, *calendar.handlers, *taking.handlers]
