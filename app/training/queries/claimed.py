"""Claims of courses as SQL: which version and decision stand, and which claims count."""

# The newest version stands, and of it the newest decision.
CLAIMED = """
FROM course_claim c JOIN person p ON p.id = c.person
JOIN course_version v ON v.claim = c.id
AND NOT EXISTS (SELECT 1 FROM course_version n WHERE n.claim = c.id AND n.number > v.number)
LEFT JOIN course_decision d ON d.version = v.id
AND NOT EXISTS (SELECT 1 FROM course_decision m WHERE m.version = v.id AND m.id > d.id)
LEFT JOIN course_withdrawal w ON w.claim = c.id
"""
STATE = "CASE WHEN w.id IS NOT NULL THEN 'withdrawn' ELSE coalesce(d.verdict, 'waiting') END"
VERIFIED = f"""
SELECT v.id, c.id AS claim, c.person, v.title, v.organiser, v.mode, v.subject, v.from_on AS day, v.to_on, v.times, v.amount,
       v.unit, v.level, v.minutes {CLAIMED} WHERE d.verdict = 'verified' AND w.id IS NULL
"""
