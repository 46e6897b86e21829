"""Rows of service, by noun."""

from app.service.tables.claims import AbsenceDecision, AbsenceExcuse, PresenceClaim, PresenceClaimAnswer
from app.service.tables.records import ServiceRecord, ServiceRecordVoid
from app.service.tables.screens import SiteScreen
from app.service.tables.settings import ServiceSetting

__all__ = [
    "AbsenceDecision",
    "AbsenceExcuse",
    "PresenceClaim",
    "PresenceClaimAnswer",
    "ServiceRecord",
    "ServiceRecordVoid",
    "ServiceSetting",
    "SiteScreen",
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
]
