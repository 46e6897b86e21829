"""Signing in: who is let in, how guessing is slowed, and how long a session lasts."""

import asyncio
import statistics
import time
from datetime import timedelta

import pytest

from app.actor import Role
from app.audit.tables import Deed
from app.people import passwords, sessions
from app.people.actions import account, roles, sign_in
from app.people.rules.sessions import token_hash
from app.people.tables import KnownAddress, Session, SignInFailure
from app.refusals import Missing, Refused
from tests.app.people.conftest import ELSEWHERE, HERE, NOW, PASSWORD, at, somebody

LATER = NOW + timedelta(days=2)


async def enter(typed="liming", password=PASSWORD, address=HERE, now=NOW, **more):
    return await sign_in.sign_in(at(address), typed, password, now=now, **more)


async def guess(number, typed="liming", address=ELSEWHERE, now=NOW):
    """So many wrong passwords; the sentences that were said."""
    said = []
    for attempt in range(number):
        with pytest.raises(Refused) as refused:
            await enter(typed, f"wrong {attempt}", address, now)
        said.append(str(refused.value))
    return said


@pytest.mark.parametrize("typed", ["liming", "LiMing ", "13812345678", "138 1234 5678", "a07", "Ａ07"])
async def test_one_signs_in_by_name_phone_or_staff_number(staff, typed):
    opened = await enter(typed)
    assert (await sessions.actor_of(opened.token, HERE, now=NOW)).id == staff.id


async def test_only_the_hash_of_a_session_id_is_kept(staff):
    opened = await enter()
    [row] = await Session.select(Session.all_columns())
    assert row["token_hash"] == token_hash(opened.token)
    assert opened.token not in str(row)
    assert len(opened.token) >= 43


async def test_wrong_password_and_unknown_name_say_the_same(staff):
    assert await guess(6, "liming") == await guess(6, "nobody", "198.51.100.7")


async def test_somebody_without_a_password_cannot_sign_in_with_an_empty_one(db):
    await somebody("王新", "wangxin", password=None)
    assert await guess(1, "wangxin") == ["登录名或密码不对，核对后再试"]
    with pytest.raises(Refused):
        await enter("wangxin", "")


async def test_a_right_password_does_not_count_as_a_try(staff):
    for _number in range(8):
        await enter()
    assert await SignInFailure.count() == 0


async def test_a_password_is_compared_character_by_character(staff):
    for typed in (PASSWORD.upper(), f" {PASSWORD}", PASSWORD[:-1], f"{PASSWORD} "):
        with pytest.raises(Refused):
            await enter(password=typed)


async def test_after_five_tries_even_the_right_password_waits(staff):
    said = await guess(5)
    assert said[2:] == [
        "登录名或密码不对，还可以再试 2 次",
        "登录名或密码不对，还可以再试 1 次",
        "登录名或密码不对，10 分钟后可以再试",
    ]
    with pytest.raises(Refused, match="09:10 以后再试"):
        await enter(address=ELSEWHERE, now=NOW + timedelta(minutes=9))
    await enter(address=ELSEWHERE, now=NOW + timedelta(minutes=10))


async def test_refused_tries_do_not_make_the_wait_longer(staff):
    await guess(5)
    await guess(20, now=NOW + timedelta(minutes=5))
    await enter(address=ELSEWHERE, now=NOW + timedelta(minutes=10))


async def test_a_stranger_cannot_lock_the_owner_out(staff):
    await enter(address=HERE)
    for hour in range(5):
        await guess(6, now=NOW + timedelta(hours=hour))
    assert (await enter(address=HERE, now=NOW + timedelta(hours=4))).token


async def test_all_strangers_share_the_tries_at_an_account(staff):
    for number in range(5):
        await guess(1, address=f"203.0.113.{number}")
    with pytest.raises(Refused, match="试的次数太多了"):
        await enter(address="203.0.113.99")


async def test_the_same_tries_count_by_whatever_name_the_account_is_called(staff):
    await guess(2, "liming")
    await guess(3, "13812345678")
    assert await guess(1, "a07") == ["试的次数太多了，09:10 以后再试；忘了密码就找管理员要激活码"]


async def test_thirty_guesses_at_the_same_moment_count_one_by_one(staff):
    results = await asyncio.gather(
        *(enter(password=f"wrong {number}", address=ELSEWHERE) for number in range(30)), return_exceptions=True
    )
    assert {type(result) for result in results} == {Refused}
    assert await SignInFailure.count() == 5


async def test_an_address_that_sprays_many_accounts_is_stopped(staff):
    for number in range(60):
        await guess(1, f"nobody{number}")
    assert "试的次数太多了" in (await guess(1, "nobody61"))[0]
    assert (await enter(address=HERE)).token


