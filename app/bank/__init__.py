"""题库：题目和它的每一版，出处与复核。The question bank: questions and their versions, where each key stands, who reviewed it."""
