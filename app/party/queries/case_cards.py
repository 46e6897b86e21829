"""What one's own page of Party-building says of cases: the own one, and those whom one guides."""

from app import clock
from app.actor import Actor
from app.locale import _
from app.party.queries.cases import all_cases
from app.party.rules.cards import Card
from app.party.rules.cases.acts import STAGES

MINE = "/party/applicants/mine"


async def my_cases_card(actor: Actor) -> Card | None:
    """How far one is oneself, and whom one guides; None where one has to do with no case."""
    today, cases = clock.today(), await all_cases()
    own = next((one for one in cases if one.person == actor.id), None)
    guided = [
        one.name
        for one in cases
        if one.ending is None
        and any(each.person == actor.id and each.stands(today) for each in (*one.mentors, *one.sponsors))
    ]
    lines = [_("我现在是：%(stage)s", stage=_(STAGES[own.stage]))] if own else []
    lines += [_("我联系和介绍的：%(names)s", names=_("、").join(guided))] if guided else []
    return Card(_("发展党员"), lines, MINE, _("看进度、写考察")) if lines else None
