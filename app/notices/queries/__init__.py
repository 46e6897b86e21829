"""What pages ask of the notices."""

from app.notices.queries.told import MOST, Told, told, unseen

__all__ = ["MOST", "Told", "told", "unseen"]
