"""What is filed of study: 学习记录 of a session (R-02) and 年度学习台账 (R-03)."""

from app.study.exports.ledger import ledger_workbook
from app.study.exports.record import Section, own_sections, record_document

__all__ = ["Section", "ledger_workbook", "own_sections", "record_document"]
