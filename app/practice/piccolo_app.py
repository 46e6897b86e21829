"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.practice import tables

APP_CONFIG = AppConfig(
    app_name="practice",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[
        tables.PracticeSet,
        tables.PracticeEnd,
        tables.PracticeAnswer,
        tables.Mistake,
        tables.PracticeGoal,
        tables.PracticeLeave,
        tables.QualificationQuiz,
        tables.QualificationAttempt,
    ],
    migration_dependencies=["app.people.piccolo_app", "app.bank.piccolo_app", "app.training.piccolo_app"],
)
