"""Why an act cannot be recorded: what is missing before it, too early a day, or what the text makes a condition.

Each sentence names the rule, its article in the text of that day, and how to mend it. Only what a text makes a
condition stops anything; a limit that was missed is recorded and asks for an explanation.
"""

from collections.abc import Iterator
from datetime import date

from app.gatherings.rules.calendar import Calendar
from app.locale import _
from app.party.rules.cases.acts import BY_MEETING, OF_OTHER_ROWS, REPEATED, Act
from app.party.rules.cases.clocks import NOTICE_WORKING_DAYS, notice_ends, working_days, years_after
from app.party.rules.cases.documents import PAPERS, lacking_at_the_end
from app.party.rules.cases.facts import CaseFacts, Happened
from app.party.rules.cases.leaving import why_not_admit
from app.party.rules.cases.steps import RULES, is_asked, majority
from app.party.rules.cases.timing import bounds
from app.party.rules.cases.voting import why_not_votes
from app.party.rules.shares import NONE, Shares
from app.refusals import WhyNot

GROWN_UP = 18
OLDEST = 100
"""Whoever would be older when they applied: a slip in the year."""
LEAST_DAYS, LEAST_HOURS = 3, 24
TWO = 2


def why_not_apply(born_on: date, applied_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why no case can be opened: too young on the day of the application, or a day to come. Source: 2026 art. 5."""
    if applied_on > today:
        return (_to_come("applied_on", Act.APPLIED),)
    if born_on >= applied_on:
        return (WhyNot("born_on", _("出生日期 %(born)s 不早于收到申请书的日期；核对这两个日期", born=born_on)),)
    if years_after(born_on, OLDEST) < applied_on:
        sentence = _("按出生日期 %(born)s，申请时已经过了 %(n)d 岁；核对出生日期的年份", born=born_on, n=OLDEST)
        return (WhyNot("born_on", sentence),)
    grown_up = years_after(born_on, GROWN_UP)
    if applied_on < grown_up:
        sentence = _(
            "申请人 %(born)s 出生，%(day)s 才满十八岁，不能早于这天收申请书（%(source)s）；核对出生日期，或满十八岁后再收",
            born=born_on,
            day=grown_up,
            source=RULES[Act.APPLIED].citation(applied_on).said,
        )
        return (WhyNot("applied_on", sentence),)
    return ()


def why_not_correct_birth(facts: CaseFacts, born_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why another day of birth cannot stand in the case: it is the same, or makes them too young on the day they applied."""
    if born_on == facts.born_on:
        return (WhyNot("born_on", _("和现在记的一样，不用更正")),)
    applied = facts.day(Act.APPLIED) or today
    return tuple(WhyNot("born_on", one.sentence) for one in why_not_apply(born_on, applied, max(today, applied)))


def why_not_record(
    facts: CaseFacts, wanted: Happened, today: date, calendar: Calendar, shares: Shares = NONE
) -> tuple[WhyNot, ...]:
    """Why this cannot be recorded in the case as it stands; empty when it can.

    Args:
        shares: what the library asks of a vote on that day beyond the texts.
    """
    return next(
        (
            reasons
            for reasons in (
                _why_not_at_all(facts, wanted, today),
                _why_not_in_order(facts, wanted),
                _why_not_on_that_day(facts, wanted, calendar),
                tuple(_conditions(facts, wanted, calendar, shares)),
            )
            if reasons
        ),
        (),
    )


def why_not_correct(
    facts: CaseFacts, number: int, wanted: Happened | None, today: date, calendar: Calendar, shares: Shares = NONE
) -> tuple[WhyNot, ...]:
    """Why a record cannot be replaced by another (None: taken off): what rests on it would come too early, or on nothing."""
    without = facts.without(number)
    old = next(one for one in facts.happened if one.number == number)
    if wanted is not None and (reasons := why_not_record(without, wanted, today, calendar, shares)):
        return reasons
    changed = without.and_then(wanted) if wanted else without
    resting = [one for one in changed.happened if _rests_on(one.act, old.act) and one.act not in OF_OTHER_ROWS]
    for later in resting:
        others = changed.without(later.number)
        if reasons := (_why_not_in_order(others, later) or _why_not_on_that_day(others, later, calendar)):
            sentence = _(
                "“%(later)s”（%(day)s）建立在这条之上：%(why)s",
                later=_(RULES[later.act].name),
                day=later.on,
                why=reasons[0].sentence,
            )
            return (WhyNot("on", sentence),)
    return ()


def _rests_on(act: Act, other: Act) -> bool:
    """Whether an act comes after another, directly or by way of more."""
    needs = RULES[act].needs
    direct = other in needs or (act is Act.VOTED_FULL and other in (Act.ADMITTED, Act.EXTENDED))
    return direct or any(_rests_on(need, other) for need in needs)


def _why_not_at_all(facts: CaseFacts, wanted: Happened, today: date) -> tuple[WhyNot, ...]:
    name = _(RULES[wanted.act].name)
    if facts.ending:
        return (
            WhyNot(
                "act", _("这个个案 %(day)s 已经结束；结束记错了就先撤下，再记“%(act)s”", day=facts.ending.on, act=name)
            ),
        )
    if wanted.on > today and wanted.act is not Act.NOTICE:
        return (_to_come("on", wanted.act),)
    if wanted.act not in REPEATED | OF_OTHER_ROWS and (there := facts.first(wanted.act)):
        if wanted.act is Act.EXTENDED:
            source = RULES[wanted.act].citation(wanted.on).said
            said = {"day": there.on, "source": source}
            return (
                WhyNot(
                    "act", _("预备期只能延长一次，已经记在 %(day)s（%(source)s）；日期错了用那一条的“更正”", **said)
                ),
            )
        return (WhyNot("act", _("“%(act)s”已经记在 %(day)s；日期错了用那一条的“更正”", act=name, day=there.on)),)
    if not is_asked(wanted.act, wanted.on) and wanted.act is not Act.NOTICE:
        return (WhyNot("act", _("当天施行的细则没有“%(act)s”，不用记", act=name)),)
    return ()


def _to_come(field: str, act: Act) -> WhyNot:
    return WhyNot(field, _("“%(act)s”的日期还没到，办了以后再记", act=_(RULES[act].name)))


def _why_not_in_order(facts: CaseFacts, wanted: Happened) -> tuple[WhyNot, ...]:
    name, source = _(RULES[wanted.act].called(wanted.on)), RULES[wanted.act].citation(wanted.on).said
    for need in RULES[wanted.act].needs:
        before, before_name = facts.first(need), _(RULES[need].called(wanted.on))
        if before is None:
            sentence = _(
                "先要有“%(need)s”，才能记“%(act)s”（%(source)s）；把“%(need)s”补记上",
                need=before_name,
                act=name,
                source=source,
            )
            return (WhyNot("act", sentence),)
        if wanted.on < before.on:
            sentence = _(
                "“%(act)s”%(day)s 早于“%(need)s”%(before)s（%(source)s）；核对这两个日期，记错的那条改正",
                act=name,
                day=wanted.on,
                need=before_name,
                before=before.on,
                source=source,
            )
            return (WhyNot("on", sentence),)
    return ()


def _why_not_on_that_day(facts: CaseFacts, wanted: Happened, calendar: Calendar) -> tuple[WhyNot, ...]:
    earliest = bounds(wanted.act, facts, wanted.on, calendar).earliest
    if earliest is None or wanted.on >= earliest:
        return ()
    why = {
        Act.OPINIONS: _("入党积极分子要经过一年以上培养教育和考察，%(since)s 确定，最早 %(day)s"),
        Act.VOTED_FULL: _("预备期 %(day)s 才满，不能提前讨论转正"),
        Act.PROSPECT: _("公示期不少于五个工作日，最早 %(day)s"),
    }.get(wanted.act, _("最早 %(day)s"))
    facts_said = {"since": facts.day(Act.ACTIVIST), "day": earliest}
    sentence = _(
        "%(why)s（%(source)s）；到那天以后再办，或核对前面的日期",
        why=why % facts_said,
        source=RULES[wanted.act].citation(wanted.on).said,
    )
    return (WhyNot("on", sentence),)


def _conditions(facts: CaseFacts, wanted: Happened, calendar: Calendar, shares: Shares) -> Iterator[WhyNot]:
    source = RULES[wanted.act].citation(wanted.on).said
    if wanted.act in BY_MEETING:
        in_favour = majority(wanted.on).said if wanted.act is Act.ADMITTED else source
        yield from why_not_votes(wanted.votes, source, in_favour, shares)
    yield from why_not_admit(facts, wanted)
    match wanted.act:
        case Act.PROSPECT:
            yield from _of_notice(facts, wanted.on, calendar, source)
        case Act.TRAINED:
            yield from _of_training(wanted, source)
        case Act.EXAMINED:
            yield from _of_examination(facts, wanted.on, source)
        case Act.EXTENDED:
            yield from _of_extension(facts, wanted, source)
        case Act.ARCHIVED:
            yield from _of_archive(facts, wanted.on, source)


def _of_notice(facts: CaseFacts, on: date, calendar: Calendar, source: str) -> Iterator[WhyNot]:
    if not is_asked(Act.NOTICE, on):
        return
    notice = facts.notice
    if notice is None:
        yield WhyNot(
            "act", _("列为发展对象以前要公示，公示期不少于五个工作日（%(source)s）；先登记公示", source=source)
        )
        return
    counted = working_days(calendar, notice.from_on, notice.to_on)
    if counted.number < NOTICE_WORKING_DAYS:
        until = notice_ends(calendar, notice.from_on).day
        said = {"days": counted.number, "until": until, "source": source}
        yield WhyNot(
            "act",
            _("公示只有 %(days)d 个工作日，不少于五个（%(source)s）；重新公示，同一天开始的要到 %(until)s", **said),
        )
    elif counted.is_provisional:
        year = counted.unknown_years[0]
        said = {"year": year, "source": source}
        yield WhyNot(
            "act",
            _(
                "%(year)d 年的放假通知还没有录入，公示满没满五个工作日只能暂算（%(source)s）；在“工作日历”录入后再记",
                **said,
            ),
        )
    if notice.passes is None:
        yield WhyNot("act", _("公示结果还没有记（%(source)s）；公示期满先记下有没有影响发展的情况", source=source))
    elif not notice.passes:
        yield WhyNot(
            "act", _("公示结果影响发展入党，不能列为发展对象（%(source)s）；核查清楚后重新公示", source=source)
        )


def _of_training(wanted: Happened, source: str) -> Iterator[WhyNot]:
    if wanted.days >= LEAST_DAYS or wanted.hours >= LEAST_HOURS or wanted.said.strip():
        return
    yield WhyNot(
        "said",
        _(
            "集中培训一般不少于三天或者不少于二十四个学时，填的是 %(days)d 天、%(hours)d 学时（%(source)s）；"
            "补训后再记，或写明为什么少",
            days=wanted.days,
            hours=wanted.hours,
            source=source,
        ),
    )


def _of_examination(facts: CaseFacts, on: date, source: str) -> Iterator[WhyNot]:
    if not facts.vetting:
        yield WhyNot(
            "act",
            _(
                "凡是未经政治审查或者政治审查不合格的，不能发展入党（%(source)s）；审查合格后再记",
                source=RULES[Act.VETTED].citation(on).said,
            ),
        )
    standing = {one.person for one in facts.sponsors if one.stands(on)}
    if len(standing) != TWO:
        yield WhyNot(
            "act",
            _(
                "入党介绍人要两名正式党员，现在 %(n)d 名（%(source)s）；把介绍人补齐再记",
                n=len(standing),
                source=RULES[Act.SPONSORED].citation(on).said,
            ),
        )


def _of_extension(facts: CaseFacts, wanted: Happened, source: str) -> Iterator[WhyNot]:
    between = facts.extension_range
    if between is None or wanted.until is None or not between[0] <= wanted.until <= between[1]:
        first, last = between or (wanted.on, wanted.on)
        yield WhyNot(
            "until",
            _(
                "延长一次，不少于半年、最长不超过一年：延到 %(first)s 至 %(last)s 之间的一天（%(source)s）",
                first=first,
                last=last,
                source=source,
            ),
        )
    if facts.first(Act.VOTED_FULL):
        yield WhyNot("act", _("已经通过转正，不再延长（%(source)s）；记错了先更正转正那条", source=source))


def _of_archive(facts: CaseFacts, on: date, source: str) -> Iterator[WhyNot]:
    lacking = [_(PAPERS[kind].name) for kind in lacking_at_the_end(on, facts.documents)]
    if lacking:
        said = {"papers": _("、").join(lacking), "source": source}
        yield WhyNot("act", _("归档材料还缺：%(papers)s（%(source)s）；在材料清单里逐件登记后再记归档", **said))
