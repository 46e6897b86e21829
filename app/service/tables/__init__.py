"""Rows of service, by noun."""

from app.service.tables.records import ServiceRecord, ServiceRecordVoid

__all__ = ["ServiceRecord", "ServiceRecordVoid"]

TABLES = [ServiceRecord, ServiceRecordVoid]
