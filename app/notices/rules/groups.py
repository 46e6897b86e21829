"""Robots of chat groups: which there are, what they take, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from app.locale import N_, _
from app.refusals import WhyNot

LONGEST_TEXT = 6000
"""In characters; a week of a county's library has fewer, and longer texts are for copying."""

KEYWORD = N_("【知行】")
"""Stands before every text: a robot that asks for a keyword is given 知行."""


class GroupKind(StrEnum):
    """Whose group it is."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


GROUP_KINDS = {GroupKind.WECOM: N_("企业微信"), GroupKind.DINGTALK: N_("钉钉"), GroupKind.FEISHU: N_("飞书")}
HOSTS = {
    "qyapi.weixin.qq.com": GroupKind.WECOM,
    "oapi.dingtalk.com": GroupKind.DINGTALK,
    "open.feishu.cn": GroupKind.FEISHU,
}
BYTES = {GroupKind.WECOM: 2048, GroupKind.DINGTALK: 15_000, GroupKind.FEISHU: 19_000}
"""What a robot takes in one message, in bytes of UTF-8, the keyword among them; a 汉字 has three.

Sources, read 2026-11-30:
企业微信 群机器人配置说明 (work.weixin.qq.com/api/doc/90000/90136/91770): the content of a text has at most 2,048 bytes.
飞书 自定义机器人使用指南 (open.larkoffice.com/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN): a request has at most 20 KB; a
thousand bytes are left for what stands around the text.
钉钉: the page about the custom robot (open.dingtalk.com/document/group/custom-robot-access) names no size; that of a robot of an
application does, 15,000 bytes (help.dingtalk.io/open/development/the-robot-sends-a-group-message), and that is kept to.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a robot said: `trouble` is empty where the group has the text."""

    trouble: str = ""


def kind_of(address: str) -> GroupKind | None:
    """Whose robot an address is of; None where it is none of the known ones, or not over HTTPS."""
    try:
        parts = urlsplit(address.strip())
        plain = parts.port in {None, 443} and not parts.username
    except ValueError:
        return None
    return HOSTS.get(parts.hostname or "") if parts.scheme == "https" and plain else None


def why_not_address(address: str) -> tuple[WhyNot, ...]:
    """Why nothing is sent to this address: the product talks to the three known robots and to nobody else."""
    if kind_of(address) is None:
        said = _("粘贴群机器人的完整地址：企业微信、钉钉或飞书的，以 https:// 开头")
        return (WhyNot("address", said),)
    return ()


def why_not_text(text: str) -> tuple[WhyNot, ...]:
    """Why this text cannot be sent to a group."""
    if not text.strip():
        return (WhyNot("text", _("写上要发到群里的话")),)
    if len(text) > LONGEST_TEXT:
        said = _(
            "群机器人一次最多 %(most)d 个字，现在 %(n)d 个；分两次发，或复制到微信", most=LONGEST_TEXT, n=len(text)
        )
        return (WhyNot("text", said),)
    return ()


def messages(kind: GroupKind, text: str) -> list[str]:
    """The text in as few pieces as this robot takes, parted between lines; only a line that is too long by itself is cut."""
    most = BYTES[kind] - len(_(KEYWORD).encode())
    pieces = [""]
    for line in text.strip().splitlines():
        for part in _cut(line, most):
            joined = f"{pieces[-1]}\n{part}" if pieces[-1] else part
            if len(joined.encode()) <= most:
                pieces[-1] = joined
            else:
                pieces.append(part)
    return [piece for piece in (one.strip() for one in pieces) if piece]


def _cut(line: str, most: int) -> list[str]:
    room = most // 4
    return [line] if len(line.encode()) <= most else [line[at : at + room] for at in range(0, len(line), room)]


def message(kind: GroupKind, text: str) -> Mapping[str, Any]:
    """The text as this robot takes it."""
    said = f"{_(KEYWORD)}{text.strip()}"
    if kind is GroupKind.FEISHU:
        return {"msg_type": "text", "content": {"text": said}}
    return {"msgtype": "text", "text": {"content": said}}


def read_answer(status: int, body: object) -> Answer:
    """What the robot's answer means: all three say a number that is 0 when the text is in the group.

    Args:
        body: the decoded JSON, or None where it was none.
    """
    said = body if isinstance(body, Mapping) else {}
    number = said.get("errcode", said.get("code"))
    if status == 200 and number == 0:
        return Answer()
    words = str(said.get("errmsg") or said.get("msg") or "")[:80]
    return Answer(
        _("群机器人没有收下（%(number)s %(words)s），看一下它的安全设置", number=number or status, words=words)
    )
