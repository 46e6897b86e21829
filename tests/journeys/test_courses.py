"""A certificate is photographed on a phone and verified at a desk; the sign-in sheet is photographed in one tap."""

import sqlite3
from contextlib import closing
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.pictures import GPS, photo, without_picture

SHEET = photo(2600, 1300, orientation=6, gps=True)


def kept(server):
    """The newest file in the database of the server."""
    with closing(sqlite3.connect(f"file:{server.data / 'zhixing.db'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT body FROM stored_file ORDER BY id DESC LIMIT 1").fetchone()[0]


def test_a_certificate_from_the_phone_is_verified_and_stands_in_the_record(visit, demo, server):
    assert GPS in Image.open(BytesIO(SHEET)).getexif()
    phone = visit(PHONE)
    phone.sign_in(demo["staff"], demo["password"])
    page = phone.open("/courses")
    page.get_by_role("link", name="申报一次培训").click()
    page.locator("#f-certificate").set_input_files({"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": SHEET})
    # The browser has made it small and upright before anything is sent.
    expect(page.locator("#f-certificate")).to_have_js_property("value", "C:\\fakepath\\IMG_0001.jpg")
    page.locator("#f-title").fill("示例阅读推广人培训")
    page.locator("#f-organiser").fill("示例阅读推广委员会")
    for name, value in (("level", "province"), ("mode", "sent"), ("subject", "professional"), ("times", "day")):
        page.locator(f"#f-{name}").select_option(value)
    page.locator("#f-from_on").fill("2026-03-10")
    page.locator("#f-to_on").fill("2026-03-11")
    page.locator("#f-amount").fill("12")
    page.get_by_role("button", name="报送审核").click()
    expect(page.locator("h1")).to_have_text("示例阅读推广人培训")
    expect(page.locator("img.certificate")).to_have_js_property("naturalHeight", 2048)
    assert (Image.open(BytesIO(kept(server))).size, without_picture(kept(server))) == ((1024, 2048), [])
    desk = visit(DESK)
    desk.sign_in(demo["manager"], demo["password"])
    hall = desk.open("/courses/verifying")
    hall.get_by_label("乐小读 · 示例阅读推广人培训").check()
    hall.get_by_role("button", name="通过勾选的").click()
    expect(hall.locator("#toast")).to_contain_text("已通过 1 份")
    page = phone.open("/record?year=2026")
    expect(page.locator("#courses")).to_contain_text("示例阅读推广人培训")


def test_the_sign_in_sheet_is_photographed_in_one_tap(visit, demo, server):
    phone = visit(PHONE)
    phone.sign_in(demo["manager"], demo["password"])
    page = phone.open("/gatherings/1")
    page.locator("#f-files").set_input_files({"name": "签到表.jpg", "mimeType": "image/jpeg", "buffer": SHEET})
    expect(page.locator("#evidence")).to_contain_text("签到表.jpg")
    expect(page.locator("#evidence .stored-file img").last).to_have_js_property("naturalHeight", 320)
    assert without_picture(kept(server)) == []


def test_without_scripts_the_server_makes_the_photo_small(chrome, server, demo):
    context = chrome.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/sign-in")
    page.locator("main input[type=text]").first.fill(demo["manager"])
    page.locator("input[name=password]").fill(demo["password"])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(f"{server.address}/gatherings/1")
    page.locator("#f-files").set_input_files({"name": "原图.jpg", "mimeType": "image/jpeg", "buffer": SHEET})
    page.get_by_role("button", name="上传").click()
    expect(page.locator("#evidence")).to_contain_text("原图.jpg")
    assert (Image.open(BytesIO(kept(server))).size, without_picture(kept(server))) == ((1024, 2048), [])
    context.close()
