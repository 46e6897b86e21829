"""Photos of the sign-in sheet: added from a phone, seen by whom they concern, kept without what the camera wrote."""

from io import BytesIO

import pytest
from PIL import Image

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.tables import Evidence
from app.storage import SQLite, database
from app.storage.backup import backup
from app.storage.tables import StoredFile
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person
from tests.pictures import photo, without_picture

SHEET = photo(2400, 1200, orientation=6, gps=True)
TITLE = {"title": "签到表照片"}


@pytest.fixture
def hand(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
async def keeper(db, hand):
    return await browser(await a_person("馆长", Role.MANAGER))


async def test_a_photo_is_kept_upright_and_without_the_place(keeper):
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    sent = await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("IMG_1.JPG", SHEET))
    assert (sent.status_code, sent.headers["location"]) == (303, f"/gatherings/{study}#evidence")
    proof = (await Evidence.select().first())["id"]
    address = f"/gatherings/{study}/evidence/{proof}"
    assert f'src="{address}/thumb"' in (await keeper.see(f"/gatherings/{study}")).text
    got = await (await browser(one)).see(f"{address}/file")
    assert Image.open(BytesIO(got.content)).size == (1024, 2048)
    assert without_picture(got.content) == []
    assert got.headers["content-disposition"].startswith(
        "attachment; filename=\"IMG_1.jpg\"; filename*=UTF-8''IMG_1.jpg"
    )
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert max(Image.open(BytesIO((await keeper.see(f"{address}/thumb")).content)).size) == 320


async def test_who_was_not_expected_does_not_see_it(keeper):
    study, other = await a_gathering(await a_person("乐小读", Role.STAFF)), await a_gathering()
    await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("a.jpg", photo(40, 30)))
    proof = (await Evidence.select().first())["id"]
    stranger = await browser(await a_person("外人", Role.STAFF))
    assert (await stranger.see(f"/gatherings/{study}/evidence/{proof}/file")).status_code == 404
    assert (await keeper.see(f"/gatherings/{other}/evidence/{proof}/file")).status_code == 404
    sent = await stranger.upload(f"/gatherings/{study}/photos", TITLE, "files", ("a.jpg", photo(40, 30)))
    assert sent.status_code == 403


async def test_when_one_of_several_is_no_photo_none_is_kept(keeper):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    before = await Deed.count()
    program = ("签到表.jpg", b"MZ" + bytes(100))
    sent = await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("a.jpg", photo(40, 30)), program)
    assert (sent.status_code, "“签到表.jpg”其实是程序" in sent.text) == (409, True)
    nothing = await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("", b""))
    assert (nothing.status_code, "还没有选照片或 PDF" in nothing.text) == (409, True)
    assert (await Evidence.count(), await StoredFile.count(), await Deed.count()) == (0, 0, before)


async def test_a_form_beyond_every_limit_is_refused_before_it_is_read(keeper):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    sent = await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("大.jpg", bytes(40 * 1024 * 1024)))
    assert (sent.status_code, "照片调低分辨率，或分几次送" in sent.text) == (413, True)


async def test_the_same_photo_is_kept_once_and_the_backup_holds_it(keeper, tmp_path):
    study = await a_gathering(await a_person("乐小读", Role.STAFF))
    for _ in range(2):
        await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("a.jpg", photo(40, 30)))
    assert (await Evidence.count(), await StoredFile.count()) == (2, 1)
    if isinstance(database(), SQLite):
        copy = await backup(tmp_path / "copy.sqlite")
        kept = await StoredFile.select(StoredFile.body).first()
        assert bytes(kept["body"]) in copy.read_bytes()
