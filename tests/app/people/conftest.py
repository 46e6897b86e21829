"""People who can sign in, and the door they come through."""

from datetime import UTC, datetime

import pytest

from app.actor import Actor, Role
from app.people import passwords
from app.people.actions import persons
from app.people.rules.persons import Particulars
from app.people.tables import Library
from app.web import signing

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PASSWORD = "heron lamp 42 tea"
HERE, ELSEWHERE = "192.168.1.20", "203.0.113.9"


def at(address):
    """Somebody whom nobody knows yet, at this address."""
    return Actor(id=None, name="", origin=address)


async def somebody(name="李明", sign_in="liming", *roles, password=PASSWORD, **given):
    """A person with these roles (staff when none is said) and a password; as they act."""
    held = frozenset(roles or (Role.STAFF,))
    kept = await passwords.hashed(password) if password else None
    facts = Particulars(name=name, sign_in_name=sign_in, **given)
    row = await persons.add_person(at("setup"), facts, held, now=NOW, password_hash=kept)
    return Actor(row.id, row.name, held, origin=HERE)


@pytest.fixture(autouse=True)
def secret():
    signing.use("a secret for tests alone")


@pytest.fixture
async def administrator(db):
    return await somebody("管理员", "admin1", Role.ADMINISTRATOR)


@pytest.fixture
async def staff(db):
    return await somebody(phone="13812345678", staff_number="A07")


@pytest.fixture
async def own_library(db):
    row = Library(name="某县图书馆", kind="own", contact_name="王老师", contact_phone="0517-12345678")
    await row.save()
    return row.id
