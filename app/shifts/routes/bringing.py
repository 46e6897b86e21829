"""What the wizards share: how a table comes in, what is posted back, and which rows a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.datastructures import UploadFile

from app.locale import _
from app.office.apart import Unfit
from app.office.gate import shown_name
from app.office.grids import Grid, Headed, guessed, letters, pasted, plain
from app.office.reading import read_grid
from app.refusals import Missing, Refused, found
from app.shifts.queries.intakes import Brought, remembered
from app.shifts.routes.shown import WORDS, whole
from app.shifts.rules.intakes import FATES, Fate, Looked
from app.web import Filled, page
from app.web.page import Asked

LARGEST = 11 * 1024 * 1024
"""Bytes of the whole form; one file may have 10 MB."""
LONGEST_PASTE = 400_000
PAGE = 50
SHOWN_EXAMPLES = 3
LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Fields:
    """What a table may say: what each field is called, and which there must be."""

    fields: Mapping[str, str]
    needed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Window:
    """The rows of one page, and how many there are of each kind in all."""

    rows: Sequence[Looked]
    counts: Mapping[Fate, int]
    page: int
    pages: int
    only_wrong: bool

    @property
    def wrong(self) -> int:
        """How many rows are wrong."""
        return self.counts[Fate.WRONG]

    @property
    def good(self) -> int:
        """How many rows are right."""
        return sum(self.counts.values()) - self.wrong - self.counts[Fate.HELD]


async def brought(request: Asked) -> tuple[str, Grid]:
    """What was chosen as a file, or pasted: its name and its cells.

    Raises:
        Unfit: nothing was, or it is no table.
    """
    posted = await request.form()
    file, text = posted.get("file"), posted.get("pasted")
    if isinstance(file, UploadFile) and file.filename:
        return shown_name(file.filename), await read_grid(await file.read(), file.filename)
    if isinstance(text, str) and text.strip():
        if len(text) > LONGEST_PASTE:
            raise Unfit(_("粘贴的内容太多，存成 .xlsx 再传"))
        return _("粘贴的表格"), pasted(text)
    raise Unfit(_("先选一个文件，或者把表格粘贴进来"))


async def texts_of(request: Asked) -> dict[str, str]:
    """The posted fields that are texts."""
    posted = await request.form()
    return {name: value for name, value in posted.items() if isinstance(value, str)}


def revision_of(texts: Mapping[str, str]) -> int:
    """Which state of the table the page showed.

    Raises:
        Missing: it does not say.
    """
    number = whole(texts.get("revision", ""))
    if number is None:
        raise Missing
    return number


def corrections(texts: Mapping[str, str]) -> tuple[dict[str, str], list[int]]:
    """What was typed over cells by `row:field`, and the rows that are left out."""
    cells, out = {}, []
    for name, text in texts.items():
        kind, _dash, rest = name.partition("-")
        row, _dash, field = rest.partition("-")
        if kind == "c" and whole(row) and field:
            cells[f"{row}:{field[:20]}"] = plain(text)[:LONGEST_CELL]
        elif kind == "out" and whole(row):
            out.append(int(row))
    return cells, out


def window(lines: Sequence[Looked], only: str, page: str) -> Window:
    """The rows that the page shows."""
    counts = {fate: sum(one.fate is fate for one in lines) for fate in FATES}
    only_wrong = bool(only)
    shown = [one for one in lines if one.fate in (Fate.WRONG, Fate.HELD)] if only_wrong else list(lines)
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(1, whole(page) or 1), pages)
    return Window(shown[(number - 1) * PAGE : number * PAGE], counts, number, pages, only_wrong)


def refused_form(refused: Refused, field: str = "", texts: Mapping[str, str] | None = None) -> Filled:
    """The form again with what was refused, at a field or above all of them."""
    return Filled(texts or {}, {field: " ".join(why.sentence for why in refused.reasons)})


async def ask_columns(
    request: Asked, one: Brought, synonyms: Mapping[str, Sequence[str]], said: Fields
) -> Response[Any]:
    """Which column means what: as somebody said, as it was the last time, else as the headings say.

    Raises:
        Missing: the table was taken in or put away.
    """
    found(one.is_open or None)
    header = one.header(synonyms)
    last = await remembered(one.kind, header.headings)
    chosen = one.columns or last or guessed(header.headings, synonyms)
    return columns_page(request, one, header, chosen, said, remembers=last is not None)


def columns_page(
    request: Asked,
    one: Brought,
    header: Headed,
    chosen: Mapping[str, int],
    said: Fields,
    form: Filled | None = None,
    *,
    remembers: bool = False,
    status: int = 200,
) -> Response[Any]:
    """The page that asks which column means what."""
    rows = one.numbers(header)
    examples = [
        [one.grid.cell(row, at) for row in rows[:SHOWN_EXAMPLES] if one.grid.cell(row, at)]
        for at in range(len(header.headings))
    ]
    offered = [(at, f"{letters(at)} {text}".strip()) for at, text in enumerate(header.headings)]
    idle = len(one.grid.rows) - header.row - len(rows)
    return page(
        request,
        "shifts/import/columns",
        one=one,
        header=header,
        chosen=chosen,
        offered=offered,
        examples=examples,
        idle=idle,
        remembers=remembers,
        fields=said.fields,
        needed=said.needed,
        form=form or Filled(),
        rows=rows,
        status=status,
        **WORDS,
    )


def chosen_columns(texts: Mapping[str, str], said: Fields, width: int) -> tuple[dict[str, int], dict[str, str]]:
    """The column of each field that was chosen, and a sentence for each that cannot be."""
    chosen = {name: at for name in said.fields if (at := whole(texts.get(name, ""))) is not None}
    errors = {name: _("选一列作“%(field)s”", field=_(said.fields[name])) for name in said.needed if name not in chosen}
    for name, at in chosen.items():
        if at >= width:
            errors[name] = _("选表里有的一列")
        elif list(chosen.values()).index(at) < list(chosen).index(name):
            errors[name] = _("这一列已经选作别的，换一列，或者选“不导入”")
    return chosen, errors
