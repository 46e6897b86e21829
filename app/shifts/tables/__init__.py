"""Rows of shifts, by noun."""

from app.shifts.tables.ages import (
    AgeSetting,
    RetentionSetting,
)
from app.shifts.tables.consents import (
    ConsentGiven,
    ConsentText,
    ConsentWithdrawal,
)
from app.shifts.tables.intakes import Intake, IntakeMapping, PlaceKey
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
from app.shifts.tables.settings import RosterSetting
from app.shifts.tables.signing import (
    AssignmentConfirmation,
    SeatOffer,
    ShiftReminder,
    StandInRequest,
    SwapProposal,
)
from app.shifts.tables.solving import (
    RosterDraft,
    RosterDraftLine,
    RosterDraftStep,
)
from app.shifts.tables.templates import (
    ShiftTemplate,
    ShiftTemplateSeat,
)
from app.shifts.tables.undoing import (
    RosterStep,
    RosterStepSeat,
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
from app.shifts.tables.wishes import (
    WeeklyWish,
    WeeklyWishAnswer,
    WeeklyWishEnd,
)

__all__ = [
    "AcceptedSite",
    "AgeSetting",
    "Application",
    "ApplicationDecision",
    "Assignment",
    "AssignmentConfirmation",
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
    "Intake",
    "IntakeMapping",
    "PlaceKey",
    "Post",
    "Project",
    "RetentionSetting",
    "RosterDraft",
    "RosterDraftLine",
    "RosterDraftStep",
    "RosterSetting",
    "RosterStep",
    "RosterStepSeat",
    "Seat",
    "SeatOffer",
    "Shift",
    "ShiftPublication",
    "ShiftReminder",
    "ShiftTemplate",
    "ShiftTemplateSeat",
    "StandInRequest",
    "SwapProposal",
    "Volunteer",
    "VolunteerPaper",
    "VolunteerSkill",
    "VolunteerStatus",
    "Waiting",
    "WeeklyWish",
    "WeeklyWishAnswer",
    "WeeklyWishEnd",
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
    ShiftTemplate,
    ShiftTemplateSeat,
    Shift,
    ShiftPublication,
    Seat,
    Assignment,
    AssignmentEnd,
    Waiting,
    RosterSetting,
    RosterStep,
    RosterStepSeat,
    SeatOffer,
    StandInRequest,
    SwapProposal,
    ShiftReminder,
    AssignmentConfirmation,
    Intake,
    IntakeMapping,
    PlaceKey,
    AgeSetting,
    RetentionSetting,
    ConsentText,
    ConsentGiven,
    ConsentWithdrawal,
    Application,
    ApplicationDecision,
    DataRequest,
    DataRequestAnswer,
    Erasure,
    RosterDraft,
    RosterDraftLine,
    RosterDraftStep,
    WeeklyWish,
    WeeklyWishAnswer,
    WeeklyWishEnd,
]
