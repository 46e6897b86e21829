"""The addresses of service: arriving, one's own, approving, the ledger."""

from app.service.routes import approving, arriving, ledger, mine, screens

handlers = [
    *screens.handlers,
    *arriving.handlers,
    *mine.handlers,
    *approving.handlers,
    *ledger.handlers,
]
