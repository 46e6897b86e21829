"""Duties that every member or the secretary fulfils once a year: appraisal, talks, hours, training, report, publication."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.locale import _
from app.party.rules.branch import Member, Standing, Trait
from app.party.rules.cases.clocks import months_after
from app.party.rules.citing import BRANCH_WORK
from app.party.rules.cycles.shape import Asked, Assess, Progress, Record
from app.party.rules.facts import Done
from app.party.rules.meetings import MeetingKind
from app.party.rules.periods import Period, year_of
from app.party.rules.settings import Key
from app.party.rules.talks import Spoken, coverage, pairs_without
from app.training.rules import Ledger

BEFORE_IT_IS_DUE = timedelta(days=31)
NAMED = 5
"""So many names stand in a sentence; the page behind it has them all."""


def appraisal(asked: Asked, period: Period) -> Progress:
    """Every full member who was here by the last quarter has an opinion. Source: 支部工作条例 art. 18."""
    structure, by = asked.seen(period), last_quarter(period)
    due = [
        one
        for one in structure.members
        if one.standing is Standing.FULL and one.since <= by and (one.full_on is None or one.full_on <= by)
    ]
    told = {one.person for one in asked.facts.appraised}
    without = [one.name for one in due if one.person not in told]
    records = {one.href: Record(one.decided_on, _("民主评议结果"), one.href) for one in asked.facts.appraised}
    records |= {one.href: one for one in _appraised_at(asked, period)}
    return Progress(len(due) - len(without), len(due), tuple(records.values()), said=_left(without))


def _appraised_at(asked: Asked, period: Period) -> Iterator[Record]:
    """The year's round with the meeting it was held in, and meetings of the year that no round names.

    A round may be held in the first quarter of the next year: its meeting belongs to the round's year then, and to no other.
    """
    held = {one.number: one for one in asked.facts.held}
    of_rounds = {one.meeting for one in asked.facts.rounds}
    for one in asked.facts.rounds:
        if one.year != period.last.year:
            continue
        yield Record(one.held_on, _("民主评议测评"), one.href)
        if one.meeting is not None:
            known = held.get(one.meeting)
            yield Record(one.held_on, one.title, f"/party/meetings/{one.meeting}", known.lacks if known else ())
    for met in asked.facts.held:
        if MeetingKind.APPRAISAL in met.kinds and met.number not in of_rounds and met.held_on in period:
            yield Record(met.held_on, met.title, met.href, met.lacks)


def talks(asked: Asked, period: Period) -> Progress:
    """The committee among themselves, and everybody with it and with another member. Source: 支部工作条例 art. 19."""
    structure = asked.seen(period)
    leading = {one.person for one in structure.committee}
    spoken = [
        Spoken(*one.persons, one.persons[0] in leading, one.persons[1] in leading)
        for one in asked.facts.talks
        if one.held_on in period
    ]
    people, pairs = coverage(structure, spoken), pairs_without(structure, spoken)
    open_pairs = {name for pair in pairs for name in pair}
    without = [one.name for one in people if one.lacks or one.name in open_pairs]
    records = [Record(one.held_on, _("谈心谈话"), one.href) for one in asked.facts.talks[-NAMED:]]
    return Progress(len(people) - len(without), len(people), tuple(records), said=_left(without))


def hours(ledger: Ledger) -> Assess:
    """Every member has the hours of the ledger; whoever is old and ill is let off. Source: 教育管理条例 art. 20, 23."""

    def assess(asked: Asked, period: Period) -> Progress:
        frail = {one.person for one in asked.seen(period).members if Trait.FRAIL in one.traits}
        known = {one.person: one.name for one in asked.seen(period).members}
        due = [one for one in asked.facts.hours if one.ledger == ledger and one.person in known.keys() - frail]
        without = [known[one.person] for one in due if one.done < one.required]
        records = tuple(Record(min(period.last, asked.today), _("学时登记汇总"), one.href) for one in due[:1])
        return Progress(len(due) - len(without), len(due), records, said=_left(without))

    return assess


def done(*whats: str) -> Assess:
    """One record of each of these words in the year."""

    def assess(asked: Asked, period: Period) -> Progress:
        found = [one for one in asked.facts.done if one.what in whats and one.done_on in period]
        have = {one.what for one in found}
        return Progress(len(have), len(whats), tuple(map(record, found)))

    return assess


def new_secretary(asked: Asked) -> tuple[Member, date, date] | None:
    """A secretary whose training for the post began to be due, or is due, in the year: who, since when, by when.

    Source: 支部工作条例 art. 25; the months are a setting of the library [S].
    """
    whole = year_of(asked.year)
    secretary = asked.seen(whole).secretary
    since = secretary.post_since if secretary else None
    if secretary is None or since is None or since < BRANCH_WORK.valid_from:
        return None
    due = months_after(since, asked.value(Key.POST_TRAINING, whole))
    return (secretary, since, due) if asked.year in (since.year, due.year) else None


def post_training(asked: Asked, period: Period) -> Progress:
    """The new secretary was trained for the post, by the months that the library set."""
    known = new_secretary(asked)
    if known is None:
        return Progress(0, 0)
    secretary, since, due = known
    found = [one for one in asked.facts.done if one.what == "secretary_post_training" and one.done_on >= since]
    told = {"name": secretary.name, "since": since, "due": due, "n": asked.value(Key.POST_TRAINING, period)}
    said = _("书记%(name)s %(since)s 任职，%(due)s 前参加任职培训（%(n)d 个月是本馆设置）", **told)
    # The year in which the post began speaks of it while it lasts; then the one in which it is due does.
    need = 0 if not found and period.last < asked.today <= due else 1
    near = due - BEFORE_IT_IS_DUE
    return Progress(min(len(found), 1), need, tuple(map(record, found)), (), said, due, near, due)


def record(one: Done) -> Record:
    """A yearly duty as a record."""
    return Record(one.done_on, one.title, one.href)


def last_quarter(period: Period) -> date:
    """The first day of the last quarter of a year: whoever comes later was asked elsewhere."""
    return date(period.last.year, 10, 1)


def _left(without: list[str]) -> str:
    if not without:
        return ""
    names = _("、").join(without[:NAMED])
    if len(without) <= NAMED:
        return _("还差 %(n)d 人：%(names)s", n=len(without), names=names)
    return _("还差 %(n)d 人：%(names)s等", n=len(without), names=names)
