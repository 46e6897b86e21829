"""What is said to whoever enrols: what they agree to, and that a phone is on the list already."""

from app.locale import _
from app.refusals import WhyNot


def already_enrolled() -> WhyNot:
    """The phone is on the list already; whose it is, is not said to a stranger."""
    return WhyNot("phone", _("这个手机号已经报过名；要看自己的报名，用“查我的报名”"))


def on_the_list() -> WhyNot:
    """The phone is on the list already, said to whoever keeps it."""
    return WhyNot("phone", _("这个手机号已经在学员名单里"))


def consent(library: str, keep_years: int) -> str:
    """What a learner agrees to. Source: 个人信息保护法 第十七条: purpose, kind and time of keeping are told beforehand."""
    return _(
        "我同意%(library)s收集我的姓名、单位、层级、手机号和职务，只用于本次培训的联系、考勤、考试和发证，"
        "保存 %(years)d 年；我可以随时要求更正，或者退出报名。",
        library=library,
        years=keep_years,
    )
