-- Every running api and worker says every few seconds that it lives. Few rows, each written in place (no index on what changes).
CREATE TABLE "processes" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "skew_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "processes_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 50);
