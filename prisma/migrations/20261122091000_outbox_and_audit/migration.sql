-- What schema.prisma cannot say: partial indexes and triggers.

-- Which delivery of a ticket is next is looked for among pending ones only, however many were delivered.
CREATE INDEX "deliveries_pending_order" ON "deliveries" ("subscriber_id", "order_key", "seq") WHERE "state" = 'pending';

-- The audit log is append-only, whoever asks.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The rows that still wait are few beside those that are done.
CREATE INDEX "inbox_pending" ON "inbox" ("account_id", "ticket_id", "seq") WHERE "state" = 'pending';
CREATE INDEX "operations_open" ON "operations" ("account_id", "ticket_id", "seq")
  WHERE "state" IN ('queued', 'sending', 'unknown', 'held');
