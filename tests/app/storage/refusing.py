"""What the engines themselves say no to."""


def is_duplicate(error: Exception) -> bool:
    """Whether either engine refused a row because another one already has its unique values."""
    unique_violation = "23505"
    name = getattr(error, "sqlite_errorname", "")
    return getattr(error, "sqlstate", None) == unique_violation or name in {
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
    }
