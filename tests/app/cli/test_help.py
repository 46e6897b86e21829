"""`--help` is where an operator looks first."""

import re

import pytest

from app.cli import main
from app.settings import PROJECT


def test_help_lists_every_variable_that_is_read_and_the_words_of_run_py(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    read = set(re.findall(r'"(ZHIXING_[A-Z_]+)"', (PROJECT / "app/settings.py").read_text(encoding="utf-8")))
    assert ended.value.code == 0
    assert said.startswith("usage: python3 run.py ")
    assert len(read) == 7
    assert set(re.findall(r"^  (ZHIXING_[A-Z_]+) ", said, re.MULTILINE)) == read
    assert re.findall(r"^  (test|dev) ", said, re.MULTILINE) == ["test", "dev"]
