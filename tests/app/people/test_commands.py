"""The console lets the first person in, and anybody who is locked out."""

import argparse
import re

import pytest

from app import clock
from app.actor import Role
from app.people import commands, sessions
from app.people.actions import codes, setup, sign_in
from app.people.queries.standing import standing
from app.people.rules.persons import Particulars
from app.people.tables import Person
from app.refusals import Refused
from tests.app.people.conftest import HERE, PASSWORD, at

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture(autouse=True)
def stays_open(monkeypatch):
    """The commands open and close the database, which the other tests of this process go on using."""

    async def nothing():
        pass

    monkeypatch.setattr(commands.storage, "open_database", nothing)
    monkeypatch.setattr(commands.storage, "close_database", nothing)


async def zhixing(*words):
    parser = argparse.ArgumentParser()
    commands.add_commands(parser.add_subparsers())
    given = parser.parse_args(words)
    return await given.run(given)


async def test_setup_prints_a_code_that_opens_the_set_up_page(db, capsys):
    assert await zhixing("setup") == 0
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8000/setup" in said
    who = Particulars("王馆长", "wangguan")
    await setup.set_up(at(HERE), CODE.search(said)[0], "某县图书馆", who, PASSWORD, now=clock.now())


async def test_setup_is_refused_once_there_are_persons(staff, capsys):
    assert await zhixing("setup") == 1
    assert capsys.readouterr().err == "这里已经设置好了；要加人，用管理员账号登录，或运行 python3 run.py user add\n"


async def test_a_person_is_added_with_roles_and_gets_a_code(db, capsys):
    assert await zhixing("user", "add", "单晓明", "--sign-in", "shanxm", "--role", "editor", "--role", "staff") == 0
    code = CODE.search(capsys.readouterr().out)[0]
    opened = await codes.activate(at(HERE), code, PASSWORD, now=clock.now())
    me = await sessions.actor_of(opened.token, HERE, now=clock.now())
    assert (me.name, me.roles) == ("单晓明", {Role.EDITOR, Role.STAFF})


async def test_a_taken_name_is_refused_with_a_sentence(staff, capsys):
    assert await zhixing("user", "add", "李鸣", "--sign-in", "liming") == 1
    assert capsys.readouterr().err == "这个登录名是李明的，换一个\n"
    assert await Person.count() == 1


async def test_a_name_too_long_is_refused_with_a_sentence(db, capsys):
    assert await zhixing("user", "add", "李" * 80, "--sign-in", "liming") == 1
    assert capsys.readouterr().err == "姓名最多 60 个字，现在 80 个字\n"
    assert not await Person.exists()


async def test_an_unknown_role_is_not_a_role(db, capsys):
    with pytest.raises(SystemExit):
        await zhixing("user", "add", "李鸣", "--sign-in", "liming", "--role", "director")
    assert "director" in capsys.readouterr().err


async def test_a_reset_by_any_name_ends_the_old_password(staff, capsys):
    assert await zhixing("user", "reset", "13812345678") == 0
    code = CODE.search(capsys.readouterr().out)[0]
    with pytest.raises(Refused):
        await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=clock.now())
    await codes.activate(at(HERE), code, "river stone 77 cup", now=clock.now())
    assert (await standing(staff.id, clock.now())).roles == {Role.STAFF}


async def test_a_reset_of_nobody_says_so(staff, capsys):
    assert await zhixing("user", "reset", "nobody") == 1
    assert "没有人用“nobody”登录" in capsys.readouterr().err
