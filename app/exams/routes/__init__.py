"""The addresses of exams: for candidates, and for those who run and watch them."""

from app.exams.routes import managing, marks, saving, sitting, watching

handlers = [*sitting.handlers, *saving.handlers, *managing.handlers, *watching.handlers, *marks.handlers]
