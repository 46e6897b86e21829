from functools import partial

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, OnUpdate, Serial, Text, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

from app.storage.schema import MigrationManager, check_in, unique_index

ID = "2026-11-23T07:06:45:538407"
VERSION = "1.38.0"
DESCRIPTION = "Make the tables of persons, sessions and places."

KEY = {
    "null": False,
    "primary_key": True,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": "id",
    "secret": False,
}
PLAIN = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
LINK = {"on_update": OnUpdate.cascade, "target_column": None}


class Library(Table, tablename="library"):
    id = Serial(**KEY)


class Person(Table, tablename="person"):
    id = Serial(**KEY)


class ServicePoint(Table, tablename="service_point"):
    id = Serial(**KEY)


def add_table(manager, class_name, tablename):
    manager.add_table(class_name=class_name, tablename=tablename, schema=None, columns=None)
    return partial(add_column, manager, class_name, tablename)


def add_column(manager, class_name, tablename, name, column_class, **params):
    standard = LINK if column_class is ForeignKey else {"default": None}
    manager.add_column(
        table_class_name=class_name,
        tablename=tablename,
        column_name=name,
        db_column_name=name,
        column_class_name=column_class.__name__,
        column_class=column_class,
        params={**PLAIN, **standard, **params},
        schema=None,
    )


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="people", description=DESCRIPTION)

    column = add_table(manager, "Library", "library")
    column("name", Varchar, length=80, unique=True)
    column("kind", Varchar, length=20)
    column("partner_kind", Varchar, length=20, default="")
    column("address", Varchar, length=120, default="")
    column("contact_name", Varchar, length=60, default="")
    column("contact_phone", Varchar, length=30, default="")
    column("note", Text, default="")
    column("closed_on", Date, null=True)

    column = add_table(manager, "ServicePoint", "service_point")
    column("name", Varchar, length=80, unique=True)
    column("kind", Varchar, length=20)
    column("library", ForeignKey, references=Library, on_delete=OnDelete.restrict)
    column("partner", ForeignKey, references=Library, on_delete=OnDelete.restrict, null=True)
    column("address", Varchar, length=120, default="")
    column("hours", Varchar, length=120, default="")
    column("area_built_m2", Integer, null=True)
    column("area_usable_m2", Integer, null=True)
    column("seats", Integer, null=True)
    column("volumes", Integer, null=True)
    column("interlending", Boolean, default=False)
    column("open_24h", Boolean, default=False)
    column("agreement_from", Date, null=True)
    column("agreement_to", Date, null=True)
    column("opened_on", Date, null=True)
    column("closed_on", Date, null=True)
    column("note", Text, default="")

    column = add_table(manager, "Person", "person")
    column("name", Varchar, length=60)
    column("name_pinyin", Varchar, length=1000, index=True)
    column("name_initials", Varchar, length=200)
    column("sign_in_name", Varchar, length=40, unique=True)
    column("phone", Varchar, length=20, null=True, unique=True)
    column("staff_number", Varchar, length=30, null=True, unique=True)
    column("post", Varchar, length=60, default="")
    column("professional_title", Varchar, length=60, default="")
    column("joined_on", Date, null=True)
    column("left_on", Date, null=True)
    column("password_hash", Varchar, length=200, null=True, secret=True)

    column = add_table(manager, "Suspension", "suspension")
    column("person", ForeignKey, references=Person, on_delete=OnDelete.restrict, index=True)
    column("reason", Varchar, length=200)
    column("began_at", Timestamptz)
    column("ended_at", Timestamptz, null=True)

    column = add_table(manager, "RoleGrant", "role_grant")
    column("person", ForeignKey, references=Person, on_delete=OnDelete.restrict, index=True)
    column("role", Varchar, length=20)
    column("service_point", ForeignKey, references=ServicePoint, on_delete=OnDelete.restrict, null=True)
    column("granted_at", Timestamptz)
    column("ended_at", Timestamptz, null=True)

    column = add_table(manager, "Session", "session")
    column("person", ForeignKey, references=Person, on_delete=OnDelete.cascade, index=True)
    column("token_hash", Varchar, length=64, unique=True, secret=True)
    column("created_at", Timestamptz)
    column("seen_at", Timestamptz)
    column("idle_minutes", Integer)
    column("expires_at", Timestamptz)
    column("ended_at", Timestamptz, null=True)
    column("address", Varchar, length=45, default="")
    column("agent", Varchar, length=200, default="")
    column("public_computer", Boolean, default=False)

    column = add_table(manager, "SignInFailure", "sign_in_failure")
    column("account", Varchar, length=80, index=True)
    column("address", Varchar, length=45, index=True)
    column("at", Timestamptz)
    column("confirmed", Boolean, default=False)

    column = add_table(manager, "KnownAddress", "known_address")
    column("person", ForeignKey, references=Person, on_delete=OnDelete.cascade)
    column("address", Varchar, length=45, index=True)
    column("seen_at", Timestamptz)

    column = add_table(manager, "ActivationCode", "activation_code")
    column("person", ForeignKey, references=Person, on_delete=OnDelete.cascade, index=True)
    column("code_hash", Varchar, length=64, unique=True, secret=True)
    column("made_at", Timestamptz)
    column("expires_at", Timestamptz)
    column("used_at", Timestamptz, null=True)

    column = add_table(manager, "SetupCode", "setup_code")
    column("code_hash", Varchar, length=64, unique=True, secret=True)
    column("made_at", Timestamptz)
    column("expires_at", Timestamptz)
    column("used_at", Timestamptz, null=True)

    # A place stands in the index only when the grant names one: NULLs never collide.
    manager.then(
        unique_index("library", "kind", where="kind = 'own'"),
        unique_index("suspension", "person", where="ended_at IS NULL"),
        unique_index("role_grant", "person", "role", where="ended_at IS NULL AND service_point IS NULL"),
        unique_index("role_grant", "person", "role", "service_point", where="ended_at IS NULL"),
        unique_index("known_address", "person", "address"),
        check_in("library", "kind", ["own", "superior", "partner"]),
        check_in("service_point", "kind", ["main_building", "reading_bar", "reading_room_24h", "branch_library"]),
    )
    return manager
