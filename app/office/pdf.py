"""PDFs by Typst from templates that can be edited; docs/document-templates.md says how."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from app.locale import _
from app.office.apart import Broke, apart
from app.office.documents import TEMPLATES, UNUSABLE
from app.office.glyphs import FONTS, missing
from app.refusals import Refused, WhyNot

NO_PACKAGES = TEMPLATES / "no-packages"
"""A folder that is not there: a template that asks for a package finds none."""


async def pdf(name: str, values: Mapping[str, object], *, generated_at: datetime) -> bytes:
    """The template `templates/documents/<name>.typ`, filled in; the same input gives the same bytes.

    It is compiled in a process of its own with limits of memory and time; it sees the folder of the templates and our
    fonts, and nothing else. A template reads its values by `json(bytes(sys.inputs.values))`; they stay text.

    Args:
        values: texts, numbers, truths, and lists and mappings of them.
        generated_at: aware; the only time stamp inside the file.

    Raises:
        Refused: the template is missing or wrong, or a text has a character that the fonts lack: never an empty box.
    """
    return await compiled(TEMPLATES / f"{name}.typ", values, generated_at=generated_at)


async def compiled(path: Path, values: Mapping[str, object], *, generated_at: datetime) -> bytes:
    """As `pdf`, for a template at any place; it sees the folder in which it lies."""
    if lacking := missing(_texts(values)):
        said = "、".join(f"{one}（U+{ord(one):04X}）" for one in lacking[:5])
        sentence = _(
            "PDF 的字体里没有%(said)s，印出来会是空框：下载 Word 版，或按 docs/document-templates.md 加字", said=said
        )
        raise Refused(WhyNot("no_glyph", sentence))
    told = json.dumps(_printable(values), ensure_ascii=False, sort_keys=True).encode()
    try:
        answer = await apart(
            "pdf_child.py",
            told,
            template=str(path),
            root=str(path.parent),
            fonts=[str(FONTS)],
            packages=str(NO_PACKAGES),
            moment=int(generated_at.timestamp()),
        )
    except Broke as broke:
        reason = broke.facts.get("said") or broke.code
        sentence = _(
            "模板 %(file)s 填不出来（%(reason)s）：按 docs/document-templates.md 改好，或换回原来的模板",
            file=path.name,
            reason=reason,
        )
        raise Refused(WhyNot("bad_template", sentence)) from broke
    return answer.body


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value.translate(UNUSABLE)
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)


def _printable(value: object) -> object:
    match value:
        case str():
            return value.translate(UNUSABLE)
        case Mapping():
            return {name: _printable(one) for name, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
    return value
