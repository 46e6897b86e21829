"""The parts of signed minutes that a note of correction may name, and the notes with what their parts are called."""

from dataclasses import dataclass

from app.clock import at_library
from app.locale import _
from app.party.queries.meeting import MeetingView
from app.party.queries.minutes import CorrectionView, Record
from app.party.rules.minutes import Written, fields_of, label_of, value_said
from app.refusals import found


@dataclass(frozen=True, slots=True)
class Part:
    """A part of signed minutes that a correction may name: its name in rows, what it is called, how it reads."""

    name: str
    label: str
    text: str


def text_of_part(record: Record, name: str) -> str:
    """How a part of the signed minutes reads, its newest correction counted.

    Raises:
        Missing: there is no such part.
    """
    part = found(next((each for each in parts_of(record) if each.name == name), None))
    return next((note.after for note in reversed(record.corrections) if note.part == name), part.text)


def parts_of(record: Record) -> list[Part]:
    """Every part that a note of correction may name, in the order of the paper; of fields those this kind of meeting has.

    Votes are none of them: their counts are put right as counts.
    """
    fields = [
        Part(name, label_of(name), value_said(name, getattr(record.written, name)))
        for name in fields_of(record.meeting.kinds)
    ]
    return [*_heads(record.meeting), *_blocks(record.written), *fields]


def _heads(one: MeetingView) -> list[Part]:
    time = f"{at_library(one.span.starts_at):%Y-%m-%d %H:%M}—{one.ends}"
    return [
        Part("time", _("时间"), time),
        Part("where", _("地点"), one.gathering.where),
        Part("chair", _("主持人"), one.chair),
        Part("recorder", _("记录人"), one.recorder),
        Part("theme", _("主题"), one.theme),
    ]


def _blocks(written: Written) -> list[Part]:
    words = {"said": _("发言"), "dissent": _("不同意见")}
    return [
        Part(f"{what}_{block.item}", _("“%(title)s”的%(word)s", title=block.title, word=word), getattr(block, what))
        for block in written.blocks
        for what, word in words.items()
    ]


def parts_said(record: Record) -> list[tuple[str, str]]:
    """The parts that a correction may name, to be chosen from."""
    return [(part.name, part.label) for part in parts_of(record)]


def corrections_said(record: Record) -> list[tuple[str, CorrectionView]]:
    """Each note of correction with what its part is called."""
    labels = {part.name: part.label for part in parts_of(record)} if record.corrections else {}
    labels |= {f"vote_{vote.id}": _("表决：%(title)s", title=vote.about) for vote in record.votes}
    return [(labels.get(note.part, note.part), note) for note in record.corrections]
