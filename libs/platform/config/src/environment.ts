import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Variables } from './config.js';

/** What `npm start` leaves in its folder while it runs: the environment of its api and worker. */
const programsFile = 'programs.json';

/**
 * What a program that a person runs beside Nightdesk goes by: the environment and `.env`, and where these name no database, what
 * the `npm start` in this folder runs with.
 */
export function readEnvironment(): Variables {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { DATABASE_URL, KEY_RING, NIGHTDESK_DATA } = process.env;
  if (DATABASE_URL && KEY_RING) return process.env;
  const file = join(NIGHTDESK_DATA || '.nightdesk', programsFile);
  if (!existsSync(file)) return process.env;
  const running = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  const isAnother = Boolean(DATABASE_URL) && DATABASE_URL !== running['DATABASE_URL'];
  return isAnother ? process.env : { ...process.env, ...running };
}
