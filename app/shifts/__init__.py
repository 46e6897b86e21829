"""志愿班次：谁在何时何地服务、怎样排班报名。Shifts: who serves when and where, and how rosters and sign-ups are made."""
