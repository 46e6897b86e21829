"""What a form lets in: what fits becomes a value, what does not gets a sentence at its own field."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from app.locale import speaking
from app.web.forms import Filled, Malformed, blank, fit
from tests.app.web.site import in_english


class Kind(Enum):
    PUBLIC = "public"
    INNER = "inner"


class Form(Struct, forbid_unknown_fields=True, kw_only=True):
    title: Annotated[str, Meta(title="名称", min_length=2, max_length=10)]
    note: Annotated[str, Meta(title="说明", max_length=10)] = ""
    secret: Annotated[str, Meta(title="密码", pattern="(?s).*")] = ""
    seats: Annotated[int, Meta(title="座位", ge=1, le=500)] = 10
    volumes: Annotated[int | None, Meta(title="册数")] = None
    held_on: Annotated[date | None, Meta(title="日期")] = None
    starts_at: Annotated[datetime | None, Meta(title="时间")] = None
    kind: Annotated[Kind, Meta(title="类别")] = Kind.PUBLIC
    size: Annotated[Literal["small", "large"], Meta(title="大小")] = "small"
    is_open: Annotated[bool, Meta(title="开放")] = False
    people: Annotated[list[int], Meta(title="人员")] = []
    counts: list[Annotated[int, Meta(title="人数", ge=0)]] = []
    bare: int = 0


def read(**texts):
    """The form with these texts; a title that fits unless another is given."""
    given = {"title": "读书会", **texts}
    return fit({name: text if isinstance(text, list) else [text] for name, text in given.items()}, Form)


def errors(**texts):
    with pytest.raises(Malformed) as malformed:
        read(**texts)
    return dict(malformed.value.filled.errors)


def test_what_is_left_empty_is_absent():
    assert read(note="", seats="", held_on="", kind="") == Form(title="读书会")


def test_every_kind_of_field_becomes_its_value():
    form = read(
        note=" 带走 ", secret=" 两头的空格要留 ", seats="１２０", volumes="1,000", held_on="2026-11-22",
        starts_at="2026-11-22T14:30", kind="inner", size="large", is_open="1", people=["3", "", "5"], bare="7",
    )  # fmt: skip
    assert form == Form(
        title="读书会",
        note="带走",
        secret=" 两头的空格要留 ",
        seats=120,
        volumes=1000,
        held_on=date(2026, 11, 22),
        starts_at=datetime(2026, 11, 22, 6, 30, tzinfo=UTC),
        kind=Kind.INNER,
        size="large",
        is_open=True,
        people=[3, 5],
        bare=7,
    )


def test_an_unknown_field_is_named_and_nothing_else_is_lost():
    with pytest.raises(Malformed) as malformed:
        read(note="写好的", role="administrator")
    assert malformed.value.filled.errors == {"": "表单里有不认识的一项“role”，刷新页面再填"}
    assert malformed.value.filled.value("note") == "写好的"


def test_the_name_of_an_unknown_field_is_cut():
    assert errors(**{"长" * 5000: "x"}) == {"": f"表单里有不认识的一项“{'长' * 40}”，刷新页面再填"}


def test_a_field_filled_twice_is_refused():
    assert errors(title=["甲书会", "乙书会"]) == {"title": "名称填了两次，刷新页面再填"}


UNSEEN = ["\x00", "\x07", "\x0b", "\x1f", "\r", "\x7f", "\u202e", "\u2066", "\ud800", "\ufffe", "\uffff"]


@pytest.mark.parametrize("text", ["", "   ", "　", "\u00a0"])
def test_a_required_field_left_empty_is_asked_for(text):
    assert errors(title=text) == {"title": "填写名称"}
    with pytest.raises(Malformed):
        fit({}, Form)


def test_every_field_has_its_own_sentence_and_keeps_what_was_typed():
    with pytest.raises(Malformed) as malformed:
        read(title="会", seats="很多", held_on="明天", people=["3", "x"])
    filled = malformed.value.filled
    assert set(filled.errors) == {"title", "seats", "held_on", "people"}
    assert (filled.value("title"), filled.value("seats"), filled.value("people")) == ("会", "很多", ["3", "x"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("会", "名称至少 2 个字，现在 1 个字"),
        ("图" * 11, "名称最多 10 个字，现在 11 个字"),
        *((f"图{unseen}书馆", "名称里有看不见的字符，删去重填") for unseen in UNSEEN),
    ],
)
def test_a_text_that_does_not_fit(text, sentence):
    assert errors(title=text) == {"title": sentence}


@pytest.mark.parametrize("kept", ["一行\r\n二行", "一行\n二行", "一\t二", "😀\u200d", "图\u3000书"])
def test_lines_and_tabs_are_seen(kept):
    assert read(title=kept).title == kept


def test_a_rare_character_counts_as_one():
    assert read(title="𬱖" * 10).title == "𬱖" * 10


@pytest.mark.parametrize(
    ("text", "number"),
    [("60", 60), (" 60 ", 60), ("６０", 60), ("007", 7), ("1,000", 1000), ("12，345", 12345), ("1,234,567", 1234567)],
)
def test_a_number_as_people_write_it(text, number):
    assert read(volumes=text).volumes == number


@pytest.mark.parametrize(
    "text",
    [
        "六十",
        "6.5",
        "6e3",
        "0x10",
        "1_000",
        "--6",
        "6 0",
        "1,2",
        "12,34",
        ",6",
        "9" * 13,
        "6\x00",
        "1" + ",000" * 2000,
        "½",
    ],
)
def test_a_number_that_is_none_or_two(text):
    assert errors(volumes=text) == {"volumes": "册数填一个整数，例如 60"}


@pytest.mark.parametrize(("text", "refused"), [("0", True), ("1", False), ("500", False), ("501", True), ("-3", True)])
def test_a_number_has_its_bounds(text, refused):
    if refused:
        assert errors(seats=text) == {"seats": "座位填 1 到 500 之间的数"}
    else:
        assert read(seats=text).seats == int(text)


@pytest.mark.parametrize("text", ["2147483648", "-2147483648", "999999999999"])
def test_a_number_without_bounds_still_fits_a_column(text):
    assert set(errors(volumes=text)) == {"volumes"}
    assert set(errors(people=["1", text])) == {"people"}
    assert read(volumes="2147483647").volumes == 2**31 - 1


DAYS = [
    "2026-11-22", "2026/11/22", "2026.11.22", "20261122", "2026年11月22日",
    "２０２６－１１－２２", "２０２６年１１月２２日", " 2026-11-22 ",
]  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_a_day_in_every_usual_spelling(text):
    assert read(held_on=text).held_on == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["2026-1-2", "2026/1/2", "2026年1月2日", "20260102"])
def test_a_day_without_idle_zeros(text):
    assert read(held_on=text).held_on == date(2026, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "11/12", "11-12", "1/2/2026", "22.11.2026", "26-11-22", "2026111", "202611", "2026-111", "2026-11/22", "2026年11-22",
        "2026-13-01", "2026-02-30",
        "2025-02-29", "0000-01-01", "2026-00-10", "11月22日", "2026年11月", "今天", "2026-11-22x", "2026-11-22\x00",
    ],
)  # fmt: skip
def test_a_day_that_is_none_or_could_be_two_is_refused(text):
    assert errors(held_on=text) == {"held_on": "日期写成 2026-11-22 这样"}


@pytest.mark.parametrize("day", [*DAYS[:-1], "2026-11-22"])
@pytest.mark.parametrize("time", ["T14:30", " 14:30", " 14：30", "T14:30:59", "　１４：３０"])
def test_a_moment_is_on_the_librarys_clock(day, time):
    assert read(starts_at=day + time).starts_at == datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def test_a_moment_after_midnight_is_the_day_before_in_utc():
    assert read(starts_at="2026-01-01 07:59").starts_at == datetime(2025, 12, 31, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "14:30",
        "2026-11-22 24:00",
        "2026-11-22 14:60",
        "2026-11-22T14:30Z",
        "2026-11-22 2:3",
        "0001-01-01 00:00",
    ],
)
def test_a_moment_that_is_none(text):
    assert errors(starts_at=text) == {"starts_at": "时间写成 2026-11-22 14:30 这样"}


@pytest.mark.parametrize("name", ["kind", "size"])
@pytest.mark.parametrize("text", ["PUBLIC", "其他", "public;inner", "Kind.PUBLIC"])
def test_a_choice_that_is_not_on_the_list(name, text):
    label = {"kind": "类别", "size": "大小"}[name]
    assert errors(**{name: text}) == {name: f"{label}要从列出的几项里选"}


@pytest.mark.parametrize(
    ("texts", "is_on"),
    [(["1"], True), (["on"], True), (["0"], False), (["", "1"], True), ([], False), (["false"], False)],
)
def test_a_tick(texts, is_on):
    assert read(is_open=texts).is_open is is_on


def test_a_list_is_called_by_the_label_of_what_it_is_made_of():
    assert errors(counts=["1", "几个"]) == {"counts": "人数填一个整数，例如 60"}


def test_a_field_without_a_label_is_called_by_its_name():
    assert errors(bare="x") == {"bare": "bare填一个整数，例如 60"}


@in_english
def test_sentences_are_in_the_language_of_the_request():
    with speaking("en"):
        said = errors(title="")["title"]
    assert said
    assert said.isascii()


def test_a_form_is_filled_in_as_given():
    form = blank(title="读书会", people=(3, 5))
    assert form.value("title") == "读书会"
    assert form.value("note") == ""
    assert form.holds("people", 3)
    assert not form.holds("people", 35)
    assert form.holds("title", "读书会")
    assert Filled().errors == {}


def test_a_field_of_a_kind_no_form_can_hold_is_a_mistake_of_ours():
    class Odd(Struct):
        share: float

    with pytest.raises(TypeError, match="no form field"):
        fit({"share": ["1"]}, Odd)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_any_day_survives_being_written_and_read(day):
    for text in (
        f"{day:%Y}".zfill(4) + f"-{day.month}-{day.day}",
        f"{day.year:04}{day.month:02}{day.day:02}",
        f"{day.year:04}年{day.month}月{day.day}日",
    ):
        assert read(held_on=text).held_on == day


@given(st.integers(min_value=-(2**31) + 1, max_value=2**31 - 1))
def test_any_number_survives_with_and_without_commas(number):
    assert read(volumes=str(number)).volumes == read(volumes=f"{number:,}").volumes == number


@given(
    st.dictionaries(st.sampled_from([*Form.__struct_fields__, "stranger"]), st.lists(st.text(max_size=20), max_size=3))
)
def test_whatever_is_sent_is_a_form_or_sentences(texts):
    said: dict[str, str] = {}
    form = None
    try:
        form = fit(texts, Form)
    except Malformed as malformed:
        said.update(malformed.filled.errors)
    assert set(said) <= {*Form.__struct_fields__, ""}
    assert all(said.values())
    assert bool(said) == (form is None)
    if form is not None:
        assert "stranger" not in texts
        assert 2 <= len(form.title) <= 10
        assert 1 <= form.seats <= 500


@pytest.mark.parametrize("text", ["0001-01-01", "1799-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_that_nobody_means_is_asked_again(text):
    for name in ("held_on", "starts_at"):
        with pytest.raises(Malformed) as why:
            read(**{name: text if name == "held_on" else f"{text} 09:00"})
        assert "年份写 1800 到 2199 之间的" in why.value.filled.errors[name]
