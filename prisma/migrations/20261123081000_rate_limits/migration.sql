-- How many requests a key may make.
ALTER TABLE "api_keys" ADD COLUMN "tier" TEXT NOT NULL DEFAULT 'standard';

-- Requests that were counted, where there is no Redis. Unlogged: a commit does not wait for the disk, and what a crash empties
-- would be over within a window.
CREATE UNLOGGED TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
) WITH (fillfactor = 50);
