"""The English catalogue against the sources: what is missing, and bringing it up to date (`make words`)."""

import io
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
ENGLISH = PROJECT / "app/locale/en/LC_MESSAGES/messages.po"
FOLDERS_WITHOUT_WORDS = ".* data docs quizzes static tests"
HEADER = """\
# English words of Zhixing; Chinese, the source language, needs no catalogue. Rewritten by `make words`.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@cache
def extracted(root: Path = PROJECT) -> Catalog:
    """Every message of app/ and templates/ below the root, by the mapping in pyproject.toml."""
    with TemporaryDirectory() as folder:
        pot = Path(folder, "messages.pot")
        command = ["pybabel", "-q", "extract", "-F", str(PROJECT / "pyproject.toml"), "--ignore-dirs"]
        CommandLineInterface().run([*command, FOLDERS_WITHOUT_WORDS, "-o", str(pot), str(root)])
        return read_po(io.BytesIO(pot.read_bytes()))


def english(path: Path = ENGLISH) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale="en") if path.exists() else Catalog(locale="en")


def faults(sources: Catalog, catalogue: Catalog) -> Iterator[str]:
    """One line for each message that has no English, a doubtful one or another set of %(names)s, and each left over."""
    for message in sources:
        if message.id:
            yield from _faults_of(message, catalogue.get(message.id, message.context))
    for message in catalogue:
        if message.id and sources.get(message.id, message.context) is None:
            yield f"no longer said: {message.id!r}"


def _faults_of(message: Message, translation: Message | None) -> Iterator[str]:
    places = ", ".join(f"{os.path.relpath(file, PROJECT)}:{line}" for file, line in message.locations)
    if translation is None or not all(_texts(translation.string)):
        yield f"no English: {message.id!r} ({places})"
        return
    if translation.fuzzy:
        yield f"fuzzy: {message.id!r} ({places})"
    for error in translation.check():
        yield f"{error}: {message.id!r} ({places})"


def _texts(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def brought_up_to_date(sources: Catalog, catalogue: Catalog) -> Catalog:
    """The sources' messages with the English there is; new ones are empty, and nothing is guessed."""
    fresh = Catalog(locale="en", fuzzy=False)
    for message in sources:
        if message.id:
            known = catalogue.get(message.id, message.context)
            string = known.string if known else ("", "") if message.pluralizable else ""
            fresh.add(message.id, string, flags=message.flags, context=message.context)
    return fresh


def text_of(catalogue: Catalog) -> str:
    """The catalogue as its file: sorted, without line numbers or dates, so that a change shows only its own words."""
    written = io.BytesIO()
    write_po(written, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
    return HEADER + written.getvalue().decode()


def main() -> int:
    """Bring the catalogue up to date with the sources and say what is left to translate."""
    sources = extracted()
    fresh = brought_up_to_date(sources, english())
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    ENGLISH.write_text(text_of(fresh), encoding="utf-8", newline="\n")
    left = list(faults(sources, fresh))
    print("\n".join([*left, f"{len(fresh)} messages, {len(left)} to do"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
