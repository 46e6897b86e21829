"""The pages of courses elsewhere: who sees what, what a wrong file says, where a verified course shows."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.actor import Role
from app.storage.tables import StoredFile
from app.training.tables import CourseClaim
from tests.cast import browser
from tests.makers import MONDAY, a_person
from tests.pictures import photo, without_picture

FORM = {
    "title": "示例馆员研修班",
    "organiser": "示例省图书馆",
    "level": "province",
    "mode": "sent",
    "subject": "professional",
    "from_on": "2026-09-07",
    "to_on": "2026-09-09",
    "times": "day",
    "amount": "18",
    "unit": "hour",
}
PHOTO = ("证书.jpg", photo(300, 200, gps=True))


@pytest.fixture
async def manager(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return await browser(await a_person("馆长", Role.MANAGER))


@pytest.fixture
async def staff(manager):
    return await browser(await a_person("乐小读", Role.STAFF))


async def claimed(who) -> str:
    """The address of a claim that was sent."""
    return (await who.upload("/courses", FORM, "certificate", PHOTO)).headers["location"]


async def test_from_the_phone_to_the_record(manager, staff):
    address = await claimed(staff)
    assert "待审核" in (await staff.see(address)).text
    got = await manager.see(f"{address}/file")
    assert (got.headers["content-type"], without_picture(got.content)) == ("image/jpeg", [])
    listed = (await manager.see("/courses/verifying")).text
    assert 'name="claims" value="1"' in listed
    done = await manager.send("/courses/verifications", {"claims": ["1"]})
    assert (done.status_code, done.headers["location"]) == (303, "/courses/verifying")
    assert "已通过" in (await staff.see("/courses")).text
    record = (await staff.see("/record?year=2026")).text
    assert all(said in record for said in ("示例馆员研修班", "18 小时", f'href="{address}"'))
    for tail in ("", "&by=person", "&q=乐小读", "&since=2026-09-01&until=2026-09-30"):
        log = (await manager.see(f"/log?tab=courses&year=2026{tail}")).text
        assert ("1 条" in log, "1080" in log) == (True, True)
    assert "0 条" in (await manager.see("/log?tab=courses&year=2025")).text
    taken = await staff.see("/record.xlsx?year=2026")
    rows = CalamineWorkbook.from_filelike(BytesIO(taken.content)).get_sheet_by_index(0).to_python()
    assert [row.count("示例馆员研修班") for row in rows if "外派学习" in row] == [1]
    assert (await manager.see("/log.xlsx?tab=courses&year=2026")).status_code == 200


async def test_a_program_under_another_name_leaves_nothing(manager, staff):
    sent = await staff.upload("/courses", FORM, "certificate", ("证书.jpg", b"MZ" + bytes(100)))
    assert (sent.status_code, "“证书.jpg”其实是程序" in sent.text) == (409, True)
    assert ('value="示例馆员研修班"' in sent.text, "文件要重新选一次" in sent.text) == (True, True)
    assert (await CourseClaim.count(), await StoredFile.count()) == (0, 0)


async def test_what_is_missing_is_said_at_its_field(manager, staff):
    sent = await staff.upload("/courses", {**FORM, "title": "", "amount": "25"}, "certificate", PHOTO)
    assert (sent.status_code, "填写培训名称" in sent.text) == (422, True)
    sent = await staff.upload("/courses", {**FORM, "amount": "25"}, "certificate", PHOTO)
    assert (sent.status_code, 'id="e-amount"' in sent.text) == (409, True)
    sent = await staff.upload("/courses", FORM, "certificate", ("", b""))
    assert (sent.status_code, 'id="e-certificate"' in sent.text) == (409, True)


async def test_only_a_manager_claims_for_others(manager, staff):
    other = await a_person("邻座", Role.STAFF)
    sent = await staff.upload("/courses", {**FORM, "persons": [str(other.person)]}, "certificate", PHOTO)
    assert sent.status_code == 303
    assert [row["person"] for row in await CourseClaim.select()] == [staff.actor.person]
    sent = await manager.upload(
        "/courses", {**FORM, "persons": [str(other.person), str(manager.actor.person)]}, "certificate", PHOTO
    )
    assert sent.headers["location"] == "/courses/verifying"
    assert (await CourseClaim.count(), await StoredFile.count()) == (3, 1)


async def test_somebody_elses_claim_is_missing_and_verifying_is_not_for_staff(manager, staff):
    address = await claimed(staff)
    stranger = await browser(await a_person("外人", Role.STAFF))
    for path in ("", "/edit", "/file", "/thumb"):
        assert (await stranger.see(f"{address}{path}")).status_code == 404
    assert (await stranger.send(f"{address}/withdrawals")).status_code == 404
    assert (await staff.send("/courses/verifications", {"claims": ["1"]})).status_code == 403
    assert (await (await browser(await a_person("志愿者", Role.VOLUNTEER))).see("/courses")).status_code == 403


async def test_a_returned_claim_says_why_and_is_sent_again(manager, staff):
    address = await claimed(staff)
    assert (await manager.send(f"{address}/returns", {"reason": ""})).status_code == 422
    await manager.send(f"{address}/returns", {"reason": "照片看不清"})
    assert "退回原因：照片看不清" in (await staff.see("/courses")).text
    assert 'value="示例馆员研修班"' in (await staff.see(f"{address}/edit")).text
    again = await staff.upload(f"{address}/versions", {**FORM, "amount": "12"}, "certificate", ("", b""))
    assert again.status_code == 303
    shown = (await staff.see(address)).text
    assert ("报送第 2 版" in shown, "合 12 小时" in shown, "待审核" in shown) == (True, True, True)
    assert (await staff.send(f"{address}/withdrawals")).status_code == 303
    assert "已撤回" in (await staff.see("/courses")).text
