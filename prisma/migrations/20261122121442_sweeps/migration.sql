-- CreateTable
CREATE TABLE "sweeps" (
    "account_id" TEXT NOT NULL,
    "mark" TIMESTAMPTZ(3) NOT NULL,
    "cursor" TEXT,
    "next_mark" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "pause_ms" INTEGER NOT NULL,
    "swept_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "sweeps_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "sweeps_next_at_idx" ON "sweeps"("next_at");
