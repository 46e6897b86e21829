"""What decides in practice: what is drawn, what an answer is worth, when a mistake leaves, which days count."""
