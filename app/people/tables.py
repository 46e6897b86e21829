"""Rows about persons, how they sign in, and the places of the library."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table


class Library(Table):
    """An organisation: the library itself, its superior, or a partner.

    `kind` is own, superior or partner; `partner_kind` says what a partner is and is empty for the others.
    """

    id: Serial
    name = Varchar(length=80, null=False, default=None, unique=True)
    kind = Varchar(length=20, null=False, default=None)
    partner_kind = Varchar(length=20, null=False, default="")
    address = Varchar(length=120, null=False, default="")
    contact_name = Varchar(length=60, null=False, default="")
    contact_phone = Varchar(length=30, null=False, default="")
    note = Text(null=False, default="")
    closed_on = Date(null=True, default=None)


class ServicePoint(Table):
    """A place where readers are served. It closes on a day; it is never deleted.

    Areas are whole square metres; the usable area may exceed the built one (roof gardens, shared halls).
    """

    id: Serial
    name = Varchar(length=80, null=False, default=None, unique=True)
    kind = Varchar(length=20, null=False, default=None)
    library = ForeignKey(Library, null=False, on_delete=OnDelete.restrict)
    partner = ForeignKey(Library, null=True, default=None, on_delete=OnDelete.restrict)
    address = Varchar(length=120, null=False, default="")
    hours = Varchar(length=120, null=False, default="")
    area_built_m2 = Integer(null=True, default=None)
    area_usable_m2 = Integer(null=True, default=None)
    seats = Integer(null=True, default=None)
    volumes = Integer(null=True, default=None)
    interlending = Boolean(null=False, default=False)
    open_24h = Boolean(null=False, default=False)
    agreement_from = Date(null=True, default=None)
    agreement_to = Date(null=True, default=None)
    opened_on = Date(null=True, default=None)
    closed_on = Date(null=True, default=None)
    note = Text(null=False, default="")


class Person(Table):
    """One human being. `name_pinyin` and `name_initials` hold every reading, joined by spaces, and may be corrected.

    Syllables of a reading are divided by an apostrophe. `password_hash` is null until the person has set a password.
    """

    id: Serial
    name = Varchar(length=60, null=False, default=None)
    name_pinyin = Varchar(length=1000, null=False, default=None, index=True)
    name_initials = Varchar(length=200, null=False, default=None)
    sign_in_name = Varchar(length=40, null=False, default=None, unique=True)
    phone = Varchar(length=20, null=True, default=None, unique=True)
    staff_number = Varchar(length=30, null=True, default=None, unique=True)
    post = Varchar(length=60, null=False, default="")
    professional_title = Varchar(length=60, null=False, default="")
    joined_on = Date(null=True, default=None)
    left_on = Date(null=True, default=None)
    password_hash = Varchar(length=200, null=True, default=None, secret=True)


class Suspension(Table):
    """A time in which a person may not sign in; it lasts until `ended_at`."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    reason = Varchar(length=200, null=False, default=None)
    began_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Outsider(Table):
    """The person was written down as a learner from outside; with a role or a password they are one of ours all the same."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, unique=True)


class RoleGrant(Table):
    """A role that a person holds, or held until `ended_at`; a coordinator's names the service point it is for."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    role = Varchar(length=20, null=False, default=None)
    service_point = ForeignKey(ServicePoint, null=True, default=None, on_delete=OnDelete.restrict)
    granted_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Session(Table):
    """One browser that is signed in. Only the hash of its random id is kept.

    It ends after `idle_minutes` without a request, at `expires_at`, or when somebody ends it. Rows stay for a while,
    because SQLite gives the id of a deleted last row to the next one and other slices remember session ids.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    token_hash = Varchar(length=64, null=False, default=None, unique=True, secret=True)
    created_at = Timestamptz(null=False, default=None)
    seen_at = Timestamptz(null=False, default=None)
    idle_minutes = Integer(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    address = Varchar(length=45, null=False, default="")
    agent = Varchar(length=200, null=False, default="")
    public_computer = Boolean(null=False, default=False)


class CalendarKey(Table):
    """A secret address under which a person's calendar is read without signing in; it holds until `ended_at`.

    The address carries a signature over `nonce`, which alone opens nothing and is never given out twice.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    nonce = Varchar(length=40, null=False, default=None, unique=True)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class SignInFailure(Table):
    """A try to sign in that has not succeeded; it is written before the password is checked and removed when it was right.

    `account` is `person:<id>`, or a keyed digest of what was typed when it is nobody's: people type passwords there. Whoever
    has no account and says who they are is a `claim:` with a digest.
    """

    id: Serial
    account = Varchar(length=80, null=False, default=None, index=True)
    address = Varchar(length=45, null=False, default=None, index=True)
    at = Timestamptz(null=False, default=None)
    confirmed = Boolean(null=False, default=False)


class KnownAddress(Table):
    """An address from which a person has signed in, so that strangers elsewhere cannot lock them out."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade)
    address = Varchar(length=45, null=False, default=None, index=True)
    seen_at = Timestamptz(null=False, default=None)


class ActivationCode(Table):
    """A one-time code with which a person sets a password. Only its hash is kept; a newer one replaces it."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    code_hash = Varchar(length=64, null=False, default=None, unique=True, secret=True)
    made_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    used_at = Timestamptz(null=True, default=None)


class SetupCode(Table):
    """A one-time code that the console prints for whoever sets up a new installation."""

    id: Serial
    code_hash = Varchar(length=64, null=False, default=None, unique=True, secret=True)
    made_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    used_at = Timestamptz(null=True, default=None)


TABLES = [
    Library,
    ServicePoint,
    Person,
    Suspension,
    Outsider,
    RoleGrant,
    Session,
    CalendarKey,
    SignInFailure,
    KnownAddress,
    ActivationCode,
    SetupCode,
]
