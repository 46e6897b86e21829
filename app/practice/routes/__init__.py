"""The pages of practice."""

from typing import Any

from app.practice.routes import home, notebook, qualifying, quizzes, sets

handlers: list[Any] = [*home.handlers, *sets.handlers, *notebook.handlers, *quizzes.handlers, *qualifying.handlers]
