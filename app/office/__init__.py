"""文书：表格、文档和下载。Office files: workbooks, documents and how they are handed out."""

from app.office.documents import document
from app.office.files import DOCX, XLSX, FileKind, download
from app.office.sheets import Column, Sheet, Shown, workbook

__all__ = ["DOCX", "XLSX", "Column", "FileKind", "Sheet", "Shown", "document", "download", "workbook"]
