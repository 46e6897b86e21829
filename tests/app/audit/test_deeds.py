"""One deed, one transaction, one line; and no line is changed or taken out unnoticed."""

import asyncio
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.actor import Actor, Role, system
from app.audit import deed, queries
from app.audit.rules import digest, first_break
from app.audit.tables import Deed
from app.exams.actions import making
from app.notices.tables import Notice
from app.people.actions import account, codes, sign_in
from app.people.tables import ActivationCode, Person, SignInFailure
from app.refusals import Refused
from app.storage import database
from app.web import signing
from tests.app.audit.raw import tamper
from tests.makers import MONDAY, a_person, an_open_exam, five_items

AUDITOR = Actor(7, "示例审计", frozenset({Role.AUDITOR}))
WRITER = Actor(8, "示例馆员", frozenset({Role.STAFF}), origin="192.0.2.7")


async def lines():
    return await Deed.objects().order_by(Deed.id)


async def three_lines():
    for number in (1, 2, 3):
        async with deed(WRITER, "exam.made", number, title=f"第{number}场"):
            pass


async def test_a_deed_writes_who_did_what_when(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY.replace(microsecond=123456))
    async with deed(WRITER, "exam.made", title="《法》\x1f", on=date(2026, 1, 2), at=MONDAY) as line:
        line.subject = 5
        line.details["added"] = [1, 2]
    (row,) = await lines()
    assert (row.actor, row.actor_name, row.verb, row.subject, row.origin) == (
        8,
        "示例馆员",
        "exam.made",
        5,
        "192.0.2.7",
    )
    assert row.at == MONDAY
    assert msgspec.json.decode(row.details) == {
        "title": "《法》\x1f",
        "on": "2026-01-02",
        "at": "2026-11-23T01:00:00+00:00",
        "added": [1, 2],
    }
    assert (row.previous, len(row.digest)) == ("", 64)


async def refused_deed(verb):
    """A deed that writes a row and is then refused."""
    async with deed(WRITER, verb):
        await Notice(person=1, message="x", at=MONDAY).save()
        raise Refused


async def test_a_raise_leaves_neither_the_deed_nor_its_line(db):
    with pytest.raises(Refused):
        await refused_deed("exam.made")
    assert (await Notice.count(), await Deed.count()) == (0, 0)


async def test_a_raise_in_the_callers_transaction_takes_the_deed_back(db):
    async def caller():
        async with database().atomic():
            async with deed(WRITER, "exam.made"):
                await Person(name="x", name_pinyin="x", name_initials="x", sign_in_name="xx").save()
            raise Refused

    with pytest.raises(Refused):
        await caller()
    assert (await Person.count(), await Deed.count()) == (0, 0)


async def test_a_line_that_cannot_be_written_takes_the_deed_back(db):
    with pytest.raises(TypeError):
        async with deed(WRITER, "exam.made", odd=object()):
            await Person(name="x", name_pinyin="x", name_initials="x", sign_in_name="xx").save()
    assert (await Person.count(), await Deed.count()) == (0, 0)


async def test_a_cancelled_request_leaves_neither(db):
    begun = asyncio.Event()

    async def slow():
        async with deed(WRITER, "exam.made"):
            await Person(name="x", name_pinyin="x", name_initials="x", sign_in_name="xx").save()
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await Person.count(), await Deed.count()) == (0, 0)


async def test_a_deed_within_a_deed_shares_its_fate(db):
    async def outer():
        async with deed(WRITER, "exam.opened", 1):
            async with deed(WRITER, "notice.told"):
                pass
            raise Refused

    with pytest.raises(Refused):
        await outer()
    assert await Deed.count() == 0
    async with deed(WRITER, "exam.opened", 1), deed(WRITER, "notice.told"):
        pass
    assert [row.verb for row in await lines()] == ["notice.told", "exam.opened"]
    assert await queries.broken_at() is None


async def test_an_inner_deed_that_failed_leaves_the_outer_one(db):
    async with deed(WRITER, "exam.opened", 1):
        with pytest.raises(Refused):
            await refused_deed("notice.told")
    assert ([row.verb for row in await lines()], await Notice.count()) == (["exam.opened"], 0)


async def test_fifty_deeds_at_once_are_one_chain(db):
    async def one(number):
        async with deed(WRITER, "exam.made", number):
            await asyncio.sleep(0)

    await asyncio.gather(*(one(number) for number in range(50)))
    rows = await lines()
    assert sorted(row.subject for row in rows) == list(range(50))
    assert [row.previous for row in rows] == ["", *(row.digest for row in rows[:-1])]
    assert await queries.broken_at() is None


async def test_a_chain_longer_than_one_reading_is_checked_whole(db, monkeypatch):
    monkeypatch.setattr(queries, "CHECKED_AT_ONCE", 2)
    await three_lines()
    await three_lines()
    assert await queries.broken_at() is None
    await tamper("UPDATE deed SET verb = 'exam.closed' WHERE id = 5")
    assert await queries.broken_at() == 5


FORGERIES = {
    "at": "'2026-11-22 01:00:00+00:00'",
    "actor": "9",
    "actor_name": "'别人'",
    "verb": "'exam.closed'",
    "subject": "99",
    "details": "'{}'",
    "origin": "'203.0.113.1'",
    "request": "'000000000000'",
    "previous": "'00'",
    "digest": "'00'",
}


