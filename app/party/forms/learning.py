"""Forms of campaigns, reflections, pledges and winter seasons."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form
from app.party.rules.campaigns import CampaignTemplate
from app.party.rules.pledges import Result
from app.party.rules.reflections import LONGEST_ANSWER
from app.party.rules.winter import WinterForm


class CampaignForm(Form):
    """A campaign starts."""

    template: Annotated[CampaignTemplate, Meta(title=N_("从哪个模板开始"))]
    name: Annotated[str, Meta(title=N_("名称"), min_length=2, max_length=80)]
    from_on: Annotated[date, Meta(title=N_("开始日期"))]
    to_on: Annotated[date, Meta(title=N_("结束日期"))]
    document: Annotated[str, Meta(title=N_("依据的通知"), max_length=160)] = ""


class CampaignAmendForm(Form):
    """What a campaign is corrected to; the template it was started from stays."""

    name: Annotated[str, Meta(title=N_("名称"), min_length=2, max_length=80)]
    from_on: Annotated[date, Meta(title=N_("开始日期"))]
    to_on: Annotated[date, Meta(title=N_("结束日期"))]
    document: Annotated[str, Meta(title=N_("依据的通知"), max_length=160)] = ""
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=32)] = ""


class ItemAmendForm(Form):
    """What something on the checklist is corrected to."""

    title: Annotated[str, Meta(title=N_("要求"), min_length=2, max_length=120)]
    due_on: Annotated[date | None, Meta(title=N_("期限"))] = None
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=32)] = ""


class ItemForm(Form):
    """Something more is asked."""

    title: Annotated[str, Meta(title=N_("要求"), min_length=2, max_length=120)]
    by_member: Annotated[bool, Meta(title=N_("每个党员各自完成"))] = False
    due_on: Annotated[date | None, Meta(title=N_("期限"))] = None


class DoneForm(Form):
    """Somebody did it, or the branch."""

    done_on: Annotated[date, Meta(title=N_("完成日期"))]
    member: Annotated[int | None, Meta(title=N_("谁完成的"))] = None
    evidence: Annotated[str, Meta(title=N_("佐证在哪里"), max_length=200)] = ""


class ReasonForm(Form):
    """Why something is taken back."""

    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class ReflectionForm(Form):
    """Three answers; a draft may lack some."""

    written_on: Annotated[date, Meta(title=N_("日期"))]
    why_joined: Annotated[str, Meta(title=N_("入党为什么？"), max_length=LONGEST_ANSWER)] = ""
    what_done: Annotated[str, Meta(title=N_("在党干什么？"), max_length=LONGEST_ANSWER)] = ""
    what_left: Annotated[str, Meta(title=N_("为党留什么？"), max_length=LONGEST_ANSWER)] = ""
    campaign: Annotated[int | None, Meta(title=N_("属于哪次教育"))] = None
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=32)] = ""


class PledgeForm(Form):
    """What a member promises."""

    member: Annotated[int, Meta(title=N_("谁的承诺"), ge=1)]
    promise: Annotated[str, Meta(title=N_("承诺的内容"), min_length=4, max_length=300)]
    public_text: Annotated[str, Meta(title=N_("公示的一句话"), min_length=2, max_length=60)]
    made_on: Annotated[date, Meta(title=N_("承诺日期"))]
    review_on: Annotated[date, Meta(title=N_("评议日期"))]


class ResultForm(Form):
    """What people found had come of it."""

    result: Annotated[Result, Meta(title=N_("评议结果"))]
    reviewed_on: Annotated[date, Meta(title=N_("评议日期"))]
    reviewed_by: Annotated[str, Meta(title=N_("由谁评议"), min_length=2, max_length=60)]
    note: Annotated[str, Meta(title=N_("说明"), max_length=200)] = ""


class SeasonForm(Form):
    """What a winter season is to be."""

    name: Annotated[str, Meta(title=N_("名称"), min_length=2, max_length=60)]
    starts_on: Annotated[date, Meta(title=N_("开始日期"))]
    ends_on: Annotated[date, Meta(title=N_("结束日期"))]
    required_days: Annotated[Annotated[int, Meta(ge=1, le=100)] | None, Meta(title=N_("要求的天数"))] = None
    required_hours: Annotated[Annotated[int, Meta(ge=1, le=500)] | None, Meta(title=N_("要求的学时"))] = None
    source: Annotated[str, Meta(title=N_("依据"), max_length=200)] = ""
    topics: Annotated[str, Meta(title=N_("专题"), max_length=2000)] = ""
    teachers: Annotated[str, Meta(title=N_("授课人"), max_length=1000)] = ""
    forms: Annotated[tuple[WinterForm, ...], Meta(title=N_("方式"))] = ()
    unit: Annotated[str, Meta(title=N_("组织单位"), max_length=80)] = ""
    seen: Annotated[str, Meta(title=N_("打开时的内容"), max_length=32)] = ""
