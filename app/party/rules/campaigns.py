"""集中学习教育: campaigns, what each asks for, and the templates one starts from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.party.rules.citing import MEMBER_EDUCATION, Citation
from app.refusals import WhyNot
from app.training.rules.book import Mark

MOST_ITEMS = 40
DUTY = Citation(
    MEMBER_EDUCATION,
    N_("第二十一条"),
    N_(
        "党组织应当按照党中央部署要求，组织党员认真参加党内集中学习教育，引导党员围绕学习教育主题，深入学习党的创新理论，"
        "查找解决自身存在的突出问题。"
    ),
)


class CampaignTemplate(StrEnum):
    """What a campaign is started from."""

    THEME = "theme"
    FOUR_AND_FOUR = "four_and_four"
    THREE_QUESTIONS = "three_questions"
    PLEDGES = "pledges"


TEMPLATES = {
    CampaignTemplate.THEME: N_("主题教育（按通知自己列）"),
    CampaignTemplate.FOUR_AND_FOUR: N_("四重四亮"),
    CampaignTemplate.THREE_QUESTIONS: N_("三问"),
    CampaignTemplate.PLEDGES: N_("承诺践诺"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a campaign asks for, of the branch or of each member."""

    title: str
    by_member: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What a template brings: its items, and where they come from, in words."""

    items: Sequence[str]
    mark: Mark | None
    source: str


STARTS: Mapping[CampaignTemplate, Start] = {
    CampaignTemplate.THEME: Start((), None, N_("清单按这次教育自己的通知来列")),
    CampaignTemplate.FOUR_AND_FOUR: Start(
        (
            N_("重读入党志愿"),
            N_("重温入党誓词"),
            N_("重忆入党经历"),
            N_("重温入党初心"),
            N_("党员亮身份"),
            N_("服务亮承诺"),
            N_("工作亮标准"),
            N_("担当亮作为"),
        ),
        Mark.SECONDARY,
        N_("八项的说法见江苏三处 2019—2020 年的报道，没有见到文件原文；各地写法不一，可以改"),
    ),
    CampaignTemplate.THREE_QUESTIONS: Start(
        (N_("写好三问：入党为什么？在党干什么？为党留什么？"),),
        Mark.SECONDARY,
        N_("三问的题目见江苏各地的报道，没有见到文件原文；写的内容只有本人看得到"),
    ),
    CampaignTemplate.PLEDGES: Start(
        (N_("写下承诺"), N_("到期评议承诺")),
        None,
        N_("鼓励的做法，不是硬性要求"),
    ),
}
"""The meaning of 四重四亮 and 三问 is from secondary sources; 承诺践诺 is encouraged by article 22 and asks for nothing."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What a campaign is: its name, the notice it follows, its days."""

    template: CampaignTemplate
    name: str
    from_on: date
    to_on: date
    document: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """That the branch (`member` None) or a member did what was asked."""

    id: int
    item: int
    member: int | None
    done_on: date
    evidence: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist with what was done of it."""

    id: int
    asked: Asked
    done: Sequence[Done] = ()

    def of(self, member: int | None) -> Done | None:
        """What a member, or the branch, did of it."""
        return next((one for one in self.done if one.member == member), None)

    def count(self, members: Collection[int]) -> int:
        """How many of these members did it; of what the branch is asked, 1 when it did."""
        if not self.asked.by_member:
            return int(bool(self.done))
        return len({one.member for one in self.done} & set(members))

    def is_due_at_the_end(self, plan: CampaignPlan) -> bool:
        """Whether it is due on the campaign's last day, so that it moves along with that day."""
        return self.asked.due_on == plan.to_on

    def is_late(self, members: Collection[int], today: date) -> bool:
        """Whether its day is over and something is still open."""
        wanted = len(members) if self.asked.by_member else 1
        return self.asked.due_on is not None and self.asked.due_on < today and self.count(members) < wanted


def started(template: CampaignTemplate, to_on: date) -> list[Asked]:
    """The items that a campaign of this kind starts with, in the words of today's language; each due on its last day."""
    is_each = template is not CampaignTemplate.THEME
    return [Asked(_(title), is_each, to_on) for title in STARTS[template].items]


