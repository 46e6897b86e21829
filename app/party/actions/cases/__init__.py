"""What is done in a case: recording, correcting, choosing guides, reviewing, putting up notices, keeping papers."""
