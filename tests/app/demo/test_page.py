import pytest

from app.actor import Actor, Role
from app.people.tables import Person, Session
from tests.cast import browser
from tests.makers import a_person


async def signed_in(sign_in, *roles):
    row = await Person.objects().where(Person.sign_in_name == sign_in).first()
    return await browser(Actor(row.id, row.name, frozenset(roles)))


async def test_the_administrator_reads_what_will_happen_and_removes_it(own_library):
    web = await signed_in("guanli", Role.ADMINISTRATOR)
    shown = await web.see("/demo")
    assert shown.status_code == 200
    assert "示例县图书馆" in shown.text
    assert 'data-demo-label="示例"' in shown.text
    done = await web.send("/demo/removals")
    assert (done.status_code, done.headers["location"]) == (303, "/setup")
    assert await Person.count() == await Session.count() == 0
    assert (await web.see("/")).headers["location"] == "/sign-in"


@pytest.mark.parametrize("sign_in", ["guanzhang", "chuti", "shenji", "zhiyuan"])
async def test_nobody_else_may(library, sign_in):
    web = await signed_in(sign_in)
    assert (await web.see("/demo")).status_code == 403
    assert (await web.send("/demo/removals")).status_code == 403
    assert await Person.count() == 188


async def test_there_is_no_such_page_without_a_demo(db):
    web = await browser(await a_person("真管理员", Role.ADMINISTRATOR))
    assert (await web.see("/demo")).status_code == 404
    assert (await web.send("/demo/removals")).status_code == 409
    assert await Person.count() == 1
