-- Whether whoever caused a row wants its trace recorded, so that every process decides alike. Null: the trace's id decides.
ALTER TABLE "inbox" ADD COLUMN "trace_sampled" BOOLEAN;
ALTER TABLE "fresh_reads" ADD COLUMN "trace_sampled" BOOLEAN;
ALTER TABLE "events" ADD COLUMN "trace_sampled" BOOLEAN;
ALTER TABLE "operations" ADD COLUMN "trace_sampled" BOOLEAN;
