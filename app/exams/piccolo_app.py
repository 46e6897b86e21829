"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.exams import tables

APP_CONFIG = AppConfig(
    app_name="exams",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[
        tables.Exam,
        tables.Opening,
        tables.Closing,
        tables.ExamGathering,
        tables.ExamQualification,
        tables.PaperQuestion,
        tables.Enrolment,
        tables.EnrolmentWithdrawal,
        tables.Attempt,
        tables.Answer,
        tables.LateAnswer,
        tables.LateDecision,
        tables.Away,
        tables.HandIn,
        tables.Mark,
    ],
    migration_dependencies=[
        "app.people.piccolo_app",
        "app.bank.piccolo_app",
        "app.gatherings.piccolo_app",
        "app.training.piccolo_app",
    ],
)
