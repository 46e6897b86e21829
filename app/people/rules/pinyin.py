"""Names by ear: every reading of a name, and whether what was typed means it.

A reading is its syllables joined by apostrophes (`shan'xiao'ming`); several are joined by spaces, the surest first.
ü is written v, as it is typed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.people.rules.surnames import COMPOUND_SURNAMES, SURNAMES

LONGEST, LONGEST_INITIALS = 1000, 200
# Han characters of every plane, or a run of Latin letters and digits; dots and spaces in a name carry no sound.
UNIT = re.compile(r"[〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]|[0-9a-z\u00c0-\u024f]+")


def readings(name: str) -> str:
    """Every reading of the name, the usual one first; a surname is read as a surname.

    Each doubtful syllable is varied with the others at their usual reading; as syllables are matched one by one,
    combinations need not be listed. Readings past 1,000 characters are left out.
    """
    alternatives = _syllables(name)
    usual = [options[0] for options in alternatives]
    found = ["'".join(usual)] if usual else []
    for place, options in enumerate(alternatives):
        found += ["'".join([*usual[:place], other, *usual[place + 1 :]]) for other in options[1:]]
    return _within(found)


def initials(pinyin: str) -> str:
    """The first letters of each reading, joined by spaces: `sxm dxm` from `shan'xiao'ming dan'xiao'ming`."""
    letters = ("".join(syllable[0] for syllable in reading.split("'") if syllable) for reading in pinyin.split())
    return _within(list(letters), LONGEST_INITIALS)


def usual(readings: str) -> str:
    """The reading that a name is sorted by: the first of several."""
    return readings.split(" ", 1)[0]


def tidy(pinyin: str) -> str:
    """Readings as somebody typed them, in the way they are kept: lower case, no tones, ü as v, one space between."""
    plain = unicodedata.normalize("NFD", pinyin.lower()).replace("u\u0308", "v")
    bare = "".join(c for c in plain if not unicodedata.combining(c)).replace("\u2019", "'")
    return _within([r for r in (re.sub(r"[^a-z0-9']", "", word).strip("'") for word in bare.split()) if r])


def sort_key(name_pinyin: str) -> tuple[str, ...]:
    """Sorts persons as a dictionary does: syllable by syllable of the usual reading."""
    return tuple(name_pinyin.split(" ", 1)[0].split("'"))


def fold(text: str) -> str:
    """What was typed without width, case, tones, spaces and dots."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    return "".join(char for char in plain if UNIT.fullmatch(char))


def means(typed: str, name: str, name_pinyin: str, name_initials: str = "") -> bool:
    """Whether the folded text means this name: 汉字, full pinyin, initials or a mixture, from any syllable on."""
    # Most names are ruled out by the first letter, which is cheaper than listening to them.
    first = typed[:1]
    if name_initials and not (first in name_initials or first in name.lower() or name_pinyin.startswith(first)):
        return False
    heard = _heard(name, name_pinyin)
    if any(_eats(typed, heard, start) for start in range(len(heard))):
        return True
    # Somebody may have corrected the readings so that they no longer align with the characters.
    said = [reading.replace("'", "") for reading in name_pinyin.split()]
    return any(text.startswith(typed) for text in (*said, *name_initials.lower().split()))


def _syllables(name: str) -> list[tuple[str, ...]]:
    units = _units(name)
    compound = COMPOUND_SURNAMES.get("".join(units[:2]))
    if compound and len(units) > 2:
        return [(syllable,) for syllable in compound[0].split("'")] + _read(units[2:])
    listed = SURNAMES.get(units[0], ()) if len(units) > 1 else ()
    return [tuple(dict.fromkeys([*listed, *first])) for first in _read(units[:1])] + _read(units[1:])


def _read(units: Sequence[str]) -> list[tuple[str, ...]]:
    # The dictionary takes 60 MB and a third of a second, and is wanted only when a name is written down.
    from pypinyin import Style, pinyin

    return [
        tuple(dict.fromkeys(pinyin(unit, style=Style.NORMAL, heteronym=True)[0])) if len(unit) == 1 else (unit,)
        for unit in units
    ]


def _units(name: str) -> list[str]:
    return UNIT.findall(unicodedata.normalize("NFKC", name).lower())


@lru_cache(maxsize=8192)
def _heard(name: str, name_pinyin: str) -> tuple[tuple[str, ...], ...]:
    """For each unit of the name, what it may be typed as: itself, or a syllable of a reading that aligns with it."""
    units = _units(name)
    heard = [{unit} for unit in units]
    for reading in name_pinyin.split():
        syllables = reading.split("'")
        if len(syllables) == len(units):
            for options, syllable in zip(heard, syllables, strict=True):
                options.update(_spellings(syllable))
    return tuple(tuple(options) for options in heard)


def _spellings(syllable: str) -> Iterator[str]:
    yield syllable
    if "v" in syllable:
        yield syllable.replace("v", "u")
        yield syllable.replace("v", "yu")


def _eats(typed: str, heard: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the text is used up by the units from `at` on, each giving a beginning of what it is heard as."""
    if not typed:
        return True
    if at == len(heard):
        return False
    lengths = {
        length
        for option in heard[at]
        for length in range(1, min(len(option), len(typed)) + 1)
        if option.startswith(typed[:length])
    }
    return any(_eats(typed[length:], heard, at + 1) for length in lengths)


def _within(found: Sequence[str], most: int = LONGEST) -> str:
    kept = ""
    for reading in dict.fromkeys(found):
        longer = f"{kept} {reading}".strip()
        if len(longer) > most:
            break
        kept = longer
    return kept
