"""What people do with exams, by noun."""
