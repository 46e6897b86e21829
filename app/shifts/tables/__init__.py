"""Rows of shifts, by noun."""

from app.shifts.tables.posts import (
    Post,
    Project,
)
from app.shifts.tables.rosters import (
    Assignment,
    AssignmentEnd,
    Seat,
    Shift,
    ShiftPublication,
    Waiting,
)
from app.shifts.tables.solving import (
    RosterDraft,
    RosterDraftLine,
    RosterDraftStep,
)
from app.shifts.tables.volunteers import (
    AcceptedSite,
    Availability,
    AvailabilityException,
    GuardianConsent,
    Volunteer,
    VolunteerPaper,
    VolunteerSkill,
    VolunteerStatus,
)

__all__ = [
    "AcceptedSite",
    "Assignment",
    "AssignmentEnd",
    "Availability",
    "AvailabilityException",
    "GuardianConsent",
    "Post",
    "Project",
    "RosterDraft",
    "RosterDraftLine",
    "RosterDraftStep",
    "Seat",
    "Shift",
    "ShiftPublication",
    "Volunteer",
    "VolunteerPaper",
    "VolunteerSkill",
    "VolunteerStatus",
    "Waiting",
]

TABLES = [
    Volunteer,
    VolunteerStatus,
    VolunteerSkill,
    AcceptedSite,
    Availability,
    AvailabilityException,
    GuardianConsent,
    VolunteerPaper,
    Project,
    Post,
    Shift,
    ShiftPublication,
    Seat,
    Assignment,
    AssignmentEnd,
    Waiting,
    RosterDraft,
    RosterDraftLine,
    RosterDraftStep,
]
