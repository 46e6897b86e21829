"""The addresses of Party-building."""

from app.party.routes import branch

handlers = [*branch.handlers]
