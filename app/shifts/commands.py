"""`zhixing roster`: solve the roster of a file, without any database, and write the file of a week."""

import argparse
import asyncio
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from app import clock, storage
from app.actor import system
from app.clock import at_library
from app.locale import _
from app.refusals import Refused
from app.shifts.actions.solving import export_week
from app.shifts.rules.board import monday_of
from app.shifts.rules.drafts import Mode
from app.shifts.rules.rostering.checks import read
from app.shifts.rules.rostering.instance import Instance, written
from app.shifts.rules.rostering.result import Progress, Result
from app.shifts.rules.rostering.said import part_said, reasons_said, relaxation_said, status_said
from app.shifts.solving import solve_apart
from app.storage.migrating import migrate

DEFAULT_SECONDS, LONGEST_SECONDS = 60.0, 3600.0


def add_commands(subparsers: Any) -> None:
    """Add `roster` with its two commands."""
    roster = subparsers.add_parser("roster", help=_("自动排班"))
    commands = roster.add_subparsers(required=True, metavar="COMMAND")
    solving = commands.add_parser("solve", help=_("求解一个排班文件，不需要数据库；格式见 docs/roster-instance.md"))
    solving.add_argument("file", type=Path, help=_("排班文件（JSON），- 从标准输入读"))
    solving.add_argument("--time-limit", type=float, default=DEFAULT_SECONDS, metavar="S", help=_("最多几秒，默认 60"))
    solving.add_argument("--json", action="store_true", help=_("用 JSON 输出"))
    solving.set_defaults(run=solve)
    exporting = commands.add_parser("export", help=_("把一周或几周的班表写成排班文件"))
    exporting.add_argument("week", type=date.fromisoformat, help=_("这一周的任意一天，例如 2026-11-23"))
    exporting.add_argument("--until", type=date.fromisoformat, help=_("连着排到哪一天的那一周，默认只有这一周"))
    exporting.add_argument("--mode", choices=[one.value for one in Mode], default=Mode.PLAN.value, help=_("怎么排"))
    exporting.add_argument("--names", action="store_true", help=_("写上姓名；默认只有编号"))
    exporting.set_defaults(run=export)


async def solve(given: argparse.Namespace) -> int:
    """Solve a file; exits 2 with sentences when it does not hold together."""
    if not 0 < given.time_limit <= LONGEST_SECONDS:
        return _refused(_("时间在 0 到 3600 秒之间"))
    try:
        body = sys.stdin.buffer.read() if str(given.file) == "-" else await asyncio.to_thread(given.file.read_bytes)
        instance = read(body)
        result = await solve_apart(instance, seconds=given.time_limit, tell=_tell)
    except OSError as trouble:
        return _refused(_("读不到文件：%(why)s", why=trouble))
    except Refused as refused:
        return _refused(*(reason.sentence for reason in refused.reasons))
    said = msgspec.json.encode(result).decode() if given.json else _as_text(instance, result)
    sys.stdout.write(f"{said}\n")
    return 0


async def export(given: argparse.Namespace) -> int:
    """Write the instance of some weeks from the database; exits 2 with a sentence when they are too many."""
    await storage.open_database()
    try:
        await migrate()
        instance = await export_week(
            system("zhixing"),
            monday_of(given.week),
            Mode(given.mode),
            names=given.names,
            now=clock.now(),
            last=monday_of(given.until or given.week),
        )
    except Refused as refused:
        return _refused(*(reason.sentence for reason in refused.reasons))
    finally:
        await storage.close_database()
    sys.stdout.write(msgspec.json.format(written(instance), indent=1).decode() + "\n")
    return 0


def _refused(*sentences: str) -> int:
    for one in sentences:
        sys.stderr.write(f"{one}\n")
    return 2


def _tell(progress: Progress | None) -> None:
    if progress is not None:
        said = _(
            "已解 %(done)d / %(total)d 周，目前 %(points)s 分",
            done=progress.done,
            total=progress.total,
            points=f"{progress.objective:g}",
        )
        sys.stderr.write(f"{said}\n")


def _as_text(instance: Instance, result: Result) -> str:
    people, seats = {one.id: one for one in instance.people}, {one.id: one for one in instance.seats}
    lines = [
        _(
            "%(people)d 人，%(seats)d 个岗位，至少要 %(least)d 人次",
            people=result.people,
            seats=result.seats,
            least=result.least_seats,
        ),
        status_said(result),
        *(part_said(one) for one in result.parts if one.count),
        _(
            "用时 %(n)s 秒，第一份班表 %(first)s 秒；%(solver)s，输入 %(hash)s",
            n=result.seconds,
            first=result.first_seconds,
            solver=result.solver,
            hash=result.input_sha256[:12],
        ),
    ]
    for one in result.assignments:
        seat, who = seats[one.seat], people[one.person]
        lines.append(
            f"{at_library(seat.starts_at):%m-%d %H:%M}\t{seat.place_name or seat.place}\t{seat.post or seat.id}\t"
            f"{who.name or who.id}"
        )
    for empty in result.unfilled:
        seat, way = seats[empty.seat], empty.relaxation
        name = (people[way.person].name or str(way.person)) if way else ""
        lines += [
            _(
                "缺 %(n)d 人：%(when)s %(place)s %(post)s",
                n=empty.lacking,
                when=f"{at_library(seat.starts_at):%m-%d %H:%M}",
                place=seat.place_name or seat.place,
                post=seat.post or seat.id,
            ),
            "  " + reasons_said(empty),
            "  " + relaxation_said(way, name, seat.place_name or str(seat.place), seat.skill),
        ]
    return "\n".join(lines)
