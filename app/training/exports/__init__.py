"""The log, a record and the table of hours as workbooks to be filed (R-03, R-04, R-05)."""

from app.training.exports.hours import hours_workbook
from app.training.exports.log import MOST_ROWS, log_workbook
from app.training.exports.record import record_workbook

__all__ = ["MOST_ROWS", "hours_workbook", "log_workbook", "record_workbook"]
