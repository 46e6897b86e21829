"""What people do when they practise; whoever changes their own practice waits for themselves by name."""
