-- Dead letters (libs/operations): what has been looked at and is not to be shown any more; nothing is deleted.
ALTER TABLE "operations" ADD COLUMN "discarded_at" TIMESTAMPTZ(3);

-- Replays of many dead letters, by stages.
CREATE TABLE "replays" (
    "id" TEXT NOT NULL,
    "cause" TEXT,
    "account_ids" TEXT[],
    "ttl_hours" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "replays_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "replay_items" (
    "replay_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "operation_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "replay_items_pkey" PRIMARY KEY ("replay_id","position")
);

CREATE INDEX "replays_created_at_idx" ON "replays"("created_at");
CREATE INDEX "replays_next_at_idx" ON "replays"("next_at");
CREATE INDEX "replay_items_operation_id_idx" ON "replay_items"("operation_id");
CREATE INDEX "replay_items_replay_id_state_position_idx" ON "replay_items"("replay_id", "state", "position");

ALTER TABLE "replay_items" ADD CONSTRAINT "replay_items_replay_id_fkey"
  FOREIGN KEY ("replay_id") REFERENCES "replays"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "replay_items" ADD CONSTRAINT "replay_items_operation_id_fkey"
  FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