async def test_what_was_typed_as_a_name_is_not_kept(db):
    await guess(1, "my-secret-password-in-the-wrong-field")
    [row] = await SignInFailure.select()
    assert "secret" not in str(row)
    assert "secret" not in str(await Deed.select())


async def test_failures_and_successes_are_in_the_ledger(staff):
    await guess(1)
    await enter()
    lines = await Deed.select(Deed.verb, Deed.actor, Deed.subject, Deed.origin).order_by(Deed.id)
    assert [tuple(line.values()) for line in lines][-2:] == [
        ("person.sign_in_failed", None, staff.id, ELSEWHERE),
        ("person.signed_in", staff.id, staff.id, HERE),
    ]


async def test_a_suspended_person_is_told_only_with_the_right_password(administrator, staff):
    await roles.suspend(administrator, staff.id, "借调", now=NOW)
    assert await guess(1) == ["登录名或密码不对，核对后再试"]
    with pytest.raises(Refused, match="这个账号已经停用"):
        await enter()
    await roles.restore(administrator, staff.id, now=NOW)
    assert (await enter()).token


async def test_only_so_many_wait_for_their_password_to_be_checked(monkeypatch):
    monkeypatch.setattr(passwords, "WAITING_AT_MOST", 1)
    results = await asyncio.gather(*(passwords.is_right("x", None) for _number in range(6)), return_exceptions=True)
    assert [result if result is False else type(result) for result in results] == [False] * 3 + [passwords.Crowded] * 3


async def test_a_try_that_could_not_be_looked_at_does_not_count(staff, monkeypatch):
    monkeypatch.setattr(passwords, "WAITING_AT_MOST", -passwords.AT_A_TIME)
    with pytest.raises(passwords.Crowded):
        await enter()
    assert await SignInFailure.count() == 0


@pytest.mark.slow
async def test_an_unknown_name_takes_as_long_as_a_wrong_password(staff):
    spent = {"liming": [], "nobody": []}
    for number in range(40):
        for typed, times in spent.items():
            await SignInFailure.delete(force=True)
            began = time.process_time()
            await guess(1, typed, f"198.51.100.{number}")
            times.append(time.process_time() - began)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert abs(known - unknown) < 0.15 * known


async def test_signing_in_again_ends_the_session_before_and_makes_a_new_id(staff):
    first = await enter()
    me = await sessions.actor_of(first.token, HERE, now=NOW)
    second = await sign_in.sign_in(me, "liming", PASSWORD, now=NOW)
    assert second.token != first.token
    assert await sessions.actor_of(first.token, HERE, now=NOW) is None
    assert (await sessions.actor_of(second.token, HERE, now=NOW)).id == staff.id


async def test_after_signing_out_the_id_is_worthless(staff):
    opened = await enter()
    me = await sessions.actor_of(opened.token, HERE, now=NOW)
    await sign_in.sign_out(me, now=NOW)
    assert await sessions.find_actor(opened.token, HERE) is None


@pytest.mark.parametrize(
    ("roles_held", "public", "alive", "dead"),
    [
        ((Role.STAFF,), False, timedelta(hours=7, minutes=59), timedelta(hours=8)),
        ((Role.VOLUNTEER,), False, timedelta(days=29, hours=23), timedelta(days=30)),
        ((Role.STAFF,), True, timedelta(hours=1, minutes=59), timedelta(hours=2)),
    ],
)
async def test_an_idle_session_ends(db, roles_held, public, alive, dead):
    await somebody("李明", "liming", *roles_held)
    opened = await enter(public_computer=public)
    assert await sessions.actor_of(opened.token, HERE, now=NOW + dead) is None
    assert await sessions.actor_of(opened.token, HERE, now=NOW + alive) is not None


async def test_a_session_in_use_lives_on_to_its_absolute_end(staff):
    opened = await enter(public_computer=True)
    for hour in range(1, 12):
        assert await sessions.actor_of(opened.token, HERE, now=NOW + timedelta(hours=hour)) is not None
    assert await sessions.actor_of(opened.token, HERE, now=NOW + timedelta(hours=12)) is None


async def test_when_a_session_was_seen_is_written_every_five_minutes_at_most(staff):
    opened = await enter()
    seen = []
    for minutes in (1, 4, 5, 6, 9, 10):
        await sessions.actor_of(opened.token, HERE, now=NOW + timedelta(minutes=minutes))
        [row] = await Session.select(Session.seen_at)
        seen.append((row["seen_at"] - NOW) / timedelta(minutes=1))
    assert seen == [0, 0, 5, 5, 5, 10]


