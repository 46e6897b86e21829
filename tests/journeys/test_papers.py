"""A volunteer asks for a paper, the manager issues it, a stranger checks it by its code; once revoked, the page says so."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import BOTH_SIZES, DESK, PHONE


@pytest.mark.parametrize("size", [PHONE, DESK], ids=BOTH_SIZES)
def test_a_paper_from_the_request_to_the_revocation(visit, demo, size):
    asks = visit(size)
    asks.sign_in(demo["volunteer"], demo["password"])
    page = asks.open("/service/file")
    assert asks.fits()
    page.get_by_text("申请一张（免费）").click()
    page.get_by_label("从哪天（空着是从最早）").fill("2026-11-02" if size == PHONE else "2026-11-03")
    page.get_by_label("用途（可不填，会印在纸上）").fill("评优")
    page.get_by_role("button", name="申请", exact=True).click()
    expect(page.locator("#papers")).to_contain_text("正在等出具")

    issues = visit(size)
    issues.sign_in(demo["manager"], demo["password"])
    page = issues.open("/service/papers")
    row = page.locator("#waiting .row-item", has_text="评优").filter(has_text="2026-11-0").last
    row.get_by_role("link", name="看了再出具").click()
    expect(page.locator("#preview h2")).to_have_text("上官愿的这张纸")
    assert issues.fits()
    page.get_by_role("button", name="出具", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("志愿服务记录")
    expect(page.get_by_text("用途：评优")).to_be_visible()
    assert issues.fits()
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 PDF").click()
    name = taken.value.suggested_filename
    assert re.fullmatch(r"志愿服务记录（本馆出具）志记〔2026〕\d+号 上官愿\.pdf", name), name
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    code = page.get_by_role("link", name="看查验页").get_attribute("href").rsplit("/", 1)[1]

    stranger = visit(size)
    page = stranger.open("/certificates")
    page.get_by_label("查验码").fill(code.lower())
    page.get_by_role("button", name="查验").click()
    expect(page.get_by_role("status")).to_contain_text("有效")
    expect(page.locator("main dl.facts")).to_contain_text("上官**")
    assert "上官愿" not in page.content()
    assert stranger.fits()

    page = issues.page
    page.get_by_text("撤销这一张").click()
    page.get_by_label("撤销原因（会印在纸上，本人会看到）").fill("日期写错了")
    page.get_by_role("button", name="确定撤销").click()
    expect(page.get_by_text("不再有效：日期写错了")).to_be_visible()
    page = stranger.open(f"/certificates/{code}")
    expect(page.get_by_role("status")).to_contain_text("已撤销")
    assert "日期写错了" not in page.content()
    page = asks.open("/service/file")
    expect(page.locator("#papers")).to_contain_text("撤销原因：日期写错了")
