"""How long it takes to judge every applicant's case anew: 200 of them, each with the whole way behind it.

Nothing is asked of a database: the rows are read in two questions, which the pages of the product measure; here is what
is computed from them, so it is measured once, whatever the engine.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta

from app.gatherings.rules.calendar import Calendar
from app.party.rules.cases.acts import Act
from app.party.rules.cases.facts import Beside, CaseFacts, Happened, Notice, Votes
from app.party.rules.cases.judging import timeline
from app.party.rules.cases.overview import overview
from app.party.rules.cases.upcoming import upcoming
from tests.load.installation import Engine
from tests.load.report import Line, Run, summed_up

HOW_MANY, SECONDS, RUNS = 200, 1.0, 5
TODAY = date(2026, 11, 30)


def cases(engine: Engine, *, quick: bool) -> Iterator[Line]:
    """Seconds for the timelines, deadlines and rows of all cases."""
    if engine != "sqlite":
        return
    known, files = Calendar({}), [_a_case(number) for number in range(HOW_MANY)]
    runs = [Run(_judged(files, known)) for _ in range(1 if quick else RUNS)]
    yield summed_up("cases", engine, 1, "s for 200 cases", runs, at_most=SECONDS, details={"cases": HOW_MANY})


def _judged(files: list[CaseFacts], known: Calendar) -> float:
    began = time.perf_counter()
    for facts in files:
        overview(facts, timeline(facts, TODAY, known), upcoming(facts, TODAY, known))
    return time.perf_counter() - began


def _a_case(number: int) -> CaseFacts:
    """A case as far as its number says, with a public notice that is still to be counted."""
    acts = [act for act in Act if act not in (Act.EXTENDED, Act.EXTENSION_APPROVED)][: 4 + number % 30]
    begun = date(2023, 1, 9) + timedelta(days=number)
    happened = [
        Happened(act, begun + timedelta(days=35 * place), place + 1, votes=Votes(9, 8, 8))
        for place, act in enumerate(acts)
    ]
    beside = [Beside(one, one, "甲", begun) for one in (1, 2)]
    notice = Notice(1, TODAY, TODAY + timedelta(days=7))
    return CaseFacts(number, number, "甲", date(1990, 1, 1), happened, beside, beside, [notice])
