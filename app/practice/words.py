"""What practice's things are called on screen."""

from app.bank.rules import Verdict
from app.locale import N_, _
from app.practice.queries.notebook import Standing
from app.practice.queries.sets import Listed, MySet
from app.practice.rules.notebook import REASONS, Fate
from app.training.rules.own_time import title_said
from quizzes import spacing

KINDS = {
    "daily": N_("每日一练"),
    "topic": N_("专题"),
    "mistakes": N_("重做错题"),
    "quiz": N_("小测"),
    "qualifying": N_("资格测验"),
}
WHICH = {"all": N_("全部题目"), "unanswered": N_("没答过的"), "mistakes": N_("错题本里的")}
STATES = {"open": N_("在错题本里"), "cleared": N_("已消灭"), "removed": N_("自己移出的")}
SIGNS = {
    Verdict.RIGHT: ("is-ok", "check", N_("对")),
    Verdict.MISSED: ("is-warn", "alert-triangle", N_("漏选")),
    Verdict.WRONG_TICKS: ("is-bad", "x", N_("错选")),
    Verdict.PART: ("is-warn", "alert-triangle", N_("部分对")),
    Verdict.WRONG: ("is-bad", "x", N_("错")),
    Verdict.BLANK: ("", "circle", N_("未答")),
}
"""The look, the icon and the word of each verdict on a list."""

FATES = {
    Fate.ENTERED: N_("已记入错题本，明天再考这道题。"),
    Fate.CLEARED: N_("有两天答对了，这道题移出错题本；在“已消灭”里还找得到。"),
}

__all__ = ["FATES", "KINDS", "REASONS", "SIGNS", "STATES", "WHICH", "became", "due_said", "set_title", "stands_said"]


def became(fate: Fate, held: Standing | None) -> str:
    """What an answer did to the notebook, or where the question stands in it; empty when it is not in there."""
    if fate in FATES:
        return _(FATES[fate])
    return stands_said(held.memory) if held and held.is_open else ""


def stands_said(memory: spacing.Memory) -> str:
    """How far a question of the notebook is from leaving it."""
    day = f"{memory.due_on:%m-%d}"
    if memory.right_days:
        return _("已有一天答对，%(day)s 再考；再答对一天就移出错题本。", day=day)
    return _("在错题本里，%(day)s 再考；之后有两天答对就移出。", day=day)


def due_said(days: int) -> str:
    """今天到期, 明天, or so many days."""
    if days == 0:
        return _("今天到期")
    return _("明天再考") if days == 1 else _("%(n)d 天后再考", n=days)


def set_title(one: MySet | Listed) -> str:
    """A set's title in the language of the request; that of a quiz as it was written."""
    return one.title if one.kind in {"quiz", "qualifying"} else title_said(one.title)
