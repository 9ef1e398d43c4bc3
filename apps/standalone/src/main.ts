import { existsSync } from 'node:fs';
import { banner } from './banner.js';
import { explain, lockFolder, prepareFolder } from './folder.js';
import { forgetPrograms } from './programs.js';
import { readSettings, type Settings } from './settings.js';
import { startAll } from './start-all.js';
import { StartProblem } from './start-problem.js';
import { Supervisor } from './supervisor.js';

const say = (line: string) => console.log(line);

/** npm passes a Ctrl-C on to us that the terminal has sent already, so a second one counts only after a moment. */
const IMPATIENT_AFTER_MS = 1_000;

const PARENT_CHECK_MS = 500;

// Not left to the end of all handles: a start that was interrupted may still have some open.
process.exit(await run());

async function run(): Promise<number> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = readSettings(process.env);
    await prepareFolder(settings.folder);
    const lock = await lockFolder(settings.folder);
    try {
      return await supervise(settings, lock.tookOver);
    } finally {
      await lock.release();
    }
  } catch (error) {
    return report(error);
  }
}

async function supervise(settings: Settings, tookOver: boolean): Promise<number> {
  const { promise: end, stop, fail } = ending();
  const supervisor = new Supervisor(settings.logs, say, fail);
  listenForStop(stop, supervisor);
  try {
    const started = startAll(settings, tookOver, supervisor, say).then((result) => {
      say(banner(settings, result.password, result.database));
      return end;
    });
    await Promise.race([started, end]);
    return 0;
  } catch (error) {
    return report(error);
  } finally {
    await supervisor.stop();
    await forgetPrograms(settings.programsFile);
  }
}

interface Ending {
  promise: Promise<void>;
  stop: () => void;
  fail: (problem: StartProblem) => void;
}

function ending(): Ending {
  const parts: Partial<Ending> = {};
  const promise = new Promise<void>((stop, fail) => Object.assign(parts, { stop, fail }));
  return { promise, ...parts } as Ending;
}

function listenForStop(stop: () => void, supervisor: Supervisor): void {
  let first: number | undefined;
  const asked = () => {
    first ??= Date.now();
    stop();
    if (Date.now() - first > IMPATIENT_AFTER_MS) supervisor.hurry();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked);
  // npm passes SIGTERM on to the shell between it and us, which ends without telling: its end is the message.
  const parent = process.ppid;
  if (!process.env['npm_lifecycle_event']) return;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_MS).unref();
}

/** What a person can put right is said in words; anything else is a defect, and its stack helps. */
function report(error: unknown): number {
  const told = error instanceof Error ? explain(error) : error;
  if (told instanceof StartProblem) console.error(`\n${told.message}\n`);
  else console.error('\nThis is a defect in Nightdesk:', told);
  return 1;
}
