-- Why an account is where it is: so far only as a sentence. What is there already is told by its state.
ALTER TABLE "accounts" ADD COLUMN "cause" TEXT;
UPDATE "accounts" SET "cause" = CASE "state"
    WHEN 'live' THEN 'allowed'
    WHEN 'needs_scopes' THEN 'scopes_missing'
    WHEN 'needs_reauth' THEN 'grant_refused'
    WHEN 'suspended' THEN 'key_refused'
    WHEN 'paused' THEN 'paused'
    WHEN 'disconnected' THEN 'disconnected'
    ELSE 'connected'
  END;
ALTER TABLE "accounts" ALTER COLUMN "cause" SET NOT NULL;
-- Accounts that somebody must see to are few, and looked for every few seconds.
CREATE INDEX "accounts_troubled" ON "accounts" ("state") WHERE "state" IN ('needs_scopes', 'needs_reauth', 'suspended');

ALTER TABLE "credentials" ADD COLUMN "check_at" TIMESTAMPTZ(3),
  ADD COLUMN "checked_at" TIMESTAMPTZ(3),
  ADD COLUMN "check_failures" INTEGER NOT NULL DEFAULT 0;
UPDATE "credentials" SET "check_at" = now() + random() * interval '4 hours' WHERE "refresh_at" IS NULL;
CREATE INDEX "credentials_check_at_idx" ON "credentials" ("check_at");

ALTER TABLE "connect_attempts" ADD COLUMN "link_id" TEXT;

CREATE TABLE "connect_links" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "account_id" TEXT,
    "platform" TEXT,
    "site" TEXT,
    "return_url" TEXT,
    "admin_email" TEXT,
    "admin_webhook_url" TEXT,
    "required_capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "connected_account_id" TEXT,
    CONSTRAINT "connect_links_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "connect_links_token_hash_key" ON "connect_links" ("token_hash");
CREATE INDEX "connect_links_expires_at_idx" ON "connect_links" ("expires_at");

CREATE TABLE "call_minutes" (
    "account_id" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "lane" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "limited" INTEGER NOT NULL,
    "total_ms" INTEGER NOT NULL,
    "durations" INTEGER[],
    CONSTRAINT "call_minutes_pkey" PRIMARY KEY ("account_id", "minute", "lane")
);
CREATE INDEX "call_minutes_minute_idx" ON "call_minutes" ("minute");

ALTER TABLE "capability_findings" ADD COLUMN "lost_at" TIMESTAMPTZ(3);

ALTER TABLE "sweeps" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'only',
  ADD COLUMN "full_at" TIMESTAMPTZ(3),
  ADD COLUMN "full_cursor" TEXT,
  ADD COLUMN "full_started_at" TIMESTAMPTZ(3),
  ADD COLUMN "full_seen" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "full_found" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "full_ended_at" TIMESTAMPTZ(3),
  ADD COLUMN "calls" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "paid_until" TIMESTAMPTZ(3);
CREATE INDEX "sweeps_full_at_idx" ON "sweeps" ("full_at");

CREATE TABLE "sweep_sightings" (
    "account_id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    CONSTRAINT "sweep_sightings_pkey" PRIMARY KEY ("account_id", "ticket_id")
);

CREATE TABLE "arrival_hours" (
    "account_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "kind" TEXT NOT NULL,
    "by_webhook" INTEGER NOT NULL DEFAULT 0,
    "missed" INTEGER NOT NULL DEFAULT 0,
    "delays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    CONSTRAINT "arrival_hours_pkey" PRIMARY KEY ("account_id", "hour", "kind")
);
CREATE INDEX "arrival_hours_hour_idx" ON "arrival_hours" ("hour");

ALTER TABLE "webhooks" ADD COLUMN "check_at" TIMESTAMPTZ(3),
  ADD COLUMN "checked_at" TIMESTAMPTZ(3),
  ADD COLUMN "check_failures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "repaired_at" TIMESTAMPTZ(3),
  ADD COLUMN "problem" TEXT;
UPDATE "webhooks" SET "check_at" = now() + random() * interval '24 hours' WHERE "remote_id" IS NOT NULL;
CREATE INDEX "webhooks_check_at_idx" ON "webhooks" ("check_at");

CREATE TABLE "incidents" (
    "id" TEXT NOT NULL,
    "account_id" TEXT,
    "cause" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "escalated_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "incidents_account_id_opened_at_idx" ON "incidents" ("account_id", "opened_at");
CREATE INDEX "incidents_remind_at_idx" ON "incidents" ("remind_at");
-- One open incident for each account, cause and subject, whatever process sees it first.
CREATE UNIQUE INDEX "incidents_open" ON "incidents" (coalesce("account_id", ''), "cause", "subject") WHERE "resolved_at" IS NULL;

CREATE TABLE "alerts" (
    "seq" BIGSERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    CONSTRAINT "alerts_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "alerts_state_due_at_idx" ON "alerts" ("state", "due_at");
CREATE INDEX "alerts_channel_target_seq_idx" ON "alerts" ("channel", "target", "seq");
CREATE INDEX "alerts_incident_id_idx" ON "alerts" ("incident_id");
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "alerts_pending" ON "alerts" ("lane", "due_at") WHERE "state" = 'pending';

-- What incidents are looked for by, every few seconds over all accounts. Each is empty while all is well.
CREATE INDEX "credentials_failing" ON "credentials" ("account_id") WHERE "refresh_failures" > 0;
CREATE INDEX "credentials_ending" ON "credentials" ("expires_at") WHERE "refresh_at" IS NULL;
CREATE INDEX "credentials_refresh_ending" ON "credentials" ("refresh_token_expires_at") WHERE "refresh_token_expires_at" IS NOT NULL;
CREATE INDEX "capability_findings_lost" ON "capability_findings" ("account_id") WHERE "lost_at" IS NOT NULL;
CREATE INDEX "call_minutes_failed" ON "call_minutes" ("minute") WHERE "failures" > 0;
CREATE INDEX "webhooks_problem" ON "webhooks" ("account_id") WHERE "problem" IS NOT NULL;
CREATE INDEX "webhooks_last_signature_failure" ON "webhooks" ("last_signature_failure") WHERE "last_signature_failure" IS NOT NULL;
CREATE INDEX "ticket_fuses_blown" ON "ticket_fuses" ("account_id") WHERE "released_at" IS NULL;
CREATE INDEX "accounts_shadowed" ON "accounts" ("id") WHERE "live_share" = 0;
CREATE INDEX "operations_review" ON "operations" ("account_id") WHERE "review" IS NOT NULL;
CREATE INDEX "incidents_resolved" ON "incidents" ("resolved_at") WHERE "resolved_at" IS NOT NULL;
