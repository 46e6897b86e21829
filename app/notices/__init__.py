"""通知：告诉了谁什么事。Notices: who was told what, and whether they have seen it."""

from app.notices.actions import tell

__all__ = ["tell"]
