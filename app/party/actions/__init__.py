"""What people do in Party-building, one deed each."""
