import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Nightdesk } from '@nightdesk/sdk';
import { Standalone } from '../support/standalone.js';
import { until } from '../support/until.js';
import { firstKey, Visitor } from '../support/visitor.js';

/**
 * `npm run smoke`: starts everything as `npm start` does, takes two tickets through (the first finds cold processes), and
 * prints a tick for each stop with the milliseconds since the ticket was written. `--json FILE` writes the figures. Exit
 * code 1 when a stop is not reached in 15 s. DATABASE_URL and REDIS_URL are passed on.
 */
const { values } = parseArgs({ options: { json: { type: 'string' } } });
const figures: Record<string, number> = {};

function tick(stop: string, since: number, prefix = ''): void {
  const ms = Math.round(performance.now() - since);
  figures[`${prefix}${stop.replaceAll(' ', '_')}_ms`] = ms;
  console.log(`  ✓ ${stop.padEnd(20)} ${String(ms).padStart(6)} ms`);
}

/** One ticket, from the customer's page to the solved ticket. */
async function journey(
  standalone: Standalone,
  nightdesk: Nightdesk,
  account: string,
  prefix: string,
): Promise<void> {
  const desk = `${standalone.sandboxUrl}/page/zendesk:acme/tickets`;
  const begun = performance.now();
  const written = await fetch(desk, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ subject: 'Smoke test', message: 'Does it work?' }),
  });
  const { id } = (await written.json()) as { id: string | number };
  tick('ticket written', begun, prefix);
  const reached = (station: string, states: readonly string[]) =>
    until(async () => {
      const { stops } = await nightdesk.timeline(account, String(id));
      return stops.some((stop) => stop.station === station && states.includes(stop.state));
    }, 15_000);
  await reached('webhook', ['pending', 'done']);
  tick('webhook accepted', begun, prefix);
  await reached('delivery', ['delivered']);
  tick('event delivered', begun, prefix);
  await reached('operation', ['confirmed']);
  tick('operation confirmed', begun, prefix);
  await until(async () => {
    const shown = (await (await fetch(`${desk}/${id}`)).json()) as { status?: string };
    return shown.status === 'solved';
  }, 15_000);
  tick('ticket solved', begun, prefix);
}

const passedOn = Object.entries(process.env).filter(
  (pair): pair is [string, string] => ['DATABASE_URL', 'REDIS_URL'].includes(pair[0]) && Boolean(pair[1]),
);
const starting = performance.now();
const standalone = await Standalone.start(Object.fromEntries(passedOn));
let failed = 0;
try {
  tick('started', starting);
  const connecting = performance.now();
  const key = await firstKey(standalone.url, standalone.email, standalone.password);
  const end = await new Visitor(standalone.url, standalone.sandboxUrl, key).connect('acme');
  const account = end.searchParams.get('account');
  if (account === null) throw new Error(`the connect ended at ${end.href}`);
  tick('connected', connecting);
  const nightdesk = new Nightdesk({ baseUrl: standalone.url, apiKey: key });
  await journey(standalone, nightdesk, account, 'first_');
  console.log('  and once more, now that every process is warm');
  await journey(standalone, nightdesk, account, '');
} catch (error) {
  failed = 1;
  console.error(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await standalone.stop();
}
if (values.json !== undefined) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const engine = process.env['REDIS_URL'] ? 'redis' : 'postgres';
  await writeFile(
    values.json,
    `${JSON.stringify({ ...figures, seed: 0, engine, commit, failed }, null, 2)}\n`,
  );
}
process.exit(failed);
