"""Rows of study: series and sessions, discussions and what comes of them, what is read."""

from app.study.tables import discussing, reading, sessions
from app.study.tables.discussing import ActionItem, ActionNote, Discussion, DiscussionEntry, DiscussionRemoval
from app.study.tables.reading import (
    AgendaMaterial,
    Chapter,
    ChapterReading,
    ChapterRemoval,
    MaterialRemoval,
    SetBook,
    SetBookIssue,
    SetBookReturn,
    StudyMaterial,
)
from app.study.tables.sessions import (
    AgendaItem,
    AgendaItemRemoval,
    ClosureNotice,
    ListChange,
    NoticePosting,
    SessionQuiz,
    StudySeries,
    StudySession,
)

TABLES = [*sessions.TABLES, *discussing.TABLES, *reading.TABLES]

__all__ = [
    "TABLES",
    "ActionItem",
    "ActionNote",
    "AgendaItem",
    "AgendaItemRemoval",
    "AgendaMaterial",
    "Chapter",
    "ChapterReading",
    "ChapterRemoval",
    "ClosureNotice",
    "Discussion",
    "DiscussionEntry",
    "DiscussionRemoval",
    "ListChange",
    "MaterialRemoval",
    "NoticePosting",
    "SessionQuiz",
    "SetBook",
    "SetBookIssue",
    "SetBookReturn",
    "StudyMaterial",
    "StudySeries",
    "StudySession",
]
