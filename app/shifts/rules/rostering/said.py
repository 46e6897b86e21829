"""The bill in words: for a coordinator on the page, and for an operator at the console."""

from app.locale import N_, _
from app.shifts.rules import SKILLS, Skill
from app.shifts.rules.reasons import NAMES, Reason
from app.shifts.rules.rostering.bill import Part, Relaxation, Unfilled
from app.shifts.rules.rostering.instance import Weights
from app.shifts.rules.rostering.result import Result
from app.shifts.rules.said import hours

PARTS = {
    "unfilled_1": N_("优先级 1 的岗位缺人"),
    "unfilled_2": N_("优先级 2 的岗位缺人"),
    "unfilled_3": N_("优先级 3 的岗位缺人"),
    "change": N_("改动已通知的班表"),
    "load": N_("与本人希望的时长不同（人周）"),
    "wanted": N_("没有排到希望人数"),
    "preference": N_("不太愿意的地点和路程"),
}


def part_said(part: Part) -> str:
    """A line of the bill: what, how many, how many points; of load also by how many hours together."""
    if part.minutes:
        facts = {"what": _(PARTS[part.name]), "n": part.count, "hours": hours(part.minutes)}
        return _("%(what)s：%(n)d，共差 %(hours)s 小时，%(points)s 分", points=points_said(part.points), **facts)
    return _("%(what)s：%(n)d，%(points)s 分", what=_(PARTS[part.name]), n=part.count, points=points_said(part.points))


def points_said(points: float) -> str:
    """Points with up to two decimals where they are not whole."""
    return f"{points:.2f}".rstrip("0").removesuffix(".")


def status_said(result: Result) -> str:
    """Optimal only where nothing lies between it and its bound; else the best so far with both."""
    facts = {
        "points": points_said(result.objective),
        "bound": points_said(result.bound),
        "gap": points_said(result.gap),
        "percent": f"{result.gap_percent:g}",
    }
    if result.status == "optimal" and not result.gap:
        return _("最优：%(points)s 分，下界也是 %(bound)s 分，没有更好的排法", **facts)
    return _("目前最好：%(points)s 分，下界 %(bound)s 分，差 %(gap)s 分（%(percent)s%%）", **facts)


def reasons_said(one: Unfilled) -> str:
    """缺少技能 50 人，不接受该地点 10 人."""
    counted = sorted(one.reasons.items(), key=lambda each: -each[1])
    return _("，").join(_("%(reason)s %(n)d 人", reason=_(NAMES[Reason(code)]), n=n) for code, n in counted)


def relaxation_said(one: Relaxation | None, name: str, place: str, skill: Skill | None) -> str:
    """The cheapest single thing that would fill the seat."""
    if one is None:
        return _("没有只差一项就能来的人")
    facts = {"who": name, "place": place, "n": hours(one.minutes), "skill": _(SKILLS[skill]) if skill else ""}
    sentences = {
        Reason.PAPERS: _("%(who)s 补上承诺书或保险，就能补上", **facts),
        Reason.WEEK_LIMIT: _("%(who)s 这一周多来 %(n)s 小时，就能补上", **facts),
        Reason.DAY_LIMIT: _("%(who)s 当天多来 %(n)s 小时，就能补上", **facts),
        Reason.DAYS_IN_A_ROW: _("%(who)s 愿意多连一天，就能补上", **facts),
        Reason.REST: _("%(who)s 愿意少休息一会儿，就能补上", **facts),
        Reason.LOCKED: _("解锁这个岗位，%(who)s 就能补上", **facts),
        Reason.NOVICE: _("有人带 %(who)s，就能补上", **facts),
        Reason.SITE: _("%(who)s 愿意去“%(place)s”，就能补上", **facts),
        Reason.UNTRAINED: _("%(who)s 通过岗前培训，就能补上", **facts),
        Reason.SKILL: _("%(who)s 学会“%(skill)s”，就能补上", **facts),
        Reason.UNAVAILABLE: _("%(who)s 这段时间能来，就能补上", **facts),
    }
    return sentences[one.reason]


def weights_said(weights: Weights) -> list[tuple[str, str]]:
    """What each thing costs, for whoever wants to know how it is decided."""
    one, two, three = weights.unfilled
    return [
        (_("岗位低于至少人数，缺 1 人"), _("优先级 1：%(a)d 分，2：%(b)d 分，3：%(c)d 分", a=one, b=two, c=three)),
        (_("动 1 个已通知的人"), _("%(n)d 分", n=weights.change)),
        (_("一个人一周的时长离希望有多远"), _("差得越多涨得越快，整周没排到约 %(n)d 分", n=weights.load)),
        (_("离希望人数缺 1 人"), _("%(n)d 分", n=weights.wanted)),
        (_("没有说过愿意去的地点"), _("%(n)d 分", n=weights.preference)),
    ]
