"""Deeds of training: memberships of ledgers, courses elsewhere, reading somebody's record, taking tables along."""

from app.training.actions.certificates import certificate_exported, issue_certificate, revoke_certificate
from app.training.actions.courses import (
    claim_course,
    remove_certificate,
    send_again,
    send_back,
    verify,
    withdraw_claim,
)
from app.training.actions.ledgers import end_membership, give_membership, resume_membership
from app.training.actions.qualifications import (
    add_qualification,
    edit_qualification,
    end_qualification,
    grant_by_hand,
    resume_qualification,
    revoke_qualification,
)
from app.training.actions.reading import hours_exported, log_exported, log_queued, record_exported, record_seen
from app.training.actions.reminding import remind
from app.training.actions.rules import set_rule
from app.training.actions.views import remove_view, save_view

__all__ = [
    "add_qualification",
    "certificate_exported",
    "claim_course",
    "edit_qualification",
    "end_membership",
    "end_qualification",
    "give_membership",
    "grant_by_hand",
    "hours_exported",
    "issue_certificate",
    "log_exported",
    "log_queued",
    "record_exported",
    "record_seen",
    "remind",
    "remove_certificate",
    "remove_view",
    "resume_membership",
    "resume_qualification",
    "revoke_certificate",
    "revoke_qualification",
    "save_view",
    "send_again",
    "send_back",
    "set_rule",
    "verify",
    "withdraw_claim",
]
