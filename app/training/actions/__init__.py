"""Deeds of training: memberships of ledgers, reading somebody's record, taking tables along."""

from app.training.actions.certificates import certificate_exported, issue_certificate, revoke_certificate
from app.training.actions.ledgers import end_membership, give_membership, resume_membership
from app.training.actions.reading import hours_exported, log_exported, log_queued, record_exported, record_seen

__all__ = [
    "certificate_exported",
    "end_membership",
    "give_membership",
    "hours_exported",
    "issue_certificate",
    "log_exported",
    "log_queued",
    "record_exported",
    "record_seen",
    "resume_membership",
    "revoke_certificate",
]
