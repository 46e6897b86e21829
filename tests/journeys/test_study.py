"""A session from its series to its end: the secretary at a desk, somebody of the staff who scans the code on a phone."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from app import clock
from app.gatherings.rules.calendar import Calendar, DayKind
from tests.journeys.conftest import DESK, PHONE

WEEKDAYS = "一二三四五六日"
TITLE = "窗口服务课"


def times_today() -> tuple[datetime, datetime]:
    """An hour of today in which nothing of the demo library is, or the reason why there is none."""
    now = clock.at_library(clock.now())
    starts = now.replace(second=0, microsecond=0) + timedelta(minutes=2)
    if now.weekday() == 3 and 13 <= starts.hour < 17:
        starts = starts.replace(hour=17, minute=0)
    ends = starts + timedelta(minutes=60)
    official = Calendar({})
    if ends.date() != now.date():
        pytest.skip("the day is nearly over, and a session lies within one")
    if not official.knows(now.year) or official.day(now.date()).kind is DayKind.HOLIDAY:
        pytest.skip("nobody is called together on a holiday, or the notice of this year is not there")
    return starts, ends


def test_a_session_from_its_series_to_its_end(visit, demo, server):
    starts, ends = times_today()
    secretary = visit(DESK)
    secretary.sign_in(demo["secretary"], demo["password"])
    page = secretary.open("/study")
    page.get_by_role("link", name="每周系列").click()
    page.get_by_role("link", name="新建系列").click()
    page.get_by_label("系列名称").fill(TITLE)
    page.get_by_label("星期").select_option(label=f"周{WEEKDAYS[starts.weekday()]}")
    page.get_by_label("开始时间").fill(f"{starts:%H:%M}")
    page.get_by_label("结束时间").fill(f"{ends:%H:%M}")
    page.get_by_label("地点", exact=True).fill("二楼会议室")
    page.get_by_role("button", name="保存").click()

    page.get_by_label("到哪天止").fill(f"{starts:%Y-%m-%d}")
    page.get_by_role("button", name="先看一遍").click()
    expect(page.get_by_role("row", name=f"{starts:%Y-%m-%d}")).to_contain_text("办")
    page.get_by_role("button", name="排出这 1 次").click()
    expect(page.locator("#toast")).to_contain_text("排出 1 次学习")

    page.get_by_role("link", name=TITLE).first.click()
    address = page.url.removeprefix(secretary.address)
    page.get_by_label("内容").fill("接待读者的十句话")
    page.get_by_label("计划用时").fill("40")
    page.get_by_role("button", name="加进议程").click()
    expect(page.get_by_role("heading", name="1. 接待读者的十句话")).to_be_visible()

    reader = visit(PHONE)
    reader.sign_in(demo["staff"], demo["password"])
    phone = reader.open("/study")
    phone.get_by_role("link", name=TITLE).first.click()
    expect(phone.get_by_role("heading", name="1. 接待读者的十句话")).to_be_visible()
    expect(phone.get_by_role("button", name="开始签到")).to_have_count(0)

    page.get_by_role("button", name="开始签到").click()
    expect(page.locator("#toast")).to_contain_text("开始签到")
    expect(page.get_by_role("link", name="投屏签到码")).to_be_visible()
    phone = reader.open("/notices")
    phone.get_by_role("link", name=f"“{TITLE}”开始签到").first.click()
    phone.wait_for_url(f"**{address}")
    wider = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0

    page.get_by_role("link", name="投屏签到码").click()
    phone.goto(page.locator(".qr").get_attribute("data-address"))
    phone.get_by_role("button", name="乐小读 签到").click()
    expect(phone.locator("#toast")).to_contain_text("已签到")

    secretary.open(address)
    expect(page.get_by_role("button", name="结束学习")).to_be_disabled()
    server.let_pass(3)
    secretary.open(address)
    page.get_by_role("button", name="结束学习").click()
    expect(page.get_by_text("已结束", exact=True)).to_be_visible()
    page.get_by_role("link", name="应到 22 人，实到 1 人").click()
    expect(page.locator("#people")).to_contain_text("乐小读")
    reader.open(address)
    expect(phone.get_by_text("已结束", exact=True)).to_be_visible()
