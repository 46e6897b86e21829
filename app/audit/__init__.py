"""事迹簿：谁在何时做了什么，只增不改，环环相扣。The ledger of deeds: who did what and when; insert-only and hash-chained."""

from app.audit.deeds import deed

__all__ = ["deed"]
