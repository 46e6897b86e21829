"""The roster outside the screen says what the screen says."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import httpx
import msgspec
import pytest
from python_calamine import load_workbook

from app import clock
from app.notices.actions import groups
from app.people.tables import Library
from app.shifts.actions import publishing, roster
from app.shifts.rules import Headcount
from app.shifts.tables import Assignment, VolunteerStatus
from tests.app.shifts.county import DAY, HOUR, NOW, THIS_WEEK, a_county, a_shift, a_volunteer, fresh, names
from tests.cast import browser


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    county = await a_county()
    await Library(name="示例县图书馆本馆", kind="own").save()
    (_, one), (_, two) = await a_volunteer(county, "甲小一"), await a_volunteer(county, "=乙小二")
    seat = await a_shift(county, count=Headcount(1, 2, 3))
    await roster.assign(county.manager, seat.id, one, now=NOW)
    await publishing.publish(county.manager, THIS_WEEK, now=NOW)
    draft = await a_shift(county, DAY, site=1, published=False)
    for volunteer in (one, two):
        await roster.assign(county.manager, draft.id, volunteer, now=NOW)
    await a_shift(county, 5 * HOUR, published=False)
    paused = VolunteerStatus(volunteer=two, status="paused", reason="出差", by_name="示例", at=NOW)
    await paused.save()
    return county


def said(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows_of(html):
    table = html.partition('<table class="table board">')[2].partition("</table>")[0]
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    return [[said(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL)] for line in lines]


async def test_the_workbook_has_the_rows_the_columns_and_the_words_of_the_screen(county):
    who = await browser(county.manager)
    screen = rows_of((await who.see(f"/shifts/board?week={THIS_WEEK}")).text)
    answer = await who.see(f"/shifts/board.xlsx?week={THIS_WEEK}")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheet_names == ["班表", "数据字典"]
    sheet = book.get_sheet_by_name("班表").to_python()
    cells = [[" ".join(str(cell).split()) for cell in row] for row in sheet]
    assert cells[0][0] == "志愿服务班表"
    assert cells[1][0] == "填报单位：示例县图书馆本馆 期间：2026-11-23—2026-11-29"
    assert "制表人：单知行" in cells[2][0]
    for row, shown in zip(cells[3:], screen, strict=True):
        # A row of its own names the place, with what one may do there on the screen; the plus of an empty cell is a link.
        if len(shown) == 1:
            assert (row[0], set(row[1:])) == (shown[0].split()[0], {""})
        else:
            assert row == ["" if text == "+" else text for text in shown]
    assert cells[5][1] == "09:00—12:00 1/2 甲小一 缺 1 还可加 14:00—17:00 草稿 0/2 缺 2 空缺"
    assert cells[7][2] == "09:00—12:00 草稿 2/2 甲小一 =乙小二 （冲突） 冲突"
    page = ZipFile(BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert ('orientation="landscape"' in page, 'paperSize="9"' in page, "fitToPage" in page, "<f>" in page) == (
        True,
        True,
        True,
        False,
    )


async def test_the_text_for_a_group_chat_goes_day_by_day(county):
    who = await browser(county.manager)
    page = (await who.see(f"/shifts/board/text?week={THIS_WEEK}")).text
    text = unescape(page.partition("readonly>")[2].partition("</textarea>")[0])
    assert text.splitlines() == [
        "示例县图书馆本馆志愿服务班表 11月23日（周一）—11月29日（周日）",
        "",
        "11月23日（周一）",
        "示例总馆 导读 09:00—12:00：甲小一（缺 1）",
        "示例总馆 导读 14:00—17:00：还没有人（缺 2）（草稿）",
        "",
        "11月24日（周二）",
        "示例书吧 导读 09:00—12:00：甲小一、=乙小二（草稿）",
    ]
    assert "有的班还是草稿" in page
    one = (await who.see(f"/shifts/board/text?week={THIS_WEEK}&place={county.places[1]}")).text
    assert ("示例书吧 导读 09:00" in one, "示例总馆 导读 09:00" in one) == (True, False)


async def test_the_text_goes_to_a_group_from_its_own_page(county, monkeypatch):
    who = await browser(county.manager)
    page = (await who.see(f"/shifts/board/text?week={THIS_WEEK}")).text
    assert ('name="channel"' in page, "有企业微信、钉钉或飞书的群机器人" in page) == (False, True)
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=invented"
    group = await groups.add_group(county.manager, "示例工作群", address, now=NOW)
    page = (await who.see(f"/shifts/board/text?week={THIS_WEEK}")).text
    assert f'<option value="{group}">示例工作群</option>' in page
    text = unescape(page.partition("readonly>")[2].partition("</textarea>")[0])
    sent = []

    def respond(request):
        sent.append(msgspec.json.decode(request.content)["text"]["content"])
        return httpx.Response(200, json={"errcode": 0})

    robot = httpx.MockTransport(respond)
    monkeypatch.setattr(
        groups.post_to_group, "__kwdefaults__", {"carried_by": lambda: httpx.AsyncClient(transport=robot)}
    )
    answer = await who.send("/groups/posts", {"channel": str(group), "text": text})
    assert (answer.status_code, sent) == (303, [f"【知行】{text}"])


@pytest.mark.parametrize(("paper", "shown"), [("a3", "a3"), ("a4", "a4"), ("b5", "a3")])
async def test_the_sheet_for_the_wall(county, paper, shown):
    who = await browser(county.manager)
    page = (await who.see(f"/shifts/board/print?week={THIS_WEEK}&paper={paper}")).text
    assert f'class="poster is-{shown}"' in page
    assert ("示例总馆" in page, "甲小一、=乙小二" in page) == (True, True)
    alone = (await who.see(f"/shifts/board/print?week={THIS_WEEK}&place={county.places[0]}")).text
    table = alone.partition('<article class="poster is-a4">')[2].partition("</article>")[0]
    assert ("甲小一" in table, "=乙小二" in table) == (True, False)


async def test_pasting_and_taking_back_over_http(county):
    who = await browser(county.manager)
    source, target = [await a_shift(county, n * DAY, published=False) for n in (2, 3)]
    _, volunteer = await a_volunteer(county, "丙小三")
    await roster.assign(county.manager, source.id, volunteer, now=NOW)
    source = await fresh(source)
    form = {"week": str(THIS_WEEK), "onto": [f"{target.id}:{target.revision}:{source.id}:{source.revision}"]}
    answer = await who.send("/shifts/board/pastes", form, **{"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-trigger"]) == (200, "roster-changed")
    assert "已粘贴 1 人次" in answer.text
    stale = await who.send("/shifts/board/pastes", form, **{"HX-Request": "true"})
    assert (stale.status_code, "刚被单知行改成“丙小三”" in stale.text) == (409, True)
    back = await who.send("/shifts/board/undos", {"week": str(THIS_WEEK)})
    assert (back.status_code, back.headers["location"]) == (303, f"/shifts/board?week={THIS_WEEK}")
    assert await names(target) == []
    again = await who.send("/shifts/board/redos", {"week": str(THIS_WEEK)}, **{"HX-Request": "true"})
    assert "已重做：粘贴" in again.text
    assert await names(target) == ["丙小三"]
    seen = {"week": str(THIS_WEEK), "seat": [f"{target.id}:{(await fresh(target)).revision}"]}
    answer = await who.send("/shifts/board/clearings", seen, **{"HX-Request": "true"})
    assert (answer.status_code, "已撤下 1 人次" in answer.text, await names(target)) == (200, True, [])
    assert (await who.send("/shifts/board/clearings", {**seen, "seat": ["x"]})).status_code == 409
    wrong = {"week": str(THIS_WEEK), "onto": ["x"]}
    assert (await who.send("/shifts/board/pastes", wrong, **{"HX-Request": "true"})).status_code == 409
    text = {"week": str(THIS_WEEK), "onto": [f"{target.id}:{(await fresh(target)).revision}=没有这人"]}
    answer = await who.send("/shifts/board/pastes", text, **{"HX-Request": "true"})
    assert (answer.status_code, "没有叫“没有这人”的志愿者" in answer.text) == (409, True)
    assert await Assignment.count().where(Assignment.seat == target.id) == 2
