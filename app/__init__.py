"""知行：公共图书馆的学习、练考、志愿与党务记录。Zhixing: study, practice exams, volunteering and records of a public library."""

__version__ = "0.1.0"
