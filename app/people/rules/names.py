"""By what a person signs in: name, phone or staff number; and how a phone and a name are shown to others."""

import re
import unicodedata

from app.locale import _
from app.people.rules.surnames import COMPOUND_SURNAMES
from app.refusals import WhyNot

MOBILE = re.compile(r"1\d{10}")
SIGN_IN_NAME = re.compile(r"[a-z0-9_.\-\u3400-\u9fff]{2,40}")


def handle(typed: str) -> str:
    """What was typed as name, phone or staff number, without width, case and spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).lower()


def phone_digits(typed: str) -> str:
    """A phone number without spaces, hyphens and the prefix of the country."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", typed))
    return digits.removeprefix("+86").removeprefix("0086") if len(digits) > 11 else digits


def masked(phone: str) -> str:
    """138****5678: enough to recognise, too little to call."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "*" * len(phone)


def masked_name(name: str) -> str:
    """张*, 王*明, 令狐*, 欧阳*月: as a public version shows a person.

    The surname and the last character stay, of a given name of one character only the surname; what stands between 、 is
    masked one by one.
    """
    if "、" in name:
        return "、".join(masked_name(one) for one in name.split("、"))
    tidy = name.strip()
    surname = _surname_length(tidy)
    given = tidy[surname:]
    last = given[-1:] if len(given) > 1 else ""
    return f"{tidy[:surname]}{'*' * (len(given) - len(last))}{last}"


def _surname_length(name: str) -> int:
    return 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1


def given_name(name: str) -> str:
    """小明 of 李小明, 册 of 令狐册: as a volunteer is called where a whole name would say too much."""
    tidy = name.strip()
    surname = _surname_length(tidy)
    return tidy if tidy.isascii() or "·" in tidy else tidy[surname:] or tidy


def surname_only(name: str) -> str:
    """王**, 令狐*: as a list shows people that is hung up for everybody."""
    tidy = name.strip()
    surname = _surname_length(tidy)
    return tidy[:surname] + "*" * len(tidy[surname:])


def why_not_names(sign_in_name: str, phone: str | None) -> tuple[WhyNot, ...]:
    """What is wrong with a sign-in name and a phone, both already tidied."""
    reasons = []
    if not SIGN_IN_NAME.fullmatch(sign_in_name):
        sentence = _("登录名写 2 到 40 个字母、数字或汉字，例如 zhangli")
        reasons.append(WhyNot("sign_in_name_shape", sentence))
    elif MOBILE.fullmatch(sign_in_name) and sign_in_name != phone:
        reasons.append(WhyNot("sign_in_name_shape", _("登录名是一个手机号，却不是这个人的；换一个登录名")))
    if phone is not None and not MOBILE.fullmatch(phone):
        reasons.append(WhyNot("phone_shape", _("手机号写 11 位数字，例如 13812345678")))
    return tuple(reasons)


def taken(field: str, holder: str) -> WhyNot:
    """Somebody else already signs in by this."""
    sentences = {
        "sign_in_name": _("这个登录名是%(name)s的，换一个", name=holder),
        "phone": _("这个手机号是%(name)s的，核对后再填", name=holder),
        "staff_number": _("这个工号是%(name)s的，核对后再填", name=holder),
    }
    return WhyNot(f"{field}_taken", sentences[field])


def nobody(typed: str) -> WhyNot:
    """The console may say what the sign-in page never says."""
    return WhyNot("nobody", _("没有人用“%(typed)s”登录，核对登录名、手机号或工号", typed=typed))
