"""学时与档案：按当年规则把分钟算成学时，知与行记在一处。Training: minutes into hours by the rules of the year, and the log."""
