"""News by mail: confirmed first, one letter for each person, sent once whatever happens, and never after it was stopped."""

import asyncio
from datetime import timedelta

import pytest

from app.actor import Role
from app.notices import actions as notices
from app.notices import mailing, tell
from app.notices.actions import mail as actions
from app.notices.queries import told
from app.notices.queries.mail import own_mail
from app.notices.rules import mail as rules
from app.notices.tables import MailSending
from app.refusals import Refused
from app.settings import BadSetting, MailServer, _mail
from app.storage import moments
from tests.cast import browser
from tests.makers import MONDAY, a_person

SERVER = MailServer("smtp.example.cn", 465, True, "lib@example.cn")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def carried(monkeypatch):
    """What was handed to the server; it may be told to fail."""
    sent, failing = [], []

    def hand_over(server, letter):
        if failing:
            raise failing[0]
        sent.append((letter["To"], letter["Subject"], letter.get_content()))

    monkeypatch.setattr(mailing, "_hand_over", hand_over)
    sent_and_failing = type("Carried", (), {"sent": sent, "failing": failing})
    return sent_and_failing()


@pytest.fixture
async def reader(db):
    """Somebody who has confirmed an address."""
    person = await a_person("示例甲", Role.STAFF)
    row = await actions.ask_for_mail(person, " jia@example.cn ", "http://library.test", now=MONDAY)
    await actions.confirm_mail(person, row, now=MONDAY)
    return person


async def news(person, count, at=MONDAY + MINUTE):
    for number in range(count):
        await tell(person, [person.person], "第 %(n)d 条", address="/shifts/mine", now=at, n=number + 1)


async def test_one_letter_for_each_person_and_each_notice_once(reader, carried):
    await news(reader, 2)
    now = MONDAY + 2 * MINUTE
    assert await mailing.send_waiting(SERVER, now) == 1
    ((to, subject, text),) = carried.sent
    assert (to, subject) == ("jia@example.cn", "知行：2 条新通知")
    assert "· 第 1 条\n  http://library.test/shifts/mine\n· 第 2 条" in text
    assert await mailing.send_waiting(SERVER, now + 10 * MINUTE) == 0
    await news(reader, 1, now)
    assert await mailing.send_waiting(SERVER, now + 11 * MINUTE) == 1
    assert carried.sent[1][1] == "知行：第 1 条"


async def test_two_processes_send_it_once(reader, carried):
    await news(reader, 3)
    await asyncio.gather(*(mailing.send_waiting(SERVER, MONDAY + 2 * MINUTE) for _ in range(5)))
    assert len(carried.sent) == 1


async def test_what_was_seen_or_is_old_or_came_before_is_not_sent(reader, carried):
    await news(reader, 1, MONDAY - MINUTE)
    await news(reader, 1)
    await notices.mark_seen(reader, (await told(reader))[0].id, now=MONDAY + MINUTE)
    assert await mailing.send_waiting(SERVER, MONDAY + 2 * MINUTE) == 0
    await news(reader, 1)
    assert await mailing.send_waiting(SERVER, MONDAY + timedelta(days=3)) == 0


async def test_a_server_that_is_away_is_asked_again_three_times(reader, carried):
    await news(reader, 1)
    carried.failing.append(ConnectionRefusedError())
    for number in range(5):
        await mailing.send_waiting(SERVER, MONDAY + (2 + 6 * number) * MINUTE)
    (row,) = await MailSending.select()
    assert (row["tries"], row["trouble"], row["sent_at"]) == (3, "ConnectionRefusedError", None)
    carried.failing.clear()
    assert await mailing.send_waiting(SERVER, MONDAY + timedelta(hours=1)) == 0


