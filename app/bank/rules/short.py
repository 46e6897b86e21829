"""How long a short quiz may be."""

from app.locale import _
from app.refusals import WhyNot

MOST_QUESTIONS = 20
LONGEST_TITLE = 60


def why_not_short_quiz(count: int, available: int, law: str) -> tuple[WhyNot, ...]:
    """Why so many questions cannot be drawn; empty when they can.

    Args:
        available: questions that may be drawn now.
        law: the short name of the law they cite; empty is any.
    """
    if not 1 <= count <= MOST_QUESTIONS:
        return (WhyNot("count_out_of_range", _("小测题数填 1 到 %(most)d 之间的数", most=MOST_QUESTIONS)),)
    if available < count and law:
        sentence = _(
            "《%(law)s》可抽的题有 %(n)d 道，抽不出 %(count)d 道；少抽几道，或者不限法规",
            law=law,
            n=available,
            count=count,
        )
        return (WhyNot("too_few_questions", sentence),)
    if available < count:
        sentence = _("题库里可抽的题有 %(n)d 道，抽不出 %(count)d 道；少抽几道，或者先补题", n=available, count=count)
        return (WhyNot("too_few_questions", sentence),)
    return ()
