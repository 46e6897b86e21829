"""Where Piccolo finds the engine and the slices that have tables, lowest floor first."""

from piccolo.conf.apps import AppRegistry

from app.storage import database

DB = database()

APP_REGISTRY = AppRegistry(
    apps=[
        "app.storage.piccolo_app",
        "app.audit.piccolo_app",
        "app.notices.piccolo_app",
        "app.jobs.piccolo_app",
        "app.people.piccolo_app",
        "app.gatherings.piccolo_app",
        "app.training.piccolo_app",
        "app.bank.piccolo_app",
        "app.exams.piccolo_app",
        "app.practice.piccolo_app",
        "app.study.piccolo_app",
        "app.shifts.piccolo_app",
        "app.classes.piccolo_app",
        "app.service.piccolo_app",
        "app.party.piccolo_app",
    ]
)
