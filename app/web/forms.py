"""Forms: a struct says what a form may hold; what does not fit comes back with a sentence at its field."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec
from msgspec.inspect import Field, Metadata, type_info
from msgspec.inspect import StructType as StructInfo

from app.clock import LIBRARY_ZONE
from app.locale import _
from app.web.door import TOKEN_FIELD
from app.web.page import Asked

Given = TypeVar("Given", bound=msgspec.Struct)
Day = TypeVar("Day", bound=date)

# One sign between both, or eight digits: 2026111 may be January or November and is nobody's to guess.
DATE = re.compile(r"(\d{4})(?:(?P<sign>[-/.])(\d{1,2})(?P=sign)(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))")
MOMENT = re.compile(rf"{DATE.pattern}[T\s]+(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?")
NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})")
# Control characters break Word and Excel files, and direction marks let a text look like another one. Lines and tabs stay.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
YEARS = range(1800, 2200)  # What lies beyond has no week before or after it, and nobody at a library means it.
LARGEST = 2**31 - 1  # What a column of whole numbers holds.


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: what is in it and what is wrong with it.

    Attributes:
        values: text, or a list of texts, by field name.
        errors: a sentence by field name; the key "" is the whole form.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """What stands in the field; empty when nothing does."""
        return self.values.get(name, "")

    def holds(self, name: str, value: object) -> bool:
        """Whether the field holds this value (among others)."""
        held = self.value(name)
        return str(value) in held if isinstance(held, list) else str(value) == str(held)


def blank(**values: Any) -> Filled:
    """A form without errors, filled in as given; lists are made of texts."""
    return Filled(
        {n: [str(i) for i in v] if isinstance(v, list | tuple | set | frozenset) else v for n, v in values.items()}
    )


class Malformed(Exception):
    """The form does not fit its shape: 422, shown again filled in."""

    def __init__(self, filled: Filled) -> None:
        super().__init__("; ".join(filled.errors.values()))
        self.filled = filled


async def read_form(request: Asked, shape: type[Given], *, beside: str = "") -> Given:
    """The form's body as the struct.

    Args:
        beside: a field that holds files and is read by `app.web.uploads`.

    A field's label is its `msgspec.Meta(title=N_("…"))`; an empty text is absent; a date or a moment may be
    written in any of the usual ways, moments on the library's clock.

    Raises:
        Malformed: with one sentence a field.
    """
    posted = await request.form()
    texts = {name: [v if isinstance(v, str) else "" for v in posted.getall(name)] for name in posted}
    for other in (TOKEN_FIELD, beside):
        texts.pop(other, None)
    return fit(texts, shape)


def fit(texts: Mapping[str, list[str]], shape: type[Given]) -> Given:
    """What `read_form` does, over texts by field name."""
    info = type_info(shape)
    if not isinstance(info, StructInfo):
        raise TypeError(shape)
    known = {f.encode_name: f for f in info.fields}
    values: dict[str, Any] = {}
    strangers = [name for name in texts if name not in known]
    errors = {"": _("表单里有不认识的一项“%(name)s”，刷新页面再填", name=strangers[0][:40])} if strangers else {}
    for name, described in known.items():
        try:
            present, value = _value(described, texts.get(name, []))
            if present:
                values[name] = value
        except _Wrong as wrong:
            errors[name] = wrong.sentence
    if not errors:
        return msgspec.convert(values, shape, strict=False)
    raise Malformed(Filled(_shown(texts, known), errors))


class _Wrong(Exception):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence


def _shown(texts: Mapping[str, list[str]], known: Mapping[str, Field]) -> dict[str, Any]:
    return {n: v if n in known and _is_list(known[n]) else (v[0] if v else "") for n, v in texts.items()}


def label_of(described: Field) -> str:
    """What the field is called on the page: its own title, or that of what its list is made of; else its name."""
    title = _title(described.type) or _title(getattr(_plain(described)[0], "item_type", None))
    return _(title) if title else described.encode_name


def _title(kind: object) -> str:
    return str((kind.extra_json_schema or {}).get("title") or "") if isinstance(kind, Metadata) else ""


def _plain(described: Field) -> tuple[Any, bool]:
    kind: Any = described.type
    kind = kind.type if isinstance(kind, Metadata) else kind
    if isinstance(kind, msgspec.inspect.UnionType):
        rest = [t for t in kind.types if not isinstance(t, msgspec.inspect.NoneType)]
        inner: Any = rest[0]
        return (inner.type if isinstance(inner, Metadata) else inner), True
    return kind, False


def _is_list(described: Field) -> bool:
    kind, _optional = _plain(described)
    return isinstance(
        kind,
        msgspec.inspect.ListType
        | msgspec.inspect.VarTupleType
        | msgspec.inspect.SetType
        | msgspec.inspect.FrozenSetType,
    )


def _value(described: Field, texts: list[str]) -> tuple[bool, Any]:
    kind, optional = _plain(described)
    label = label_of(described)
    if _is_list(described):
        return True, [_one(kind.item_type, t, label) for t in texts if t != ""]
    if isinstance(kind, msgspec.inspect.BoolType):
        return True, bool(texts) and texts[-1] not in ("", "0", "false", "off")
    if len(texts) > 1:
        raise _Wrong(_("%(label)s填了两次，刷新页面再填", label=label))
    text = texts[0] if texts else ""
    text = text.strip() if not isinstance(kind, msgspec.inspect.StrType) or kind.pattern != "(?s).*" else text
    if text:
        return True, _one(kind, text, label)
    if described.required and not optional:
        raise _Wrong(_("填写%(label)s", label=label))
    return False, None


def _one(kind: Any, text: str, label: str) -> Any:
    kind = kind.type if isinstance(kind, Metadata) else kind
    match kind:
        case msgspec.inspect.StrType():
            return _text(kind, text, label)
        case msgspec.inspect.IntType():
            return _number(kind, text, label)
        case msgspec.inspect.DateType():
            return _date(text, label)
        case msgspec.inspect.DateTimeType():
            return _moment(text, label)
        case msgspec.inspect.EnumType():
            if text in {str(member.value) for member in kind.cls}:
                return text
            raise _Wrong(_("%(label)s要从列出的几项里选", label=label))
        case msgspec.inspect.LiteralType():
            if text in {str(v) for v in kind.values}:
                return text
            raise _Wrong(_("%(label)s要从列出的几项里选", label=label))
    raise TypeError(f"no form field is made of {kind!r}")


def _text(kind: msgspec.inspect.StrType, text: str, label: str) -> str:
    if UNSEEN.search(text):
        raise _Wrong(_("%(label)s里有看不见的字符，删去重填", label=label))
    if kind.max_length is not None and len(text) > kind.max_length:
        raise _Wrong(
            _("%(label)s最多 %(most)d 个字，现在 %(now)d 个字", label=label, most=kind.max_length, now=len(text))
        )
    if kind.min_length is not None and len(text) < kind.min_length:
        raise _Wrong(
            _("%(label)s至少 %(least)d 个字，现在 %(now)d 个字", label=label, least=kind.min_length, now=len(text))
        )
    return text


def _number(kind: msgspec.inspect.IntType, text: str, label: str) -> int:
    digits = unicodedata.normalize("NFKC", text).strip()
    if not NUMBER.fullmatch(digits):
        raise _Wrong(_("%(label)s填一个整数，例如 60", label=label))
    number = int(digits.replace(",", ""))
    least, most = (-LARGEST if kind.ge is None else kind.ge), (LARGEST if kind.le is None else kind.le)
    if not least <= number <= most:
        raise _Wrong(_("%(label)s填 %(least)s 到 %(most)s 之间的数", label=label, least=least, most=most))
    return number


def _date(text: str, label: str) -> date:
    match = DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if match:
            return _near(date(*_numbers(match)), label)
    except ValueError:
        pass
    raise _Wrong(_("%(label)s写成 2026-11-22 这样", label=label))


def _near(day: Day, label: str) -> Day:
    if day.year not in YEARS:
        raise _Wrong(_("%(label)s的年份写 %(least)d 到 %(most)d 之间的", label=label, least=YEARS[0], most=YEARS[-1]))
    return day


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(group) for group in match.groups() if group and group not in "-/."]


def _moment(text: str, label: str) -> datetime:
    match = MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if match:
            moment = datetime(*_numbers(match), tzinfo=LIBRARY_ZONE).astimezone(UTC)  # type: ignore[misc,arg-type]
            return _near(moment, label)
    except (ValueError, OverflowError):
        pass
    raise _Wrong(_("%(label)s写成 2026-11-22 14:30 这样", label=label))