def test_every_column_but_the_id_is_forged_below():
    assert {column._meta.name for column in Deed._meta.columns} == {*FORGERIES, "id"}


@pytest.mark.parametrize("column", FORGERIES)
@pytest.mark.parametrize("line", [1, 2, 3])
async def test_an_altered_line_is_found(db, column, line):
    await three_lines()
    await tamper(f"UPDATE deed SET {column} = {FORGERIES[column]} WHERE id = {line}")
    assert await queries.broken_at() == line


@pytest.mark.parametrize("column", ["actor", "subject"])
async def test_a_value_made_empty_is_found(db, column):
    await three_lines()
    await tamper(f"UPDATE deed SET {column} = NULL WHERE id = 2")
    assert await queries.broken_at() == 2


@pytest.mark.parametrize("line", [1, 2])
async def test_a_line_taken_out_is_found_at_the_next(db, line):
    await three_lines()
    await tamper(f"DELETE FROM deed WHERE id = {line}")
    assert await queries.broken_at() == line + 1


async def test_lines_that_changed_places_are_found(db):
    await three_lines()
    await tamper("UPDATE deed SET id = 4 WHERE id = 2")
    assert await queries.broken_at() == 3


async def test_a_line_put_in_between_is_found(db):
    await three_lines()
    await tamper("UPDATE deed SET id = 4 WHERE id = 3")
    await tamper(
        "INSERT INTO deed (id, at, actor, actor_name, verb, subject, details, origin, request, previous, digest) "
        "SELECT 3, at, actor, actor_name, verb, subject, details, origin, request, digest, 'ff' FROM deed WHERE id = 2"
    )
    assert await queries.broken_at() == 3


@pytest.mark.parametrize(
    "sql", ["UPDATE deed SET verb = 'x' WHERE id = 2", "DELETE FROM deed WHERE id = 2", "DELETE FROM deed"]
)
async def test_the_product_itself_cannot_change_a_line(db, sql):
    await three_lines()
    with pytest.raises(Exception, match=r"(?i)deed|only|change|refus"):
        await database().write([(sql, ())])
    assert (await Deed.count(), await queries.broken_at()) == (3, None)


async def test_the_chain_goes_on_after_a_line_without_a_person(db):
    await three_lines()
    async with deed(system("deadline"), "attempt.closed", 3):
        pass
    assert [row.actor for row in await lines()] == [8, 8, 8, None]
    assert await queries.broken_at() is None


FACTS = st.lists(st.one_of(st.none(), st.integers(), st.text()), max_size=5)


@given(st.lists(FACTS, min_size=1, max_size=6), st.data())
def test_any_chain_holds_and_any_change_of_it_does_not(facts, data):
    chain, before = [], ""
    for number, said in enumerate(facts, start=1):
        whole = [before, *said]
        chain.append((number, before, digest(whole), whole))
        before = digest(whole)
    assert first_break(chain) is None
    place = data.draw(st.integers(0, len(chain) - 1))
    number, previous, own, whole = chain[place]
    chain[place] = (number, previous, own, [*whole, "one word more"])
    assert first_break(chain) == number


async def test_no_secret_reaches_the_ledger(db):
    signing.use("a secret for tests alone")
    passwords = ["heron lamp 42 tea", "crane desk 17 ink", "not the right one"]
    administrator = await a_person("示例管理员", Role.ADMINISTRATOR)
    person = await a_person("示例馆员", Role.STAFF)
    code = await codes.issue_code(administrator, person.person, now=MONDAY)
    visitor = Actor(None, "", origin="192.0.2.7")
    opened = await codes.activate(visitor, code, passwords[0], now=MONDAY, agent="", public_computer=False)
    name = (await Person.objects().where(Person.id == person.person).first()).sign_in_name
    with pytest.raises(Refused):
        await sign_in.sign_in(visitor, name, passwords[2], now=MONDAY, agent="", public_computer=False)
    again = await sign_in.sign_in(visitor, name, passwords[0], now=MONDAY, agent="", public_computer=False)
    me = Actor(person.person, person.name, person.roles, session=1, origin="192.0.2.7")
    await account.change_password(me, passwords[0], passwords[1], now=MONDAY)
    with pytest.raises(Refused):
        await account.change_password(me, passwords[2], passwords[1], now=MONDAY)
    hall = await an_open_exam()
    await making.close_exam(hall.editor, hall.exam, "停电", now=MONDAY)
    rows = await Deed.raw("SELECT * FROM deed")
    written = " ".join(str(value) for row in rows for value in row.values())
    assert await Deed.count() > 8
    hashes = [row["code_hash"] for row in await ActivationCode.select(ActivationCode.code_hash)]
    hashes += [row["password_hash"] for row in await Person.select(Person.password_hash) if row["password_hash"]]
    keys = [text for item in five_items() for text in (item.explanation, item.question.stem)]
    secrets = [*passwords, code, code.replace("-", ""), opened.token, again.token, *hashes, *keys]
    assert [secret for secret in secrets if secret in written] == []
    assert await SignInFailure.count() > 0


async def test_moments_of_the_ledger_are_whole_seconds_in_utc(db):
    await three_lines()
    assert {(row.at.tzinfo.utcoffset(row.at), row.at.microsecond) for row in await lines()} == {
        (UTC.utcoffset(None), 0)
    }
    assert all(isinstance(row.at, datetime) for row in await lines())
