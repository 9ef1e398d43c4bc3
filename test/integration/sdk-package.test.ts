import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describeOn } from '../support/engines.js';
import { World } from '../support/world.js';

const run = promisify(execFile);
const installed = resolve('node_modules');

/** Somebody else's project, compiled: the package as it is published, with its dependency and the types of Node. */
async function compiledProject(project: string): Promise<void> {
  await run(process.execPath, ['apps/standalone/pack-sdk.mjs']);
  const tarball = (await readdir('dist')).find((file) => /^nightdesk-sdk-.*\.tgz$/.test(file)) ?? '';
  const modules = join(project, 'node_modules');
  const home = join(modules, '@nightdesk', 'sdk');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', join('dist', tarball), '-C', home, '--strip-components=1']);
  await mkdir(join(modules, '@types'));
  for (const name of ['standardwebhooks', '@types/node'])
    await symlink(join(installed, name), join(modules, name));
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
  await copyFile('test/support/sdk-consumer/consumer.ts', join(project, 'consumer.ts'));
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const modern = ['--target', 'es2022', '--module', 'nodenext', '--types', 'node'];
  const compiler = [join(installed, 'typescript/bin/tsc'), ...strict, ...modern, 'consumer.ts'];
  await run(process.execPath, compiler, { cwd: project }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(stdout);
  });
}

describeOn('postgres', 'the published client', (engine) => {
  let world: World;
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'sdk-consumer-'));
    [world] = await Promise.all([World.start(engine), compiledProject(project)]);
  }, 90_000);
  afterAll(async () => {
    await world?.stop();
    await rm(project, { recursive: true });
  });

  test('fits a strict program of somebody else, which works with it', async () => {
    const account = await world.account();
    const ticket = world.customerWrites('Where is my parcel?');
    await world.events('ticket.created');
    const given = ['consumer.js', world.url, world.key, account, ticket];
    const { stdout } = await run(process.execPath, given, { cwd: project, timeout: 30_000 });
    expect(JSON.parse(stdout)).toEqual({
      tickets: [ticket],
      types: ['ticket.created'],
      followed: ticket,
      operations: 1,
      refused: 400,
      delivered: true,
      hooks: ['test', 'No matching signature found'],
    });
  }, 60_000);
});
