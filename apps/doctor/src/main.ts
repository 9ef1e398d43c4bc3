import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { readEnvironment } from '@nightdesk/platform/config';
import { nameConnections } from '@nightdesk/platform/database';
import { selfTest } from '@nightdesk/self-test';
import { line, summary, usage } from './words.js';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** `npm run doctor [-- --json]`. Answers the exit code: 1 when something is wrong. */
async function run(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => !['--json', '--help'].includes(arg));
  if (unknown !== undefined || args.includes('--help')) {
    say(usage);
    return unknown === undefined ? 0 : 1;
  }
  // What the parts would log is what the findings say.
  Logger.overrideLogger(false);
  nameConnections('nightdesk-doctor');
  const data = await selfTest(readEnvironment());
  const ok = data.every(({ state }) => state !== 'wrong');
  if (args.includes('--json')) say(JSON.stringify({ ok, data }, null, 2));
  else say([...data.map(line), summary(data)].join('\n'));
  return ok ? 0 : 1;
}

let code = 1;
try {
  code = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`doctor: ${error instanceof Error ? error.message : String(error)}\n`);
}
// Not left to the end of all handles: a check that hangs may hold some.
process.exit(code);
