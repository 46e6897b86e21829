"""The log, a record and the table of hours as files to be filed (R-04 to R-06)."""

from app.training.exports.card import card_document
from app.training.exports.certificate import certificate_document
from app.training.exports.hours import hours_workbook
from app.training.exports.log import MOST_ROWS, log_workbook
from app.training.exports.long import AT_ONCE, LOG, LOG_OF_THE_PARTY
from app.training.exports.record import record_workbook

__all__ = [
    "AT_ONCE",
    "LOG",
    "LOG_OF_THE_PARTY",
    "MOST_ROWS",
    "card_document",
    "certificate_document",
    "hours_workbook",
    "log_workbook",
    "record_workbook",
]
