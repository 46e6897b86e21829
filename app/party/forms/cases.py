"""Forms of applicants' cases."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form
from app.party.rules.cases.acts import Act
from app.party.rules.cases.documents import Paper
from app.party.rules.cases.facts import End


class ApplicationForm(Form):
    """An application was received."""

    person: Annotated[int, Meta(title=N_("申请人"))]
    born_on: Annotated[date, Meta(title=N_("出生日期"))]
    applied_on: Annotated[date, Meta(title=N_("收到申请书的日期"))]
    said: Annotated[str, Meta(title=N_("备注"), max_length=500)] = ""


class ActForm(Form):
    """Something happened on a day; counts, length and end where the act has them."""

    on: Annotated[date, Meta(title=N_("日期"))]
    said: Annotated[str, Meta(title=N_("结论和说明"), max_length=500)] = ""
    eligible: Annotated[Annotated[int, Meta(ge=1, le=1000)] | None, Meta(title=N_("应到会有表决权的党员人数"))] = None
    present: Annotated[Annotated[int, Meta(ge=0, le=1000)] | None, Meta(title=N_("实到有表决权的党员人数"))] = None
    in_favour: Annotated[Annotated[int, Meta(ge=0, le=1000)] | None, Meta(title=N_("赞成票"))] = None
    written: Annotated[Annotated[int, Meta(ge=0, le=1000)] | None, Meta(title=N_("书面意见数"))] = None
    days: Annotated[Annotated[int, Meta(ge=0, le=60)] | None, Meta(title=N_("培训天数"))] = None
    hours: Annotated[Annotated[int, Meta(ge=0, le=400)] | None, Meta(title=N_("培训学时"))] = None
    until: Annotated[date | None, Meta(title=N_("延长到"))] = None
    reason: Annotated[str, Meta(title=N_("更正的原因"), max_length=200)] = ""


class ReasonForm(Form):
    """Why something is taken off."""

    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=200)]


class ExplanationForm(Form):
    """Why an act was late or is lacking."""

    act: Annotated[Act, Meta(title=N_("哪一步"))]
    explanation: Annotated[str, Meta(title=N_("说明"), min_length=2, max_length=300)]


class GuideForm(Form):
    """A member beside the applicant from a day on."""

    role: Annotated[Literal["mentored", "sponsored"], Meta(title=N_("担任什么"))]
    person: Annotated[int, Meta(title=N_("党员"))]
    guide_from: Annotated[date, Meta(title=N_("从哪天起"))]
    checked: Annotated[bool, Meta(title=N_("已核对"))] = False


class ReleaseForm(Form):
    """They are it until this day."""

    ended_on: Annotated[date, Meta(title=N_("最后一天"))]
    reason: Annotated[str, Meta(title=N_("原因"), min_length=2, max_length=120)]


class ReviewForm(Form):
    """A half-yearly review."""

    kind: Annotated[Literal["reviewed", "probation_reviewed"], Meta(title=N_("哪一种考察"))]
    reviewed_on: Annotated[date, Meta(title=N_("考察日期"))]
    review_said: Annotated[str, Meta(title=N_("考察意见"), min_length=2, max_length=4000)]
    replaces: Annotated[int | None, Meta(title=N_("更正哪一份"))] = None


class VettingForm(Form):
    """What the vetting came to."""

    vetted_on: Annotated[date, Meta(title=N_("形成结论的日期"))]
    vetting: Annotated[Literal["yes", "no"], Meta(title=N_("结论"))]
    vetting_said: Annotated[str, Meta(title=N_("结论性材料摘要"), min_length=2, max_length=4000)]


class NoticeForm(Form):
    """A public notice from one day to another; without an end it is counted."""

    from_on: Annotated[date, Meta(title=N_("公示开始"))]
    place: Annotated[str, Meta(title=N_("公示地点"), min_length=2, max_length=120)]
    contact: Annotated[str, Meta(title=N_("受理方式"), min_length=2, max_length=120)]
    to_on: Annotated[date | None, Meta(title=N_("公示结束"))] = None


class ResultForm(Form):
    """What the notice brought."""

    result: Annotated[Literal["yes", "no"], Meta(title=N_("公示结果"))]
    result_said: Annotated[str, Meta(title=N_("反映和核查情况"), min_length=2, max_length=300)]


class PaperForm(Form):
    """A paper is in the file."""

    paper: Annotated[Paper, Meta(title=N_("材料"))]
    dated_on: Annotated[date, Meta(title=N_("材料日期"))]
    note: Annotated[str, Meta(title=N_("备注"), max_length=120)] = ""


class EndingForm(Form):
    """The case goes no further."""

    end: Annotated[End, Meta(title=N_("为什么结束"))]
    end_on: Annotated[date, Meta(title=N_("结束日期"))]
    end_reason: Annotated[str, Meta(title=N_("说明"), min_length=2, max_length=300)]


class LeavingForm(Form):
    """The person leaves their place of work or study on a day; without one they stay."""

    leaving_said: Annotated[str, Meta(title=N_("去哪里、怎么知道的"), min_length=2, max_length=200)]
    leaves_on: Annotated[date | None, Meta(title=N_("哪天离开"))] = None


class BirthForm(Form):
    """Another day of birth stands."""

    born_on: Annotated[date, Meta(title=N_("出生日期"))]
    birth_reason: Annotated[str, Meta(title=N_("更正的原因"), min_length=2, max_length=200)]


class LookForm(Form):
    """Why somebody opens what is restricted."""

    kind: Annotated[Literal["review", "vetting"], Meta(title=N_("看什么"))]
    why: Annotated[str, Meta(title=N_("查看原因"), min_length=2, max_length=200)]
