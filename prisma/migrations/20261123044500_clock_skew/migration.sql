-- When a genuine delivery was last refused for its time stamp: a clock is wrong, ours or the platform's.
ALTER TABLE "webhooks" ADD COLUMN "skewed_at" TIMESTAMPTZ(3),
ADD COLUMN "skew_seconds" INTEGER;
CREATE INDEX "webhooks_skewed_at" ON "webhooks" ("skewed_at") WHERE "skewed_at" IS NOT NULL;
