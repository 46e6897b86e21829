"""培训班：报名、课程表、结业考试、结业证书和满意度。Training classes, for outsiders too, from enrolment to certificate."""