async def test_a_server_that_comes_back_gets_it(reader, carried):
    await news(reader, 1)
    carried.failing.append(TimeoutError())
    assert await mailing.send_waiting(SERVER, MONDAY + 2 * MINUTE) == 0
    carried.failing.clear()
    assert await mailing.send_waiting(SERVER, MONDAY + 3 * MINUTE) == 0
    assert await mailing.send_waiting(SERVER, MONDAY + 8 * MINUTE) == 1
    (row,) = await MailSending.select()
    assert (row["tries"], row["trouble"]) == (2, "")
    assert moments.moment(row["sent_at"])


async def test_nobody_gets_mail_who_has_not_confirmed_or_has_stopped(db, carried):
    person = await a_person("示例乙", Role.STAFF)
    row = await actions.ask_for_mail(person, "yi@example.cn", "http://library.test", now=MONDAY)
    await news(person, 1)
    assert await mailing.send_waiting(SERVER, MONDAY + 2 * MINUTE) == 0
    await actions.confirm_mail(person, row, now=MONDAY)
    await actions.stop_mail(person, now=MONDAY)
    assert await mailing.send_waiting(SERVER, MONDAY + 3 * MINUTE) == 0
    with pytest.raises(Refused):
        await actions.confirm_mail(person, row, now=MONDAY)
    assert await own_mail(person) is None


async def test_a_link_is_dead_after_two_days(db):
    person = await a_person("示例乙", Role.STAFF)
    row = await actions.ask_for_mail(person, "yi@example.cn", "http://library.test", now=MONDAY)
    with pytest.raises(Refused) as refused:
        await actions.confirm_mail(person, row, now=MONDAY + rules.CONFIRMED_WITHIN + MINUTE)
    assert refused.value.reasons[0].sentence == "这个链接已经失效，登录后在“通知”里再填一次邮箱"


@pytest.mark.parametrize(
    "address", ["", "jia", "jia@", "@example.cn", "jia@example", "a b@example.cn", "a@b.cn\nBcc: c@d.cn"]
)
def test_what_is_no_address(address):
    assert rules.why_not_address(address)


async def test_over_the_page(reader, carried, monkeypatch):
    visit = await browser(reader)
    assert "本馆还没有设置发信的服务器" in (await visit.see("/notices/mail")).text
    assert (await visit.send("/notices/mail", {"address": "x@example.cn"})).status_code == 404
    monkeypatch.setattr("app.notices.routes.mail.current", lambda: type("S", (), {"mail": SERVER, "https": False})())
    assert (await visit.send("/notices/mail", {"address": "x"})).status_code == 409
    assert (await visit.send("/notices/mail", {"address": "x@example.cn"})).status_code in {200, 303}
    link = carried.sent[-1][2].split("http://library.test")[1].split()[0]
    stranger = await browser()
    assert "打开这一页说明邮箱是您的" in (await stranger.see(link)).text
    assert (await stranger.send(link)).status_code == 200
    mine = await own_mail(reader)
    assert (mine.address, mine.confirmed) == ("x@example.cn", True)
    assert (await stranger.see(link[:-1])).status_code == 404
    carried.failing.append(OSError())
    reply = await visit.send("/notices/mail", {"address": "z@example.cn"})
    assert (reply.status_code, "确认邮件没有发出去" in reply.text) == (409, True)


@pytest.mark.parametrize(
    ("text", "server"),
    [
        (None, None),
        (
            "smtps://lib%40example.cn:pa%3Ass@smtp.example.cn",
            MailServer("smtp.example.cn", 465, True, "lib@example.cn", "lib@example.cn", "pa:ss"),
        ),
        ("smtp://10.0.0.5?from=lib@example.cn", MailServer("10.0.0.5", 587, False, "lib@example.cn")),
    ],
)
def test_the_setting_is_read(text, server):
    assert _mail(text) == server


@pytest.mark.parametrize(
    "text", ["smtp.example.cn", "smtps://smtp.example.cn", "http://a@b.cn", "smtps://u:p@h:port?from=a@b.cn"]
)
def test_a_setting_that_cannot_be_used_says_how_it_is_written(text):
    with pytest.raises(BadSetting, match="ZHIXING_MAIL"):
        _mail(text)
