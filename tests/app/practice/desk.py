"""A desk to practise at: a bank of a few questions and somebody who answers them."""

from datetime import timedelta

import msgspec

from app.actor import Actor, Role
from app.bank.queries import question_of
from app.clock import at_library
from app.practice.actions import answering, beginning
from app.practice.actions.answering import Answered
from app.practice.queries import notebook
from app.practice.queries.sets import my_set
from quizzes.questions import FillInBlanks, MultipleResponse, SingleChoice, TrueFalse, correct_answer
from tests.makers import MONDAY, a_person, an_item, five_items, in_the_bank

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LAW, OTHER_LAW = "public-library-law", "public-cultural-services-law"


def today(now=MONDAY):
    """The day at the library."""
    return at_library(now).date()


async def a_bank(more: int = 7) -> Actor:
    """Five questions of all kinds on one law and so many 判断 (true) on another; returns their editor."""
    editor = await a_person("出题人", Role.EDITOR)
    items = [an_item(f"O-{n}", TrueFalse(f"另一题{n}。", True)) for n in range(more)]
    others = [
        msgspec.structs.replace(one, citation=msgspec.structs.replace(one.citation, law=OTHER_LAW)) for one in items
    ]
    await in_the_bank(editor, [*five_items(), *others])
    return editor


async def a_reader(*roles: Role) -> Actor:
    """Somebody who practises."""
    return await a_person("乐小读", *(roles or (Role.STAFF,)))


def right_texts(item):
    """What a form holds when the question is answered right."""
    match item.question:
        case SingleChoice(key=key):
            return [str(key)]
        case MultipleResponse(keys=keys):
            return [str(key) for key in keys]
        case TrueFalse(key=key):
            return [str(key).lower()]
        case FillInBlanks():
            return list(correct_answer(item.question))


def wrong_texts(item):
    """What a form holds when the question is answered wrong."""
    match item.question:
        case SingleChoice(key=key, options=options):
            return [str((key + 1) % len(options))]
        case MultipleResponse(keys=keys):
            return [str(keys[0])]
        case TrueFalse(key=key):
            return [str(not key).lower()]
        case FillInBlanks(blanks=blanks):
            return ["不记得"] * len(blanks)


async def answered(actor: Actor, set_id: int, version: int, is_right: bool, *, now=MONDAY) -> Answered:
    """One question of the set answered, right or wrong."""
    from app.bank.queries import items

    item = (await items((version,)))[version]
    texts = right_texts(item) if is_right else wrong_texts(item)
    return await answering.answer(actor, set_id, version, texts, now=now)


async def a_daily(actor: Actor, *, wrong: int = 0, now=MONDAY) -> int:
    """The day's set done, the first questions wrong; ten seconds a question. Returns the set's id."""
    set_id = await beginning.begin_daily(actor, now=now)
    for place, version in enumerate((await my_set(actor, set_id)).versions):
        await answered(actor, set_id, version, place >= wrong, now=now + (place + 1) * 10 * SECOND)
    return set_id


async def waits(actor: Actor, version: int) -> notebook.Standing | None:
    """Where the question of this version stands in the notebook."""
    return await notebook.standing(actor, await question_of(version))
