"""Forms of the branch and its members."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.locale import N_
from app.party.forms import Form
from app.party.rules.branch import CommitteePost, Trait


class BranchForm(Form):
    """What the branch is called."""

    name: Annotated[str, Meta(title=N_("支部名称"), min_length=2, max_length=80)]
    superior: Annotated[str, Meta(title=N_("上级党组织"), min_length=2, max_length=80)]
    founded_on: Annotated[date | None, Meta(title=N_("成立日期"))] = None
    term_years: Annotated[int, Meta(title=N_("每届几年"), ge=3, le=5)] = 3


class TermForm(Form):
    """A term begins; without an end it lasts as many years as the branch's terms do, without a number it is the next one."""

    starts_on: Annotated[date, Meta(title=N_("任期开始"))]
    ends_on: Annotated[date | None, Meta(title=N_("届满日期"))] = None
    document: Annotated[str, Meta(title=N_("批复文号"), max_length=120)] = ""
    number: Annotated[Annotated[int, Meta(ge=1, le=99)] | None, Meta(title=N_("第几届"))] = None


class ExtensionForm(Form):
    """The end of the term is put off."""

    extended_to: Annotated[date, Meta(title=N_("延期到"))]
    extension_document: Annotated[str, Meta(title=N_("同意延期的文号"), min_length=2, max_length=120)]


class CommitteeForm(Form):
    """The branch has a committee from this day, or had one until then."""

    committee_on: Annotated[date, Meta(title=N_("日期"))]
    committee_document: Annotated[str, Meta(title=N_("依据"), max_length=120)] = ""


class GroupForm(Form):
    """A group is divided off."""

    group_name: Annotated[str, Meta(title=N_("党小组名称"), min_length=2, max_length=40)]
    group_from: Annotated[date, Meta(title=N_("从哪天起"))]


class DaysForm(Form):
    """Since when somebody is in the branch."""

    since: Annotated[date, Meta(title=N_("到本支部的日期"))]
    admitted_on: Annotated[date | None, Meta(title=N_("支部大会接收为预备党员的日期"))] = None
    full_on: Annotated[date | None, Meta(title=N_("转正日期"))] = None


class MemberForm(Form):
    """Somebody is in the branch, since when."""

    person: Annotated[int, Meta(title=N_("姓名"), ge=1)]
    since: Annotated[date, Meta(title=N_("到本支部的日期"))]
    admitted_on: Annotated[date | None, Meta(title=N_("支部大会接收为预备党员的日期"))] = None
    full_on: Annotated[date | None, Meta(title=N_("转正日期"))] = None


class EndForm(Form):
    """The last day of something."""

    ended_on: Annotated[date, Meta(title=N_("最后一天"))]


class TraitEndForm(EndForm):
    """The last day of something that was true of a member; of a 限期改正 with the conclusion."""

    outcome: Annotated[str, Meta(title=N_("结论"), max_length=200)] = ""


class LeaveForm(EndForm):
    """Somebody leaves the branch."""

    reason: Annotated[str, Meta(title=N_("去向或原因"), min_length=2, max_length=120)]


class TraitForm(Form):
    """Something is true of a member from a day on."""

    trait: Annotated[Trait, Meta(title=N_("情况"))]
    trait_from: Annotated[date, Meta(title=N_("从哪天起"))]
    note: Annotated[str, Meta(title=N_("依据或原因"), max_length=200)] = ""
    trait_until: Annotated[date | None, Meta(title=N_("期满的日期"))] = None


class SeatForm(Form):
    """A post from a day on; without a post it ends."""

    seat_from: Annotated[date, Meta(title=N_("从哪天起"))]
    post: Annotated[CommitteePost | None, Meta(title=N_("党内职务"))] = None


class PlaceForm(Form):
    """A group from a day on; without a group the member belongs to none."""

    place_from: Annotated[date, Meta(title=N_("从哪天起"))]
    group: Annotated[int | None, Meta(title=N_("党小组"))] = None
    leads: Annotated[bool, Meta(title=N_("任组长"))] = False


class LookForm(Form):
    """Why somebody opens a restricted record."""

    why: Annotated[str, Meta(title=N_("查看原因"), max_length=200)] = ""
