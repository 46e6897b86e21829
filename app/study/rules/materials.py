"""The reading list of a year: its materials, and which of them was studied yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from app.locale import N_, _
from app.refusals import WhyNot
from app.study.rules.agenda import law_link

YEARS = range(2000, 2101)


class MaterialKind(StrEnum):
    """What a material is."""

    SPEECH = "speech"
    BOOK = "book"
    LAW = "law"
    DOCUMENT = "document"
    MODEL_DEED = "model_deed"


MATERIAL_KINDS = {
    MaterialKind.SPEECH: N_("讲话与文章"),
    MaterialKind.BOOK: N_("图书"),
    MaterialKind.LAW: N_("法律法规"),
    MaterialKind.DOCUMENT: N_("文件"),
    MaterialKind.MODEL_DEED: N_("先进事迹"),
}


class Coverage(StrEnum):
    """How far a material has come, the gaps first."""

    NOT_YET = "not_yet"
    PLANNED = "planned"
    STUDIED = "studied"


COVERAGES = {Coverage.NOT_YET: N_("还没学"), Coverage.PLANNED: N_("排上了"), Coverage.STUDIED: N_("学过")}


@dataclass(frozen=True, slots=True)
class Material:
    """One material of a year's list; `law` is `key@version` of a law that ships, or empty."""

    title: str
    kind: MaterialKind
    year: int
    publisher: str = ""
    law: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaterialFilter:
    """Which materials are shown; what cannot be read was left out. Empty `kind` and `coverage` let everything through."""

    year: int
    kind: str = ""
    coverage: str = ""

    @staticmethod
    def of(given: Mapping[str, str], this_year: int) -> "MaterialFilter":
        """From an address; without a year it is this year's list."""
        year = given.get("year", "")
        asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
        kind, coverage = given.get("kind", ""), given.get("coverage", "")
        return MaterialFilter(
            asked if asked in YEARS else this_year,
            kind if kind in set(MaterialKind) else "",
            coverage if coverage in set(Coverage) else "",
        )

    def query(self, **changes: object) -> str:
        """As the part of an address after the question mark, with some things changed."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        chosen = {"kind": changed.kind, "coverage": changed.coverage}
        return urlencode({"year": changed.year, **{name: value for name, value in chosen.items() if value}})


def coverage_of(studied: Sequence[object], planned: Sequence[object]) -> Coverage:
    """Studied once it was on the agenda of a session that was held; planned where one is to come."""
    if studied:
        return Coverage.STUDIED
    return Coverage.PLANNED if planned else Coverage.NOT_YET


def why_not_material(material: Material, titles: Sequence[str]) -> tuple[WhyNot, ...]:
    """Why it does not go onto the list.

    Args:
        titles: of the other materials of that year.
    """
    reasons = []
    if material.title in titles:
        sentence = _("%(year)d 年的材料里已经有“%(title)s”", year=material.year, title=material.title)
        reasons.append(WhyNot("title", sentence))
    if material.law and law_link(material.law) is None:
        reasons.append(WhyNot("law", _("法规要从列出的几部里选")))
    if material.law and material.kind is not MaterialKind.LAW:
        reasons.append(WhyNot("kind", _("选了法规原文，种类要是“法律法规”")))
    return tuple(reasons)


def why_not_take_off(uses: int) -> tuple[WhyNot, ...]:
    """Why it stays: sessions name it."""
    if uses:
        return (WhyNot("used", _("有 %(n)d 次学习的议程用着它，先在议程里去掉", n=uses)),)
    return ()
