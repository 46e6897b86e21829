"""党建：支部、组织生活、发展党员和它们的台账。Party-building: the branch, what was held and is due, applicants, papers."""
