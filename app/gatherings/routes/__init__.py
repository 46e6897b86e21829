"""The addresses of gatherings: the evidence page, keeping the list, the code on the screen, the working calendar."""

from app.gatherings.routes import calendar, codes, keeping, proving, showing

handlers = [*showing.handlers, *keeping.handlers, *proving.handlers, *codes.handlers, *calendar.handlers]
