import json
import os
import subprocess
import sys

import msgspec
import pytest

from app.bank import commands
from app.bank.actions.rows import version_row
from app.bank.commands import report_of
from app.bank.tables import Question
from app.settings import PROJECT
from quizzes import content
from tests.app.bank.conftest import EDITOR, NOW

RUN = """
import argparse, asyncio, sys
from app.bank import commands
parser = argparse.ArgumentParser()
commands.add_commands(parser.add_subparsers())
given = parser.parse_args(["bank", "check", "--json"])
sys.exit(asyncio.run(given.run(given)))
"""


def test_check_works_without_a_database_and_makes_none(tmp_path):
    environment = {**os.environ, "ZHIXING_DATA": str(tmp_path / "data")}
    environment.pop("ZHIXING_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=PROJECT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    report = json.loads(done.stdout)
    assert (done.returncode, report["bad"], report["stored"]) == (0, [], None)
    assert report["questions"] == len(content.questions()) == sum(report["by_law"].values())
    assert not (tmp_path / "data").exists()


async def test_check_also_reads_the_database(loaded):
    report = await commands.found()
    assert (report["stored"], report["bad"]) == (len(content.questions()), [])


async def test_a_bad_version_in_the_database_is_found(loaded):
    first = content.questions()[0]
    bad = msgspec.structs.replace(first, citation=msgspec.structs.replace(first.citation, article=999))
    question = await Question.select(Question.id).where(Question.code == first.code).first()
    await version_row(question["id"], 2, bad, EDITOR, NOW).save()
    report = await commands.found()
    assert [(one["where"], one["code"], one["flaw"]) for one in report["bad"]] == [
        ("stored", first.code, "unknown_article")
    ]


@pytest.mark.parametrize("where", ["shipped", "stored"])
def test_a_bad_citation_is_named_with_its_place(where):
    first, *rest = content.questions()
    bad = msgspec.structs.replace(first, citation=msgspec.structs.replace(first.citation, quote="没有这句话"))
    both = {"shipped": content.questions(), "stored": content.questions(), where: (bad, *rest)}
    report = report_of(both["shipped"], both["stored"])
    assert [(one["where"], one["code"], one["flaw"]) for one in report["bad"]] == [
        (where, first.code, "quote_not_there")
    ]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_bad_one_is_said_and_is_the_exit_code(capsys, as_json):
    first = content.questions()[0]
    bad = msgspec.structs.replace(first, citation=msgspec.structs.replace(first.citation, article=999))
    assert commands.told(report_of((first, bad), None), as_json=as_json) == 1
    assert first.code in capsys.readouterr().out
    assert commands.told(report_of((first,), None), as_json=as_json) == 0


def test_a_law_whose_text_was_changed_is_named(monkeypatch):
    texts = content.law_text
    monkeypatch.setattr(content, "law_text", lambda key, version: texts(key, version) + "\n" * (key == "copyright-law"))
    (bad,) = report_of((), None)["bad"]
    assert (bad["where"], bad["flaw"], bad["code"].partition("@")[0]) == ("laws", "text_changed", "copyright-law")
