"""What goes wrong on a volunteer's own page is said where it was typed, and nothing typed is lost."""

import re

import pytest

from app import clock
from app.shifts.tables import ConsentGiven, DataRequest
from tests.app.shifts.county import NOW, a_county, a_shift, a_volunteer
from tests.cast import ADDRESS, browser


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_county()


@pytest.mark.parametrize(
    ("address", "form", "status", "field", "said"),
    [
        ("display", {"display": "alias", "alias": ""}, 409, "alias", "写上要展示的别名"),
        ("display", {"display": "alias", "alias": "长" * 31}, 422, "alias", "别名最多 30 个字，现在 31 个字"),
        ("requests", {"kind": "correction", "text": ""}, 409, "text", "写清哪一项不对、应该是什么"),
        ("requests", {"kind": "correction", "text": "长" * 301}, 422, "text", "最多 300 个字，现在 301 个字"),
    ],
)
async def test_an_error_stands_at_its_field_with_what_was_typed(county, address, form, status, field, said):
    who = await browser((await a_volunteer(county))[0])
    answer = await who.send(f"/shifts/me/{address}", form)
    assert answer.status_code == status
    at_field = re.search(rf'id="e-{field}"><span[^>]*>错误：</span>([^<]*)<', answer.text)
    assert at_field is not None
    assert said in at_field[1]
    assert re.search(rf'<input id="f-{field}"[^>]*value="{form[field]}"', answer.text) is not None
    assert (await ConsentGiven.count(), await DataRequest.count()) == (0, 0)


async def test_a_refused_press_leads_back_to_the_page_it_was_made_on(county):
    seat = await a_shift(county)
    who = await browser((await a_volunteer(county))[0])
    for expected in (303, 409):
        answer = await who.send(f"/shifts/seats/{seat.id}/signups", Referer=f"{ADDRESS}/shifts?suits=1")
        assert answer.status_code == expected
    assert "已经在这一班了" in answer.text
    link = re.search(r'href="([^"]*)">(?:<svg[^\n]*</svg>)?\s*回到刚才那一页', answer.text, re.DOTALL)
    assert link is not None
    assert link[1] == "/shifts?suits=1"


async def test_whoever_is_not_active_yet_is_not_sent_to_lines_they_cannot_stand_in(county):
    actor, _volunteer = await a_volunteer(county, ready=False)
    await a_shift(county)
    assert "可以排队候补" not in (await (await browser(actor)).see("/")).text
