-- What a person is asked about an operation, and what the person said (libs/operations); the kind of failure that ended or
-- holds it, by which dead letters are grouped.
ALTER TABLE "operations" ADD COLUMN "review" JSONB, ADD COLUMN "decision" TEXT, ADD COLUMN "cause" TEXT;

-- Dead letters: what failed and may be replayed.
CREATE INDEX "operations_ended_idx" ON "operations" ("state", "finished_at") WHERE state IN ('failed', 'dead');

-- Tickets whose operations wait because our own writes changed them too often (SPEC 4.4); released by a person. What was before a release is
-- not counted again.
CREATE TABLE "ticket_fuses" (
  "account_id" TEXT NOT NULL,
  "ticket_id" TEXT NOT NULL,
  "changes" INTEGER NOT NULL,
  "blown_at" TIMESTAMPTZ(3) NOT NULL,
  "released_at" TIMESTAMPTZ(3),

  CONSTRAINT "ticket_fuses_pkey" PRIMARY KEY ("account_id", "ticket_id")
);
