"""Mail: whom it goes to, and what it says."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from app.locale import _
from app.refusals import WhyNot

WRITTEN = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,20}")
OLDEST = timedelta(days=2)
"""What could not be sent for so long is not sent any more: it stands among the notices, and by then it is no news."""

MOST_TRIES = 3
PAUSE = timedelta(minutes=5)
"""Between two tries of one notice; who sends it meanwhile has long given up by then."""

CONFIRMED_WITHIN = timedelta(days=2)
"""An address that nobody has confirmed by then is none."""


def why_not_address(address: str) -> tuple[WhyNot, ...]:
    """Why this is no address for mail."""
    if WRITTEN.fullmatch(address.strip()):
        return ()
    return (WhyNot("address", _("邮箱写成 name@example.cn 这样")),)


def why_not_confirm(made_at: datetime, ended: bool, now: datetime) -> tuple[WhyNot, ...]:
    """Why the link in the first mail does nothing any more."""
    if ended or now > made_at + CONFIRMED_WITHIN:
        return (WhyNot("late", _("这个链接已经失效，登录后在“通知”里再填一次邮箱")),)
    return ()


def subject(sentences: Sequence[str]) -> str:
    """The line above the mail: the news itself where there is one piece of it."""
    if len(sentences) == 1:
        return _("知行：%(said)s", said=sentences[0][:60])
    return _("知行：%(n)d 条新通知", n=len(sentences))


def text(name: str, told: Sequence[tuple[str, str]]) -> str:
    """The mail itself.

    Args:
        told: each sentence with the whole address it leads to, which may be empty.
    """
    lines = [_("%(name)s：", name=name), ""]
    for sentence, address in told:
        lines.append(f"· {sentence}")
        if address:
            lines.append(f"  {address}")
    return "\n".join([*lines, "", _("不想再收邮件，登录后在“通知”里停掉。"), ""])
