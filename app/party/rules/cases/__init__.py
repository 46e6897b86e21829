"""发展党员 as a case: its 23 steps as data, the clocks between them, and why something cannot be recorded yet."""
