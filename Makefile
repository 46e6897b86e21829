# The same as `python3 run.py …`, for those who have make. `make test steps="lint types"` runs some steps only.
PYTHON ?= python3
ZHIXING = $(PYTHON) run.py
CATALOGUE = app/locale/en/LC_MESSAGES/messages.po
BABEL = $(ZHIXING) dev -m babel.messages.frontend

.PHONY: run test check fix bench words migration

run:
	$(ZHIXING)

test:
	$(ZHIXING) test $(steps)

check:
	$(ZHIXING) test lint format types imports templates

fix:
	$(ZHIXING) dev -m ruff check --fix .
	$(ZHIXING) dev -m ruff format .

bench:
	$(ZHIXING) dev -m tests.load

# Brings the English catalogue up to date with the sources; what is new is left empty, and a house test asks for it.
words:
	$(ZHIXING) dev -m tests.words

# make migration slice=exams
migration:
	@test -n "$(slice)" || { echo "which slice? make migration slice=exams" >&2; exit 2; }
	$(ZHIXING) dev -m piccolo.main migrations new $(slice) --auto
