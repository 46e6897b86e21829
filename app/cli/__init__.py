"""The `zhixing` command: the same product for an operator."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from app import __version__, settings, storage
from app.bank import commands as bank_commands
from app.cli import care, serve
from app.demo import commands as demo_commands
from app.locale import _
from app.people import commands as people_commands
from app.shifts import commands as shifts_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code, 2 after a sentence about what to repair."""
    _speak_utf8()
    parser = argparse.ArgumentParser(
        prog="python3 run.py",
        description=_("知行：在服务器上用的命令。不写命令就装入示例馆（数据库空的时候）并开始服务"),
        epilog=_epilogue(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"zhixing {__version__}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in (serve, demo_commands, people_commands, bank_commands, shifts_commands, care):
        part.add_commands(subparsers)
    given = parser.parse_args(arguments)
    try:
        return _result(given)
    except (storage.Unusable, settings.BadSetting) as trouble:
        return _said(str(trouble))
    except Exception as trouble:
        # What a database answers at any other moment; an error of ours keeps its traceback.
        if (why := storage.why_unusable(trouble)) is None:
            raise
        return _said(why)


def _said(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _epilogue() -> str:
    variables = {
        "ZHIXING_DATA": _("数据文件夹：数据库和备份，默认程序旁边的 data"),
        "ZHIXING_HOST": _("监听地址，默认 127.0.0.1；让局域网访问写 0.0.0.0"),
        "ZHIXING_PORT": _("端口，默认 8000"),
        "ZHIXING_DATABASE_URL": _("postgresql://…，用 PostgreSQL；不写用 SQLite"),
        "ZHIXING_HTTPS": _("对外是 HTTPS 时写 1"),
        "ZHIXING_PROXIES": _("前面的代理的地址，用逗号隔开"),
        "ZHIXING_MAIL": _("发通知邮件的服务器：smtps://用户:密码@主机:465?from=地址"),
    }
    lines = [_("环境变量："), *(f"  {name:<21} {said}" for name, said in variables.items())]
    more = {"test": _("装好开发用的组件，跑全部测试"), "dev": _("用装好的 Python 运行后面的参数")}
    lines += ["", _("run.py 自己的命令："), *(f"  {name:<21} {said}" for name, said in more.items())]
    return "\n".join(lines)


def _result(given: argparse.Namespace) -> int:
    result = given.run(given)
    return int(asyncio.run(result)) if asyncio.iscoroutine(result) else int(result)


def _speak_utf8() -> None:
    # A Windows console in code page 936 would otherwise refuse half of what we print.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8", errors="replace")
