import sqlite3
from argparse import Namespace
from contextlib import closing
from datetime import timedelta
from itertools import count

import msgspec
import pytest

from app import demo, storage
from app.actor import Actor, Role
from app.audit import queries as audit
from app.audit.tables import Deed
from app.bank.actions import load_content
from app.bank.tables import Question
from app.demo import commands
from app.people.tables import Library, Person
from app.refusals import Refused
from app.storage.backup import verify
from app.storage.differences import schema_differences
from app.storage.emptying import empty_tables
from app.storage.tables import Keeping
from quizzes import content
from tests.app.demo.telling import ACTOR, NOW, filled_tables, points
from tests.app.storage.refusing import is_duplicate

SECONDS = count()


def later():
    """A moment of its own for each removal, since the copies bear the moment in their names."""
    return NOW + timedelta(days=40, seconds=next(SECONDS))


async def administrator():
    row = await Person.objects().where(Person.sign_in_name == "guanli").first()
    return Actor(row.id, row.name, frozenset({Role.ADMINISTRATOR}))


async def test_removal_leaves_an_installation_as_new_and_says_so_in_the_ledger(own_library):
    who = await administrator()
    await demo.remove(who, later())
    assert (await filled_tables()).keys() == {"deed", "keeping", "question", "question_review", "question_version"}
    loaded, line = await Deed.objects().order_by(Deed.id)
    assert loaded.verb == "bank.content_loaded"
    assert (line.verb, line.actor, line.actor_name) == ("demo.removed", None, "万俟典")
    assert await audit.broken_at() is None
    assert not demo.is_demo()
    assert await schema_differences() == []


async def test_a_verified_copy_holds_what_was_removed(own_library):
    copy = await demo.remove(ACTOR, later())
    if storage.database().dialect == "postgres":
        assert copy is None
        return
    verify(copy)
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM person").fetchone() == (188,)
    line = await Deed.objects().where(Deed.verb == "demo.removed").first()
    assert msgspec.json.decode(line.details) == {"backup": copy.name}


async def test_rows_that_may_not_change_still_may_not_afterwards(own_library):
    await demo.remove(ACTOR, later())
    with pytest.raises(Exception, match="insert-only"):
        await Deed.delete(force=True)
    await Library(name="真图书馆", kind="own").save()
    with pytest.raises(Exception, match=r"(?i)unique") as twice:
        await Library(name="另一座", kind="own").save()
    assert is_duplicate(twice.value)


async def test_the_questions_that_ship_are_there_at_once(own_library):
    await demo.remove(ACTOR, later())
    assert await Question.count() == len(content.questions()) == 236
    assert (await load_content(ACTOR, now=later())).added == 0


async def test_the_demo_can_be_loaded_again(own_library):
    before = await points()
    await demo.remove(ACTOR, later())
    await demo.load(NOW)
    assert await points() == before
    assert demo.is_demo()


async def test_there_is_nothing_to_remove_where_it_is_not_loaded(db):
    await Person(name="真人", name_pinyin="zhen'ren", name_initials="zr", sign_in_name="zhenren").save()
    await demo.notice_demo()
    before = await filled_tables()
    with pytest.raises(Refused, match="没有装入示例馆"):
        await demo.remove(ACTOR, NOW)
    assert await filled_tables() == before


async def test_what_was_removed_does_not_come_back_by_itself(own_library, capsys):
    await demo.remove(ACTOR, later())
    assert not await demo.load_when_empty()
    assert (
        capsys.readouterr().out
        == "示例馆已移除，不再自动装入；运行 python3 run.py setup 建立本馆，或 python3 run.py demo 再看示例\n"
    )
    assert not await Person.exists()


async def test_another_process_notices_that_it_is_gone(own_library):
    await Keeping.delete().where(Keeping.name.like("demo library%"))
    assert demo.is_demo()
    await demo.notice_demo()
    assert not demo.is_demo()


async def test_tables_are_emptied_whole_or_not_at_all(own_library):
    before = await filled_tables()
    with pytest.raises(RuntimeError, match="not at all"):
        await empty_tables()
    with pytest.raises(InterruptedError):
        await interrupted_when_all_was_empty()
    assert await filled_tables() == before
    with pytest.raises(Exception, match="insert-only"):
        await Deed.delete(force=True)


async def interrupted_when_all_was_empty():
    async with storage.database().atomic():
        await empty_tables()
        assert await filled_tables() == {}
        raise InterruptedError


async def on_the_console(capsys, **given):
    """The exit code and both outputs of `zhixing demo`; the command closes the database behind itself."""
    code = await commands.run(Namespace(**{"json": False, "remove": False, **given}))
    await storage.open_database()
    return code, *capsys.readouterr()


async def test_the_command_prints_the_sign_ins_as_json(db, capsys):
    code, printed, _errors = await on_the_console(capsys, json=True)
    told = msgspec.json.decode(printed)
    assert (code, told["library"], told["password"]) == (0, "示例县图书馆", "du-shu-po-wan-juan")
    assert {"role": "manager", "name": "单知行", "sign_in": "guanzhang"} in told["sign_ins"]
    assert {one["sign_in"] for one in told["sign_ins"]} <= {
        row["sign_in_name"] for row in await Person.select(Person.sign_in_name)
    }


async def test_the_command_refuses_where_real_data_is(db, capsys):
    await Library(name="真图书馆", kind="own").save()
    code, printed, errors = await on_the_console(capsys)
    assert (code, printed) == (1, "")
    assert "这里已经有资料" in errors
    assert await filled_tables() == {"library": 1}


async def test_the_command_removes(own_library, capsys):
    code, printed, _errors = await on_the_console(capsys, remove=True)
    assert code == 0
    assert "示例馆已移除" in printed
    assert not await Person.exists()
    assert (await on_the_console(capsys, remove=True))[0] == 1
