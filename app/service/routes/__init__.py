"""The addresses of service: arriving, one's own, approving, the ledger, papers."""

from app.service.routes import approving, arriving, exporting, ledger, mine, papers, screens

handlers = [
    *screens.handlers,
    *arriving.handlers,
    *mine.handlers,
    *approving.handlers,
    *ledger.handlers,
    *exporting.handlers,
    *papers.handlers,
]
