-- The budget of each minute, beside its calls: additive and nullable, so processes of the version before go on.
ALTER TABLE "call_minutes" ADD COLUMN     "budget_at" TIMESTAMPTZ(3),
ADD COLUMN     "budget_ceiling" INTEGER,
ADD COLUMN     "budget_foreign" INTEGER,
ADD COLUMN     "budget_limit" INTEGER,
ADD COLUMN     "budget_reserve" INTEGER,
ADD COLUMN     "budget_used" INTEGER,
ADD COLUMN     "budget_window_ms" INTEGER;
