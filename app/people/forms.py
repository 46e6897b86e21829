"""What the forms of people and places may hold: shape only."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.actor import Role
from app.locale import N_
from app.people.rules.passwords import LONGEST
from app.people.rules.persons import MOST, Particulars
from app.people.rules.places import LibraryFacts, LibraryKind, PartnerKind, PointFacts, PointKind

# The pattern keeps a password as it was typed: nothing is trimmed.
Secret = Annotated[str, Meta(title=N_("密码"), pattern="(?s).*", max_length=LONGEST)]
Code = Annotated[str, Meta(title=N_("激活码"), max_length=60)]
Name = Annotated[str, Meta(title=N_("姓名"), max_length=MOST["name"])]
SignInName = Annotated[str, Meta(title=N_("登录名"), max_length=MOST["sign_in_name"])]
SquareMetres = Annotated[int, Meta(ge=0, le=1_000_000)]
Count = Annotated[int, Meta(ge=0, le=100_000_000)]


class Form(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A form: what it does not know is refused."""


class SignInForm(Form):
    """Who, and what only they know."""

    account: Annotated[str, Meta(title=N_("登录名、手机号或工号"), max_length=60)]
    password: Secret
    public_computer: bool = False
    next: Annotated[str, Meta(title=N_("回到哪一页"), max_length=500)] = ""


class CodeForm(Form):
    """A one-time code."""

    code: Code


class IssueForm(Form):
    """Whether a code that was given before may be replaced."""

    replace: bool = False


class ActivateForm(Form):
    """A one-time code and the password that it is to set."""

    code: Code
    password: Secret
    public_computer: bool = False


class SetUpForm(Form):
    """The console's code, the library and its first administrator."""

    code: Annotated[str, Meta(title=N_("控制台上的代码"), max_length=60)]
    library: Annotated[str, Meta(title=N_("图书馆名称"), max_length=80)]
    name: Name
    sign_in_name: SignInName
    password: Secret


class PasswordForm(Form):
    """The old password and the new one."""

    old: Annotated[str, Meta(title=N_("旧密码"), pattern="(?s).*", max_length=LONGEST)]
    new: Annotated[str, Meta(title=N_("新密码"), pattern="(?s).*", max_length=LONGEST)]


class CorrectionForm(Form):
    """A person's particulars, to be corrected; roles are given and taken on their page."""

    name: Name
    sign_in_name: SignInName
    phone: Annotated[str, Meta(title=N_("手机号"), max_length=MOST["phone"])] = ""
    staff_number: Annotated[str, Meta(title=N_("工号"), max_length=MOST["staff_number"])] = ""
    post: Annotated[str, Meta(title=N_("岗位"), max_length=MOST["post"])] = ""
    professional_title: Annotated[str, Meta(title=N_("职称"), max_length=MOST["professional_title"])] = ""
    joined_on: Annotated[date | None, Meta(title=N_("入职日期"))] = None
    left_on: Annotated[date | None, Meta(title=N_("离开日期"))] = None
    name_pinyin: Annotated[str, Meta(title=N_("姓名拼音"), max_length=MOST["name_pinyin"])] = ""
    name_initials: Annotated[str, Meta(title=N_("拼音首字母"), max_length=MOST["name_initials"])] = ""

    def particulars(self) -> Particulars:
        """The form as particulars."""
        given = msgspec.structs.asdict(self)
        return Particulars(**{name: value for name, value in given.items() if name != "roles"})


class PersonForm(CorrectionForm):
    """A person who is written down for the first time, with roles."""

    roles: Annotated[list[Role], Meta(title=N_("角色"))] = []


class GrantForm(Form):
    """A role, and for a coordinator the service point."""

    role: Annotated[Role, Meta(title=N_("角色"))]
    service_point: Annotated[int | None, Meta(title=N_("服务点"))] = None


class SuspendForm(Form):
    """Why somebody is kept out."""

    reason: Annotated[str, Meta(title=N_("停用的原因"), min_length=2, max_length=200)]


class LibraryForm(Form):
    """An organisation."""

    name: Annotated[str, Meta(title=N_("名称"), max_length=80)]
    kind: Annotated[LibraryKind, Meta(title=N_("类型"))]
    partner_kind: Annotated[PartnerKind | None, Meta(title=N_("合作单位类别"))] = None
    address: Annotated[str, Meta(title=N_("地址"), max_length=120)] = ""
    contact_name: Annotated[str, Meta(title=N_("联系人"), max_length=60)] = ""
    contact_phone: Annotated[str, Meta(title=N_("联系电话"), max_length=30)] = ""
    note: Annotated[str, Meta(title=N_("备注"), max_length=1000)] = ""
    closed_on: Annotated[date | None, Meta(title=N_("停止合作日期"))] = None

    def facts(self) -> LibraryFacts:
        """The form as facts."""
        given = msgspec.structs.asdict(self)
        partner = self.partner_kind.value if self.partner_kind else ""
        return LibraryFacts(**{**given, "kind": self.kind.value, "partner_kind": partner})


class PointForm(Form):
    """A service point."""

    name: Annotated[str, Meta(title=N_("名称"), max_length=80)]
    kind: Annotated[PointKind, Meta(title=N_("类型"))]
    partner: Annotated[int | None, Meta(title=N_("合作单位"))] = None
    address: Annotated[str, Meta(title=N_("地址"), max_length=120)] = ""
    hours: Annotated[str, Meta(title=N_("开放时间"), max_length=120)] = ""
    area_built_m2: Annotated[SquareMetres | None, Meta(title=N_("建筑面积"))] = None
    area_usable_m2: Annotated[SquareMetres | None, Meta(title=N_("使用面积"))] = None
    seats: Annotated[Count | None, Meta(title=N_("阅览座位"))] = None
    volumes: Annotated[Count | None, Meta(title=N_("藏书量"))] = None
    interlending: bool = False
    open_24h: bool = False
    agreement_from: Annotated[date | None, Meta(title=N_("协议开始日"))] = None
    agreement_to: Annotated[date | None, Meta(title=N_("协议到期日"))] = None
    opened_on: Annotated[date | None, Meta(title=N_("开放日期"))] = None
    closed_on: Annotated[date | None, Meta(title=N_("关闭日期"))] = None
    note: Annotated[str, Meta(title=N_("备注"), max_length=1000)] = ""

    def facts(self) -> PointFacts:
        """The form as facts."""
        return PointFacts(**{**msgspec.structs.asdict(self), "kind": self.kind.value})


class CloseForm(Form):
    """The first day on which a service point no longer serves."""

    on: Annotated[date, Meta(title=N_("从哪一天起关闭"))]
