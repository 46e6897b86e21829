"""What pages and exams ask of the bank."""

from app.bank.queries.drawing import Usable, candidates, cited_laws, counts, items, question_of, usable
from app.bank.queries.question import Retired, Version, Whole, current_items, question
from app.bank.queries.shelf import Entry, Shelf, Sought, shelf, stale, tallies
from app.bank.queries.short import DrawnQuiz, short_quiz

__all__ = [
    "DrawnQuiz",
    "Entry",
    "Retired",
    "Shelf",
    "Sought",
    "Usable",
    "Version",
    "Whole",
    "candidates",
    "cited_laws",
    "counts",
    "current_items",
    "items",
    "question",
    "question_of",
    "shelf",
    "short_quiz",
    "stale",
    "tallies",
    "usable",
]
