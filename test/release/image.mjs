import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Carries out a Dockerfile without Docker: a folder for each stage, in which `COPY` copies and `RUN` runs. It knows what ours uses, and
 * stops at anything else.
 */
export async function makeImage(steps, as, context, folder) {
  const stages = new Map();
  let stage;
  const lines = readFileSync(join(context, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  for (const line of lines) {
    const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'final';
      stage = { folder: join(folder, name), environment: {}, command: [] };
      mkdirSync(stage.folder, { recursive: true });
      if (as.uid !== undefined)
        await steps.run({}, '/', as.env, 'chown', `${as.uid}:${as.gid}`, stage.folder);
      stages.set(name, stage);
    } else if (word === 'COPY') await copy(steps, as, context, stages, stage, rest);
    else if (word === 'RUN')
      await steps.run(as, stage.folder, { ...as.env, ...stage.environment }, 'sh', '-c', rest);
    else if (word === 'ENV')
      for (const pair of rest.split(' ')) stage.environment[pair.split('=')[0]] = pair.split('=')[1];
    else if (word === 'CMD') stage.command = JSON.parse(rest);
    else if (!['WORKDIR', 'USER', 'EXPOSE'].includes(word))
      throw new Error(`Dockerfile: ${line} is not known here`);
  }
  return stage;
}

async function copy(steps, as, context, stages, stage, rest) {
  const [, from] = /^--from=(\w+) /.exec(rest) ?? [];
  const words = rest.replace(/^--from=\w+ /, '').split(' ');
  const target = words.pop();
  const left = from ? stages.get(from).folder : context;
  const ignored = from
    ? []
    : readFileSync(join(context, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  for (const word of words) {
    const source = join(left, from ? word.replace(/^\/app\//, '') : word);
    const isFolder = target === '.' || target.endsWith('/');
    const to = join(stage.folder, isFolder && word !== '.' ? basename(source) : target);
    const filter = (path) => !ignored.some((name) => path === join(context, name));
    cpSync(source, to, { recursive: true, verbatimSymlinks: true, filter });
  }
  chmodSync(stage.folder, 0o755);
  if (as.uid !== undefined)
    await steps.run({}, '/', as.env, 'chown', '-R', `${as.uid}:${as.gid}`, stage.folder);
}
