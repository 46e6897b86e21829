"""Workbooks of this slice: templates to be filled in, rows to be mended, sheets to be signed."""
