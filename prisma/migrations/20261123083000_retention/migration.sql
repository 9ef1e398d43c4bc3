-- Copies of tickets lose what people wrote, and keep what the next reading is compared with.
ALTER TABLE "tickets" ADD COLUMN "emptied_at" TIMESTAMPTZ(3),
ADD COLUMN "emptied_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];
CREATE INDEX "tickets_full" ON "tickets" ("read_at") WHERE "emptied_at" IS NULL;
CREATE INDEX "ticket_fuses_released" ON "ticket_fuses" ("released_at") WHERE "released_at" IS NOT NULL;

-- What is deleted by age goes all day, a little at a time: the place is free again before a fifth of the table has gone.
ALTER TABLE "inbox" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
ALTER TABLE "events" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
ALTER TABLE "deliveries" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
