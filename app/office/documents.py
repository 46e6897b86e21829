"""Word documents from templates that a secretary can edit in WPS; docs/document-templates.md says what they may use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.locale import _
from app.refusals import Refused, WhyNot
from app.settings import PROJECT

TEMPLATES = PROJECT / "templates" / "documents"
BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
# XML holds none of these, and docxtpl would read a bell or a form feed as a new paragraph or page.
UNUSABLE = {
    **dict.fromkeys({*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {ord("\n"), ord("\t")}),
    ord("\r"): None,
}

LONGEST_PROPERTY = 255
QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture among the values of a template: a PNG, and how wide it is printed."""

    png: bytes
    width_mm: int


# A template is a small program of somebody else's: it may also divide by zero or add a number to a name.
TEMPLATE_FAULTS = (TemplateError, SyntaxError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


def document(name: str, context: Mapping[str, object], *, title: str, generated_at: datetime) -> bytes:
    """The template `templates/documents/<name>.docx`, filled in; the same input gives the same bytes.

    A template reads what it is given and nothing else: it runs in Jinja's sandbox, and text stays text.

    Args:
        title: the property of the file, as lists of documents show it.
        generated_at: aware; the only time stamp inside the file.

    Raises:
        Refused: the template is missing, cannot be read, or uses what it is not given.
    """
    return filled(TEMPLATES / f"{name}.docx", context, title=title, generated_at=generated_at)


def filled(path: Path, context: Mapping[str, object], *, title: str, generated_at: datetime) -> bytes:
    """As `document`, for a template at any place."""
    template = _opened(path)
    try:
        template.render(_with_pictures(template, context), _sandbox(), autoescape=True)
    except TEMPLATE_FAULTS as reason:
        raise _bad_template(path, _fault_said(reason)) from reason
    _describe(template, title, generated_at.astimezone(UTC))
    made = BytesIO()
    template.save(made)
    return _repacked(made)


def _with_pictures(template: DocxTemplate, value: Any) -> Any:
    """The values with each picture as docxtpl wants it: bound to the template that it stands in."""
    match value:
        case Picture():
            return InlineImage(template, BytesIO(value.png), width=Mm(value.width_mm))
        case Mapping():
            return {name: _with_pictures(template, one) for name, one in value.items()}
        case list():
            return [_with_pictures(template, one) for one in value]
    return value


class Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types.
    """A template that is refused where docxtpl would guess: a tag in the wrong place tears paragraphs apart."""

    def fix_tables(self, xml: str) -> Any:
        """As docxtpl does it; raises SyntaxError when the filled text is no whole XML."""
        parse_xml(xml)
        return super().fix_tables(xml)


def _opened(path: Path) -> Template:
    if not path.is_file():
        raise _bad_template(path, _("没有这个文件"))
    template = Template(str(path))
    try:
        template.init_docx()
    except (PackageNotFoundError, BadZipFile, KeyError) as reason:
        raise _bad_template(path, _("打不开，文件不完整或不是 Word 文档")) from reason
    except ValueError as reason:
        raise _bad_template(path, _("不是 Word 文档，用 WPS 另存为 .docx")) from reason
    return template


def _sandbox() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_printable)


def _printable(value: object) -> object:
    return value.translate(UNUSABLE) if isinstance(value, str) else value


def _fault_said(reason: Exception) -> str:
    """What is wrong with a template, for whoever edited it in WPS."""
    match reason:
        case SecurityError():
            return _("用了模板里不许用的写法")
        case UndefinedError():
            return _("不认识的字段：%(name)s", name=(QUOTED.findall(str(reason)) or [str(reason)])[-1])
        case TemplateSyntaxError():
            return _("for、if 这些标签没有写全，或者没有成对（for 对 endfor，if 对 endif）")
        case SyntaxError():
            return _("标签的位置不对，把段落或表格拆开了")
    return _("标签里的写法不对：%(reason)s", reason=reason)


def _bad_template(path: Path, said: str) -> Refused:
    sentence = _(
        "模板 %(file)s 填不出来（%(reason)s）：按 docs/document-templates.md 改好，或换回原来的模板",
        file=path.name,
        reason=said,
    )
    return Refused(WhyNot("bad_template", sentence))


def _describe(template: DocxTemplate, title: str, moment: datetime) -> None:
    """Whoever edited the template last is not the author of what is made from it."""
    # Asking `get_docx` after rendering would open the empty template again.
    properties = template.docx.core_properties
    properties.title = title.translate(UNUSABLE)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _repacked(made: BytesIO) -> bytes:
    """The same parts in the same order without the time at which they were packed."""
    result = BytesIO()
    with ZipFile(made) as parts, ZipFile(result, "w") as again:
        for name in parts.namelist():
            entry = ZipInfo(name, BEGINNING_OF_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            again.writestr(entry, parts.read(name))
    return result.getvalue()
