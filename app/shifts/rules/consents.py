"""What volunteers agree to: the kinds of texts, the wording that ships, and who has to agree to what again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.people.rules.names import given_name
from app.refusals import WhyNot

LONGEST_TEXT = 4000


class ConsentKind(StrEnum):
    """What a text is about. Only `display` is a favour: whoever refuses it is a volunteer all the same."""

    PRIVACY = "privacy"
    COMMITMENT = "commitment"
    GUARDIAN = "guardian"
    DISPLAY = "display"


CONSENT_KINDS = {
    ConsentKind.PRIVACY: N_("个人信息处理告知和同意"),
    ConsentKind.COMMITMENT: N_("志愿服务承诺书"),
    ConsentKind.GUARDIAN: N_("未成年人监护人告知"),
    ConsentKind.DISPLAY: N_("公开展示姓名"),
}
ASKED_AGAIN = (ConsentKind.PRIVACY, ConsentKind.COMMITMENT)
"""Of these a volunteer who is here is asked again when the wording changes; a guardian signs on paper."""


class Display(StrEnum):
    """How a volunteer is shown on the screen of today's volunteers (志愿服务条例 art. 20: by consent only)."""

    NONE = ""
    GIVEN_NAME = "given_name"
    ALIAS = "alias"


DISPLAYS = {Display.NONE: N_("不展示"), Display.GIVEN_NAME: N_("展示名字，不带姓"), Display.ALIAS: N_("展示别名")}


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a text; `id` is None while the wording that ships has not been agreed to by anybody."""

    kind: ConsentKind
    version: int
    text: str
    from_on: date
    id: int | None = None


SHIPPED_TEXTS: Mapping[ConsentKind, str] = {
    ConsentKind.PRIVACY: N_(
        "本馆为招募、排班、记录和证明志愿服务，处理您填写的姓名、性别、出生日期、手机号、居住区域、技能、可去的服务点和空闲时间。"
        "手机号和出生日期只有您可去的服务点的协调员和馆领导能看到。依据是《志愿服务条例》第十九条、民政部令第67号第五条和您的同意。"
        "服务记录至少保存 10 年，其他资料在您退出后可以要求删除。您随时可以查看、复制、更正自己的资料，也可以收回同意并退出。"
        "不提供身份证件号码不影响报名，本系统也不保存它。"
    ),
    ConsentKind.COMMITMENT: N_(
        "我自愿、无偿参加本馆的志愿服务；按时到岗，来不了提前取消并说明原因；遵守本馆规章，爱护读者和图书，"
        "不泄露服务中知道的个人信息；服务前参加岗前培训；知道岗位的风险，量力而行，遇险先保护自己和读者并告诉馆员。"
    ),
    ConsentKind.GUARDIAN: N_(
        "未满 18 岁的志愿者由监护人同意并知道：服务的内容、地点、时间和风险；20 点以后不排班；未满 14 岁的，本馆处理其个人信息"
        "适用专门的规则，每次查看都有记录。监护人在书面同意书上签字，本馆看到签字以后才排班；监护人随时可以收回同意。"
    ),
    ConsentKind.DISPLAY: N_(
        "本馆大屏的“今日志愿者”可以展示您的名字或别名。不展示不影响任何服务，随时可以改，收回以后屏幕上不再出现。"
    ),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A consent that stands: of which kind and version, and what was chosen where there is a choice."""

    kind: ConsentKind
    version: int
    choice: str = ""
    alias: str = ""


def standing_text(kind: ConsentKind, written: Sequence[Text], day: date) -> Text:
    """The version that holds on this day: the highest that has begun, else the wording that ships, which is version 1."""
    begun = [one for one in written if one.kind is kind and one.from_on <= day]
    return max(begun, key=lambda one: one.version, default=Text(kind, 1, _(SHIPPED_TEXTS[kind]), date(2026, 1, 1)))


def to_ask_again(given: Collection[Given], texts: Mapping[ConsentKind, Text]) -> list[Text]:
    """What somebody has not agreed to in the version that holds now."""
    agreed = {one.kind: one.version for one in given}
    return [texts[kind] for kind in ASKED_AGAIN if agreed.get(kind, 0) < texts[kind].version]


def why_not_text(text: str, from_on: date, today: date) -> tuple[WhyNot, ...]:
    """Why this is no new version of a text."""
    reasons = []
    if len(text.strip()) < 20:
        reasons.append(WhyNot("text", _("写清同意什么、为什么、保存多久，至少 20 个字")))
    if from_on < today:
        reasons.append(WhyNot("from_on", _("从今天或以后的某天起")))
    return tuple(reasons)


def why_not_display(choice: Display, alias: str) -> tuple[WhyNot, ...]:
    """Why somebody cannot be shown like this."""
    if choice is Display.ALIAS and not alias.strip():
        return (WhyNot("alias", _("写上要展示的别名")),)
    return ()


def shown_as(name: str, choice: str, alias: str) -> str:
    """What a public screen may say of somebody: nothing, the given name, or the alias.

    Args:
        name: the whole name; of a name of one character nothing would be left, so that it is not shown.
    """
    match choice:
        case Display.ALIAS:
            return alias
        case Display.GIVEN_NAME:
            return given_name(name) if len(name.strip()) > 1 else ""
    return ""
