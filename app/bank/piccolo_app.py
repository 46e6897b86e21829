"""Registration of the slice with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from app.bank.tables import Question, QuestionVersion, Retirement, Review, ShortQuiz

APP_CONFIG = AppConfig(
    app_name="bank",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=[Question, QuestionVersion, Retirement, Review, ShortQuiz],
    migration_dependencies=[],
)
