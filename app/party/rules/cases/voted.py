"""A vote of the general meeting and the case it is about: who may be voted on, and that both say the same numbers.

What the meeting concluded is stated by a person in the case; nothing here follows from a vote by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import _
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import CaseFacts, Happened, Votes
from app.party.rules.cases.steps import RULES
from app.party.rules.votes import Subject
from app.refusals import WhyNot

ACTS: Mapping[Subject, tuple[Act, ...]] = {
    Subject.ADMISSION: (Act.ADMITTED,),
    Subject.CONFIRMATION: (Act.VOTED_FULL, Act.EXTENDED),
}
"""What a vote on this may be recorded as; that somebody is cancelled is the end of a case and no act of it."""


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote about a case as it stands: at which meeting, on which day, with which numbers."""

    subject: Subject
    title: str
    on: date
    votes: Votes


def waits_for(facts: CaseFacts) -> Subject | None:
    """On what the general meeting is to vote next in this case; None where it is not at such a step."""
    if facts.ending or facts.first(Act.CONFIRMED):
        return None
    if facts.first(Act.PRE_REVIEWED) and not facts.first(Act.ADMITTED):
        return Subject.ADMISSION
    if facts.first(Act.EXAMINED_FULL) and not facts.first(Act.VOTED_FULL):
        return Subject.CONFIRMATION
    return None


def candidates(cases: Sequence[CaseFacts]) -> list[tuple[CaseFacts, Subject | None]]:
    """The cases that go on with what they wait for, those at their step first."""
    going = [(one, waits_for(one)) for one in cases if one.ending is None and not one.first(Act.ARCHIVED)]
    return sorted(going, key=lambda each: (each[1] is None, each[0].id))


def why_not_candidate(subject: Subject, has_case: bool, name: str, note: str) -> tuple[WhyNot, ...]:
    """Why nobody is named so: without a case it is said why there is none."""
    if subject not in ACTS or has_case or not name or len(note.strip()) > 1:
        return ()
    sentence = _("从个案里选%(name)s；没有个案的，写明为什么没有，例如“外支部转来，个案在原支部”", name=name)
    return (WhyNot("applicant_note", sentence),)


def why_not_vote_on(facts: CaseFacts, subject: Subject, day: date) -> tuple[WhyNot, ...]:
    """Why the general meeting of this day did not vote on this person: what comes before it is missing or later.

    Source: 发展党员工作细则 2026 art. 18 and 19 (2014 art. 19 and 20): admission is discussed once the superior committee's
    review before was passed; art. 32 (33): confirmation is of probationary members.
    """
    if subject not in ACTS:
        return (WhyNot("applicant", _("只有接收预备党员，转正、延长或取消才选个案；这一项不选")),)
    if facts.ending and facts.ending.on < day:
        ended = {"name": facts.name, "day": facts.ending.on}
        return (WhyNot("applicant", _("%(name)s的个案 %(day)s 已经结束，换一个人，或在个案里撤下结束", **ended)),)
    need = Act.PRE_REVIEWED if subject is Subject.ADMISSION else Act.ADMITTED
    act = ACTS[subject][0]
    before = facts.day(need)
    said = {
        "name": facts.name,
        "need": _(RULES[need].called(day)),
        "act": _(RULES[act].called(day)),
        "source": RULES[need if subject is Subject.ADMISSION else act].citation(day).said,
        "rule": RULES[act].citation(day).said,
    }
    if before is None:
        sentence = _(
            "%(name)s的个案里没有“%(need)s”（%(source)s），不能表决“%(act)s”（%(rule)s）；先在个案里补记", **said
        )
        return (WhyNot("applicant", sentence),)
    if day < before:
        sentence = _(
            "%(name)s的“%(need)s”记在 %(before)s（%(source)s），晚于开会的 %(on)s；核对这两个日期，记错的那条改正",
            before=before,
            on=day,
            **said,
        )
        return (WhyNot("applicant", sentence),)
    return _why_not_again(facts, act, day) if subject is Subject.ADMISSION else ()


def _why_not_again(facts: CaseFacts, act: Act, day: date) -> tuple[WhyNot, ...]:
    there = facts.day(act)
    if there is None or there == day:
        return ()
    said = {"name": facts.name, "act": _(RULES[act].called(day)), "there": there}
    sentence = _("%(name)s的“%(act)s”已经记在 %(there)s，不在这一天；核对会议日期，或在个案里更正那一条", **said)
    return (WhyNot("applicant", sentence),)


def why_not_passed_before(name: str, before: Voted | None) -> tuple[WhyNot, ...]:
    """Why somebody is not voted on again: another meeting (`before`) voted on the same and it passed."""
    if before is None:
        return ()
    said = {"name": name, "day": before.on, "title": before.title}
    sentence = _("%(name)s已经在 %(day)s 的“%(title)s”表决通过；那里记错了，先撤下或更正，再记这一次", **said)
    return (WhyNot("applicant", sentence),)


def offered(facts: CaseFacts, voted: Voted, *, is_passed: bool) -> tuple[Act, ...]:
    """As what a person may record this vote in the case: what its subject allows and is not there yet.

    Which of them it was, and whether it is so, the person says; a vote that did not pass is recorded as none.
    """
    if not is_passed or facts.ending:
        return ()
    open_acts = tuple(act for act in ACTS.get(voted.subject, ()) if not facts.first(act))
    return () if any(facts.day(act) == voted.on for act in ACTS.get(voted.subject, ())) else open_acts


def differs(facts: CaseFacts, voted: Voted) -> bool:
    """Whether the case has a record of the same day that says other numbers, as after a correction of one of both."""
    known = [one for act in ACTS.get(voted.subject, ()) for one in facts.all(act) if one.on == voted.on]
    return bool(known) and voted.votes not in [one.votes for one in known]


def contradicted(facts: CaseFacts, voted: Voted, *, is_passed: bool) -> Act | None:
    """What the case records of this day although the meeting, as it stands, did not pass it; None where both agree."""
    if is_passed:
        return None
    return next((act for act in ACTS.get(voted.subject, ()) if facts.day(act) == voted.on), None)


def why_not_counted(given: Happened, voted: Sequence[Voted]) -> tuple[WhyNot, ...]:
    """Why a record of the case does not stand beside the votes that name the case: another day, or other numbers."""
    about = [one for one in voted if given.act in ACTS.get(one.subject, ())]
    same_day = [one for one in about if one.on == given.on]
    if not about or given.votes in {one.votes for one in same_day}:
        return ()
    if not same_day:
        if given.act is not Act.ADMITTED:
            return ()
        known = about[-1]
        sentence = _("会议“%(title)s”%(day)s 表决，日期改成那一天", title=known.title, day=known.on)
        return (WhyNot("on", sentence),)
    known = same_day[-1]
    sentence = _(
        "和会议“%(title)s”（%(day)s）记的票数不同，那里是应到 %(eligible)d、实到 %(present)d、赞成 %(yes)d、"
        "书面意见 %(written)d；改成一样，会议记错了就先在会议里更正",
        title=known.title,
        day=known.on,
        eligible=known.votes.eligible,
        present=known.votes.present,
        yes=known.votes.in_favour,
        written=known.votes.written,
    )
    return (WhyNot("in_favour", sentence),)
