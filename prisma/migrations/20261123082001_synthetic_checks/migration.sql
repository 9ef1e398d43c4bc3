CREATE TABLE "synthetic_checks" (
    "account_id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "every_minutes" INTEGER NOT NULL,
    "slo_seconds" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "operation_id" TEXT,
    "started_at" TIMESTAMPTZ(3),

    CONSTRAINT "synthetic_checks_pkey" PRIMARY KEY ("account_id")
);
CREATE INDEX "synthetic_checks_due_at_idx" ON "synthetic_checks"("due_at");
CREATE INDEX "synthetic_checks_operation_id_idx" ON "synthetic_checks"("operation_id");

CREATE TABLE "synthetic_runs" (
    "seq" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "duration_ms" INTEGER,
    "problem" TEXT,

    CONSTRAINT "synthetic_runs_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "synthetic_runs_account_id_at_idx" ON "synthetic_runs"("account_id", "at");
