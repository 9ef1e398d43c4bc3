-- Shadow mode (libs/accounts): the share of the account's tickets, in per cent, on which operations go out, and since when;
-- which share of its operations may fail before it falls back to 0; and why it is at 0.
ALTER TABLE "accounts"
  ADD COLUMN "live_share" INTEGER NOT NULL DEFAULT 100,
  ADD COLUMN "live_share_since" TIMESTAMPTZ(3),
  ADD COLUMN "error_slo" DOUBLE PRECISION NOT NULL DEFAULT 0.05,
  ADD COLUMN "shadow_reason" TEXT;

-- Each worker asks several times a second which accounts are on trial.
CREATE INDEX "accounts_on_trial_idx" ON "accounts" ("id") WHERE live_share BETWEEN 5 AND 50;

-- What ended lately in one account: for falling back, and for the scorecard.
CREATE INDEX "operations_account_finished_idx" ON "operations" ("account_id", "finished_at") WHERE finished_at IS NOT NULL;
