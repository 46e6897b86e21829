"""Every table that refers to a person is in their own copy of the data, or is left out with a reason."""

from piccolo.columns import ForeignKey, Integer
from piccolo.conf.apps import Finder

from app.home.queries.own_copy import HELD, LEFT_OUT, own_copy
from tests.makers import MONDAY, a_person

NUMBERS = {"person", "owner", "actor", "reviewer", "by"}
"""Columns that hold a person's id without saying so to the database, since what they tell stays when a person goes."""
WRITTEN_BY = {"recorded_by", "added_by", "issued_by", "revoked_by", "decided_by", "made_by"}
"""Who wrote a row down about somebody else: it is told to whom it is about."""
SECRETS = ("hash", "nonce", "token", "writer", "seed", "password", "secret")


def tables():
    return {table._meta.tablename: table for table in Finder().get_table_classes()}


def refers(table, to):
    """Columns of a table that refer to one of these tables."""
    return [
        column._meta.name
        for column in table._meta.columns
        if isinstance(column, ForeignKey) and column._foreign_key_meta.resolved_references._meta.tablename in to
    ]


def names_a_person(table):
    numbers = {column._meta.name for column in table._meta.columns if type(column) is Integer}
    return bool(set(refers(table, {"person"})) - WRITTEN_BY or numbers & NUMBERS)


def test_every_table_of_a_person_is_in_the_copy_or_left_out_with_a_reason():
    about = {name for name, table in tables().items() if names_a_person(table) or refers(table, HELD)}
    assert about - HELD.keys() - LEFT_OUT.keys() == set()


def test_the_copy_speaks_of_tables_that_are_there():
    assert (HELD.keys() | LEFT_OUT.keys()) - tables().keys() == set()
    assert HELD.keys() & LEFT_OUT.keys() == set()


def test_no_secret_is_in_the_copy():
    told = {
        f"{name}.{column._meta.name}"
        for name, held in HELD.items()
        for column in tables()[name]._meta.columns
        if column._meta.name not in held.but and any(word in column._meta.name for word in SECRETS)
    }
    assert told == set()


async def test_every_table_of_the_copy_can_be_asked(db):
    text = (await own_copy(await a_person("乐小读"), MONDAY)).decode()
    assert [name for name in HELD if f'"{name}": []' not in text] == []
