"""What home finds without the database: laws by their name, and the newest backup."""

from datetime import UTC, datetime
from pathlib import Path

from quizzes import content

MOST = 10


def laws_called(text: str) -> list[tuple[str, str]]:
    """Title and address of the laws whose title or short name holds the text; versions are told apart by their day."""
    return [
        (f"{law.title}（{law.version}）", f"/laws/{law.key}/{law.version}")
        for law in content.laws()
        if text in law.title or text in law.short
    ][:MOST]


def newest_backup(data: Path) -> datetime | None:
    """When the newest backup in the data folder was finished, or None when there is none. Blocks."""
    finished = [file.stat().st_mtime for file in (data / "backups").glob("*.db")]
    return datetime.fromtimestamp(max(finished), UTC) if finished else None
