"""查学时与记录。What pages ask of the log, of one person's record, and of the ledgers."""
