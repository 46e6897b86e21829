"""The bank's pages, and the laws that questions cite."""

from typing import Any

from app.bank.routes import editing, laws, questions

handlers: list[Any] = [*questions.handlers, *editing.handlers, *laws.handlers]
