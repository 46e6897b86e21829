"""What has to be in the file before somebody serves: the training that a post asks for, the commitment, the insurance."""

from datetime import date

from app.locale import _
from app.shifts.rules import State


def why_untrained(until: date | None, name: str, day: date) -> str:
    """What is missing of the training that the post asks for, as a sentence; empty when nothing is.

    Args:
        until: the last day on which the person holds it; None when they never got it.
        day: of the shift.

    Source: 志愿服务条例 art. 16 and 22.
    """
    if until is None:
        return _("还没有通过“%(name)s”，通过后再来", name=name)
    if until < day:
        return _("“%(name)s”到 %(day)s 为止，到时已过期，先续上", name=name, day=until)
    return ""


def why_no_papers(committed: bool, insured: bool, insured_to: date | None, day: date) -> str:
    """Which paper is missing on that day, as a sentence; empty when none is.

    Args:
        insured: the post has a risk, so that an insurance is needed (志愿服务条例 art. 17).
        insured_to: the last day of the insurance; None when there is none.
    """
    if not committed:
        return _("还没有签志愿服务承诺书，先补上")
    if insured and (insured_to is None or insured_to < day):
        return _("这个岗位要有意外保险，当天没有有效的保险")
    return ""


def why_not_in_service(state: State, is_suspended: bool) -> str:
    """Why somebody in this state does not serve, as a sentence; empty when they do."""
    if state is State.ACTIVE and not is_suspended:
        return ""
    return {
        State.APPLIED: _("申请还没有审核通过"),
        State.TRAINING: _("还在待培训，材料和培训齐了、转为在册再排"),
        State.ACTIVE: _("账号已停用，找管理员恢复"),
        State.PAUSED: _("志愿者身份已暂停，恢复后再排"),
        State.LEFT: _("已退出志愿服务，要来先恢复在册"),
    }[state]
