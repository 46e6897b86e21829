"""Rows of service, by noun."""

from app.service.tables.claims import AbsenceDecision, AbsenceExcuse, PresenceClaim, PresenceClaimAnswer
from app.service.tables.papers import (
    PaperDecline,
    PaperRequest,
    PaperSetting,
    ServicePaper,
    ServicePaperLine,
    ServicePaperRevocation,
)
from app.service.tables.profiles import ExportProfile
from app.service.tables.recognition import (
    Commendation,
    CommendationRemoval,
    Evaluation,
    EvaluationObjection,
    ObjectionAnswer,
    StarAward,
    StarScale,
)
from app.service.tables.records import ServiceRecord, ServiceRecordVoid
from app.service.tables.screens import SiteScreen
from app.service.tables.settings import ServiceSetting

__all__ = [
    "AbsenceDecision",
    "AbsenceExcuse",
    "Commendation",
    "CommendationRemoval",
    "Evaluation",
    "EvaluationObjection",
    "ExportProfile",
    "ObjectionAnswer",
    "PaperDecline",
    "PaperRequest",
    "PaperSetting",
    "PresenceClaim",
    "PresenceClaimAnswer",
    "ServicePaper",
    "ServicePaperLine",
    "ServicePaperRevocation",
    "ServiceRecord",
    "ServiceRecordVoid",
    "ServiceSetting",
    "SiteScreen",
    "StarAward",
    "StarScale",
]

TABLES = [
    ServiceRecord,
    ServiceRecordVoid,
    SiteScreen,
    PresenceClaim,
    PresenceClaimAnswer,
    AbsenceExcuse,
    AbsenceDecision,
    ServiceSetting,
    PaperSetting,
    PaperRequest,
    PaperDecline,
    ServicePaper,
    ServicePaperLine,
    ServicePaperRevocation,
    StarScale,
    StarAward,
    Commendation,
    CommendationRemoval,
    Evaluation,
    EvaluationObjection,
    ObjectionAnswer,
    ExportProfile,
]
