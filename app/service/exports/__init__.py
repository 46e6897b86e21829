"""The paper about service as values, PDF and Word document."""

from app.service.exports.paper import paper_document, paper_pdf, paper_values

__all__ = ["paper_document", "paper_pdf", "paper_values"]
