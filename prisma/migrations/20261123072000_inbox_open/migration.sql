-- What waits and what is dead, in one small index instead of a large one and a small one: each delivery writes its indexes twice.
CREATE INDEX "inbox_open" ON "inbox" ("account_id", "ticket_id", "seq") INCLUDE ("state", "due_at") WHERE "state" <> 'done';
DROP INDEX "inbox_pending";
DROP INDEX "inbox_state_account_id_due_at_idx";
