"""What pages and exams ask of the bank."""

from app.bank.queries.drawing import candidates, cited_laws, counts, items
from app.bank.queries.question import Retired, Version, Whole, current_items, question
from app.bank.queries.shelf import Entry, Shelf, Sought, shelf, stale, tallies
from app.bank.queries.short import DrawnQuiz, short_quiz

__all__ = [
    "DrawnQuiz",
    "Entry",
    "Retired",
    "Shelf",
    "Sought",
    "Version",
    "Whole",
    "candidates",
    "cited_laws",
    "counts",
    "current_items",
    "items",
    "question",
    "shelf",
    "short_quiz",
    "stale",
    "tallies",
]
