"""Row by row: which duties a year has, what state each of their periods is in, and the sentence that says why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.locale import N_, _
from app.party.rules.book import BY_ID, Reached, Unit, reached
from app.party.rules.cycles import held, running, yearly
from app.party.rules.cycles.shape import OPEN, Asked, Assess, Cell, Item, Progress, Row, State
from app.party.rules.meetings import MeetingKind
from app.party.rules.periods import Period, months_of, quarters_of, year_of
from app.party.rules.settings import Key, ledger_from
from app.training.rules import Ledger

MEETINGS, DONE = "/party/meetings/new?kind=", "/party/done/new?what="
WRITE = N_("补记录")


def calendar_of(asked: Asked) -> list[Row]:
    """The whole year, in the order of the rule book."""
    return [_row(item, asked) for item in items_of(asked)]


def january_ahead(asked: Asked) -> list[Row]:
    """The themed day of the January to come, whose fixed day may be near while the old year still lasts.

    Args:
        asked: of the year to come.
    """
    themed = next(item for item in items_of(asked) if item.key == "themed")
    return [Row(themed, [_cell(themed, themed.periods[0], asked)])]


def _row(item: Item, asked: Asked) -> Row:
    cells = [_cell(item, period, asked) for period in item.periods]
    if all(cell.state is State.NOT_APPLICABLE for cell in cells) and len({cell.sentence for cell in cells}) == 1:
        # Twelve times the same “does not apply” is said once.
        return Row(item, [replace(cells[-1], period=year_of(asked.year))])
    return Row(item, cells)


def items_of(asked: Asked) -> list[Item]:
    """The duties of the year: those of meetings first, then the branch, then the members."""
    return [*_meetings(asked), *_branch(asked.year), *_members(asked.year)]


def _meetings(asked: Asked) -> Iterator[Item]:
    months, quarters, year = months_of(asked.year), quarters_of(asked.year), [year_of(asked.year)]
    kind = MeetingKind
    general = held.meetings(kind.GENERAL, Key.GENERAL)
    yield _item("general", "PB-01", quarters, general, f"{MEETINGS}{kind.GENERAL}")
    committee = held.meetings(kind.COMMITTEE, Key.COMMITTEE)
    yield _item("committee", "PB-03", months, committee, f"{MEETINGS}{kind.COMMITTEE}")
    yield from _groups(asked, months)
    lecture = _item("lecture", "PB-05", year, held.lectures, f"{MEETINGS}{kind.LECTURE}")
    by_quarter = any(asked.value(Key.LECTURES, quarter) for quarter in quarters)
    yield replace(lecture, periods=quarters, is_ours=True) if by_quarter else lecture
    yield _item("themed", "PB-06", months, held.themed_day, f"{MEETINGS}{kind.THEMED_DAY}")
    yield _item("life", "PB-07", year, held.meetings(kind.LIFE, Key.LIFE), f"{MEETINGS}{kind.LIFE}")
    yield _item("appraisal", "PB-08", year, yearly.appraisal, "/party/appraisals")
    yield _item("talks", "PB-09", year, yearly.talks, "/party/talks")
    yield _item("dual", "PB-15", year, held.dual_life, "/party/meetings")


def _groups(asked: Asked, months: Sequence[Period]) -> Iterator[Item]:
    stood = {one.id: one.name for month in months for one in asked.seen(month).groups}
    rule, add = BY_ID["PB-04"], f"{MEETINGS}{MeetingKind.GROUP}"
    if not stood:
        yield _item("group", "PB-04", months, held.meetings(MeetingKind.GROUP, Key.GROUP), add)
    for number, name in stood.items():
        assess = held.meetings(MeetingKind.GROUP, Key.GROUP, number)
        said = f"{_(rule.title)} · {name}"
        yield Item(f"group-{number}", rule, said, months, assess, f"{add}&group={number}", _(WRITE), number)


def _branch(year: int) -> Iterator[Item]:
    whole = [year_of(year)]
    yield _item("term", "PB-11", whole, running.term, "/party/branch#settings", N_("去记新一届或延期"))
    yield _item("training", "PB-13", whole, yearly.done("secretary_training"), f"{DONE}secretary_training")
    report = yearly.done("secretary_report_up", "secretary_report_meeting")
    yield _item("report", "PB-14", whole, report, f"{DONE}secretary_report_up")
    yield _item("published", "PB-19", whole, yearly.done("dues_published"), f"/party/dues?year={year}")


def _members(year: int) -> Iterator[Item]:
    months, whole = months_of(year), [year_of(year)]
    yield _item("dues", "PB-18", months, running.dues, f"/party/dues?year={year}", N_("去登记党费"))
    yield _item("hours", "PB-16", whole, yearly.hours(Ledger.PARTY), f"/party/hours?year={year}", N_("去看学时"))
    leaders = yearly.hours(Ledger.LEADERS)
    yield _item("leaders", "PB-17", whole, leaders, f"/party/hours?year={year}", N_("去看学时"))
    yield _item("flowing", "PB-21", whole, running.contact, f"{DONE}{running.CONTACT}")


def _item(key: str, rule: str, periods: Sequence[Period], assess: Assess, add: str, said: str = WRITE) -> Item:
    return Item(key, BY_ID[rule], _(BY_ID[rule].title), periods, assess, add, _(said))


def _cell(item: Item, period: Period, asked: Asked) -> Cell:
    why, progress = applies(item, period, asked), item.assess(asked, period)
    ours = [one for one in asked.facts.explained if (one.item, one.period) == (item.key, period.key)]
    state = judged(item, period, progress, asked.today)
    if not why.applies and not (progress.records and state in {State.DONE, State.LACKS}):
        state, sentence = State.NOT_APPLICABLE, why.why
    elif not progress.need:
        state = State.NOT_APPLICABLE
        sentence = _("本馆没有定这一期的次数") if item.is_ours else _("没有要算的人")
    else:
        sentence = _sentence(state, progress)
    if state in OPEN and any(one.withdrawn_at is None for one in ours):
        state = State.EXPLAINED
    due = progress.due_on or period.last
    return Cell(item, period, state, sentence, due, (due - asked.today).days, progress.records, ours)


def applies(item: Item, period: Period, asked: Asked) -> Reached:
    """Whether the duty is asked of the period, and why.

    The branch and the text have to stand from the first day of a month or quarter; of a year they have to stand by its
    last quarter, in which the text puts what is yearly (支部工作条例 art. 17). A committee or a group has to stand on the
    first day as well as at the end. A ledger that begins later lets off what was over before it, and nothing else. [P]
    """
    seen = asked.seen(period)
    from_day = yearly.last_quarter(period) if item.rule.unit is Unit.YEAR and period.months > 3 else period.first
    for day, said in (
        (seen.founded_on, N_("支部 %(day)s 成立，从下一期起算")),
        (item.rule.citation.document.valid_from, N_("规定 %(day)s 起施行，从下一期起算")),
    ):
        if day is not None and day > from_day:
            return Reached(False, _(said, day=day))
    begins = ledger_from(asked.settings, asked.today)
    if begins is not None and period.last < begins:
        return Reached(False, _("本馆的台账从 %(day)s 记起", day=begins))
    at_the_end = _reached(item, asked, min(period.last, asked.today))
    if not at_the_end.applies or item.rule.unit is not Unit.MONTH:
        return at_the_end
    return _reached(item, asked, min(period.first, asked.today))


def _reached(item: Item, asked: Asked, day: date) -> Reached:
    structure = asked.on(day)
    if item.group is not None and all(one.id != item.group for one in structure.groups):
        return Reached(False, _("这个党小组 %(day)s 还没有或者已经不设", day=day))
    return reached(item.rule, structure)


def judged(item: Item, period: Period, progress: Progress, today: date) -> State:
    """What the period is as of today, without its explanations."""
    if progress.have >= progress.need:
        return State.LACKS if progress.lacks else State.DONE
    if today > (progress.late_after or period.last):
        return State.OVERDUE
    if today > period.last:
        return State.LACKS
    near = progress.nears_on or min((one.on(period) for one in item.rule.reminders), default=period.last)
    return State.NEAR if today >= near else State.AHEAD


def _sentence(state: State, progress: Progress) -> str:
    if progress.lacks:
        return "；".join(progress.lacks)
    if progress.said:
        return progress.said
    if state is State.DONE:
        return _("已完成 %(have)d / %(need)d", have=progress.have, need=progress.need)
    return _("还没有记录") if not progress.have else _("有 %(have)d / %(need)d", have=progress.have, need=progress.need)


def next_due(rows: Sequence[Row], today: date) -> list[Cell]:
    """What the texts want done next, the earliest first; what is done or explained is not among it."""
    waiting = {State.NEAR, State.AHEAD}
    found = [
        cell
        for row in rows
        for cell in row.cells
        if row.item.rule.is_verified and not row.item.is_ours and cell.state in waiting and cell.due_on >= today
    ]
    return sorted(found, key=lambda cell: cell.due_on)
