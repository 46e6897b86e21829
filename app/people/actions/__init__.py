"""人与地上的事。What people do about persons, roles, places and their own sign-in."""
