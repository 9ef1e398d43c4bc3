import { setTimeout as pass } from 'node:timers/promises';
import { z } from 'zod';
import { LaneRows } from './lane-rows.js';
import { startLanes } from './lane-workers.js';

/** A worker process of its own, to be killed. Says `ready`, and runs until then. */
const job = z
  .object({
    databaseUrl: z.string(),
    redisUrl: z.string().optional(),
    performMs: z.number(),
    lanesAtOnce: z.number().default(100),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

const rows = new LaneRows('write', await LaneRows.open(job.databaseUrl));
rows.during = () => pass(job.performMs);
const worker = await startLanes(job.databaseUrl, job.redisUrl, [rows], { lanesAtOnce: job.lanesAtOnce });
process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
process.stdout.write('ready\n');
