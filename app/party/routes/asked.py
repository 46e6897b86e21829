"""What the pages of dues, talks and appraisals share: the year in an address, texts of a form whose fields are rows."""

from collections.abc import Mapping
from unicodedata import normalize

from app.locale import _
from app.web import Filled, Malformed
from app.web.forms import UNSEEN
from app.web.page import Asked

FIRST_YEAR, LAST_YEAR = 2000, 2100


def year_of(text: str, otherwise: int) -> int:
    """The year that an address names, in full-width digits too; another one where it names none."""
    digits = normalize("NFKC", text).strip()
    known = digits.isascii() and digits.isdigit() and len(digits) == 4
    return int(digits) if known and FIRST_YEAR <= int(digits) < LAST_YEAR else otherwise


async def texts_of(request: Asked) -> dict[str, str]:
    """The posted fields that are texts, without the form's token.

    Raises:
        Malformed: one of them holds characters that nobody sees.
    """
    posted = await request.form()
    texts = {name: value.strip() for name, value in posted.items() if isinstance(value, str) and name != "_token"}
    if any(UNSEEN.search(text) for text in texts.values()):
        cleaned = {name: UNSEEN.sub("", text) for name, text in texts.items()}
        raise Malformed(Filled(cleaned, {"": _("填的内容里有看不见的字符，删去重填")}))
    return texts


def numbered(texts: Mapping[str, str], prefix: str) -> dict[tuple[int, str], str]:
    """Fields called `prefix-12-word`, by number and word; empty ones are left out."""
    found = {}
    for name, text in texts.items():
        kind, _dash, rest = name.partition("-")
        number, _dash, word = rest.partition("-")
        if kind == prefix and text and number.isascii() and number.isdigit() and len(number) < 10:
            found[int(number), word] = text
    return found


def whole_of(texts: Mapping[str, str], *names: str) -> Mapping[str, list[str]]:
    """Only these fields, as `app.web.forms.fit` reads them."""
    return {name: [texts[name]] for name in names if name in texts}
