"""What a person does is one deed, done by somebody, with a name in the ledger."""

import pytest

from tests.house.reading import APP, ast, called, calls, here, python_files, storeys, tree

# `app/exams/actions/sitting.py:save`, say, with the reason why it writes no line: only the hot path may have one.
WITHOUT_A_DEED: dict[str, str] = {
    "app/exams/actions/saving.py:save": "the hot path: the insert-only answer log is its own ledger",
    "app/exams/actions/saving.py:save_one": "saves through `save`",
    "app/exams/actions/sitting.py:close_own": "closes through `close`",
    "app/classes/actions/examining.py:save_answer": "answers are insert-only; the hand-in is a deed",
    "app/practice/actions/answering.py:answer": "the hot path: answers are insert-only; the end of a set is a deed",
    "app/shifts/actions/retention.py:forget_applicants": "each applicant is a deed of its own",
    "app/exams/actions/sitting.py:settle": "each paper it takes in is a deed of its own",
}
VERBS = APP / "audit/verbs"


def actions():
    return [
        pytest.param(path, node, id=f"{here(path)}:{node.name}")
        for path in storeys("actions")
        for node in tree(path).body
        if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize(("path", "action"), actions())
def test_an_action_opens_a_deed(path, action):
    opened = [
        item.context_expr
        for node in ast.walk(action)
        if isinstance(node, ast.AsyncWith)
        for item in node.items
        if called(item.context_expr) == "deed"
    ]
    assert bool(opened) != (f"{here(path)}:{action.name}" in WITHOUT_A_DEED)


@pytest.mark.parametrize(("path", "action"), actions())
def test_an_action_takes_the_actor_first(path, action):
    first = [*action.args.posonlyargs, *action.args.args][:1]
    assert [argument.arg for argument in first] == ["actor"], here(path, action.lineno)


@pytest.mark.skipif(not VERBS.exists(), reason="there is no ledger yet")
def test_every_verb_of_the_ledger_has_a_name_on_screen():
    from app.audit import verbs

    written = {
        call.args[1].value: here(path, call.lineno)
        for path in python_files("app")
        for call in calls(path, "deed")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert {verb: place for verb, place in written.items() if verb not in verbs.VERBS} == {}
    assert {verb for verb in written if verb.count(".") != 1} == set()
