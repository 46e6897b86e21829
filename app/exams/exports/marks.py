"""模拟考试成绩册: the marks of an exam as a workbook to be filed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from statistics import mean

from app.bank import words
from app.exams.queries.managing import ExamView, MarkRow
from app.exams.queries.paper import Paper
from app.locale import N_, _
from app.office import Column, Sheet, Shown, workbook
from app.web.page import day_and_time, points
from quizzes.questions import Domain, Kind
from quizzes.ranking import ranks

HANDED_IN_BY = {"candidate": N_("本人交卷"), "deadline": N_("到时自动收卷")}

Cell = str | int | Fraction | datetime | None
Read = Callable[[MarkRow], Cell]
Amounts = Sequence[Fraction]

SUMMARIES: tuple[tuple[str, Callable[[Amounts], Fraction]], ...] = (
    (N_("平均"), mean),
    (N_("最高"), max),
    (N_("最低"), min),
)


def marks_workbook(
    exam: ExamView,
    rows: Sequence[MarkRow],
    paper: Paper,
    *,
    library: str,
    made_by: str,
    generated_at: datetime,
    filtered: str = "",
    among: Sequence[MarkRow] | None = None,
    absent: Sequence[str] = (),
) -> bytes:
    """模拟考试成绩册 as .xlsx: a line for each handed-in paper, the best first, and head-count, mean, best and worst below.

    Args:
        rows: the lines to show.
        paper: of the exam; says of which kind each question is.
        filtered: by what `rows` were chosen, in words; printed in the head.
        among: all marks of the exam, among whom the places are counted; `rows` when nothing was filtered.
        absent: names of those who never began; they follow as 缺考 and count in no figure below.
    """
    places = ranks({row.attempt: row.points for row in (rows if among is None else among)})
    columns, readers = zip(*_columns(paper, rows, places), strict=True)
    lines = [[read(row) for read in readers] for row in sorted(rows, key=lambda row: places[row.attempt])]
    sheet = Sheet(
        title=_("%(title)s 成绩册", title=exam.title),
        name=_("成绩册"),
        library=library,
        period=_period(exam),
        made_by=made_by,
        generated_at=generated_at,
        columns=columns,
        rows=lines + [_absent_line(name, columns) for name in absent],
        footer=_footer(lines, len(columns)),
        filtered=filtered,
    )
    return workbook(sheet)


def kind_points(row: MarkRow, paper: Paper) -> dict[Kind, int]:
    """Points ×100 by kind, adding up to the total of the paper.

    A total is rounded once, its questions each by itself, so thirds may leave a difference of some hundredths. It
    goes to the kind with most answers paid in part, where it came from.
    """
    sums: Counter[Kind] = Counter()
    in_part: Counter[Kind] = Counter()
    for line in paper.lines:
        kind, earned = line.item.question.kind, row.questions[line.id]
        sums[kind] += earned
        in_part[kind] += 0 < earned < line.marks
    difference = row.points - sum(sums.values())
    if 0 < abs(difference) <= sum(in_part.values()):
        sums[max(in_part, key=lambda kind: in_part[kind])] += difference
    return dict(sums)


def _columns(paper: Paper, rows: Sequence[MarkRow], places: Mapping[int, int]) -> Iterator[tuple[Column, Read]]:
    """Each column of the book, with what it reads from a mark."""
    log, marked = _("答题记录"), _("阅卷结果")
    rank = Column(_("名次"), Shown.WHOLE, _("按总分从高到低；同分同名次，其后的名次空出"), "", marked)
    yield rank, lambda row: places[row.attempt]
    yield Column(_("姓名"), Shown.TEXT, _("参加考试的人"), "", _("人员档案")), lambda row: row.name
    by_kind = {row.attempt: kind_points(row, paper) for row in rows}
    kinds = {line.item.question.kind for line in paper.lines}
    yield from (_kind_column(kind, paper, by_kind) for kind in Kind if kind in kinds)
    total = Column(_("总分"), Shown.HUNDREDTHS, _("各题得分之和，合计后取整到 0.01 分"), _("分"), marked)
    yield total, lambda row: Fraction(row.points, 100)
    yield Column(_("用时（分）"), Shown.WHOLE, _("从开始作答到交卷，不足一分钟的不计"), _("分钟"), log), _minutes
    yield Column(_("交卷时间"), Shown.MOMENT, _("北京时间"), "", log), lambda row: row.handed_in_at
    how = Column(_("交卷方式"), Shown.TEXT, _("本人交卷，或到时由服务器收卷"), "", log)
    yield how, lambda row: _(HANDED_IN_BY[row.by])
    asked = {line.item.domain for line in paper.lines}
    yield from (_domain_column(domain) for domain in Domain if domain in asked)


def _kind_column(kind: Kind, paper: Paper, by_kind: Mapping[int, Mapping[Kind, int]]) -> tuple[Column, Read]:
    name = _(words.KINDS[kind])
    worth = sum(line.marks for line in paper.lines if line.item.question.kind is kind)
    meaning = _(
        "%(kind)s题得分之和，满分 %(points)s；取整的尾差已计入，各题型相加等于总分", kind=name, points=points(worth)
    )
    column = Column(name, Shown.HUNDREDTHS, meaning, _("分"), _("阅卷结果"))
    return column, lambda row: Fraction(by_kind[row.attempt][kind], 100)


def _domain_column(domain: Domain) -> tuple[Column, Read]:
    name = _(words.DOMAINS[domain])
    meaning = _("“%(domain)s”各题得分占这些题满分的比例", domain=name)
    column = Column(_("%(domain)s得分率", domain=name), Shown.PERCENT, meaning, "%", _("阅卷结果"))
    return column, lambda row: Fraction(*row.domains[domain.value])


def _minutes(row: MarkRow) -> Fraction:
    # Whole minutes, as on the page, so that nobody finds two figures for one sitting.
    return Fraction(int(row.took.total_seconds()) // 60)


def _absent_line(name: str, columns: Sequence[Column]) -> list[Cell]:
    said = {columns[1].heading: name, _("交卷方式"): _("缺考")}
    return [said.get(column.heading) for column in columns]


def _footer(lines: Sequence[Sequence[Cell]], width: int) -> list[list[Cell]]:
    """Head-count, then mean, best and worst of every column of amounts."""
    people: list[Cell] = [_("参加人数"), len(lines), *[None] * (width - 2)]
    return [people, *([_(name), *_summary(take, lines, width)] for name, take in SUMMARIES)]


def _summary(take: Callable[[Amounts], Cell], lines: Sequence[Sequence[Cell]], width: int) -> Iterator[Cell]:
    # The mean of places says nothing, so the first column holds the name of the row instead.
    for place in range(1, width):
        amounts = [value for line in lines if isinstance(value := line[place], Fraction)]
        yield take(amounts) if amounts else None


def _period(exam: ExamView) -> str:
    return _("%(start)s 至 %(end)s", start=day_and_time(exam.times.opens_at), end=day_and_time(exam.times.ends_at))
