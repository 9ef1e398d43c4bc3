import { setTimeout as pass } from 'node:timers/promises';
import { z } from 'zod';
import { LaneRows } from './lane-rows.js';
import { startLanes } from './lane-workers.js';

/** A worker process of its own, to be stopped or killed. Says `ready`, and runs until then. */
const job = z
  .object({
    databaseUrl: z.string(),
    redisUrl: z.string().optional(),
    /** Without it a row takes as long as it says itself. */
    performMs: z.number().optional(),
    lanesAtOnce: z.number().default(100),
    /** How often it sweeps; never without it. */
    sweepMs: z.number().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const rows = new LaneRows('write', await LaneRows.open(job.databaseUrl));
const { performMs } = job;
if (performMs !== undefined) rows.during = () => pass(performMs);
const worker = await startLanes(job.databaseUrl, job.redisUrl, [rows], { lanesAtOnce: job.lanesAtOnce });
if (job.sweepMs !== undefined) setInterval(() => void worker.runner.sweep(), job.sweepMs);
process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
process.stdout.write('ready\n');
