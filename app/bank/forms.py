"""What the question form may hold, and the item it makes."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from app.bank.rules import why_not_shelve
from app.locale import N_, _
from app.web.forms import Filled, Malformed, blank
from quizzes.questions import (
    Citation,
    Domain,
    FillInBlanks,
    Item,
    Kind,
    MultipleResponse,
    Question,
    SingleChoice,
    TrueFalse,
    builtins,
)

OPTION_FIELDS = tuple(f"option_{place}" for place in range(8))
SYNONYMS = re.compile(r"\s*[|｜]\s*")
# What a copy out of a word processor brings along unseen: controls, zero-width marks, noncharacters.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufdd0-\ufdef\ufeff\ufffe\uffff]")

OptionText = Annotated[str, Meta(title=N_("选项"), max_length=300)]


class QuestionForm(Struct, forbid_unknown_fields=True):
    """One page for every kind; what a kind does not have stays empty. `source` is `key@version`."""

    stem: Annotated[str, Meta(title=N_("题干"), max_length=1000)]
    explanation: Annotated[str, Meta(title=N_("解析"), max_length=2000)]
    source: Annotated[str, Meta(title=N_("依据的法规"), max_length=100)]
    article: Annotated[int, Meta(title=N_("第几条"), ge=1, le=2000)]
    paragraph: Annotated[int, Meta(title=N_("第几款"), ge=1, le=100)]
    quote: Annotated[str, Meta(title=N_("依据原文"), max_length=2000)]
    difficulty: Annotated[int, Meta(title=N_("难度"), ge=1, le=5)]
    domain: Annotated[Domain, Meta(title=N_("领域"))]
    option_0: OptionText = ""
    option_1: OptionText = ""
    option_2: OptionText = ""
    option_3: OptionText = ""
    option_4: OptionText = ""
    option_5: OptionText = ""
    option_6: OptionText = ""
    option_7: OptionText = ""
    keys: Annotated[list[int], Meta(title=N_("答案"))] = []
    truth: Annotated[Literal["true", "false"] | None, Meta(title=N_("答案"))] = None
    blanks: Annotated[str, Meta(title=N_("答案"), max_length=2000)] = ""
    in_order: bool = False
    number: Annotated[int, Meta(title=N_("版本号"))] = 0


class RetirementForm(Struct, forbid_unknown_fields=True):
    """Why a question is no longer drawn; may stay empty, as when adding it is undone."""

    reason: Annotated[str, Meta(title=N_("停用原因"), max_length=200)] = ""


class VersionForm(Struct, forbid_unknown_fields=True):
    """The version the editor had before their eyes."""

    number: Annotated[int, Meta(title=N_("版本号"))]


def item_of(form: QuestionForm, kind: Kind, code: str) -> Item:
    """The item that the form describes.

    Raises:
        Malformed: the answer is missing, or the item may not be shelved: a sentence at each field.
    """
    if not _is_answered(form, kind):
        raise Malformed(Filled(_values(form), {_answer_field(kind): _("勾出正确的答案")}))
    law, _at, version = form.source.partition("@")
    item = Item(
        code=code,
        question=_question(form, kind),
        citation=Citation(law, version, form.article, form.paragraph, _joined(form.quote)),
        explanation=_clean(form.explanation),
        difficulty=form.difficulty,
        domain=form.domain,
    )
    if reasons := why_not_shelve(item):
        errors: dict[str, str] = {}
        for reason in reasons:
            errors.setdefault(_field(reason.field, kind), reason.why.sentence)
        raise Malformed(Filled(_values(form), errors))
    return item


def filled_from(item: Item, number: int) -> Filled:
    """The form as it stands for a version of a question."""
    question = builtins(item.question)
    cited = item.citation
    options = dict(zip(OPTION_FIELDS, question.get("options", ()), strict=False))
    given: dict[str, Any] = {
        "stem": item.question.stem,
        "explanation": item.explanation,
        "source": f"{cited.law}@{cited.version}",
        "article": cited.article,
        "paragraph": cited.paragraph,
        "quote": cited.quote,
        "difficulty": item.difficulty,
        "domain": item.domain.value,
        "number": number,
        **options,
    }
    match item.question:
        case SingleChoice(key=key):
            given["keys"] = [key]
        case MultipleResponse(keys=keys):
            given["keys"] = list(keys)
        case TrueFalse(key=is_true):
            given["truth"] = "true" if is_true else "false"
        case FillInBlanks(blanks=blanks, in_order=in_order):
            given["blanks"] = "\n".join(" | ".join(accepted) for accepted in blanks)
            given["in_order"] = in_order
    return blank(**given)


def with_error(form: QuestionForm, sentence: str) -> Filled:
    """The form filled in, with a sentence about the whole of it."""
    return Filled(_values(form), {"": sentence})


def _is_answered(form: QuestionForm, kind: Kind) -> bool:
    match kind:
        case Kind.SINGLE_CHOICE | Kind.MULTIPLE_RESPONSE:
            return bool(form.keys)
        case Kind.TRUE_FALSE:
            return form.truth is not None
        case Kind.FILL_IN_BLANKS:
            return True


def _question(form: QuestionForm, kind: Kind) -> Question:
    stem = _clean(form.stem)
    match kind:
        case Kind.SINGLE_CHOICE:
            return SingleChoice(stem, _options(form), form.keys[0])
        case Kind.MULTIPLE_RESPONSE:
            return MultipleResponse(stem, _options(form), tuple(sorted(set(form.keys))))
        case Kind.TRUE_FALSE:
            return TrueFalse(stem, form.truth == "true")
        case Kind.FILL_IN_BLANKS:
            lines = [line.strip() for line in _clean(form.blanks).split("\n")]
            return FillInBlanks(stem, tuple(tuple(SYNONYMS.split(line)) for line in lines if line), form.in_order)


def _options(form: QuestionForm) -> tuple[str, ...]:
    """The options up to the last one written; an empty one in between stays, so that letters keep their places."""
    texts = [_clean(getattr(form, name)) for name in OPTION_FIELDS]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _field(path: str, kind: Kind) -> str:
    """The form's field of a path in the item."""
    name, _dot, rest = path.partition(".")
    match name:
        case "options":
            return f"option_{rest or 0}"
        case "key" | "keys" | "blanks":
            return _answer_field(kind)
        case "citation":
            return "source" if rest in ("law", "version") else rest
        case "code":
            return ""
    return name


def _answer_field(kind: Kind) -> str:
    return {Kind.TRUE_FALSE: "truth", Kind.FILL_IN_BLANKS: "blanks"}.get(kind, "keys")


def _values(form: QuestionForm) -> Mapping[str, Any]:
    return blank(**{name: value for name, value in msgspec.to_builtins(form).items() if value is not None}).values


def _clean(text: str) -> str:
    """Without what cannot be seen; lines end in LF and carry no space around them."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(line.strip() for line in UNSEEN.sub("", plain).split("\n")).strip()


def _joined(quote: str) -> str:
    """A quote copied over several lines, as the citation wants it: joined without a separator."""
    return _clean(quote).replace("\n", "")
