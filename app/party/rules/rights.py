"""What a person may have deleted of their own Party records, what stays, and by which text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot


class Part(StrEnum):
    """A part of somebody's Party records whose contents may be deleted; that there was something, and when, stays."""

    TALKS = "talks"
    SELF_RATINGS = "self_ratings"
    REFLECTIONS = "reflections"
    APPLICANT_PAPERS = "applicant_papers"
    LOOKS = "looks"


PARTS = {
    Part.TALKS: N_("谈心谈话写下的内容"),
    Part.SELF_RATINGS: N_("民主评议的自评文字"),
    Part.REFLECTIONS: N_("三问的回答"),
    Part.APPLICANT_PAPERS: N_("撤回入党申请后留下的考察、政治审查和材料"),
    Part.LOOKS: N_("别人看我的受限记录时写的原因"),
}


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One thing that is kept of a person: what sort of record, of which day, and what it says."""

    sort: str
    on: date | None
    said: str


GONE = N_("（内容已删除）")
"""Stands where a text was that its person had deleted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays although its person asks, and why."""

    what: str
    why: str


KEPT = (
    Kept(
        N_("党员名册：入党、转正、转入转出的日子"), N_("党员教育管理工作条例第二十五条：每个党员都必须编入党的一个支部")
    ),
    Kept(N_("交党费的月份和金额"), N_("党费收缴、使用和管理的规定第二十六条：每年向党员公布一次党费收缴情况")),
    Kept(N_("参加会议的情况、会议记录和表决票数"), N_("支部工作条例第十一条至第十七条；签过的记录只能另写更正")),
    Kept(N_("民主评议的票数、评定意见和结果"), N_("支部工作条例第十八条；党员教育管理工作条例第十八条")),
    Kept(N_("谈过话这件事：哪天、哪两个人"), N_("支部工作条例第十九条：每年谈心谈话一般不少于1次")),
    Kept(
        N_("申请过入党这件事：哪天申请、办过哪些步骤、政治审查合格与否、哪天结束"),
        N_(
            "发展党员工作细则第四十一条：违反规定程序的要追究，办过哪一步要查得到；没有撤回的申请，材料按第三十六条归档"
        ),
    ),
    Kept(N_("谁在哪天看过哪种受限的记录"), N_("个人信息保护法第五十一条：采取措施防止未经授权的访问")),
)


def why_not_ask(part: Part, *, is_open: bool, has_any: bool) -> tuple[WhyNot, ...]:
    """Why this cannot be asked for: it waits already, or there is nothing of it."""
    if is_open:
        return (WhyNot("part", _("已经请求过，等书记答复")),)
    if not has_any:
        return (
            WhyNot("part", _("您没有%(part)s，没有可删除的；换一部分，或看下面“哪些不能删除”", part=_(PARTS[part]))),
        )
    return ()


def why_not_answer(reason: str, *, is_own: bool, is_answered: bool) -> tuple[WhyNot, ...]:
    """Why it cannot be decided so: it is decided, it is the actor's own, or no reason is given."""
    if is_answered:
        return (WhyNot("answered", _("这条请求已经答复过，刷新页面看看")),)
    if is_own:
        return (WhyNot("own", _("自己的请求由支委会里的别人来答复")),)
    if len(reason.strip()) < 2:
        return (WhyNot("reason", _("写明为什么，本人会看到")),)
    return ()
