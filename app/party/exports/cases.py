"""The process table of all cases (R-16), and the timeline of one as a document, in Chinese whatever the screen speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import clock, locale
from app.locale import N_, _
from app.office import Column, Sheet, Shown, document, workbook
from app.office.sheets import Value
from app.party.queries.cases import CaseLine
from app.party.rules.cases.acts import STAGES, Act
from app.party.rules.cases.facts import ENDS, CaseFacts, Happened
from app.party.rules.cases.judging import STATES, ActLine, State, StepLine
from app.party.rules.cases.overview import overview
from app.party.rules.cases.steps import RULES, is_asked
from app.party.rules.cases.texts import IN_2026
from app.party.rules.citing import ADMISSION_2026, Document, admission_rules
from app.web.page import day_and_time

FIRST = {Act.APPLIED: N_("申请"), Act.TALKED: N_("谈话"), Act.ACTIVIST: N_("积极分子")}
SECOND = {
    Act.PROSPECT: N_("发展对象"),
    Act.VETTED: N_("政审"),
    Act.TRAINED: N_("培训"),
    Act.PRE_REVIEWED: N_("预审"),
    Act.ADMITTED: N_("大会"),
    Act.APPROVED: N_("审批"),
    Act.OATH: N_("宣誓"),
}
"""Days of the process table, before and after mentors, reviews and notice: R-16."""


def process_workbook(lines: Sequence[CaseLine], *, branch: str, made_by: str, generated_at: datetime) -> bytes:
    """Every case as a row; the footer counts them by stage."""
    with locale.speaking(locale.SOURCE):
        today = clock.at_library(generated_at).date()
        applied = [day for one in lines if (day := one.facts.day(Act.APPLIED))]
        years = _("%(first)d—%(last)d 年", first=min(applied).year, last=today.year) if applied else str(today.year)
        sheet = Sheet(
            title=_("发展党员进程表"),
            name=_("发展党员进程表"),
            library=branch,
            period=years,
            made_by=made_by,
            generated_at=generated_at,
            columns=_columns(),
            rows=[_row(place, one) for place, one in enumerate(reversed(lines), start=1)],
            footer=[_footer(lines)],
            lines=[_("本表是支部辅助台账，以全国党员管理信息系统为准；日期由支部记录，期限由系统按当天施行的细则推算")],
        )
        return workbook(sheet)


def _columns() -> list[Column]:
    kept, told = _("支部记录"), _("推算")
    heads = {**FIRST, **SECOND}
    days = {act: Column(_(head), Shown.DAY, _said(act), "", kept) for act, head in heads.items()}
    return [
        Column(_("序号"), Shown.WHOLE, _("按收到申请书的先后")),
        Column(_("姓名"), Shown.TEXT, _("申请人"), "", kept),
        *(days[act] for act in FIRST),
        Column(_("联系人"), Shown.TEXT, _("现在的一至两名培养联系人"), "", kept, 9),
        Column(_("考察"), Shown.WHOLE, _("作为入党积极分子的半年考察"), _("次"), kept),
        Column(_("公示起止"), Shown.TEXT, _("最近一次公示，两天都算"), "", kept, 11),
        *(days[act] for act in SECOND),
        Column(_("预备期满"), Shown.DAY, _("支部党员大会通过之日起一年，或延长到的一天"), "", told),
        Column(_("转正"), Shown.DAY, _("党委批准转为正式党员的日期"), "", kept),
        Column(_("身份"), Shown.TEXT, _("到制表那天"), "", told, 9),
        Column(_("下一期限"), Shown.TEXT, _("最近的一个期限和它的条款"), "", told, 18),
        Column(_("依据"), Shown.TEXT, _("各步骤当天施行的《中国共产党发展党员工作细则》"), "", told, 16),
        Column(_("状态"), Shown.TEXT, _("完整、需补充、临近、逾期（待说明）、已结束"), "", told, 10),
    ]


def _said(act: Act) -> str:
    return f"{_(RULES[act].name)}，{_(IN_2026[act].article)}"


def _row(place: int, line: CaseLine) -> list[Value]:
    facts, due = line.facts, line.due
    notice = facts.notice
    return [
        place,
        facts.name,
        *(facts.day(act) for act in FIRST),
        _("、").join(one.name for one in facts.mentors if one.ended_on is None),
        len(list(facts.all(Act.REVIEWED))),
        _("%(first)s 至 %(last)s", first=notice.from_on, last=notice.to_on) if notice else "",
        *(facts.day(act) for act in SECOND),
        facts.probation_ends,
        facts.day(Act.CONFIRMED),
        _(STAGES[facts.stage]),
        f"{due[0].on} {due[0].said}（{_(due[0].citation.article)}）" if due else "",
        _("、").join(dict.fromkeys(_year(admission_rules(one.on)) for one in facts.happened)),
        _stands(line),
    ]


def _stands(line: CaseLine) -> str:
    if line.facts.ending:
        return _("已结束：%(why)s", why=_(ENDS[line.facts.ending.kind]))
    return _(STATES[overview(line.facts, line.steps, line.due).state])


def _footer(lines: Sequence[CaseLine]) -> list[Value]:
    counts = _("，").join(
        _("%(stage)s %(n)d 人", stage=_(said), n=sum(one.facts.stage is stage for one in lines))
        for stage, said in STAGES.items()
    )
    width = len(_columns())
    return [None, _("合计"), *([None] * (width - 5)), counts, None, _("共 %(n)d 人", n=len(lines))]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline as the template reads it."""

    number: str
    name: str
    day: str
    article: str
    state: str
    note: str


