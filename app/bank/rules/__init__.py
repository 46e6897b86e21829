"""What decides in the bank: what may be shelved, what is out of date, what an answer was worth, what an edit changed."""

from app.bank.rules.changes import Change, Piece, changes, key_said
from app.bank.rules.currency import current_marks, is_stale
from app.bank.rules.shelving import FieldReason, why_not_shelve
from app.bank.rules.statutes import Article, Section, Stretch, cited_lines, sections
from app.bank.rules.verdicts import Verdict, verdict

__all__ = [
    "Article",
    "Change",
    "FieldReason",
    "Piece",
    "Section",
    "Stretch",
    "Verdict",
    "changes",
    "cited_lines",
    "current_marks",
    "is_stale",
    "key_said",
    "sections",
    "verdict",
    "why_not_shelve",
]
