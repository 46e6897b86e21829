"""Papers of Party-building, as they are filed."""