async def test_whoever_has_left_is_out_from_the_next_day(administrator, staff):
    from app.people.tables import Person

    opened = await enter()
    await Person.update({Person.left_on: NOW.date()}).where(Person.id == staff.id)
    assert await sessions.actor_of(opened.token, HERE, now=NOW + timedelta(hours=5)) is not None
    opened = await enter(now=NOW + timedelta(hours=14))
    assert await sessions.actor_of(opened.token, HERE, now=NOW + timedelta(hours=15, seconds=1)) is None
    with pytest.raises(Refused, match="停用"):
        await enter(now=LATER)


async def test_the_actor_has_roles_sites_and_the_address(administrator, staff, own_library):
    from app.people.actions import places
    from app.people.rules.places import PointFacts

    point = await places.add_point(administrator, PointFacts("甲书吧", "reading_bar"))
    await roles.grant(administrator, staff.id, Role.COORDINATOR, service_point=point.id, now=NOW)
    opened = await enter()
    me = await sessions.actor_of(opened.token, "10.0.0.3", now=NOW)
    assert (me.roles, me.sites, me.origin) == (
        frozenset({Role.STAFF, Role.COORDINATOR}),
        frozenset({point.id}),
        "10.0.0.3",
    )
    assert me.session is not None


async def test_rights_that_change_while_they_are_read_are_not_remembered(staff, monkeypatch):
    opened = await enter()
    real = sessions.actor_of

    async def slow(cookie, address, *, now):
        found = await real(cookie, address, now=now)
        await sessions.end_sessions(staff.id, now=now)
        return found

    monkeypatch.setattr(sessions, "actor_of", slow)
    assert await sessions.actor_of(opened.token, HERE, now=NOW) is not None
    monkeypatch.setattr(sessions, "actor_of", real)
    assert await sessions.find_actor(opened.token, HERE) is None


async def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(staff):
    other, this = await enter(now=NOW), await enter(now=NOW)
    me = await sessions.actor_of(this.token, HERE, now=NOW)
    with pytest.raises(Refused, match="旧密码不对"):
        await account.change_password(me, "not the old one", "river stone 77 cup", now=NOW)
    opened = await account.change_password(me, PASSWORD, "river stone 77 cup", now=NOW)
    assert await sessions.actor_of(other.token, HERE, now=NOW) is None
    assert await sessions.actor_of(this.token, HERE, now=NOW) is None
    assert (await sessions.actor_of(opened.token, HERE, now=NOW)).session == me.session
    with pytest.raises(Refused):
        await enter()
    assert (await enter(password="river stone 77 cup")).token


async def test_a_new_password_that_is_easy_to_guess_is_refused(staff):
    me = await sessions.actor_of((await enter()).token, HERE, now=NOW)
    with pytest.raises(Refused, match="登录名、手机号或工号"):
        await account.change_password(me, PASSWORD, "liming and the lamp", now=NOW)
    with pytest.raises(Refused, match="很常见"):
        await account.change_password(me, PASSWORD, "qwertyuiop123", now=NOW)


async def test_guessing_at_the_old_password_is_slowed_like_signing_in(staff):
    me = await sessions.actor_of((await enter()).token, HERE, now=NOW)
    for _number in range(5):
        with pytest.raises(Refused, match="旧密码不对"):
            await account.change_password(me, "not the old one", "river stone 77 cup", now=NOW)
    with pytest.raises(Refused, match="试的次数太多了"):
        await account.change_password(me, PASSWORD, "river stone 77 cup", now=NOW)


async def test_one_ends_only_ones_own_sessions(administrator, staff):
    opened = await enter()
    me = await sessions.actor_of(opened.token, HERE, now=NOW)
    with pytest.raises(Missing):
        await account.end_session(administrator, me.session, now=NOW)
    await account.end_session(me, me.session, now=NOW)
    with pytest.raises(Missing):
        await account.end_session(me, me.session, now=NOW)


async def test_all_others_end_at_once(staff):
    tokens = [(await enter()).token for _number in range(4)]
    me = await sessions.actor_of(tokens[2], HERE, now=NOW)
    assert await account.end_other_sessions(me, now=NOW) == 3
    alive = [await sessions.actor_of(token, HERE, now=NOW) is not None for token in tokens]
    assert alive == [False, False, True, False]


async def test_addresses_and_sessions_are_not_kept_longer_than_they_are_of_use(staff):
    await enter(address=ELSEWHERE)
    await enter(address=HERE, now=NOW + timedelta(days=200))
    assert [row["address"] for row in await KnownAddress.select()] == [HERE]
    assert [row["address"] for row in await Session.select()] == [HERE]
