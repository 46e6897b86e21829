"""A certificate that was put up by mistake: its bytes go, the claim and the reason stay."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.actions import close_period
from app.office.gate import EVIDENCE, admit
from app.refusals import Missing, Refused
from app.storage.tables import StoredFile
from app.training import actions
from app.training.queries import courses as queries
from app.training.tables import CourseFileRemoval
from tests.app.training.test_courses import COURSE
from tests.cast import browser
from tests.makers import MONDAY, a_person
from tests.pictures import photo

NEXT_YEAR = datetime(2027, 1, 22, 1, 0, tzinfo=UTC)


async def admitted(width=40):
    return await admit("证书.jpg", photo(width, 30), EVIDENCE)


@pytest.fixture
async def one(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return await a_person("乐小读", Role.STAFF)


@pytest.fixture
async def manager(one):
    return await a_person("馆小长", Role.MANAGER)


async def claimed(actor, *persons, width=40):
    people = [each.person for each in persons or [actor]]
    return await actions.claim_course(actor, people, COURSE, await admitted(width), now=MONDAY)


async def test_the_page_takes_it_away_and_says_so(one, manager):
    (claim,) = await claimed(one)
    who = await browser(one)
    assert f'action="/courses/{claim}/file-removals"' in (await who.see(f"/courses/{claim}")).text
    empty = await who.send(f"/courses/{claim}/file-removals", {"number": 1, "reason": ""})
    assert (empty.status_code, 'id="e-why"' in empty.text) == (422, True)
    sent = await who.send(f"/courses/{claim}/file-removals", {"number": 1, "reason": "传成了身份证"})
    assert sent.status_code == 303
    page = (await who.see(f"/courses/{claim}")).text
    assert ("已删除：传成了身份证，乐小读，2026年11月23日" in page, "file-removals" in page) == (True, False)
    assert [(await who.see(f"/courses/{claim}/{end}")).status_code for end in ("file", "thumb")] == [404, 404]
    assert bytes((await StoredFile.select().first())["body"]) == b""
    assert await Deed.exists().where(Deed.verb == "course.certificate_removed")
    assert "证书已删除" in (await (await browser(manager)).see("/courses/verifying")).text
    assert f"/courses/{claim}/thumb" not in (await who.see(f"/courses/{claim}/edit")).text


async def test_without_its_certificate_it_is_not_verified_and_not_sent_again(one, manager):
    (claim,) = await claimed(one)
    assert await actions.remove_certificate(one, claim, 1, "传错了", now=MONDAY)
    with pytest.raises(Refused, match="证书已经删除"):
        await actions.verify(manager, [claim], now=MONDAY)
    with pytest.raises(Refused, match="附上证书"):
        await actions.send_again(one, claim, COURSE, None, now=MONDAY)
    await actions.send_again(one, claim, COURSE, await admitted(50), now=MONDAY)
    assert await actions.verify(manager, [claim], now=MONDAY) == 1


async def test_versions_that_share_a_certificate_lose_it_together(one):
    (claim,) = await claimed(one)
    await actions.send_again(one, claim, replace(COURSE, amount="17"), None, now=MONDAY)
    await actions.send_again(one, claim, COURSE, await admitted(50), now=MONDAY)
    assert [(each.number, len(each.versions)) for each in await queries.files_of(claim)] == [(3, 1), (2, 2)]
    assert 'name="number"' in (await (await browser(one)).see(f"/courses/{claim}")).text
    assert await actions.remove_certificate(one, claim, 2, "旧的那张不对", now=MONDAY)
    assert await CourseFileRemoval.count() == 2
    assert await queries.certificate(one, claim) is not None
    with pytest.raises(Missing):
        await actions.remove_certificate(one, claim, 2, "再删", now=MONDAY)


async def test_the_certificate_of_several_stays_for_the_others(one, manager):
    first, second = await claimed(manager, one, manager)
    other = await a_person("旁小人", Role.STAFF)
    with pytest.raises(Missing):
        await actions.remove_certificate(other, first, 1, "不该有", now=MONDAY)
    assert not await actions.remove_certificate(one, first, 1, "我的那份不对", now=MONDAY)
    assert await queries.certificate(manager, second) is not None
    assert await actions.remove_certificate(manager, second, 1, "都不对", now=MONDAY)


async def test_who_verifies_and_is_no_manager_leaves_it(one):
    (claim,) = await claimed(one)
    with pytest.raises(Refused, match="由上传的人或馆领导来删"):
        await actions.remove_certificate(await a_person("书小记", Role.SECRETARY), claim, 1, "不对", now=MONDAY)


async def test_in_closed_days_the_reason_is_the_note(one, manager):
    (claim,) = await claimed(one)
    await actions.verify(manager, [claim], now=MONDAY)
    await close_period(manager, "2026", "已报", now=NEXT_YEAR)
    with pytest.raises(Refused, match="写明为什么删"):
        await actions.remove_certificate(one, claim, 1, " ", now=NEXT_YEAR)
    assert await actions.remove_certificate(one, claim, 1, "身份证", now=NEXT_YEAR)
