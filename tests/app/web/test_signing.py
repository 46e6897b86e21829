"""A signature stands for one purpose, one text and one installation."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.web import signing

ANY = st.text(max_size=80)


@given(ANY)
def test_what_was_signed_comes_back(text):
    assert signing.unsigned("toast", signing.signed("toast", text)) == text


@given(ANY, ANY)
def test_another_purpose_never_matches(text, purpose):
    if purpose != "toast":
        assert signing.unsigned(purpose, signing.signed("toast", text)) is None


@given(st.text(min_size=1, max_size=40), st.data())
def test_any_other_character_spoils_it(text, data):
    signed = signing.signed("toast", text)
    place = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.characters(exclude_characters=signed[place], exclude_categories=["Cs"]))
    assert signing.unsigned("toast", signed[:place] + other + signed[place + 1 :]) is None


@pytest.mark.parametrize("value", ["", ".", "文.文", "a" * 32, "a" * 32 + ".text", "\xff" * 32 + ".text", "." * 40])
def test_what_nobody_signed_is_refused_quietly(value):
    assert signing.unsigned("toast", value) is None
    assert not signing.is_form_token(value, "a cookie")


def test_another_installation_signs_otherwise():
    ours = signing.signed("toast", "x")
    signing.use(signing.new_secret())
    assert signing.unsigned("toast", ours) is None
    assert signing.new_secret() != signing.new_secret()
    assert len(signing.new_secret()) == 64


def test_nothing_is_signed_without_a_secret(monkeypatch):
    monkeypatch.setattr(signing, "_secret", b"")
    with pytest.raises(RuntimeError, match="not loaded"):
        signing.signed("toast", "x")


def test_a_form_token_is_for_one_cookie_and_never_the_same():
    tokens = {signing.form_token("mine") for _ in range(50)}
    assert len(tokens) == 50
    assert all(signing.is_form_token(token, "mine") for token in tokens)
    assert not any(
        signing.is_form_token(token, cookie) for token in tokens for cookie in ("", "yours", "Mine", "mine ")
    )


@given(st.integers(0, 47), st.characters(exclude_categories=["Cs"]))
def test_a_form_token_with_another_character_is_none(place, other):
    token = signing.form_token("mine")
    assume(other != token[place])
    assert not signing.is_form_token(token[:place] + other + token[place + 1 :], "mine")


@pytest.mark.parametrize("token", ["", "0", "a" * 16, "a" * 48, "令" * 48])
def test_an_empty_cookie_has_no_token(token):
    assert not signing.is_form_token(token, "")
    assert not signing.is_form_token(signing.form_token(""), "")
