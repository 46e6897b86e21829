"""查人与地。What pages and actions ask about persons, places and signing in."""
