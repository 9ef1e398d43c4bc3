-- Everybody who is there was made from ADMIN_PASSWORD.
ALTER TABLE "users" ADD COLUMN "start_password_hash" TEXT,
  ADD COLUMN "last_login_at" TIMESTAMPTZ(3);
UPDATE "users" SET "start_password_hash" = "password_hash";

ALTER TABLE "sessions" ADD COLUMN "ended_because" TEXT;
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

ALTER TABLE "api_keys" ADD COLUMN "created_by" TEXT,
  ADD COLUMN "last_used_at" TIMESTAMPTZ(3);
UPDATE "api_keys" SET "created_by" = (
  SELECT "actor" FROM "audit_log" WHERE "subject" = "api_keys"."id" AND "action" = 'api_key.created' LIMIT 1
);

CREATE TABLE "password_links" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_links_pkey" PRIMARY KEY ("token_hash"),
    CONSTRAINT "password_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "password_links_user_id_idx" ON "password_links"("user_id");

CREATE TABLE "login_attempts" (
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_attempts_pkey" PRIMARY KEY ("subject")
);
CREATE INDEX "login_attempts_ends_at_idx" ON "login_attempts"("ends_at");

CREATE INDEX "audit_log_actor_seq_idx" ON "audit_log"("actor", "seq");
