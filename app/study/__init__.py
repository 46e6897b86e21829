"""学习：每周系列、议程和名单、闭馆公告和小测。Study: weekly series, sessions with agenda and list, closure notices, quizzes."""
