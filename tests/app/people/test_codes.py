"""One-time codes: used once, in time, by one of many; and the first run."""

import asyncio
from datetime import timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.notices.tables import Notice
from app.people import passwords, sessions
from app.people.actions import account, codes, roles, setup, sign_in
from app.people.rules.persons import Particulars
from app.people.tables import ActivationCode, Library, Person, RoleGrant, Session, SetupCode
from app.refusals import Missing, Refused
from tests.app.people.conftest import ELSEWHERE, HERE, NOW, PASSWORD, at, somebody

NEW = "river stone 77 cup"


@pytest.fixture
async def newcomer(db):
    return await somebody("王新", "wangxin", password=None)


async def use(code, password=NEW, now=NOW, address=ELSEWHERE):
    return await codes.activate(at(address), code, password, now=now)


async def test_a_code_sets_a_password_and_opens_a_session(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    opened = await use(code.lower().replace("-", " "))
    assert (await sessions.actor_of(opened.token, ELSEWHERE, now=NOW)).id == newcomer.id
    assert (await sign_in.sign_in(at(HERE), "wangxin", NEW, now=NOW)).token


async def test_the_code_itself_is_kept_nowhere(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    rows = str(await ActivationCode.select(ActivationCode.all_columns())) + str(await Deed.select())
    assert code not in rows
    assert code.replace("-", "") not in rows


async def test_a_code_works_once(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    await use(code)
    with pytest.raises(Refused, match="激活码不对，或者已经用过、过期"):
        await use(code, "another good one 5")


async def test_a_code_works_for_seventy_two_hours(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    with pytest.raises(Refused, match="激活码不对，或者已经用过、过期"):
        await use(code, now=NOW + timedelta(hours=72))
    assert (await use(code, now=NOW + timedelta(hours=71, minutes=59))).token


async def test_a_newer_code_replaces_the_older(administrator, newcomer):
    older = await codes.issue_code(administrator, newcomer.id, now=NOW)
    newer = await codes.issue_code(administrator, newcomer.id, now=NOW)
    with pytest.raises(Refused):
        await use(older)
    assert (await use(newer)).token


async def test_of_twenty_who_use_a_code_at_the_same_moment_one_gets_in(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    chosen = [f"river stone number {number}" for number in range(20)]
    results = await asyncio.gather(*(use(code, password) for password in chosen), return_exceptions=True)
    won = [index for index, result in enumerate(results) if not isinstance(result, BaseException)]
    assert len(won) == 1
    assert {type(result) for index, result in enumerate(results) if index not in won} == {Refused}
    assert (await sign_in.sign_in(at(HERE), "wangxin", chosen[won[0]], now=NOW)).token


async def test_a_weak_password_does_not_use_the_code_up(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    with pytest.raises(Refused, match="至少 10 个字符"):
        await use(code, "short")
    with pytest.raises(Refused, match="登录名、手机号或工号"):
        await use(code, "wangxin and a lamp")
    assert (await use(code)).token


async def test_an_administrator_needs_twelve_characters(administrator, db):
    other = await somebody("赵管", "zhaoguan", Role.ADMINISTRATOR, password=None)
    code = await codes.issue_code(administrator, other.id, now=NOW)
    with pytest.raises(Refused, match="至少 12 个字符，现在 11 个"):
        await use(code, "eleven-char")


async def test_guessing_at_codes_is_stopped_after_ten(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    for number in range(10):
        with pytest.raises(Refused, match="激活码不对"):
            await use(f"AAAA-AAAA-AAA{'3479CDEFGH'[number]}")
    with pytest.raises(Refused, match="试的次数太多了"):
        await use(code)
    assert (await use(code, address=HERE)).token


async def test_a_reset_ends_the_old_password_and_all_sessions_and_tells_the_person(administrator, staff):
    opened = await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    code = await codes.issue_code(administrator, staff.id, now=NOW)
    assert await sessions.actor_of(opened.token, HERE, now=NOW) is None
    with pytest.raises(Refused, match="登录名或密码不对"):
        await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    assert (await use(code)).token
    assert [(n["person"], n["message"]) for n in await Notice.select()] == [(staff.id, "管理员重置了您的密码")]


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen while a password is being looked at or hashed, which takes a while."""

    def happens(name, deed):
        worked = getattr(passwords, name)

        async def slowly(*given):
            result = await worked(*given)
            monkeypatch.setattr(passwords, name, worked)
            await deed()
            return result

        monkeypatch.setattr(passwords, name, slowly)

    return happens


async def open_sessions(person):
    return await Session.count().where((Session.person == person.id) & Session.ended_at.is_null())


async def test_a_sign_in_under_way_does_not_survive_a_reset(administrator, staff, meanwhile):
    meanwhile("is_right", lambda: codes.issue_code(administrator, staff.id, now=NOW))
    with pytest.raises(Refused, match="登录名或密码不对"):
        await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    assert await open_sessions(staff) == 0


async def test_a_sign_in_under_way_does_not_survive_a_suspension(administrator, staff, meanwhile):
    meanwhile("is_right", lambda: roles.suspend(administrator, staff.id, "借调", now=NOW))
    with pytest.raises(Refused, match="停用"):
        await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    assert await open_sessions(staff) == 0


async def test_a_change_of_password_under_way_does_not_undo_a_reset(administrator, staff, meanwhile):
    opened = await sign_in.sign_in(at(HERE), "liming", PASSWORD, now=NOW)
    me = await sessions.actor_of(opened.token, HERE, now=NOW)
    meanwhile("hashed", lambda: codes.issue_code(administrator, staff.id, now=NOW))
    with pytest.raises(Refused, match="旧密码不对"):
        await account.change_password(me, PASSWORD, NEW, now=NOW)
    [row] = await Person.select(Person.password_hash).where(Person.id == staff.id)
    assert (row["password_hash"], await open_sessions(staff)) == (None, 0)


async def test_a_code_replaced_while_it_is_being_used_sets_nothing(administrator, newcomer, meanwhile):
    older = await codes.issue_code(administrator, newcomer.id, now=NOW)
    later = NOW + timedelta(seconds=1)
    meanwhile("hashed", lambda: codes.issue_code(administrator, newcomer.id, now=later))
    with pytest.raises(Refused, match="激活码不对"):
        await use(older)
    assert await open_sessions(newcomer) == 0


async def test_a_code_used_while_its_owner_is_suspended_lets_nobody_in(administrator, newcomer, meanwhile):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    meanwhile("hashed", lambda: roles.suspend(administrator, newcomer.id, "借调", now=NOW))
    with pytest.raises(Refused, match="停用"):
        await use(code)
    assert await open_sessions(newcomer) == 0


async def test_a_first_code_tells_nobody(administrator, newcomer):
    await codes.issue_code(administrator, newcomer.id, now=NOW)
    assert await Notice.count() == 0


async def test_the_suspended_and_the_unknown_get_no_code(administrator, staff):
    await roles.suspend(administrator, staff.id, "借调", now=NOW)
    with pytest.raises(Refused, match="停用"):
        await codes.issue_code(administrator, staff.id, now=NOW)
    with pytest.raises(Missing):
        await codes.issue_code(administrator, 999, now=NOW)


async def test_a_code_of_somebody_suspended_meanwhile_does_not_let_them_in(administrator, newcomer):
    code = await codes.issue_code(administrator, newcomer.id, now=NOW)
    await roles.suspend(administrator, newcomer.id, "借调", now=NOW)
    with pytest.raises(Refused, match="停用"):
        await use(code)


FIRST = Particulars(name="王馆长", sign_in_name="wangguan")


async def set_up(code, password="heron lamp 42 tea", now=NOW):
    return await setup.set_up(at(HERE), code, "某县图书馆", FIRST, password, now=now)


async def test_the_first_run_makes_the_library_and_its_administrator(db):
    code = await setup.make_setup_code(at("zhixing"), now=NOW)
    opened = await set_up(code)
    me = await sessions.actor_of(opened.token, HERE, now=NOW)
    assert (me.name, me.roles) == ("王馆长", {Role.ADMINISTRATOR, Role.STAFF})
    assert [(row["name"], row["kind"]) for row in await Library.select()] == [("某县图书馆", "own")]


async def test_the_console_s_code_holds_thirty_minutes_and_is_replaced_by_a_newer(db):
    first = await setup.make_setup_code(at("zhixing"), now=NOW)
    second = await setup.make_setup_code(at("zhixing"), now=NOW)
    with pytest.raises(Refused, match="这个代码不对"):
        await set_up(first)
    with pytest.raises(Refused, match="这个代码不对"):
        await set_up(second, now=NOW + timedelta(minutes=30))
    assert (await set_up(second, now=NOW + timedelta(minutes=29))).token


async def test_nothing_is_left_of_a_set_up_that_was_refused(db):
    code = await setup.make_setup_code(at("zhixing"), now=NOW)
    with pytest.raises(Refused, match="至少 12 个字符"):
        await set_up(code, "eleven-char")
    with pytest.raises(Refused, match="登录名"):
        await setup.set_up(at(HERE), code, "某县图书馆", Particulars("王", "!"), "heron lamp 42 tea", now=NOW)
    assert (await Person.count(), await Library.count(), await RoleGrant.count()) == (0, 0, 0)
    assert (await set_up(code)).token


async def test_once_there_are_persons_there_is_no_first_run(staff):
    with pytest.raises(Refused, match="已经设置好了"):
        await setup.make_setup_code(at("zhixing"), now=NOW)
    assert await SetupCode.count() == 0


async def test_of_ten_who_set_up_at_the_same_moment_one_does(db):
    code = await setup.make_setup_code(at("zhixing"), now=NOW)
    results = await asyncio.gather(*(set_up(code) for _number in range(10)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Opened"] + ["Refused"] * 9
    assert (await Person.count(), await Library.count()) == (1, 1)
