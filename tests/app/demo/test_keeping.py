"""What the manager keeps in the demo library: last year closed, two views, a rule with its source, a certificate."""

from datetime import datetime

import pytest

from app import clock, demo
from app.actor import Actor, Role
from app.gatherings.queries.periods import locks
from app.people.tables import Person
from app.training.queries.views import views
from app.training.tables import HoursCertificate, RuleSetting, SavedView
from tests.app.demo.telling import NOW, filled_tables
from tests.cast import browser


async def manager():
    row = await Person.select().where(Person.sign_in_name == "guanzhang").first()
    return Actor(row["id"], row["name"], frozenset({Role.MANAGER}))


async def test_these_pages_have_something_true_to_show(library, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    boss = await manager()
    who = await browser(boss)
    (lock,) = await locks(boss)
    assert (str(lock.days.first), str(lock.days.last), lock.stands) == ("2025-01-01", "2025-12-31", True)
    assert lock.at < NOW
    assert "封存中" in (await who.see("/periods")).text
    assert [(one.name, one.shared) for one in await views(boss)] == [("今年缺席的", False), ("还缺佐证的", True)]
    assert "还缺佐证的" in (await who.see("/log")).text
    rules = (await who.see("/hour-rules?year=2026")).text
    assert "示例县图书馆馆务会议纪要〔2026〕2 号" in rules
    one = await HoursCertificate.select().first()
    assert (one["half_hours"] > 0, one["person_name"], one["from_on"].year) == (True, "乐小读", 2025)
    assert "学证〔2026〕1号" in (await who.see("/log/certificates")).text
    assert (await (await browser()).see(f"/certificates/{one['code']}")).status_code == 200


@pytest.mark.parametrize("day", ["2026-01-01T00:30+08:00", "2026-12-31T23:50+08:00"])
async def test_it_loads_on_the_first_and_the_last_day_of_a_year(db, monkeypatch, day):
    now = datetime.fromisoformat(day)
    monkeypatch.setattr(clock, "now", lambda: now)
    await demo.load(now)
    assert (await HoursCertificate.count(), await SavedView.count(), await RuleSetting.count()) == (1, 2, 1)


async def test_it_goes_with_the_demo(own_library):
    await demo.remove(await manager(), NOW)
    left = await filled_tables()
    assert {"period_lock", "saved_view", "rule_setting", "hours_certificate"} & left.keys() == set()
