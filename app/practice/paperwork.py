"""A question of a set as HTML, before and after its answer, with the options in the order of the set's seed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from app.bank import words
from app.bank.fragments import question_html, review_html
from app.bank.rules import Verdict
from app.locale import _, language
from app.practice.queries.sets import MySet
from quizzes import answers, papers, scoring
from quizzes.questions import FillInBlanks, Item, MultipleResponse, SingleChoice, TrueFalse

FOCUS = ' id="verdict" tabindex="-1" autofocus'


@dataclass(frozen=True)
class Sheet:
    """A set with its questions.

    Attributes:
        items: by version.
    """

    one: MySet
    items: Mapping[int, Item]

    @cached_property
    def orders(self) -> Mapping[int, Sequence[int]]:
        """For each question with options, the editor's option at each place shown."""
        shapes = [papers.shape(version, self.items[version].question) for version in self.one.versions]
        return papers.arrange([shapes], self.one.seed, shuffle_questions=False).options

    def asked(self, number: int) -> Markup:
        """The question with that number, from 1, with inputs; the form around it is the page's."""
        version = self.one.versions[number - 1]
        item = self.items[version]
        html = question_html(version, item, number, self.orders.get(version), language(), "", is_live=False)
        return Markup(html)  # noqa: S704 - joined from what Jinja has escaped

    def reviewed(self, number: int, *, is_new: bool) -> Markup:
        """The question with that number after its answer; a new verdict takes the focus."""
        version = self.one.versions[number - 1]
        item, given = self.items[version], self.one.given[version]
        answer = answers.decode(item.question, given.value)
        html = review_html(
            version,
            item,
            number=number,
            answer=answer,
            share=scoring.share(item.question, answer),
            points_text=self._difference(version),
            marks_text="",
            language=language(),
            option_order=self.orders.get(version),
            verdict_attributes=FOCUS if is_new else "",
        )
        return Markup(html)  # noqa: S704 - joined from what Jinja has escaped

    def is_one_tap(self, number: int) -> bool:
        """Whether a tap on an option is the whole answer."""
        return isinstance(self.items[self.one.versions[number - 1]].question, SingleChoice | TrueFalse)

    def hint(self, number: int) -> str:
        """How to answer it, where that is not plain."""
        question = self.items[self.one.versions[number - 1]].question
        if isinstance(question, MultipleResponse):
            return _("多选题：把正确的都选上，再提交。")
        return _("填好每个空，再提交。") if isinstance(question, FillInBlanks) else ""

    def _difference(self, version: int) -> str:
        """What was missed or wrong in a 多选, by the letters that were shown: 漏选 BD."""
        question, given = self.items[version].question, self.one.given[version]
        answer = answers.decode(question, given.value)
        if not isinstance(question, MultipleResponse) or not isinstance(answer, tuple):
            return ""
        missed = self._letters(version, set(question.keys) - set(answer))
        wrong = self._letters(version, {tick for tick in answer if isinstance(tick, int)} - set(question.keys))
        if given.verdict is Verdict.MISSED:
            return _("漏选 %(letters)s", letters=missed)
        if wrong and missed:
            return _("错选 %(wrong)s，漏选 %(missed)s", wrong=wrong, missed=missed)
        return _("错选 %(letters)s", letters=wrong) if wrong else ""

    def _letters(self, version: int, options: set[int]) -> str:
        order = self.orders[version]
        return "".join(letter for letter, option in zip(words.LETTERS, order, strict=False) if option in options)


def kept_html(version: int, item: Item, value: str | None) -> Markup:
    """A question of the notebook with the latest answer, key, explanation and article; options as the editor wrote them."""
    answer = answers.decode(item.question, value) if value is not None else None
    earned = scoring.share(item.question, answer)
    html = review_html(
        version, item, number=1, answer=answer, share=earned, points_text="", marks_text="", language=language()
    )
    return Markup(html)  # noqa: S704 - joined from what Jinja has escaped
