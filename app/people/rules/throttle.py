"""How often somebody may try to guess: per account and per address, and never so that a stranger locks the owner out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import clock
from app.locale import _
from app.refusals import WhyNot

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(minutes=60)
REMEMBERED = timedelta(hours=24)
KNOWN_FOR = timedelta(days=90)
TOLD_AFTER = 3

HOUR = timedelta(hours=1)
# Many readers and staff come from one address behind the library's router; three persons make an address a shared one.
ADDRESS_TRIES, SHARED_ADDRESS_TRIES, SHARED_BY = 60, 600, 3
CODE_TRIES, SHARED_CODE_TRIES = 10, 100
CHECK_TRIES = 40
"""So many different wrong codes of papers an hour from one address. A class that copies them by hand, each pupil with a slip or
two, stays below; of 60 bits of a code forty guesses an hour find none. A setting of this product."""
CHECK_TOLD_AFTER = 5


@dataclass(frozen=True, slots=True)
class Tries:
    """What was tried lately without success.

    Attributes:
        account: moments of the tries at this account, oldest first: those from this address when its owner has signed
            in from here before, otherwise those from all addresses that the owner never used.
        address: moments of the wrong tries from this address at whatever account, oldest first.
        persons_here: how many persons have signed in from this address.
    """

    account: Sequence[datetime]
    address: Sequence[datetime]
    persons_here: int


def may_try_again_at(tries: Tries, now: datetime) -> datetime | None:
    """When the next try is allowed, or None when it is allowed now."""
    moments = [_account_opens(tries.account, now), _address_opens(tries, ADDRESS_TRIES, SHARED_ADDRESS_TRIES, now)]
    return max((moment for moment in moments if moment is not None and moment > now), default=None)


def may_try_a_code_at(tries: Tries, now: datetime) -> datetime | None:
    """The same for one-time codes, which belong to nobody until one is right: only the address counts."""
    return _address_opens(tries, CODE_TRIES, SHARED_CODE_TRIES, now)


def may_check_at(tries: Tries, now: datetime) -> datetime | None:
    """When the next code of a paper may be looked up: each wrong one waits by itself, different ones by their address."""
    moments = [_account_opens(tries.account, now), _address_opens(tries, CHECK_TRIES, SHARED_CODE_TRIES, now)]
    return max((moment for moment in moments if moment is not None and moment > now), default=None)


def checks_left(tries: Tries, now: datetime) -> int:
    """How many more wrong codes are looked up before the address waits."""
    allowed = SHARED_CODE_TRIES if tries.persons_here >= SHARED_BY else CHECK_TRIES
    return max(0, allowed - len(_recent(tries.address, now, HOUR)))


def tries_left(tries: Tries, now: datetime) -> int:
    """How many tries are free before the first wait."""
    return max(0, FREE_TRIES - len(_recent(tries.account, now, REMEMBERED)))


def wrong(left: int) -> WhyNot:
    """The one sentence for a wrong password and for nobody's name; it counts down only near the end."""
    sentence = _("登录名或密码不对，核对后再试")
    if left > FREE_TRIES - TOLD_AFTER:
        return WhyNot("sign_in_wrong", sentence)
    if left > 0:
        return WhyNot("sign_in_wrong", _("登录名或密码不对，还可以再试 %(left)d 次", left=left))
    return WhyNot("sign_in_wrong", _("登录名或密码不对，%(minutes)d 分钟后可以再试", minutes=FIRST_WAIT.seconds // 60))


def wrong_old(left: int) -> WhyNot:
    """The sentence for a wrong old password, which is throttled like signing in."""
    if left > 0:
        return WhyNot("old_wrong", _("旧密码不对，还可以再试 %(left)d 次", left=left))
    return WhyNot("old_wrong", _("旧密码不对，%(minutes)d 分钟后可以再试", minutes=FIRST_WAIT.seconds // 60))


def wait(until: datetime) -> WhyNot:
    """Too many tries; says from when on the next one is allowed."""
    at = f"{clock.at_library(until) + timedelta(seconds=59):%H:%M}"
    return WhyNot("sign_in_wait", _("试的次数太多了，%(at)s 以后再试；忘了密码就找管理员要激活码", at=at))


def wrong_claim(left: int) -> WhyNot:
    """Name, digits and code of somebody without an account do not belong together; which of them, is not said."""
    sentence = _("姓名、手机号末四位、报名码对不上；核对后再试，还不行就问培训班的联系人")
    if left > FREE_TRIES - TOLD_AFTER:
        return WhyNot("claim_wrong", sentence)
    if left > 0:
        return WhyNot("claim_wrong", _("姓名、手机号末四位、报名码对不上，还可以再试 %(left)d 次", left=left))
    minutes = FIRST_WAIT.seconds // 60
    return WhyNot("claim_wrong", _("姓名、手机号末四位、报名码对不上，%(minutes)d 分钟后可以再试", minutes=minutes))


def wait_for_claim(until: datetime) -> WhyNot:
    """Too many tries of somebody without an account; says from when on the next one is allowed."""
    at = f"{clock.at_library(until) + timedelta(seconds=59):%H:%M}"
    return WhyNot("claim_wait", _("试的次数太多了，%(at)s 以后再试；忘了报名码就问培训班的联系人", at=at))


def wait_for_check(until: datetime) -> WhyNot:
    """Too many codes that nobody issued; says from when on the next one is allowed."""
    at = f"{clock.at_library(until) + timedelta(seconds=59):%H:%M}"
    return WhyNot("check_wait", _("这个网络查错的查验码太多了，%(at)s 以后再查；急的话联系开具单位", at=at))


def few_checks(left: int) -> str:
    """What is said beside a wrong code when few are left; nothing while there are many."""
    if left > CHECK_TOLD_AFTER:
        return ""
    return _("这个网络一小时内还可以查错 %(n)d 个，照纸上的码一个字母一个字母核对。", n=left)


def _account_opens(moments: Sequence[datetime], now: datetime) -> datetime | None:
    recent = _recent(moments, now, REMEMBERED)
    if len(recent) < FREE_TRIES:
        return None
    growing: timedelta = FIRST_WAIT * 2 ** min(len(recent) - FREE_TRIES, 10)
    return recent[-1] + min(growing, LONGEST_WAIT)


def _address_opens(tries: Tries, alone: int, shared: int, now: datetime) -> datetime | None:
    allowed = shared if tries.persons_here >= SHARED_BY else alone
    recent = _recent(tries.address, now, HOUR)
    return recent[-allowed] + HOUR if len(recent) >= allowed else None


def _recent(moments: Sequence[datetime], now: datetime, within: timedelta) -> list[datetime]:
    return [moment for moment in moments if now - moment < within]
