"""A candidate's paper and result as HTML, joined from pieces that were rendered once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec
from markupsafe import Markup, escape

from app.bank.fragments import question_html, review_html
from app.bank.words import DOMAINS, KINDS
from app.exams.queries.paper import Paper
from app.exams.queries.sitting import Stored
from app.exams.words import RULES
from app.locale import N_, SOURCE, _, language
from app.web.page import points
from quizzes import answers, scoring
from quizzes.answers import Answer
from quizzes.blueprints import Blueprint
from quizzes.folding import numeral_of
from quizzes.papers import Arrangement
from quizzes.questions import Domain, Kind

SAYINGS = {
    "state_empty": N_("未答"),
    "state_local": N_("本机已记"),
    "state_saved": N_("服务器已存"),
    "state_refused": N_("没有存上"),
    "flagged": N_("已标记"),
    "strip_ready": N_("已连上服务器"),
    "strip_saving": N_("正在保存 {n} 题"),
    "strip_unsaved": N_("{n} 题等待保存"),
    "strip_saved": N_("已保存 {time}"),
    "strip_network": N_("网络中断 {for} · 已在本机保存 {n} 题 · 断网时不要刷新 · 正在重连（{s} 秒）"),
    "strip_busy": N_("服务器忙 {for} · 已在本机保存 {n} 题 · {s} 秒后再试"),
    "strip_signed_out": N_("登录已过期 · 已在本机保存 {n} 题 · 重新登录后接着答"),
    "strip_readonly": N_("正在另一个页面或设备上作答，这里只能看"),
    "strip_time_up": N_("时间到，正在交出最后的答案"),
    "strip_closed": N_("已收卷"),
    "strip_ended": N_("考试已经结束，收到的答案都在"),
    "strip_closed_unsent": N_("已收卷，还有 {n} 题没送到：点“导出答卷”交给监考人"),
    "announce_down": N_("网络中断，答案已存在本机，连上后自动补交"),
    "announce_up": N_("已重新连上"),
    "minutes_left": N_("还剩 {n} 分钟"),
    "check_empty": N_("还有 {n} 题没答"),
    "hand_in_offline": N_("现在没有网：答案存在本机，连上后自动交卷，不要关闭这一页"),
    "hand_in_waits": N_("还有 {n} 题没送到服务器，送到后自动交卷"),
    "hand_in_failed": N_("没有交成，再点一次“确认交卷”"),
    "claim_failed": N_("没有接过来，再点一次"),
}


@dataclass(frozen=True)
class Written:
    """One candidate's copy of the paper.

    Attributes:
        stored: the answers as they stand.
        token: of the form around each question, for pages without scripts.
    """

    paper: Paper
    blueprint: Blueprint
    seed: int
    attempt: int
    token: str
    stored: Mapping[int, Stored]

    @cached_property
    def arrangement(self) -> Arrangement:
        """The order of questions and options that this candidate sees."""
        blueprint = self.blueprint
        return self.paper.arranged(self.seed, questions=blueprint.shuffle_questions, options=blueprint.shuffle_options)

    @cached_property
    def given(self) -> Mapping[int, Answer | None]:
        """The answers by question."""
        lines = self.paper.by_id
        return {q: answers.decode(lines[q].item.question, s.value) for q, s in self.stored.items()}

    def questions(self) -> Markup:
        """All questions, part by part, each in a form of its own that works without scripts."""
        html: list[str] = []
        number = 0
        for place, part in enumerate(self.arrangement.parts):
            html.append(f'<h2 class="part-title">{escape(self._part_title(place))}</h2>')
            for question in part:
                number += 1
                html.append(self._question(question, number))
        return Markup("".join(html))  # noqa: S704 - joined from what Jinja has escaped

    def _question(self, question: int, number: int) -> str:
        line = self.paper.by_id[question]
        before = (
            f'<form method="post" action="/exams/attempts/{self.attempt}/questions/{question}">'
            f'<input type="hidden" name="_token" value="{self.token}">'
        )
        return question_html(
            question,
            line.item,
            number,
            self.arrangement.options.get(question),
            language(),
            _("%(points)s 分", points=points(line.marks)),
            answer=self.given.get(question),
            form_html_before=before,
            form_html_after="</form>",
        )

    def _part_title(self, place: int) -> str:
        part = self.blueprint.parts[place]
        return part_title(place, part.kind, part.count, part.marks_x100)

    def cells(self) -> list[tuple[int, int, bool]]:
        """The answer card: number, question, and whether the server holds an answer."""
        order = [question for part in self.arrangement.parts for question in part]
        return [(number, question, self._is_answered(question)) for number, question in enumerate(order, start=1)]

    def _is_answered(self, question: int) -> bool:
        return question in self.stored and self.stored[question].value != "null"

    def reviews(self) -> Markup:
        """Every question with own answer, verdict, key and the words of the law, in the order the candidate saw."""
        order = [question for part in self.arrangement.parts for question in part]
        shown = [self._review(question, number) for number, question in enumerate(order, start=1)]
        return Markup("".join(shown))  # noqa: S704 - joined from what Jinja has escaped

    def _review(self, question: int, number: int) -> str:
        line = self.paper.by_id[question]
        earned = scoring.share(line.item.question, self.given.get(question), line.rule)
        return review_html(
            question,
            line.item,
            number=number,
            answer=self.given.get(question),
            share=earned,
            points_text=_("%(points)s 分", points=points(scoring.points(earned, line.marks))),
            marks_text=_("%(points)s 分", points=points(line.marks)),
            language=language(),
            option_order=self.arrangement.options.get(question),
        )


def part_title(place: int, kind: Kind, count: int, marks: int) -> str:
    """一、单选（40 题，每题 1 分）."""
    return _(
        "%(numeral)s、%(kind)s（%(count)d 题，每题 %(points)s 分）",
        numeral=numeral_of(place + 1) if language() == SOURCE else place + 1,
        kind=_(KINDS[kind]),
        count=count,
        points=points(marks),
    )


def parts_said(blueprint: Blueprint) -> list[tuple[str, str]]:
    """Each 大题 with the rule by which it is marked, as it is printed on the paper."""
    said = []
    for place, part in enumerate(blueprint.parts):
        rule = _(RULES[part.rule]) if part.kind is Kind.MULTIPLE_RESPONSE else ""
        said.append((part_title(place, part.kind, part.count, part.marks_x100), rule))
    return said


def domains_said(domains: Mapping[str, tuple[int, int]]) -> list[tuple[str, int, int]]:
    """Domain, points and total ×100, in the order of the domains."""
    return [(_(DOMAINS[domain]), *domains[domain.value]) for domain in Domain if domain.value in domains]


def saved_json(stored: Mapping[int, Stored]) -> Markup:
    """What the island starts from; `<` is written so that no answer can end the element it stands in."""
    held = {str(q): {"revision": s.revision, "value": msgspec.Raw(s.value.encode())} for q, s in stored.items()}
    return _in_script({"answers": held})


def sayings_json() -> Markup:
    """Every text the island may show, in the language of the request."""
    return _in_script({name: _(said) for name, said in SAYINGS.items()})


def _in_script(value: object) -> Markup:
    # Inside a JSON element only `<` could end it.
    return Markup(msgspec.json.encode(value).decode().replace("<", "\\u003c"))  # noqa: S704
