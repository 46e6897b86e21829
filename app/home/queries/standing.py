"""Tasks that come from a role alone, and what is open to everybody."""

from app.actor import Actor, May
from app.bank import queries as bank
from app.home.rules import Task
from app.locale import _


async def standing_tasks(actor: Actor) -> list[Task]:
    """What the actor's roles are for, whenever nothing presses."""
    found = _of_roles(actor)
    if actor.may(May.EDIT_BANK):
        counts = await bank.counts(actor)
        why = _("现有可用题 %(n)d 道", n=sum(counts.values()))
        found.append(Task(_("整理题库"), why, "/bank", "books", 3, is_duty=True))
    return found


def _of_roles(actor: Actor) -> list[Task]:
    found = []

    def add(name: str, why: str, address: str, icon: str) -> None:
        found.append(Task(name, why, address, icon, 3, is_duty=True))

    if actor.may(May.RUN_EXAMS):
        add(_("新建一场考试"), _("从题库自动抽卷"), "/exams/manage/new", "plus")
    if actor.may(May.SEE_LOG):
        add(_("看学时汇总"), _("谁还差多少学时"), "/log/hours", "chart-bar")
    if actor.may(May.MANAGE_PEOPLE):
        add(_("管理人员与账号"), _("加人、发激活码、给角色"), "/people", "users")
    if actor.may(May.MANAGE_PLACES):
        add(_("维护单位与服务点"), _("开放时间、协议、面积"), "/places", "map-pin")
    if actor.may(May.SEE_LEDGER):
        add(_("查事迹簿"), _("谁在何时做了什么"), "/ledger", "history")
    if actor.may(May.MANAGE_INSTALLATION):
        add(_("看本机状况"), _("版本、数据库、示例馆"), "/installation", "settings")
    return found


def for_everybody(actor: Actor) -> list[Task]:
    """What is open to those whom nothing waits for."""
    found = [Task(_("我的信息"), _("看、改、带走自己的记录"), "/account", "user", 3)]
    if actor.may(May.SEE_PLACES):
        found.append(Task(_("看服务点"), _("各处的地址和开放时间"), "/places", "map-pin", 3))
    found.append(Task(_("看法规"), _("公共图书馆法等，可以逐条读"), "/laws", "file-text", 3))
    return found