def why_not_campaign(plan: CampaignPlan, names: Collection[str]) -> tuple[WhyNot, ...]:
    """Why there is no such campaign.

    Args:
        names: of the branch's other campaigns.
    """
    reasons = []
    if plan.to_on < plan.from_on:
        reasons.append(WhyNot("to_on", _("结束日期要不早于开始日期（%(day)s）", day=plan.from_on)))
    if plan.name.strip() in names:
        reasons.append(WhyNot("name", _("已经有叫“%(name)s”的，名字里写上年份或批次", name=plan.name.strip())))
    if plan.template is CampaignTemplate.THEME and not plan.document.strip():
        reasons.append(WhyNot("document", _("写上依据哪份通知，清单按它来列")))
    return tuple(reasons)


def why_not_amend(
    plan: CampaignPlan, was: CampaignPlan, items: Sequence[Item], names: Collection[str]
) -> tuple[WhyNot, ...]:
    """Why a campaign that goes on does not become this: as `why_not_campaign`, or its days would leave out what is recorded.

    Args:
        was: what it is now; what was done after its last day stands outside already and holds nothing up.
        names: of the branch's other campaigns.
    """
    reasons = [*why_not_campaign(plan, names)]
    if plan.to_on < plan.from_on:
        return tuple(reasons)
    done = sorted((one.done_on, item.asked.title) for item in items for one in item.done)
    if done and done[0][0] < plan.from_on:
        said = _("“%(title)s”记在 %(day)s 完成，开始日期要不晚于这一天；记错的先撤回", title=done[0][1], day=done[0][0])
        reasons.append(WhyNot("from_on", said))
    inside = [one for one in done if one[0] <= was.to_on]
    if inside and inside[-1][0] > plan.to_on:
        known = {"title": inside[-1][1], "day": inside[-1][0]}
        said = _("“%(title)s”记在 %(day)s 完成，结束日期要不早于这一天；记错的先撤回")
        reasons.append(WhyNot("to_on", said % known))
    for item in items:
        due = item.asked.due_on
        if due is None or item.is_due_at_the_end(was):
            continue
        if due < plan.from_on or plan.to_on < due <= was.to_on:
            field = "from_on" if due < plan.from_on else "to_on"
            said = _("“%(title)s”的期限 %(day)s 不在新的日子里，先改它的期限", title=item.asked.title, day=due)
            reasons.append(WhyNot(field, said))
    return tuple(reasons)


def why_not_ask(asked: Asked, items: Sequence[Item], plan: CampaignPlan) -> tuple[WhyNot, ...]:
    """Why this is not put on the checklist."""
    reasons = []
    if asked.title.strip() in {one.asked.title for one in items}:
        reasons.append(WhyNot("title", _("清单上已经有“%(title)s”", title=asked.title.strip())))
    if len(items) >= MOST_ITEMS:
        reasons.append(WhyNot("title", _("清单最多 %(n)d 项，先去掉不要的", n=MOST_ITEMS)))
    if asked.due_on is not None and asked.due_on < plan.from_on:
        reasons.append(WhyNot("due_on", _("期限要不早于这次教育开始的 %(day)s", day=plan.from_on)))
    return tuple(reasons)


def why_not_done(item: Item, member: int | None, done_on: date, plan: CampaignPlan, today: date) -> tuple[WhyNot, ...]:
    """Why it is not entered as done."""
    if item.asked.by_member == (member is None):
        said = _("“%(title)s”要每个党员各自完成，选好是谁") if member is None else _("“%(title)s”由支部完成，不分人记")
        return (WhyNot("member", said % {"title": item.asked.title}),)
    if item.of(member) is not None:
        return (WhyNot("member", _("“%(title)s”已经记过完成", title=item.asked.title)),)
    if done_on > today:
        return (WhyNot("done_on", _("完成日期还没有到，写今天（%(day)s）或以前的", day=today)),)
    if done_on < plan.from_on:
        return (WhyNot("done_on", _("完成日期要不早于这次教育开始的 %(day)s", day=plan.from_on)),)
    return ()
