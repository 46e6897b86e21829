"""Rosters and people outside the product: workbooks, templates to be filled in, sheets to be signed, text for a group chat."""
