"""出题、组卷、评分的引擎：只有值。How quizzes work, as plain values: no web, database, clock or dice."""
