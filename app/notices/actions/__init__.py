"""What is told, and how it goes out: inside the product, by mail, into a group."""

from app.notices.actions.told import mark_seen, tell

__all__ = ["mark_seen", "tell"]
