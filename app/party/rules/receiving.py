"""Taking dues: amounts as people type them, and why a payment or an arrangement cannot be entered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.locale import _
from app.party.rules.dues import Account, ArrangementKind, Month, month_of
from app.refusals import WhyNot

MOST_FEN = 100_000 * 100


def fen_typed(text: str) -> int | None:
    """An amount in yuan as people type or paste it, in fen; None where it is none: 12, 12.5, ¥1,012.50, 12元.

    More than two decimals are nobody's to round.
    """
    digits = text.strip().translate(str.maketrans("０１２３４５６７８９．，￥", "0123456789.,¥"))
    # Data, not words: how a sum ends.
    digits = digits.removeprefix("¥").removesuffix("元").replace(",", "").strip()
    whole, dot, rest = digits.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 7) or (
        dot and not (rest.isascii() and rest.isdigit())
    ):
        return None
    if len(rest) > 2:
        return None
    return int(whole) * 100 + int((rest + "00")[:2])


def yuan(fen: int) -> str:
    """An amount as it is read: 12.50."""
    return f"{fen // 100}.{fen % 100:02}"


@dataclass(frozen=True, slots=True)
class Receiving:
    """A payment that somebody wants to enter; `note` is what else is said of it."""

    name: str
    month: Month
    amount_fen: int
    received_on: date
    note: str = ""


def why_not_receive(wanted: Receiving, account: Account, today: date) -> tuple[WhyNot, ...]:
    """Why this payment cannot be entered: it is another branch's, paid already, of a day to come, or no amount.

    What is made up for after more than six months needs a note that says why: in art. 12 it is the rule, 一般, with exceptions.
    """
    said = {"name": wanted.name, "year": wanted.month.year, "month": wanted.month.month}
    reasons = []
    if not 0 < wanted.amount_fen <= MOST_FEN:
        reasons.append(
            WhyNot("amount", _("%(name)s %(year)d 年 %(month)d 月：金额写大于 0 的元数，例如 12.50", **said))
        )
    if wanted.received_on > today:
        reasons.append(WhyNot("received_on", _("收款日期在今天以后，改成收到的那一天")))
    if wanted.month in account.paid:
        sentence = _("%(name)s %(year)d 年 %(month)d 月已经记过，要改的话点开那一格更正", **said)
        reasons.append(WhyNot("paid", sentence))
    elif not account.belonging.owes(wanted.month):
        reasons.append(WhyNot("outside", _not_here(said, account, wanted.month)))
    elif wanted.received_on > account.caught_up_by(wanted.month) and len(wanted.note.strip()) < 2:
        until = account.caught_up_by(wanted.month)
        sentence = _(
            "%(name)s %(year)d 年 %(month)d 月的党费补交超过 6 个月（党费规定第十二条：一般不得超过，到 %(until)s 止），"
            "在备注里写明原因；收款日期写错了就改日期"
        )
        reasons.append(WhyNot("note", sentence % {**said, "until": until}))
    return tuple(reasons)


def _not_here(said: Mapping[str, object], account: Account, month: Month) -> str:
    vote = account.belonging.admitted_on
    if vote is not None and month < month_of(vote):
        text = _(
            "%(name)s %(year)d 年 %(month)d 月还不是预备党员：党费从支部大会通过之日 %(vote)s 起交（党费规定第八条）"
        )
        return text % {**said, "vote": vote}
    text = _("%(name)s %(year)d 年 %(month)d 月 1 日不在本支部，那个月的党费由当时所在的支部收；记错了月份就改月份")
    return text % said


def why_not_arrange(kind: ArrangementKind, from_on: date, ended_on: date | None, basis: str) -> tuple[WhyNot, ...]:
    """Why it cannot be agreed so: the days run backwards, or it does not say who agreed."""
    reasons = []
    if ended_on is not None and ended_on < from_on:
        reasons.append(WhyNot("ended_on", _("结束日期早于开始日期，改其中一个")))
    if len(basis.strip()) < 4:
        sentences = {
            ArrangementKind.QUARTERLY: _("写明哪次支部会议同意的（党费规定第十二条：经党支部同意）"),
            ArrangementKind.EXEMPT: _("写明支部研究的日期和上一级党委的批准（党费规定第七条）"),
            ArrangementKind.ELSEWHERE: _("写明在哪个党组织交、凭什么证明（党费规定第九条）"),
        }
        reasons.append(WhyNot("basis", sentences[kind]))
    return tuple(reasons)


def pasted_amounts(text: str, names: Sequence[str]) -> tuple[dict[int, str], str]:
    """A column as a spreadsheet copies it, by the place of the member on the page; and what is wrong with it.

    Where each line has a name before the amount, the names decide; else there is one line for each member, in their order,
    and an empty line is an empty cell.
    """
    lines = [re.split(r"\t|[,，]|\s{1,}", line.strip()) for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    named = [line for line in lines if len([cell for cell in line if cell]) > 1]
    if named:
        return _by_name([[cell for cell in line if cell] for line in lines if any(line)], names)
    if len(lines) != len(names):
        return {}, _(
            "粘贴了 %(n)d 行，表里有 %(all)d 人：从第一个人起整列复制，或者连姓名一起复制", n=len(lines), all=len(names)
        )
    return {place: line[0] for place, line in enumerate(lines) if line[0]}, ""


def _by_name(lines: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[dict[int, str], str]:
    amounts: dict[int, str] = {}
    for line in lines:
        if names.count(line[0]) != 1:
            return {}, _("表里没有唯一叫“%(name)s”的人，核对姓名；重名的在格子里填", name=line[0])
        if len(line) > 1:
            amounts[names.index(line[0])] = line[1]
    return amounts, ""
