"""Every slice is built alike (docs/architecture.md, one slice)."""

import pytest

from tests.house.reading import CHINESE, PROJECT, ast, here, packages, python_files, slices, tree

STOREYS = {"__init__", "rules", "tables", "queries", "actions", "forms", "routes", "piccolo_app", "piccolo_migrations"}
# A module that is none of the storeys stands here with its reason.
BESIDE_THE_STOREYS = {
    "exams/answer_log": "the hot path: answers that arrive together are written as one statement",
    "exams/paperwork": "a candidate's paper as HTML, joined from pieces that were rendered once",
    "exams/attendance": "an exam as a gathering, written inside the deeds of several actions",
    "exams/exports": "the marks as a workbook and the paper as a document",
    "bank/fragments": "questions as HTML, rendered once for a version and a language",
    "classes/exports": "the roster to fill in, the certificates, the set of papers of a class",
    "classes/steps": "what several actions do inside their own deeds",
    "shifts/exports": "templates to be filled in, rows to be mended, sheets to be signed, as workbooks",
    "shifts/taking_in": "what the actions of several wizards write inside their own deeds",
    "people/steps": "what the slices above write of many persons inside their own deeds",
    "shifts/filing": "what several actions write into a volunteer's file inside their own deeds",
    "shifts/commands": "the operator's commands of the slice",
    "shifts/erasing": "empties what the law lets go of inside the deeds of several actions",
    "shifts/importing": "takes a long list of volunteers in, as a job",
    "shifts/solving": "runs the roster solver in a process of its own, as a job",
    "party/steps": "what several actions write inside their own deeds",
    "shifts/steps": "what several actions write inside their own deeds",
    "shifts/remembering": "what a coordinator did on the board, kept inside the deed so that it can be taken back",
    "shifts/sweeping": "passes on offers and reminds of shifts while the application runs",
    "exams/steps": "what several actions write inside their own deeds",
    "gatherings/coming": "coming and going, written inside the deeds of several slices",
    "gatherings/exports": "the sign-in sheet as a workbook",
    "gatherings/steps": "what the slices above write inside their own deeds",
    "bank/steps": "what slices above draw from the bank inside their own deeds",
    "party/task_reminding": "tells owners that the day of what a meeting gave them comes or has passed",
    "party/duty_reminding": "tells the secretary what the calendar wants done while the application runs",
    "party/case_reminding": "tells who minds an applicant's case of deadlines while the application runs",
    "study/exports": "the record of a session as a document and the ledger of study as a workbook",
    "service/forgetting": "empties what volunteers said when the slice below lets go of them",
    "service/exports": "the paper about service as values, PDF and document",
    "training/exports": "the log, a record and the table of hours as workbooks",
    "training/words": "what hours, times and filters are called on screen and in files",
    "training/reminding": "tells whoever is behind with their hours while the application runs",
    "training/steps": "what the slices above write inside their own deeds",
    "bank/commands": "the operator's commands of the slice",
    "notices/mailing": "carries news by mail while the application runs",
    "people/commands": "the operator's commands of the slice",
    "people/passwords": "hashing, in threads of its own",
    "people/guesses": "the passwords that everybody tries first",
    "exams/sweeping": "takes in the papers whose time is over while the application runs",
    "study/steps": "what several actions tell inside their own deeds",
    "practice/steps": "what several actions write inside their own deeds",
    "practice/paperwork": "a question of a set as HTML, before and after its answer",
    "practice/words": "what practice's things are called on screen",
    "exams/words": "what the engine's codes are called on screen; rules and actions say them",
    "bank/words": "what kinds, domains and problems are called on screen",
    "party/exports": "tables, summaries and one's own copy as workbooks and documents",
    "people/sessions": "every request asks it who comes; it stands below the slice's actions and routes",
}
LONGEST_FILE = 300
DESCRIBED = [package for package in packages() if package.name not in {"cli", "locale"}]


@pytest.mark.parametrize("package", DESCRIBED, ids=lambda path: path.name)
def test_a_package_says_in_one_sentence_of_each_language_what_it_is(package):
    init = package / "__init__.py"
    said = ast.get_docstring(tree(init)) if init.exists() else None
    assert said, f"{here(init)} has no docstring"
    assert "\n" not in said
    chinese, _, english = said.partition("。")
    assert CHINESE.search(chinese)
    assert english.endswith(".")
    assert not CHINESE.search(english)


@pytest.mark.parametrize("package", slices(), ids=lambda path: path.name)
def test_a_slice_has_the_storeys_and_nothing_beside_them(package):
    names = {
        path.stem for path in package.iterdir() if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))
    }
    beside = {f"{package.name}/{name}" for name in names - STOREYS}
    assert beside <= BESIDE_THE_STOREYS.keys()


@pytest.mark.parametrize("package", packages(), ids=lambda path: path.name)
def test_what_has_tables_is_registered_and_migrated(package):
    has_tables = (package / "tables.py").exists() or (package / "tables").is_dir()
    assert (package / "piccolo_app.py").exists() == has_tables
    assert any((package / "piccolo_migrations").glob("*_*.py")) == has_tables


@pytest.mark.parametrize("package", slices(), ids=lambda path: path.name)
def test_a_slice_is_mirrored_in_tests_and_templates(package):
    modules = {path.stem for path in package.glob("*.py")} - {"__init__", "piccolo_app"}
    mirrored = any((PROJECT / "tests/app" / package.name).rglob("test_*.py"))
    assert mirrored or not modules, f"tests/app/{package.name} has no test"
    if (package / "routes.py").exists() or (package / "routes").is_dir():
        assert any((PROJECT / "templates" / package.name).rglob("*.html")), f"templates/{package.name} has no page"


def test_no_file_holds_two_subjects():
    long = {here(path): lines for path in python_files("app", "quizzes") if (lines := length(path)) > LONGEST_FILE}
    assert long == {}


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())
