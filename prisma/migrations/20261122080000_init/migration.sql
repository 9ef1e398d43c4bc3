-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "admin_email" TEXT,
    "admin_webhook_url" TEXT,
    "required_capabilities" TEXT[],
    "remote_user_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_clients" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "sealed_secret" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "oauth_client_id" TEXT,
    "email" TEXT,
    "sealed_access" TEXT NOT NULL,
    "sealed_refresh" TEXT,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "refresh_at" TIMESTAMPTZ(3),
    "refreshed_at" TIMESTAMPTZ(3),
    "refresh_started_at" TIMESTAMPTZ(3),
    "refresh_failures" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connect_attempts" (
    "id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "admin_email" TEXT,
    "admin_webhook_url" TEXT,
    "oauth_client_id" TEXT,
    "sealed" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "connect_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "account_id" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "sealed_previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "signature_failures" INTEGER NOT NULL DEFAULT 0,
    "last_signature_failure" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "seq" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "ticket_id" TEXT,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA NOT NULL,
    "trace_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "tickets" (
    "account_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "subject" TEXT,
    "status" TEXT NOT NULL,
    "platform_status" TEXT NOT NULL,
    "priority" TEXT,
    "tags" TEXT[],
    "assignee_id" TEXT,
    "requester" JSONB,
    "channel" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted" BOOLEAN NOT NULL,
    "raw" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "messages" (
    "account_id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "author" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "body_html" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "operation_id" TEXT,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("account_id","ticket_id","id")
);

-- CreateTable
CREATE TABLE "events" (
    "seq" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "ticket_id" TEXT,
    "type" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "operation_id" TEXT,
    "data" JSONB NOT NULL,
    "trace_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "subscribers" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "event_types" TEXT[],
    "account_ids" TEXT[],
    "include_own" BOOLEAN NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "sealed_previous_secret" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscribers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "seq" BIGSERIAL NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "order_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "operations" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "content_hash" TEXT NOT NULL,
    "if_no_reply_since" TIMESTAMPTZ(3),
    "if_status_in" TEXT[],
    "requested_by" TEXT NOT NULL,
    "trace_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "first_sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation_steps" (
    "operation_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "remote_ids" TEXT[],
    "request_id" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "operation_steps_pkey" PRIMARY KEY ("operation_id","position")
);

-- CreateTable
CREATE TABLE "operation_transitions" (
    "seq" BIGSERIAL NOT NULL,
    "operation_id" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "request_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operation_transitions_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "account_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "owner" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "sealed_answer" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("owner","key")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_platform_site_key" ON "accounts"("platform", "site");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_clients_platform_site_key" ON "oauth_clients"("platform", "site");

-- CreateIndex
CREATE INDEX "credentials_refresh_at_idx" ON "credentials"("refresh_at");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_account_id_lane_key" ON "credentials"("account_id", "lane");

-- CreateIndex
CREATE INDEX "connect_attempts_expires_at_idx" ON "connect_attempts"("expires_at");

-- CreateIndex
CREATE INDEX "inbox_account_id_received_at_idx" ON "inbox"("account_id", "received_at");

-- CreateIndex
CREATE INDEX "inbox_state_account_id_due_at_idx" ON "inbox"("state", "account_id", "due_at");

-- CreateIndex
CREATE INDEX "inbox_account_id_ticket_id_seq_idx" ON "inbox"("account_id", "ticket_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_account_id_dedupe_key_key" ON "inbox"("account_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "tickets_account_id_updated_at_idx" ON "tickets"("account_id", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "events_id_key" ON "events"("id");

-- CreateIndex
CREATE INDEX "events_account_id_ticket_id_seq_idx" ON "events"("account_id", "ticket_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "events_account_id_dedupe_key_key" ON "events"("account_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "deliveries_state_subscriber_id_due_at_seq_idx" ON "deliveries"("state", "subscriber_id", "due_at", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_event_seq_subscriber_id_key" ON "deliveries"("event_seq", "subscriber_id");

-- CreateIndex
CREATE UNIQUE INDEX "operations_seq_key" ON "operations"("seq");

-- CreateIndex
CREATE INDEX "operations_account_id_ticket_id_content_hash_created_at_idx" ON "operations"("account_id", "ticket_id", "content_hash", "created_at");

-- CreateIndex
CREATE INDEX "operations_state_account_id_due_at_idx" ON "operations"("state", "account_id", "due_at");

-- CreateIndex
CREATE INDEX "operations_account_id_ticket_id_created_at_idx" ON "operations"("account_id", "ticket_id", "created_at");

-- CreateIndex
CREATE INDEX "operation_transitions_operation_id_seq_idx" ON "operation_transitions"("operation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys"("expires_at");

-- CreateIndex
CREATE INDEX "audit_log_subject_seq_idx" ON "audit_log"("subject", "seq");

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_event_seq_fkey" FOREIGN KEY ("event_seq") REFERENCES "events"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscribers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation_steps" ADD CONSTRAINT "operation_steps_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation_transitions" ADD CONSTRAINT "operation_transitions_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
