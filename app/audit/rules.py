"""What makes the ledger's chain hold."""

import hashlib
from collections.abc import Sequence

import msgspec


def digest(facts: Sequence[object]) -> str:
    """Hex SHA-256 over a line's facts as JSON; the first fact is the digest of the line before."""
    return hashlib.sha256(msgspec.json.encode(list(facts))).hexdigest()


def first_break(lines: Sequence[tuple[int, str, str, Sequence[object]]], before: str = "") -> int | None:
    """The id of the first line that does not hold, or None.

    Args:
        lines: (id, previous, digest, facts) in the order of ids, without a gap.
        before: the digest of the line before the first one; empty at the very start.
    """
    for line_id, previous, own, facts in lines:
        if previous != before or own != digest(facts):
            return line_id
        before = own
    return None
