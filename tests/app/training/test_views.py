"""Saved views of the log, and what stands behind one of its rows."""

from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings import actions as gatherings
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Record, Source, Status
from app.refusals import Missing, Refused
from app.training import actions
from app.training.queries.views import views
from app.training.rules.filtering import LogFilter, Tab
from app.training.rules.views import MOST_VIEWS, address_of, why_not_save
from app.training.tables import SavedView
from tests.app.training.rows import LATER, THURSDAY, a_past
from tests.cast import browser
from tests.makers import a_person


@pytest.fixture(autouse=True)
def at_the_end_of_the_year(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


def test_a_view_of_this_year_is_of_this_year_next_year_too():
    assert address_of(LogFilter(Tab.STUDY, year=2026, proof="without"), 2026) == "tab=study&proof=without"
    assert address_of(LogFilter(Tab.STUDY, year=2025, proof="without"), 2026) == "tab=study&year=2025&proof=without"


@pytest.mark.parametrize(
    ("name", "names", "said"),
    [(" ", set(), "起个名字"), ("缺证明", {"缺证明"}, "已经有"), ("新的", set(map(str, range(MOST_VIEWS))), "30 组")],
)
def test_why_a_view_is_not_saved(name, names, said):
    (why,) = why_not_save(name, names)
    assert said in why.sentence


async def test_a_view_is_saved_shared_opened_and_taken_out(db):
    manager, other = await a_person("馆小长", Role.MANAGER), await a_person("副小馆", Role.MANAGER)
    who = await browser(manager)
    form = {"name": "缺证明的", "query": "tab=study&year=2026&proof=without&nonsense=1", "shared": "1"}
    answer = await who.send("/log/views", form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/log?tab=study&year=2026&proof=without")
    (view,) = await views(other)
    assert (view.name, view.query, view.owner, view.is_own) == ("缺证明的", "tab=study&proof=without", "馆小长", False)
    assert 'href="/log?tab=study&amp;proof=without">缺证明的' in (await (await browser(other)).see("/log")).text
    with pytest.raises(Missing):
        await actions.remove_view(other, view.id, now=LATER)
    await who.send(f"/log/views/{view.id}/removal")
    assert await views(manager) == []
    assert await SavedView.count() == 1
    assert [row["verb"] for row in await Deed.select(Deed.verb).order_by(Deed.id)] == [
        "log_view.saved",
        "log_view.removed",
    ]


async def test_ones_own_view_is_not_shown_to_others_and_a_name_is_used_once(db):
    manager, other = await a_person("馆小长", Role.MANAGER), await a_person("副小馆", Role.MANAGER)
    await actions.save_view(manager, "迟到的", "status=late", False, now=LATER)
    assert await views(other) == []
    with pytest.raises(Refused, match="已经有"):
        await actions.save_view(manager, "迟到的", "", False, now=LATER)
    who = await browser(manager)
    again = await who.send("/log/views", {"name": "迟到的", "query": "tab=study&status=late"})
    assert again.status_code == 409
    assert 'id="e-name"' in again.text
    assert 'value="迟到的"' in again.text
    assert '<option value="late" selected>' in again.text
    assert (await who.send("/log/views", {"name": "", "query": ""})).status_code == 422


async def test_the_panel_shows_the_evidence_and_every_correction_with_its_reason(db):
    manager, one = await a_person("馆小长", Role.MANAGER), await a_person("乐小读", Role.STAFF)
    other = await a_person("单小卷", Role.STAFF)
    session = await a_past(
        Kind.STUDY, "周四学习", {one.person: Status.PRESENT, other.person: Status.PRESENT}, proven=True
    )
    await gatherings.add_evidence(manager, session, "请假条", "盒 9", other.person, now=LATER)
    corrected = Record(
        Status.LATE, Source.HAND, THURSDAY + timedelta(minutes=60), THURSDAY + timedelta(minutes=150), "门禁记录晚到"
    )
    await gatherings.correct(manager, session, one.person, corrected, now=LATER)
    who = await browser(manager)
    log = (await who.see("/log?tab=study&status=late")).text
    address = f"/log/evidence/{session}/{one.person}?tab=study&amp;year=2026&amp;status=late&amp;p=1"
    assert f'href="{address}" hx-get="{address}"' in log
    panel = (await who.part(address.replace("&amp;", "&"))).text
    assert "<html" not in panel
    assert all(said in panel for said in ("签到表", "门禁记录晚到", "90 分钟", "150 分钟", "现在算数"))
    assert "请假条" not in panel
    assert 'hx-get="/log?tab=study&amp;year=2026&amp;status=late&amp;p=1"' in panel
    whole = (await who.see(f"/log/evidence/{session}/{one.person}")).text
    assert "<html" in whole
    assert "门禁记录晚到" in whole
    assert (await who.see(f"/log/evidence/{session}/{manager.person}")).status_code == 404
    assert (await who.see(f"/log/evidence/{session + 1}/{one.person}")).status_code == 404
    assert (await (await browser(one)).see(f"/log/evidence/{session}/{one.person}")).status_code == 403
