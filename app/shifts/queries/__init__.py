"""What is asked of shifts, their seats and their volunteers."""