def timeline_document(line: CaseLine, *, branch: str, made_by: str, generated_at: datetime) -> bytes:
    """The 23 steps of a case on `templates/documents/applicant_timeline.docx`.

    Raises:
        Refused: the template cannot be filled.
    """
    with locale.speaking(locale.SOURCE):
        today = clock.at_library(generated_at).date()
        facts = line.facts
        rows = [row for step in line.steps for row in _lines(step, facts, today)]
        applied = facts.day(Act.APPLIED)
        context = {
            "library": branch,
            "name": facts.name,
            "stage": _(STAGES[facts.stage]),
            "ending": _("%(day)s %(why)s", day=facts.ending.on, why=_(ENDS[facts.ending.kind])) if facts.ending else "",
            "lines": rows,
            "day": f"{today:%Y-%m-%d}",
            "made_by": made_by,
            "period": _("%(first)s 至 %(last)s", first=applied or "", last=f"{today:%Y-%m-%d}"),
            "generated": day_and_time(generated_at),
            "count": sum(bool(row.day) for row in rows),
        }
        title = _("发展党员时间线：%(name)s", name=facts.name)
        return document("applicant_timeline", context, title=title, generated_at=generated_at)


def _lines(step: StepLine, facts: CaseFacts, today: date) -> list[Line]:
    lines = [made for act in step.acts for made in _of_act(act, facts, today)]
    return [
        Line(str(step.step) if place == 0 else "", one.name, one.day, one.article, one.state, one.note)
        for place, one in enumerate(lines)
    ]


def _of_act(line: ActLine, facts: CaseFacts, today: date) -> list[Line]:
    rule = RULES[line.act]
    if line.act is Act.PROBATION and (ends := facts.probation_ends):
        span = f"{facts.day(Act.ADMITTED)} — {ends}"
        return [Line("", _(rule.name), span, _basis(line.act, line.judged_on), _(STATES[line.state]), "")]
    made = [
        Line(
            "",
            _(rule.called(one.on)),
            f"{one.on:%Y-%m-%d}",
            _basis(line.act, one.on),
            _(STATES[line.state]),
            _note(one, line),
        )
        for one in line.happened
    ]
    if made:
        return made
    bounds = line.bounds
    due = _("最迟 %(day)s", day=bounds.latest) if bounds.latest and line.state is not State.NOT_ASKED else ""
    return [
        Line(
            "",
            _(rule.called(today)),
            "",
            _basis(line.act, line.judged_on),
            _(STATES[line.state]),
            line.explained or due,
        )
    ]


def _basis(act: Act, on: date) -> str:
    """The year of the text and its article; the legend below the table says which texts these are."""
    if not is_asked(act, on):
        return _("当时没有规定")
    citation = RULES[act].citation(on)
    return f"{_year(citation.document)} {_(citation.article)}"


def _year(text: Document) -> str:
    return _("2026年") if text is ADMISSION_2026 else _("2014年")


def _note(one: Happened, line: ActLine) -> str:
    said = [one.said] if one.said else []
    if one.votes:
        said.append(
            _(
                "应到 %(eligible)d，实到 %(present)d，赞成 %(yes)d",
                eligible=one.votes.eligible,
                present=one.votes.present,
                yes=one.votes.in_favour,
            )
        )
    if one.days or one.hours:
        said.append(_("%(days)d 天、%(hours)d 学时", days=one.days, hours=one.hours))
    if one.until:
        said.append(_("延长到 %(day)s", day=one.until))
    if line.explained:
        said.append(_("说明：%(said)s", said=line.explained))
    return _("；").join(said)
