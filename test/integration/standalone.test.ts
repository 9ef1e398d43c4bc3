import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything } from '../../apps/standalone/src/child-log.js';
import { lockFolder } from '../../apps/standalone/src/folder.js';
import { refuseTakenPort } from '../../apps/standalone/src/ports.js';
import { StartProblem } from '../../apps/standalone/src/start-problem.js';
import { loadState, saveState } from '../../apps/standalone/src/state.js';
import { Supervisor } from '../../apps/standalone/src/supervisor.js';

/** Real files, ports and processes; the whole of `npm start` is in test/e2e. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-standalone-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the state file', () => {
  test('is made once, for its owner only', async () => {
    const file = join(folder, 'state.json');
    const first = await loadState(file);
    expect(await loadState(file)).toEqual(first);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(first.adminPassword).toMatch(/^(\w{4}-){3}\w{4}$/);
  });

  test('keeps what is added to it', async () => {
    const file = join(folder, 'state.json');
    const example = { keyId: 'i', apiKey: 'k', subscriberId: 's', secret: 'whsec_x' };
    await saveState(file, { ...(await loadState(file)), example });
    expect((await loadState(file)).example).toEqual(example);
  });

  test('is never replaced when it cannot be understood, because the key ring is in it', async () => {
    const file = join(folder, 'state.json');
    await writeFile(file, '{"keyRing":"k1:…');
    await expect(loadState(file)).rejects.toThrow(StartProblem);
    expect(await readFile(file, 'utf8')).toBe('{"keyRing":"k1:…');
  });
});

describe('the folder', () => {
  test('belongs to one Nightdesk until that gives it back', async () => {
    const lock = await lockFolder(folder);
    expect(lock.tookOver).toBe(false);
    await lock.release();
    expect((await lockFolder(folder)).tookOver).toBe(false);
  });

  test('is taken over from one whose process id is now somebody else', async () => {
    // The test runner is a running process, and it is no Nightdesk.
    await writeFile(join(folder, 'nightdesk.pid'), `${process.ppid}\n`);
    expect((await lockFolder(folder)).tookOver).toBe(true);
  });
});

test('a taken port is told with the variable to change', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  const check = () => refuseTakenPort('the api', 'PORT', port, '127.0.0.1');
  await expect(check()).rejects.toThrow(new RegExp(`Port ${port}, wanted for the api, is taken.*PORT=`));
  await new Promise((resolve) => other.close(resolve));
  await expect(check()).resolves.toBeUndefined();
});

describe('the supervisor', () => {
  const said: string[] = [];
  const giveUp = jest.fn<(problem: StartProblem) => void>();
  let supervisor: Supervisor;
  beforeEach(() => {
    said.length = 0;
    giveUp.mockReset();
    supervisor = new Supervisor(folder, (line) => said.push(line), giveUp, {
      most: 2,
      windowMs: 60_000,
      firstDelayMs: 1,
    });
  });

  async function child(name: string, source: string) {
    const entry = join(folder, `${name}.mjs`);
    await writeFile(entry, source);
    return { name, entry, shows: everything, stopWithinMs: 5_000 };
  }
  const never = () => new Promise<never>(() => undefined);
  const until = async (what: () => boolean) => {
    while (!what()) await new Promise(setImmediate);
  };
  const staying = (name: string) => `
    console.log('ready');
    process.on('SIGTERM', () => { console.log('${name} stops'); process.exit(); });
    setInterval(() => undefined, 1000);`;

  test('tells the last words of a child that dies before it is ready', async () => {
    const failing = await child('failing', `console.error('no such file'); process.exit(3);`);
    await expect(supervisor.start(failing, never)).rejects.toThrow(
      /failing stopped while starting \(exit code 3\)[^]*no such file/,
    );
  });

  test('stops the last started first, and waits for each', async () => {
    for (const name of ['first', 'second']) {
      const spec = await child(name, staying(name));
      await supervisor.start(spec, () => until(() => said.includes(`${name.padEnd(8)} ready`)));
    }
    await supervisor.stop();
    expect(said.filter((line) => line.endsWith('stops'))).toEqual([
      'second   second stops',
      'first    first stops',
    ]);
    expect(giveUp).not.toHaveBeenCalled();
  });

  test('restarts a child that dies, and gives up when that does not help', async () => {
    const dying = await child('dying', `console.log('up'); setTimeout(() => process.exit(1), 20);`);
    await supervisor.start(dying, async () => undefined);
    await until(() => giveUp.mock.calls.length > 0);
    expect(said.filter((line) => line === 'dying    up')).toHaveLength(3);
    expect(giveUp.mock.calls[0]?.[0].message).toMatch(/died 3 times/);
  });

  test('kills a child that does not stop', async () => {
    const stubborn = await child(
      'stubborn',
      `process.on('SIGTERM', () => undefined); console.log('ready'); setInterval(() => undefined, 1000);`,
    );
    await supervisor.start({ ...stubborn, stopWithinMs: 50 }, () =>
      until(() => said.includes('stubborn ready')),
    );
    await supervisor.stop();
    expect(said).toContain('stubborn did not stop within 0.05 s and is killed');
  });
});
