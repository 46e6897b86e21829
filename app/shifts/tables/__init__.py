"""Rows of shifts, by noun."""

from app.shifts.tables.ages import (
    AgeSetting,
)
from app.shifts.tables.consents import (
    ConsentGiven,
    ConsentText,
    ConsentWithdrawal,
)
from app.shifts.tables.posts import (
    Post,
    Project,
)
from app.shifts.tables.recruiting import (
    Application,
    ApplicationDecision,
    DataRequest,
    DataRequestAnswer,
    Erasure,
)
from app.shifts.tables.rosters import (
    Assignment,
    AssignmentEnd,
    Seat,
    Shift,
    ShiftPublication,
    Waiting,
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
    "AgeSetting",
    "Application",
    "ApplicationDecision",
    "Assignment",
    "AssignmentEnd",
    "Availability",
    "AvailabilityException",
    "ConsentGiven",
    "ConsentText",
    "ConsentWithdrawal",
    "DataRequest",
    "DataRequestAnswer",
    "Erasure",
    "GuardianConsent",
    "Post",
    "Project",
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
    AgeSetting,
    ConsentText,
    ConsentGiven,
    ConsentWithdrawal,
    Application,
    ApplicationDecision,
    DataRequest,
    DataRequestAnswer,
    Erasure,
]
