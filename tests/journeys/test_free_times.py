"""Saying when one is free: an ordinary week in few taps on a phone, counted by the browser itself."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE

COUNTS = """
window.addEventListener('click', event => {
  if (event.isTrusted && event.detail) sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
}, true)
"""
USUAL = ("周三晚上", "周六上午", "周日上午")


def taps(page: Page) -> int:
    """How often somebody has touched the page since it was last asked."""
    counted = int(page.evaluate("Number(sessionStorage.taps || 0)"))
    page.evaluate("sessionStorage.taps = 0")
    return counted


def test_a_usual_week_is_said_in_four_taps_three_from_the_first_screen(visit, demo):
    """Saturday and Sunday morning and Wednesday evening: a tap for each, and one that saves."""
    who = visit(PHONE, has_touch=True)
    who.context.add_init_script(COUNTS)
    who.sign_in(demo["volunteer"], demo["password"])
    page = who.open("/")
    taps(page)
    page.locator("summary", has_text="菜单").tap()
    page.get_by_role("link", name="班次", exact=True).locator("visible=true").first.tap()
    page.get_by_role("link", name="我的资料和时间").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("我的资料和时间")
    assert taps(page) == 3
    for box in USUAL:
        page.get_by_label(box).tap()
    page.locator("#times button[type=submit]").tap()
    expect(page.locator("#toast")).to_contain_text("已保存")
    assert (taps(page), who.fits()) == (4, True)
    assert [page.get_by_label(box).is_checked() for box in USUAL] == [True, True, True]
