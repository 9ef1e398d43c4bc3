-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "region" TEXT;

-- AlterTable
ALTER TABLE "connect_attempts" ADD COLUMN     "region" TEXT,
ADD COLUMN     "required_capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "write_lane_of" TEXT;

-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "app_id" TEXT,
ADD COLUMN     "app_site" TEXT,
ALTER COLUMN "remote_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "capability_findings" (
    "account_id" TEXT NOT NULL,
    "capability" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "call" TEXT NOT NULL,
    "status" INTEGER,
    "request_id" TEXT,
    "says" TEXT NOT NULL,
    "remedy" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "capability_findings_pkey" PRIMARY KEY ("account_id","capability")
);

-- CreateTable
CREATE TABLE "scope_probes" (
    "account_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "scope_probes_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "scope_probes_next_at_idx" ON "scope_probes"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_app_id_app_site_key" ON "webhooks"("app_id", "app_site");

-- Accounts that were connected before there was a probe are probed at once.
INSERT INTO "scope_probes" ("account_id", "next_at") SELECT "id", now() FROM "accounts";
