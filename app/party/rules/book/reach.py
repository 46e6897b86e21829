"""Whether a rule reaches the branch as it stands on a day, and the sentence why or why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.locale import N_, _
from app.party.rules.book.shape import Reach, Rule
from app.party.rules.branch import Structure, Trait


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether it applies, and why."""

    applies: bool
    why: str


def reached(rule: Rule, structure: Structure) -> Reached:
    """Whether the rule reaches a branch of this shape on this day."""
    if not rule.in_force(structure.day):
        return Reached(False, _("%(text)s那一天还没有施行", text=rule.citation.said))
    return REACHES[rule.reach](structure)


def _branch(structure: Structure) -> Reached:
    return Reached(True, _("每个支部都适用"))


def _committee(structure: Structure) -> Reached:
    full = len(structure.full)
    if structure.has_committee:
        return Reached(True, _("设了支部委员会（正式党员 %(n)d 人）", n=full))
    return Reached(False, _("没有设支部委员会（正式党员 %(n)d 人）", n=full))


def _groups(structure: Structure) -> Reached:
    if structure.groups:
        return Reached(True, _("划分了 %(n)d 个党小组", n=len(structure.groups)))
    return Reached(False, _("没有划分党小组"))


def _secretary(structure: Structure) -> Reached:
    if structure.secretary is None:
        return Reached(False, _("还没有记下谁是书记"))
    return Reached(True, _("书记是%(name)s", name=structure.secretary.name))


def _trait(trait: Trait, with_some: str, without: str) -> Callable[[Structure], Reached]:
    def told(structure: Structure) -> Reached:
        count = sum(trait in one.traits for one in structure.members)
        return Reached(True, _(with_some, n=count)) if count else Reached(False, _(without))

    return told


REACHES: Mapping[Reach, Callable[[Structure], Reached]] = {
    Reach.BRANCH: _branch,
    Reach.COMMITTEE: _committee,
    Reach.GROUPS: _groups,
    Reach.SECRETARY: _secretary,
    Reach.LEADING: _trait(Trait.LEADING_CADRE, N_("有 %(n)d 位党员领导干部"), N_("没有记下党员领导干部")),
    Reach.FLOWING: _trait(Trait.FLOWING, N_("有 %(n)d 位流动党员"), N_("没有流动党员")),
    Reach.FRAIL: _trait(Trait.FRAIL, N_("有 %(n)d 位年老体弱党员"), N_("没有记下年老体弱党员")),
    # Whether anybody is under 限期改正 is not for this page to tell.
    Reach.CORRECTION: lambda _structure: Reached(True, _("作出处置以后适用")),
}
