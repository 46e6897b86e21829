"""Carries unread news to those who want them by mail, while the application runs. What went out is decided by rows."""

import asyncio
import logging
import smtplib
import ssl
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate

from app import clock, locale
from app.actor import system
from app.audit import deed
from app.locale import _
from app.notices.queries.mail import Letter, letters
from app.notices.rules.mail import subject, text
from app.notices.tables import MailSending
from app.settings import MailServer, current
from app.storage import database
from app.web.background import repeating

EVERY_SECONDS = 30.0
TIMEOUT_SECONDS = 20.0
log = logging.getLogger("zhixing")
TAKE = """
INSERT INTO mail_sending (notice, tries, trouble, at) VALUES ({}, 1, '', {})
ON CONFLICT (notice) DO UPDATE SET tries = mail_sending.tries + 1, at = excluded.at
"""


def mailing() -> AbstractAsyncContextManager[None]:
    """Look every half minute; without a mail server that is a look at a setting."""
    return repeating(_round, seconds=EVERY_SECONDS, trouble="mail could not be sent")


async def _round() -> None:
    if (server := current().mail) is not None:
        await send_waiting(server, clock.now())


async def send_waiting(server: MailServer, now: datetime) -> int:
    """Send what waits, one mail for each person; returns how many mails went out. Two processes never send the same."""
    if not await letters(now):
        return 0
    async with deed(system("mail"), "mail.sent") as line:
        await database().hold("mail")
        # Whoever reads it has chosen a language on a screen, which nobody knows here; mail speaks the library's.
        with locale.speaking(locale.SOURCE):
            waiting = await letters(now)
        line.details["notices"] = sorted(notice for one in waiting for notice in one.notices)
        for notice in line.details["notices"]:
            await MailSending.raw(TAKE, notice, now)
    return sum([await _carry(server, one) for one in waiting])


async def _carry(server: MailServer, one: Letter) -> bool:
    with locale.speaking(locale.SOURCE):
        said = [sentence for sentence, _address in one.told]
        trouble = await carry(server, one.to, subject(said), text(one.name, one.told))
    sent = clock.now() if not trouble else None
    await MailSending.update({MailSending.sent_at: sent, MailSending.trouble: trouble}).where(
        MailSending.notice.is_in(list(one.notices))
    )
    return not trouble


async def ask_to_confirm(server: MailServer, to: str, link: str) -> str:
    """Send the first mail, with the link that confirms; returns what went wrong, empty when the server has taken it."""
    body = _(
        "有人用这个邮箱在知行里要求收通知。是您本人，就打开下面的地址确认；不是您，不用理会。\n\n%(link)s\n", link=link
    )
    return await carry(server, to, _("知行：确认收通知的邮箱"), body)


async def carry(server: MailServer, to: str, about: str, body: str) -> str:
    """Hand one mail to the server; returns what went wrong, empty when it has taken it."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = server.sender, to, about
    letter["Date"] = formatdate(clock.now().timestamp())
    letter.set_content(body)
    try:
        await asyncio.to_thread(_hand_over, server, letter)
    except (OSError, smtplib.SMTPException) as trouble:
        log.warning("mail was not taken: %s", trouble)
        return type(trouble).__name__
    return ""


def _hand_over(server: MailServer, letter: EmailMessage) -> None:
    with _line(server) as line:
        if server.user and server.password:
            line.login(server.user, server.password)
        line.send_message(letter)


def _line(server: MailServer) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if server.tls:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=trusted)
    line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    line.ehlo()
    if line.has_extn("starttls"):
        line.starttls(context=trusted)
    return line
