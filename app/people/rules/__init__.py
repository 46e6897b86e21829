"""人与地的规矩。What the library decided about persons, roles, passwords and places."""
