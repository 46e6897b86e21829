from app import demo
from app.actor import VISITOR
from app.demo.people import PASSWORD, sign_ins
from app.people.actions.sign_in import sign_in
from app.people.tables import Library, SetupCode
from tests.app.demo.telling import NOW, filled_tables


async def test_every_sign_in_works(own_library):
    for one in sign_ins():
        assert (await sign_in(VISITOR, one.sign_in, PASSWORD, now=NOW)).token


async def test_an_empty_database_gets_the_demo_and_says_whom_to_sign_in_as(db, capsys):
    assert await demo.load_when_empty()
    first = capsys.readouterr().out
    assert "guanzhang" in first
    assert "du-shu-po-wan-juan" in first
    assert not await demo.load_when_empty()
    assert capsys.readouterr().out == first


async def test_a_code_for_setting_up_does_not_keep_the_demo_away(db):
    await SetupCode(code_hash="0" * 64, made_at=NOW, expires_at=NOW).save()
    assert await demo.load_when_empty()


async def test_a_library_without_people_is_something_too(db):
    await Library(name="真图书馆", kind="own").save()
    assert not await demo.load_when_empty()
    assert await filled_tables() == {"library": 1}
