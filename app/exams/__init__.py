"""考试：出卷、开考、作答、交卷、成绩。Exams: making, opening, sitting, handing in and reading the marks."""
