"""What leaves the house about an exam: the marks as a workbook to be filed, the paper as a document to be printed."""

from app.exams.exports.marks import kind_points, marks_workbook
from app.exams.exports.printed import PrintedPart, PrintedQuestion, paper_document, printed_parts

__all__ = ["PrintedPart", "PrintedQuestion", "kind_points", "marks_workbook", "paper_document", "printed_parts"]
