"""A PDF is made of what it is given, of our fonts and of nothing else, and never shows an empty box for a character."""

import re
import time
import zlib
from datetime import UTC, datetime

import pytest

from app.office.glyphs import missing
from app.office.pdf import compiled
from app.refusals import Refused

MOMENT = datetime(2026, 11, 22, 20, 30, 45, 123456, tzinfo=UTC)
RARE = "㛃䶮𬱖龑喆堃祎張國·—〔〕“”①★éü￥"
BEGINS = """#let it = json(bytes(sys.inputs.values))
#set text(font: ("Noto Serif CJK SC", "Droid Sans Fallback"), fallback: false)
"""
ENDS = "\n#context [#metadata(counter(page).final().first()) <pages>]\n"


@pytest.fixture
def template(tmp_path):
    """A maker of templates."""

    def made(text):
        path = tmp_path / "letter.typ"
        path.write_text(f"{BEGINS}{text}{ENDS}", "utf-8")
        return path

    return made


async def fill(path, **values):
    return await compiled(path, values, generated_at=MOMENT)


def drawn(body):
    """The characters of a PDF, as its own tables from glyphs to characters say them."""
    found = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        try:
            text = zlib.decompress(packed)
        except zlib.error:
            continue
        for code in re.findall(rb"^<[0-9a-fA-F]+> <([0-9a-fA-F]+)>", text, re.MULTILINE):
            found.update(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return found


async def test_what_is_given_is_drawn_and_can_be_copied_out(template):
    body = await fill(template("致#it.name："), name=f"阿依古丽·买买提{RARE}")
    assert body.startswith(b"%PDF-1.")
    assert set(f"致阿依古丽·买买提{RARE}：") <= drawn(body)


async def test_the_same_values_and_moment_give_the_same_bytes(template):
    path = template("#it.name")
    assert await fill(path, name="甲") == await fill(path, name="甲")
    assert await fill(path, name="甲") != await fill(path, name="乙")


async def test_the_only_time_in_it_is_the_one_that_was_given(template):
    assert set(re.findall(rb"D:(\d{14})", await fill(template("#it.name"), name="甲"))) == {b"20261122203045"}


async def test_text_stays_text(template):
    body = await fill(template("#it.name"), name='#panic() $x$ "甲\x00\n*乙*')
    assert set('#panic()$x"甲*乙') <= drawn(body)


@pytest.mark.parametrize("text", ["𠀀", "王𠀀明", "ئايگۈل"])
async def test_a_character_that_the_fonts_lack_is_named_and_nothing_is_made(template, text):
    with pytest.raises(Refused, match=re.escape(f"U+{ord(missing([text])[0]):04X}")):
        await fill(template("#it.lines.at(0).name"), lines=[{"name": text}])


def test_the_fonts_draw_every_character_of_gbk():
    pairs = [bytes([one, other]) for one in range(0x81, 0xFF) for other in range(0x40, 0xFF)]
    decoded = {one for pair in pairs for one in pair.decode("gbk", "ignore")}
    characters = {one for one in decoded if "一" <= one <= "龥"}
    assert len(characters) == 20902
    assert missing(characters) == ""


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/cetz:0.3.0": canvas',
        "#it.unknown",
        '#read("/../../../etc/passwd")',
        '#read("../secret.txt")',
        "#while true {}",
        "#(",
    ],
)
async def test_a_template_that_asks_for_what_it_may_not_have_is_refused_by_its_name(template, tmp_path, text):
    (tmp_path.parent / "secret.txt").write_text("geheim", "utf-8")
    began = time.monotonic()
    with pytest.raises(Refused, match=r"letter\.typ"):
        await fill(template(text), name="甲")
    assert time.monotonic() - began < 30


async def test_a_template_that_is_not_there_is_refused_by_its_name(tmp_path):
    with pytest.raises(Refused, match=r"nothing\.typ"):
        await fill(tmp_path / "nothing.typ", name="甲")
