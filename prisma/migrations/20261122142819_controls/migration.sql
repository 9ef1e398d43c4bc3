-- CreateTable
CREATE TABLE "switches" (
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "switches_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "ceilings" (
    "scope" TEXT NOT NULL,
    "ratio" DOUBLE PRECISION NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ceilings_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "breakers" (
    "account_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "retry_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "breakers_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "fresh_reads" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "trace_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "wanted_until" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "failure" JSONB,

    CONSTRAINT "fresh_reads_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "fresh_reads_account_id_wanted_until_idx" ON "fresh_reads"("account_id", "wanted_until");
