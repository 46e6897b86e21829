"""All that is read on a screen goes through the catalogue, and the catalogue is complete."""

import io
import re
import tokenize

import pytest
from jinja2 import Environment, nodes

from tests import words
from tests.house.reading import CHINESE, PROJECT, ast, called, here, python_files, tree

SPEAKING = {"_", "N_", "gettext", "ngettext", "mark_only"}
# A pattern says what people type, in whatever language they type it.
MATCHING = {"compile", "fullmatch", "sub"}
# What an element with its own `lang` says is not to be translated: the name of a language on its button.
IN_ITS_OWN_LANGUAGE = re.compile(r"""(lang=["']zh(?:-CN)?["'][^<>]*>)[^<]*""")
# Chinese that is data, not words of the product. A single statement is excused by a comment beginning with
# `# Data, not words:` on its first line or the line above.
DATA = {
    "app/locale/__init__.py": "languages are called by their own names",
    "app/demo": "people and places of the demo library are invented Chinese",
}
EXCUSE = "# Data, not words:"
PAGES = sorted(path for kind in ("html", "txt") for path in (PROJECT / "templates").rglob(f"*.{kind}"))


def test_chinese_in_code_goes_through_the_catalogue():
    bare = [
        f"{here(path, node.lineno)} {node.value}"
        for path in python_files("app")
        if not here(path).startswith(tuple(DATA))
        for node in bare_strings(tree(path))
        if CHINESE.search(node.value) and node.lineno not in excused_lines(path)
    ]
    assert bare == []


def test_chinese_in_pages_goes_through_the_catalogue():
    bare = [
        f"{here(path, line)} {text.strip()}"
        for path in PAGES
        for line, text in bare_texts(path.read_text(encoding="utf-8"))
    ]
    assert bare == []


def test_comments_are_english():
    chinese = [
        here(path, token.start[0])
        for path in [*python_files("app", "quizzes", "tests"), PROJECT / "run.py"]
        for token in comments(path)
        if is_mostly_chinese(token.string)
    ]
    assert chinese == []


def test_every_message_in_code_is_found_by_the_catalogue():
    """What stands inside an f-string is not: it would stay Chinese on the English page."""
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in words.extracted()}
    missed = [
        f"{here(path, node.lineno)} {node.args[0].value}"
        for path in python_files("app")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in {"_", "N_"} and node.args
        if isinstance(node.args[0], ast.Constant) and node.args[0].value not in found
    ]
    assert missed == []


def test_every_message_has_its_english():
    assert list(words.faults(words.extracted(), words.english())) == []


def test_the_catalogue_is_as_make_words_writes_it():
    sources, catalogue = words.extracted(), words.english()
    assert words.text_of(words.brought_up_to_date(sources, catalogue)) == words.ENGLISH.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('{{ _("报名") }}', []),
        ("{% trans n=1 %}已报 {{ n }} 人{% endtrans %}", []),
        ('<p title="报名">{{ x }}</p>', [1]),
        ('<p>\n\n{{ "报名" if x }}</p>', [3]),
        ("{# 报名 #}<p></p>", []),
        ('<button lang="zh-CN">中文</button><p>报名</p>', [1]),
        ('<button lang="zh-CN">中文</button>', []),
        ('{{ _("a") ~ "报名" }}', [1]),
    ],
)
def test_bare_chinese_in_a_page_is_seen(source, bare):
    assert [line for line, _ in bare_texts(source)] == bare


def test_bare_chinese_in_code_is_seen():
    source = '"""题."""\nx = _("报名")\ny = "报名"\nz = f"报{x}"\nw = _(f"报{x}")\ndef f():\n    """名."""\n'
    assert [node.lineno for node in bare_strings(ast.parse(source)) if CHINESE.search(node.value)] == [3, 4, 5]


def bare_strings(module):
    """String constants that are neither docstrings nor handed to the catalogue as they stand."""
    spoken = {
        id(argument) for node in ast.walk(module) if called(node) in SPEAKING | MATCHING for argument in node.args
    }
    said = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken | said:
            yield node


def excused_lines(path):
    """Lines of the statements that a comment calls data."""
    lines = path.read_text(encoding="utf-8").splitlines()
    excused = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.stmt) and any(EXCUSE in line for line in lines[max(0, node.lineno - 2) : node.lineno]):
            excused.update(range(node.lineno, node.end_lineno + 1))
    return excused


def bare_texts(source):
    """Line and text of the Chinese in a template that its catalogue does not see."""
    page = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(source)
    spoken = {id(part) for call in page.find_all(nodes.Call) if speaks(call) for part in call.args}
    for node in page.find_all((nodes.TemplateData, nodes.Const)):
        text = IN_ITS_OWN_LANGUAGE.sub(r"\1", node.data) if isinstance(node, nodes.TemplateData) else node.value
        if isinstance(text, str) and id(node) not in spoken and (found := CHINESE.search(text)):
            yield node.lineno + text[: found.start()].count("\n"), text


def speaks(call):
    return isinstance(call.node, nodes.Name) and call.node.name in SPEAKING


def comments(path):
    source = io.StringIO(path.read_text(encoding="utf-8"))
    return [token for token in tokenize.generate_tokens(source.readline) if token.type == tokenize.COMMENT]


def is_mostly_chinese(text):
    return len(CHINESE.findall(text)) > sum(letter.isascii() and letter.isalpha() for letter in text)
