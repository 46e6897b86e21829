"""The matrix of roles and marks in docs/terms.md is what the code does; run as a module, this file writes it anew."""

import re

from app.actor import VISITOR, Actor, May, Role
from tests.house.reading import PROJECT

TERMS = PROJECT / "docs/terms.md"
MATRIX = re.compile(r"(?<=<!-- matrix -->\n).*?(?=<!-- /matrix -->)", re.DOTALL)
SOMEBODY = 1


def test_the_matrix_in_the_terms_is_what_the_code_does():
    shown = MATRIX.search(TERMS.read_text(encoding="utf-8"))
    assert shown, "docs/terms.md has no place for the matrix"
    assert shown.group() == matrix(), "write it anew: python3 run.py dev -m tests.house.test_matrix_page"


def test_every_mark_lets_somebody_in_and_only_anyone_lets_in_a_visitor():
    assert {mark for mark in May if not any(actor_of(role).may(mark) for role in Role)} == set()
    assert [mark for mark in May if VISITOR.may(mark)] == [May.ANYONE]


def matrix():
    """A line for each mark, a column for each role, as Markdown."""
    actors = {"-": VISITOR, "no role": Actor(SOMEBODY, "somebody"), **{role.value: actor_of(role) for role in Role}}
    lines = [
        ["mark", *actors],
        ["---", *[":-:" for _ in actors]],
        *([f"`{mark}`", *("●" if actor.may(mark) else "" for actor in actors.values())] for mark in May),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def actor_of(role):
    return Actor(SOMEBODY, "somebody", frozenset({role}))


def write():
    text = TERMS.read_text(encoding="utf-8")
    TERMS.write_text(MATRIX.sub(lambda _: matrix(), text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
