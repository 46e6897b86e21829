"""What is approved of a service, within which days, and what is said about it."""
