"""The addresses of service: arriving, one's own, approving, the ledger, papers, files, stars."""

from app.service.routes import approving, arriving, exporting, ledger, mine, papers, people, screens, stars

handlers = [
    *screens.handlers,
    *arriving.handlers,
    *mine.handlers,
    *approving.handlers,
    *ledger.handlers,
    *exporting.handlers,
    *papers.handlers,
    *people.handlers,
    *stars.handlers,
]
