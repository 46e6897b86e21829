"""The addresses of training: the log, records, the table of hours, memberships."""

from app.training.routes import certificates, hours, log, memberships, record

handlers = [*log.handlers, *hours.handlers, *record.handlers, *memberships.handlers, *certificates.handlers]
