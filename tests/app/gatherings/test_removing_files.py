"""A photo that was put up by mistake: the bytes go, the row and the reason stay; and evidence that comes to closed days."""

from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions
from app.gatherings.tables import Evidence, EvidenceRemoval
from app.refusals import Missing, Refused
from app.storage import SQLite, database
from app.storage.tables import StoredFile
from app.training.queries import log
from app.training.rules.filtering import LogFilter
from tests.cast import browser
from tests.makers import MONDAY, a_gathering, a_person
from tests.pictures import photo

TITLE = {"title": "签到表照片"}
WHY = {"reason": "误传了别人的身份证"}
NEXT_YEAR = MONDAY + timedelta(days=60)


@pytest.fixture
async def manager(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return await a_person("馆小长", Role.MANAGER)


async def a_photo(keeper, study, picture=None):
    """A photo of the evidence of a gathering; returns the id of its row."""
    await keeper.upload(f"/gatherings/{study}/photos", TITLE, "files", ("身份证.jpg", picture or photo(40, 30)))
    return (await Evidence.select().order_by(Evidence.id, ascending=False).first())["id"]


async def test_the_bytes_go_and_the_row_says_who_and_why(manager):
    one = await a_person("乐小读", Role.STAFF)
    study, keeper = await a_gathering(one), await browser(manager)
    proof = await a_photo(keeper, study)
    body = bytes((await StoredFile.select(StoredFile.body).first())["body"])
    address = f"/gatherings/{study}/evidence/{proof}"
    assert f'action="{address}/removals"' in (await keeper.see(f"/gatherings/{study}")).text
    empty = await keeper.send(f"{address}/removals", {"reason": ""})
    assert (empty.status_code, f'id="e-reason-{proof}"' in empty.text) == (422, True)
    assert (await keeper.send(f"{address}/removals", WHY)).status_code == 303
    assert [(await keeper.see(f"{address}/{end}")).status_code for end in ("file", "thumb")] == [404, 404]
    seen = (await (await browser(one)).see(f"/gatherings/{study}")).text
    assert "已删除：误传了别人的身份证，馆小长，2026年11月23日" in seen
    assert "身份证.jpg" not in seen
    kept = await StoredFile.select().first()
    assert (bytes(kept["body"]), bytes(kept["thumb"]), kept["digest"]) == (b"", b"", f"emptied {kept['id']}")
    assert (await Evidence.count(), await EvidenceRemoval.count()) == (1, 1)
    told = await Deed.select().where(Deed.verb == "evidence.removed").first()
    assert ("误传了别人的身份证" in str(told["details"]), told["subject"]) == (True, study)
    with pytest.raises(Refused, match="已经删除"):
        await actions.remove_file(manager, study, proof, "再删", now=MONDAY)
    # The same photo, sent again on purpose, is there again.
    await a_photo(keeper, study)
    assert bytes((await StoredFile.select().order_by(StoredFile.id, ascending=False).first())["body"]) == body


async def test_nothing_of_the_bytes_is_left_in_the_file(manager):
    engine = database()
    if not isinstance(engine, SQLite):
        pytest.skip("the pages of PostgreSQL are its own")
    study, keeper = await a_gathering(await a_person("乐小读", Role.STAFF)), await browser(manager)
    proof = await a_photo(keeper, study, photo(2000, 1500))
    body = bytes((await StoredFile.select(StoredFile.body).first())["body"])
    await actions.remove_file(manager, study, proof, "误传", now=MONDAY)
    await engine.close_connection_pool()
    pieces = [body[start : start + 64] for start in range(1000, len(body) - 64, 4000)]
    left = engine.file.read_bytes()
    assert pieces
    assert [piece for piece in pieces if piece in left] == []


async def test_the_bytes_stay_while_they_prove_something_else(manager):
    one = await a_person("乐小读", Role.STAFF)
    keeper = await browser(manager)
    first, second = (
        await a_gathering(one),
        await a_gathering(one, title="周五学习", starts_at=MONDAY + timedelta(days=1)),
    )
    proofs = [await a_photo(keeper, study) for study in (first, second)]
    assert not await actions.remove_file(manager, first, proofs[0], "放错了地方", now=MONDAY)
    assert (await keeper.see(f"/gatherings/{first}/evidence/{proofs[0]}/file")).status_code == 404
    assert (await keeper.see(f"/gatherings/{second}/evidence/{proofs[1]}/file")).status_code == 200
    assert await actions.remove_file(manager, second, proofs[1], "也放错了", now=MONDAY)


async def test_only_who_put_it_up_and_the_manager_take_it_away(manager):
    secretary, other = await a_person("书小记", Role.SECRETARY), await a_person("副小记", Role.SECRETARY)
    one = await a_person("乐小读", Role.STAFF)
    study = await a_gathering(one)
    proof = await a_photo(await browser(secretary), study)
    assert "/removals" not in (await (await browser(other)).see(f"/gatherings/{study}")).text
    with pytest.raises(Refused, match="由上传的人或馆领导来删"):
        await actions.remove_file(other, study, proof, "不该有", now=MONDAY)
    with pytest.raises(Missing):
        await actions.remove_file(one, study, proof, "不该有", now=MONDAY)
    await actions.add_evidence(secretary, study, "签到表", "档案盒 3", None, now=MONDAY)
    with pytest.raises(Refused, match="没有上传的文件"):
        await actions.remove_file(secretary, study, proof + 1, "没有文件", now=MONDAY)
    assert await actions.remove_file(secretary, study, proof, "传错了", now=MONDAY)


async def test_what_was_taken_away_proves_nothing_in_the_log(manager):
    one = await a_person("乐小读", Role.STAFF)
    study, keeper = await a_gathering(one), await browser(manager)
    proof = await a_photo(keeper, study)
    await actions.tick_in(manager, study, one.person, now=MONDAY)
    found = {"year": "2026", "tab": "study", "proof": "with"}
    assert (await log.sums(manager, LogFilter.of(found, 2026), None)).times == 1
    await actions.remove_file(manager, study, proof, "误传", now=MONDAY)
    assert (await log.sums(manager, LogFilter.of(found, 2026), None)).times == 0
    assert (await log.sums(manager, LogFilter.of({**found, "proof": "without"}, 2026), None)).times == 1


class Closed:
    """A session of last year, with a photo, in a period that was closed since."""

    async def fill(self, manager, monkeypatch):
        self.manager, self.keeper = manager, await browser(manager)
        self.one = await a_person("乐小读", Role.STAFF)
        self.study = await a_gathering(self.one)
        self.proof = await a_photo(self.keeper, self.study)
        await actions.close(manager, self.study, now=MONDAY + timedelta(hours=3))
        monkeypatch.setattr(clock, "now", lambda: NEXT_YEAR)
        await actions.close_period(manager, "2026", "已报", now=NEXT_YEAR - timedelta(days=1))
        self.keeper = await browser(manager)
        return self


@pytest.fixture
async def closed(manager, monkeypatch):
    return await Closed().fill(manager, monkeypatch)


async def test_evidence_comes_to_closed_days_with_a_reason_only(closed):
    page = f"/gatherings/{closed.study}"
    given = {"title": "签到表", "reference": "档案盒 3"}
    refused = await closed.keeper.send(f"{page}/evidence", given)
    assert (refused.status_code, 'id="e-note"' in refused.text, "已封存" in refused.text) == (409, True, True)
    assert 'value="档案盒 3"' in refused.text
    sent = await closed.keeper.upload(f"{page}/photos", TITLE, "files", ("a.jpg", photo(50, 30)))
    assert (sent.status_code, 'id="e-photo_note"' in sent.text) == (409, True)
    assert await Evidence.count() == 1
    assert (await closed.keeper.send(f"{page}/evidence", {**given, "note": "归档时补上"})).status_code == 303
    with_note = {**TITLE, "note": "原件刚找到"}
    sent = await closed.keeper.upload(f"{page}/photos", with_note, "files", ("a.jpg", photo(50, 30)))
    assert sent.status_code == 303
    seen = (await closed.keeper.see(page)).text
    assert seen.count("封存后补充") == 2
    assert ("归档时补上" in seen, "原件刚找到" in seen) == (True, True)
    assert await Evidence.count() == 3


async def test_a_photo_of_closed_days_goes_with_its_reason_as_the_note(closed):
    with pytest.raises(Refused, match="写明为什么删"):
        await actions.remove_file(closed.manager, closed.study, closed.proof, " ", now=NEXT_YEAR)
    assert await actions.remove_file(closed.manager, closed.study, closed.proof, "误传", now=NEXT_YEAR)
    assert "已删除：误传，馆小长，2027年1月22日" in (await closed.keeper.see(f"/gatherings/{closed.study}")).text


async def test_a_stored_file_is_emptied_and_never_changed_otherwise(closed):
    with pytest.raises(Exception, match="insert-only"):
        await StoredFile.update({StoredFile.body: b"other"}).where(StoredFile.id > 0)
    with pytest.raises(Exception, match="insert-only"):
        await StoredFile.update({StoredFile.ending: "pdf", StoredFile.body: b"", StoredFile.thumb: b""}).where(
            StoredFile.id > 0
        )
    with pytest.raises(Exception, match="insert-only"):
        await StoredFile.delete().where(StoredFile.id > 0)
