"""The name under which addresses of calendars are signed, for those who make them and those who read them."""

PURPOSE = "calendar key"
