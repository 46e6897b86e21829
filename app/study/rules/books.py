"""Set books: copies and their price, who may have one, the chapters and how far a reader has come."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import _
from app.refusals import WhyNot

PRICE = re.compile(r"¥?\s*(\d{1,5})(?:\.(\d{1,2}))?\s*元?")
# The day stands at the end of a line; whatever divides it from the title belongs to neither.
LINE = re.compile(r"(.*?)[\s,;:，；：、—-]*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
MOST_CHAPTERS = 60
LONGEST_CHAPTER = 80


@dataclass(frozen=True, slots=True)
class SetBookFacts:
    """A set book as its keeper wrote it; the price of one copy in fen."""

    title: str
    year: int
    copies: int
    price_fen: int
    publisher: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """A chapter and the day by which it is to be read."""

    title: str
    read_by: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reader has come.

    Attributes:
        due: chapters whose day has come.
        behind: those of them that are not read.
    """

    chapters: int
    read: int
    due: int
    behind: int


def progress(plan: Sequence[tuple[date, bool]], today: date) -> Progress:
    """Of the chapters as days by which and whether they are read; a chapter may be read on its day still."""
    due = [is_read for read_by, is_read in plan if read_by < today]
    return Progress(len(plan), sum(is_read for _, is_read in plan), len(due), due.count(False))


def fen(text: str) -> int | None:
    """3850 from 38.5, ３８.５０ or 38.50元; None when it is no price."""
    match = PRICE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else None


def yuan(amount_fen: int) -> str:
    """38.50 from 3850."""
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"


def chapters_from(text: str) -> tuple[list[ChapterPlan], tuple[WhyNot, ...]]:
    """One chapter a line, its day at the end; with the reason for each line that is none, by its number."""
    found, reasons = [], []
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        if not line.strip():
            continue
        plan, sentence = _chapter(line.strip(), number)
        found += [plan] if plan else []
        reasons += [WhyNot("plan", sentence)] if sentence else []
    return found, tuple(reasons)


def _chapter(line: str, number: int) -> tuple[ChapterPlan | None, str]:
    match = LINE.fullmatch(line)
    said = {"n": number, "line": line[:30]}
    if not match:
        return None, _("第 %(n)d 行“%(line)s”没有日期；写成“第一章 总则 2026-12-31”这样", **said)
    try:
        read_by = date(int(match[2]), int(match[3]), int(match[4]))
    except ValueError:
        return None, _("第 %(n)d 行“%(line)s”的日期不存在，看一下月和日", **said)
    if not 2000 <= read_by.year < 2100:
        return None, _("第 %(n)d 行“%(line)s”的年份不对，看一下", **said)
    if not match[1] or len(match[1]) > LONGEST_CHAPTER:
        return None, _("第 %(n)d 行要有章名，最多 %(most)d 个字", n=number, most=LONGEST_CHAPTER)
    return ChapterPlan(match[1], read_by), ""


def why_not_plan(new: Sequence[ChapterPlan], old: Sequence[str]) -> tuple[WhyNot, ...]:
    """Why these chapters are not added to those that are there (their titles)."""
    if not new:
        return (WhyNot("plan", _("一行写一章，后面写读完的日期")),)
    if len(new) + len(old) > MOST_CHAPTERS:
        return (WhyNot("plan", _("一本书最多 %(most)d 章", most=MOST_CHAPTERS)),)
    seen = list(old)
    for one in new:
        if one.title in seen:
            return (WhyNot("plan", _("“%(title)s”写了两次", title=one.title)),)
        seen.append(one.title)
    return ()


def why_not_copies(copies: int, out: int) -> tuple[WhyNot, ...]:
    """Why there are not so many copies: more than that are out."""
    if copies < out:
        return (WhyNot("copies", _("已经发出 %(n)d 本，册数不能比它少", n=out)),)
    return ()


def why_not_issue(names: Sequence[str], having: Sequence[str], left: int, on: date, today: date) -> tuple[WhyNot, ...]:
    """Why these people do not get a copy.

    Args:
        names: whom it is to be given to.
        having: those of them who have one.
        left: copies that are here.
    """
    reasons = []
    if not names:
        reasons.append(WhyNot("people", _("勾选要发给谁")))
    if having:
        reasons.append(WhyNot("people", _("%(names)s手里已经有一本", names=_("、").join(having))))
    if len(names) > left:
        sentence = _("要发 %(n)d 本，只剩 %(left)d 本；先补购改册数，或者少选几个人", n=len(names), left=left)
        reasons.append(WhyNot("people", sentence))
    if on > today:
        reasons.append(WhyNot("issued_on", _("领书日期还没到，写今天或以前的日期")))
    return tuple(reasons)


def why_not_return(issued_on: date, returned_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why the copy did not come back on that day."""
    if returned_on < issued_on:
        return (WhyNot("returned_on", _("还书早于领书那天（%(day)s），看一下日期", day=issued_on)),)
    if returned_on > today:
        return (WhyNot("returned_on", _("还书日期还没到，写今天或以前的日期")),)
    return ()


def why_not_tick(has_had_it: bool) -> tuple[WhyNot, ...]:
    """Why somebody does not tick chapters: the book was never theirs to read."""
    return () if has_had_it else (WhyNot("not_yours", _("这本书没有发给您；领了书再打勾")),)
