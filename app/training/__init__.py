"""学时：按当年规则把分钟算成学时，知与行记在一份档案里。Training: minutes into hours under the rule book of the year; the log; one record of both sides."""
