"""`zhixing setup` and `zhixing user`: letting the first person in, and anybody who is locked out, from the console."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from app import clock, settings, storage
from app.actor import Actor, Role, system
from app.locale import _
from app.people.actions import codes, persons, setup
from app.people.queries import accounts
from app.people.rules.names import handle, nobody
from app.people.rules.persons import Particulars
from app.refusals import Refused
from app.storage.migrating import migrate

Work = Callable[[Actor, argparse.Namespace], Awaitable[str]]


def add_commands(subparsers: Any) -> None:
    """Add the commands, each with `run`: a coroutine function of the parsed arguments that returns the exit code."""
    first = subparsers.add_parser("setup", help=_("首次设置：打印一次性代码，30 分钟内在网页上填"))
    first.set_defaults(run=partial(_run, _set_up))
    users = subparsers.add_parser("user", help=_("加人、重置密码")).add_subparsers(required=True, metavar="COMMAND")
    adding = users.add_parser("add", help=_("登记一个人，打印激活码"))
    adding.add_argument("name", help=_("姓名"))
    adding.add_argument("--sign-in", required=True, help=_("登录名"))
    adding.add_argument("--role", action="append", default=[], choices=sorted(_at_once()), help=_("角色，可写几次"))
    adding.add_argument("--phone", help=_("手机号"))
    adding.set_defaults(run=partial(_run, _add))
    resetting = users.add_parser("reset", help=_("让旧密码失效，打印新的激活码"))
    resetting.add_argument("sign_in", help=_("登录名、手机号或工号"))
    resetting.set_defaults(run=partial(_run, _reset))


async def _run(work: Work, given: argparse.Namespace) -> int:
    """Do it on the open, migrated database; exits 1 with a sentence when a rule refuses."""
    await storage.open_database()
    try:
        await migrate()
        said = await work(system("zhixing"), given)
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    finally:
        await storage.close_database()
    sys.stdout.write(f"{said}\n")
    return 0


async def _set_up(actor: Actor, given: argparse.Namespace) -> str:
    code = await setup.make_setup_code(actor, now=clock.now())
    return _("30 分钟内打开 %(address)s，填代码 %(code)s", address=_address("setup"), code=code)


async def _add(actor: Actor, given: argparse.Namespace) -> str:
    who = Particulars(name=given.name, sign_in_name=given.sign_in, phone=given.phone)
    roles = frozenset(Role(role) for role in given.role) or frozenset({Role.STAFF})
    person = await persons.add_person(actor, who, roles, now=clock.now())
    return await _code(actor, person.id, person.name)


async def _reset(actor: Actor, given: argparse.Namespace) -> str:
    account = await accounts.account(handle(given.sign_in), clock.now())
    if account is None:
        raise Refused(nobody(given.sign_in))
    return await _code(actor, account.standing.person, account.standing.name)


async def _code(actor: Actor, person: int, name: str) -> str:
    code = await codes.issue_code(actor, person, now=clock.now())
    where = _address("activate")
    return _("%(name)s的激活码：%(code)s，72 小时内在 %(address)s 设密码", name=name, code=code, address=where)


def _address(path: str) -> str:
    chosen = settings.current()
    scheme = "https" if chosen.https else "http"
    return f"{scheme}://{chosen.host}:{chosen.port}/{path}"


def _at_once() -> list[str]:
    """Roles that need no service point."""
    return [role.value for role in Role if role is not Role.COORDINATOR]
