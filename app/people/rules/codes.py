"""One-time codes that people copy from a card: how they look and how long they hold."""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from app import clock
from app.locale import _
from app.refusals import WhyNot

# No 0 O, 1 I L, U V, 2 Z, 5 S, 8 B: what a pen or a bad printer confuses. 12 of 24 are 55 bits.
ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
LENGTH, GROUP = 12, 4
ACTIVATION_LASTS, SETUP_LASTS = timedelta(hours=72), timedelta(minutes=30)


def new_code() -> str:
    """A code in groups, such as `7K3M-QXWT-4HPD`, from the system's source of randomness."""
    letters = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def tidy_code(typed: str) -> str:
    """The code as it was made, however it was typed: small letters, full width, spaces or no groups."""
    letters = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", typed).upper())[: 4 * LENGTH]
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def pending(until: datetime) -> WhyNot:
    """A card that works is with the person already."""
    at = f"{clock.at_library(until):%m-%d %H:%M}"
    return WhyNot("code_pending", _("已经给过一个激活码，%(at)s 前有效；真要换新的，勾选“换成新的”再生成", at=at))


def wrong_code() -> WhyNot:
    """One sentence for a code that never was, is used up or has expired."""
    return WhyNot("code_wrong", _("激活码不对，或者已经用过、过期；核对后再试，还不行就找管理员要新的"))


def wrong_setup_code() -> WhyNot:
    """The same for the code on the console."""
    return WhyNot("code_wrong", _("这个代码不对，或者已经用过、过期；在服务器上运行 python3 run.py setup 再要一个"))


def already_set_up() -> WhyNot:
    """There are persons, so nobody may make themselves the first."""
    return WhyNot("already_set_up", _("这里已经设置好了；要加人，用管理员账号登录，或运行 python3 run.py user add"))
