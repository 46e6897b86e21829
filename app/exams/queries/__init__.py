"""What the pages of exams ask, by noun."""
