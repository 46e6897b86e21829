"""A template is filled with what it is given, reads nothing else, and text stays text."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from PIL import Image

from app.office.codes import PRINTED_MM, printed
from app.office.documents import TEMPLATES, document, filled
from app.office.sheets import workbook
from app.refusals import Refused
from tests.app.office.test_sheets import SHEET

MOMENT = datetime(2026, 11, 22, 20, 30, 45, tzinfo=UTC)
PAPERS = sorted(TEMPLATES.glob("*.docx"))


@pytest.fixture
def template(tmp_path):
    """A maker of templates: one paragraph for each text, and a footer."""

    def made(*texts, footer=""):
        page = docx.Document()
        for text in texts:
            page.add_paragraph(text)
        page.sections[0].footer.paragraphs[0].text = footer
        page.save(str(tmp_path / "letter.docx"))
        return tmp_path / "letter.docx"

    return made


def fill(path, **context):
    return filled(path, context, title="信", generated_at=MOMENT)


def texts(body):
    return [paragraph.text for paragraph in docx.Document(BytesIO(body)).paragraphs]


def test_fields_and_repeated_paragraphs_are_filled_in_body_and_footer(template):
    path = template("致{{ name }}：", "{%p for line in lines %}", "{{ line }}", "{%p endfor %}", footer="{{ name }}存")
    body = fill(path, name="甲某", lines=["一", "二"])
    assert texts(body) == ["致甲某：", "一", "二"]
    assert docx.Document(BytesIO(body)).sections[0].footer.paragraphs[0].text == "甲某存"


@pytest.mark.parametrize("text", ["<w:p/>&amp;", "{{ 7 * 7 }}", "{% raw %}", "A & B < C", "“引号”'x'\""])
def test_text_stays_text(template, text):
    assert texts(fill(template("{{ text }}"), text=text)) == [text]


def test_marks_that_xml_cannot_hold_are_left_out_and_nothing_else(template):
    assert texts(fill(template("{{ text }}。"), text="甲\x00\x0b\a乙\ufffe\t丙\r\n丁\f")) == ["甲乙\t丙\n丁。"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ unknown }}",
        "{{ name.unknown }}",
        "{{ name.__class__.__mro__ }}",
        "{{ lines.append(1) }}",
        "{% for line in lines %}",
        "{{ name | nothing }}",
        "{% include 'x' %}",
        "{{ range(1000000000) | list }}",
        "{{ name + 1 }}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_that_asks_for_what_it_may_not_have_is_refused_by_its_name(template, text):
    with pytest.raises(Refused, match=r"letter\.docx"):
        fill(template(text), name="甲", lines=[1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nmae }}", "letter.docx 填不出来（不认识的字段：nmae）"),
        ("{{ lines.append(1) }}", "用了模板里不许用的写法"),
        ("{% for line in lines %}", "for、if 这些标签没有写全，或者没有成对"),
        ("{{ name + 1 }}", "标签里的写法不对"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_to_whoever_edited_it(template, text, said):
    with pytest.raises(Refused, match=re.escape(said)):
        fill(template(text), name="甲", lines=[1])


def test_a_tag_that_would_tear_the_text_apart_is_refused(template):
    path = template("{% if no %}")
    page = docx.Document(str(path))
    page.add_table(rows=1, cols=1).cell(0, 0).text = "{% endif %}"
    page.save(str(path))
    with pytest.raises(Refused, match=r"letter\.docx 填不出来（标签的位置不对"):
        fill(path, no=False)


def test_what_is_no_word_file_is_refused(tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"not a document")
    with pytest.raises(Refused, match=r"letter\.docx 填不出来（打不开，文件不完整或不是 Word 文档）"):
        fill(tmp_path / "letter.docx")
    (tmp_path / "letter.docx").write_bytes(workbook(SHEET))
    with pytest.raises(Refused, match=r"letter\.docx 填不出来（不是 Word 文档，用 WPS 另存为 \.docx）"):
        fill(tmp_path / "letter.docx")
    with pytest.raises(Refused, match=r"missing\.docx 填不出来（没有这个文件）"):
        document("missing", {}, title="信", generated_at=MOMENT)


def test_the_same_input_gives_the_same_bytes_on_any_day(template):
    path = template("{{ name }}")
    body = fill(path, name="甲")
    assert body == fill(path, name="甲")
    assert body != filled(path, {"name": "甲"}, title="信", generated_at=MOMENT + timedelta(days=1))
    with ZipFile(BytesIO(body)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_code_to_scan_is_printed_where_its_field_stands_and_gives_the_same_bytes(template):
    path = template("{%p for one in pages %}", "{{ one.qr }}", "{%p endfor %}")
    pages = [{"qr": printed(f"http://library.test/certificates/{n}")} for n in range(2)]
    body = fill(path, pages=pages)
    assert body == fill(path, pages=pages)
    page = docx.Document(BytesIO(body))
    assert [round(shape.width.mm) for shape in page.inline_shapes] == [PRINTED_MM, PRINTED_MM]
    images = {relation.target_part.blob for relation in page.part.rels.values() if "image" in relation.reltype}
    assert images == {one["qr"].png for one in pages}
    with Image.open(BytesIO(pages[0]["qr"].png)) as picture:
        assert picture.convert("L").getpixel((0, 0)) == 255


def test_the_file_says_when_it_was_made_and_not_who_edited_the_template(template):
    path = template("{{ name }}")
    page = docx.Document(str(path))
    page.core_properties.author = page.core_properties.last_modified_by = "丙某"
    page.save(str(path))
    about = docx.Document(BytesIO(fill(path, name="甲"))).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("信", "", "")
    assert about.created == about.modified == MOMENT


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_official_papers_are_a4_with_the_margins_of_gb_t_9704(path):
    section = docx.Document(str(path)).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in (section.page_width, section.page_height, *sides)] == [210, 297, 37, 35, 28, 26]


@pytest.mark.parametrize("title", ["第一\x07次\x00", "第一\ufffe次\uffff", "第一\ud800次", "长" * 300])
def test_no_title_keeps_a_document_from_being_made(template, title):
    body = filled(template("{{ text }}"), {"text": title}, title=title, generated_at=MOMENT)
    assert docx.Document(BytesIO(body)).core_properties.title in {"第一次", "长" * 255}
