"""Deeds of training: memberships of ledgers, reading somebody's record, taking tables along."""

from app.training.actions.ledgers import end_membership, give_membership, resume_membership
from app.training.actions.reading import hours_exported, log_exported, record_exported, record_seen
from app.training.actions.reminding import remind
from app.training.actions.rules import set_rule
from app.training.actions.views import remove_view, save_view

__all__ = [
    "end_membership",
    "give_membership",
    "hours_exported",
    "log_exported",
    "record_exported",
    "record_seen",
    "remind",
    "remove_view",
    "resume_membership",
    "save_view",
    "set_rule",
]
