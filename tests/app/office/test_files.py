"""A download keeps its name, Chinese or not, and is never opened as a page."""

from urllib.parse import unquote

import pytest
from httpx import ASGITransport, AsyncClient
from litestar import Litestar, Response, get

from app.office.files import DOCX, XLSX, disposition, download


def test_a_chinese_name_is_sent_in_utf_8_with_an_ascii_one_for_old_readers():
    assert disposition("成绩册 2026", XLSX) == (
        "attachment; filename=\"2026.xlsx\"; filename*=UTF-8''%E6%88%90%E7%BB%A9%E5%86%8C%202026.xlsx"
    )


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("试卷与答案", "试卷与答案.docx"),
        ("测验（第一次） 成绩册", "测验（第一次）成绩册.docx"),
        ("测验 （第一次） 2026 年", "测验（第一次）2026 年.docx"),
        ("../../etc/passwd", "_.._etc_passwd.docx"),
        ('a"; filename="b.exe', "a_; filename=_b.exe.docx"),
        ("第一次\r\nSet-Cookie: a=b", "第一次_Set-Cookie_ a=b.docx"),
        ("考\u202e试xcod.exe", "考_试xcod.exe.docx"),
        (" . ", "file.docx"),
        ("", "file.docx"),
        ("长" * 200, "长" * 80 + ".docx"),
        ("100% 'sure'", "100% 'sure'.docx"),
    ],
)
def test_a_name_holds_nothing_that_a_file_system_or_a_header_would_trip_over(name, saved):
    sent = disposition(name, DOCX)
    plain, _, encoded = sent.partition("; filename*=UTF-8''")
    assert unquote(encoded) == saved
    assert sent.isascii()
    assert sent.isprintable()
    assert plain.count('"') == 2
    assert len(saved.encode()) <= 255


async def test_the_answer_is_saved_and_not_shown_and_not_kept():
    @get("/marks")
    async def marks() -> Response[bytes]:
        return download("成绩册", XLSX, b"PK\x03\x04")

    async with AsyncClient(transport=ASGITransport(Litestar([marks])), base_url="http://library.example") as browser:
        answer = await browser.get("/marks")
    assert (answer.status_code, answer.content) == (200, b"PK\x03\x04")
    assert answer.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["content-disposition"] == disposition("成绩册", XLSX)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
