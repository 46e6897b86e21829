"""Why a question cannot stand in the bank, as sentences at the fields of its form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.bank import words
from app.locale import N_, _
from app.refusals import WhyNot
from quizzes import content
from quizzes.content import Flaw
from quizzes.questions import Item, Problem, why_not_valid

PROBLEMS = {
    "no_code": N_("填写题目编号"),
    "no_explanation": N_("填写解析"),
    "bad_difficulty": N_("难度填 1 到 5 之间的数"),
    "no_law": N_("选择依据的法规"),
    "no_version": N_("选择依据的法规"),
    "bad_article": N_("条数从 1 数起"),
    "bad_paragraph": N_("款数从 1 数起"),
    "no_quote": N_("填写依据原文"),
    "no_stem": N_("填写题干"),
    "too_few_options": N_("选项至少写 %(fewest)d 个，现在 %(count)d 个"),
    "too_many_options": N_("选项最多写 %(most)d 个，现在 %(count)d 个"),
    "empty_option": N_("选项 %(option)s 空着，填上，或者把后面的选项往前移"),
    "same_options": N_("选项 %(option)s 和选项 %(other)s 一样，改掉其中一个"),
    "key_out_of_range": N_("答案 %(key)s 没有对应的选项"),
    "too_few_keys": N_("多选题至少勾 %(fewest)d 个正确选项，现在 %(count)d 个"),
    "keys_not_ascending": N_("正确选项按 A、B、C 的顺序写，不重复"),
    "no_blanks": N_("填写每个空的答案，一行一个空"),
    "blanks_do_not_match": N_("题干里有 %(marks)d 个空，答案有 %(blanks)d 行，两边要一样多"),
    "nothing_accepted": N_("第 %(blank)d 空没有答案，补上这一行"),
    "empty_accepted": N_("第 %(blank)d 空有一种写法是空的，删去多余的竖线"),
    "text_too_long": N_("第 %(blank)d 空的答案最多 %(longest)d 个字"),
}
FLAWS = {
    Flaw.DUPLICATE_CODE: N_("这个编号已有题目在用，换一个"),
    Flaw.UNKNOWN_LAW: N_("题库里没有这部法规，从列表里选"),
    Flaw.UNKNOWN_VERSION: N_("题库里没有这部法规的这一版，从列表里选"),
    Flaw.UNKNOWN_ARTICLE: N_("%(law)s共 %(articles)d 条，没有第 %(article)d 条"),
    Flaw.UNKNOWN_PARAGRAPH: N_("第 %(article)d 条共 %(paragraphs)d 款，没有第 %(paragraph)d 款"),
    Flaw.EMPTY_QUOTE: N_("填写依据原文"),
    Flaw.QUOTE_TOO_LONG: N_("只引不载全文的文件，原文最多引 %(most)d 个字，现在 %(now)d 个字"),
    Flaw.QUOTE_NOT_THERE: N_("第 %(article)d 条第 %(paragraph)d 款里没有这段原文，从条文里复制过来"),
}
PLACES = {
    Flaw.DUPLICATE_CODE: "code",
    Flaw.UNKNOWN_LAW: "citation.law",
    Flaw.UNKNOWN_VERSION: "citation.version",
    Flaw.UNKNOWN_ARTICLE: "citation.article",
    Flaw.UNKNOWN_PARAGRAPH: "citation.paragraph",
    Flaw.EMPTY_QUOTE: "citation.quote",
    Flaw.QUOTE_TOO_LONG: "citation.quote",
    Flaw.QUOTE_NOT_THERE: "citation.quote",
}


@dataclass(frozen=True, slots=True)
class FieldReason:
    """A reason and the field it stands at: the path in the item, such as `options.2` or `citation.quote`."""

    field: str
    why: WhyNot


def why_not_shelve(item: Item) -> tuple[FieldReason, ...]:
    """Every reason the item cannot stand in the bank, at most one a field; empty when it can.

    The question must be whole, and its quote must stand in the cited paragraph of that version of the law.
    """
    first: dict[str, FieldReason] = {}
    for reason in (*_of_the_question(item), *_of_the_citation(item)):
        first.setdefault(reason.field, reason)
    return tuple(first.values())


def _of_the_question(item: Item) -> Iterator[FieldReason]:
    for problem in why_not_valid(item):
        yield FieldReason(problem.field, WhyNot(problem.code, _(PROBLEMS[problem.code], **_named(problem))))


def _of_the_citation(item: Item) -> Iterator[FieldReason]:
    for bad in content.bad_citations((item,)):
        if bad.flaw is not Flaw.NOT_VALID:
            yield FieldReason(PLACES[bad.flaw], WhyNot(bad.flaw.value, _(FLAWS[bad.flaw], **_facts(item, bad.flaw))))


# The engine numbers options and blanks from 0; people say A and 第 1 空.
SAID: dict[str, Callable[[int], object]] = {
    "option": lambda option: words.LETTERS[option : option + 1] or str(option + 1),
    "blank": lambda blank: blank + 1,
}
SAID["other"] = SAID["key"] = SAID["option"]


def _named(problem: Problem) -> Mapping[str, Any]:
    return {
        name: SAID[name](value) if name in SAID and isinstance(value, int) else value
        for name, value in problem.params.items()
    }


def _facts(item: Item, flaw: Flaw) -> dict[str, Any]:
    cited = item.citation
    match flaw:
        case Flaw.UNKNOWN_ARTICLE:
            law = content.law(cited.law, cited.version)
            return {"law": law.short, "articles": law.articles, "article": cited.article}
        case Flaw.UNKNOWN_PARAGRAPH:
            held = content.paragraphs(cited.law, cited.version, cited.article)
            return {"article": cited.article, "paragraphs": len(held), "paragraph": cited.paragraph}
        case Flaw.QUOTE_NOT_THERE:
            return {"article": cited.article, "paragraph": cited.paragraph}
        case Flaw.QUOTE_TOO_LONG:
            return {"most": content.LONGEST_UNCHECKED_QUOTE, "now": len(cited.quote)}
    return {}
