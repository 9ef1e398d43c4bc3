import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answerOf, freePort, until } from './steps.mjs';
import { makeImage } from './image.mjs';

const each = 2;

/** `${NAME:-default}`, `${NAME:?why}` and `${NAME}`, wherever they stand. */
function filled(value, given) {
  if (Array.isArray(value)) return value.map((one) => filled(one, given));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, given)]));
  if (typeof value !== 'string') return value;
  return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, sign, rest) => {
    if (given[name]) return given[name];
    if (sign === '?') throw new Error(`docker-compose.yml wants ${name}: ${rest}`);
    return rest ?? '';
  });
}

/** What docker-compose.yml starts, without Docker: its commands with its environment, on free ports, from what its Dockerfile makes. */
export class Compose {
  constructor(steps, as, clone, folder) {
    Object.assign(this, { steps, as, clone, folder, programs: [] });
    this.require = createRequire(join(clone, 'package.json'));
  }

  async prepare() {
    const { steps, as, clone, folder } = this;
    this.image = await makeImage(steps, as, clone, join(folder, 'image'));
    const [postgres, redis, api] = [await freePort(), await freePort(), await freePort()];
    this.ports = { postgres, redis };
    this.publicUrl = `http://127.0.0.1:${api}`;
    this.apis = [api, await freePort()];
    const { parse } = this.require('yaml');
    this.services = filled(parse(readFileSync(join(clone, 'docker-compose.yml'), 'utf8'), { merge: true }), {
      KEY_RING: `k1:${randomBytes(32).toString('base64')}`,
      POSTGRES_PASSWORD: randomBytes(12).toString('hex'),
      PUBLIC_URL: this.publicUrl,
    }).services;
  }

  /** Its `command`, with the program that comes from npm, and its password and database made as the official image does. */
  async startPostgres() {
    const { steps, as, clone, folder, ports } = this;
    const { command, environment: given } = this.services.postgres;
    const binaries = await import(pathToFileURL(join(clone, 'prisma/postgres-binaries.mjs')).href);
    const { bin, runAs, dispose } = await binaries.postgresBinaries();
    this.dispose = dispose;
    const owner = as.uid === undefined ? runAs : as;
    const data = join(folder, 'postgres');
    const secret = join(folder, 'postgres.password');
    mkdirSync(data);
    writeFileSync(secret, given.POSTGRES_PASSWORD);
    if (owner.uid !== undefined) for (const path of [data, secret]) chownSync(path, owner.uid, owner.gid);
    const initdb = [
      `--pgdata=${data}`,
      `--username=${given.POSTGRES_USER}`,
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
    ];
    await steps.run(
      owner,
      '/',
      as.env,
      join(bin, 'initdb'),
      ...initdb,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    );
    const here = [
      '-D',
      data,
      '-p',
      String(ports.postgres),
      '-c',
      'unix_socket_directories=',
      '-c',
      'listen_addresses=127.0.0.1',
    ];
    const server = steps.start(owner, '/', as.env, join(bin, command[0]), ...command.slice(1), ...here);
    // pg_isready does not come with it; a connection asks the same.
    const pg = this.require('pg');
    const url = `postgresql://${given.POSTGRES_USER}:${given.POSTGRES_PASSWORD}@127.0.0.1:${ports.postgres}/postgres`;
    await until(
      async () => {
        const client = new pg.Client({ connectionString: url });
        client.on('error', () => undefined); // of a server that is still starting
        try {
          await client.connect();
          await client.query(`CREATE DATABASE "${given.POSTGRES_DB}"`);
          return true;
        } catch (error) {
          if (server.said.includes('ready to accept connections')) throw error;
          return false;
        } finally {
          await client.end();
        }
      },
      60_000,
      [server],
    );
  }

  async startRedis() {
    const { steps, as, folder, ports } = this;
    const { command, healthcheck } = this.services.redis;
    const [program, ...args] = command;
    const here = ['--port', String(ports.redis), '--bind', '127.0.0.1', '--dir', folder];
    const server = steps.start(as, '/', as.env, program, ...args, ...here);
    const [, asks, ...words] = healthcheck.test;
    const isHealthy = async () =>
      (await steps.start(as, '/', as.env, asks, '-p', String(ports.redis), ...words).ended) === 0;
    await until(isHealthy, 30_000, [server]);
  }

  /** A service of ours: on the ports of this machine, and otherwise as it is written there. */
  #environment({ environment }, port) {
    const { as, image, ports } = this;
    const text = Object.entries({ ...environment }).map(([name, value]) => [
      name,
      String(value ?? '')
        .replace('@postgres:5432/', `@127.0.0.1:${ports.postgres}/`)
        .replace('//redis:6379', `//127.0.0.1:${ports.redis}`),
    ]);
    const own = ['PORT', 'HEALTH_PORT'].filter((name) => name in environment);
    return {
      ...as.env,
      ...image.environment,
      ...Object.fromEntries(text),
      ...Object.fromEntries(own.map((name) => [name, String(port)])),
    };
  }

  async migrate() {
    const { steps, as, image, services } = this;
    await steps.run(as, image.folder, this.#environment(services.migrate), ...services.migrate.command);
  }

  /** Starts two, and waits for them by the healthcheck that is written there. */
  async startService(name) {
    const { steps, as, image, services } = this;
    const service = services[name];
    const published = service.environment.PORT ?? service.environment.HEALTH_PORT;
    const copies = await Promise.all(
      Array.from({ length: each }, async (_, index) => {
        const port = name === 'api' ? this.apis[index] : await freePort();
        const program = steps.start(as, image.folder, this.#environment(service, port), ...service.command);
        const [, ...words] = service.healthcheck.test;
        const [asks, ...args] = words.map((word) =>
          word.replace(`127.0.0.1:${published}/`, `127.0.0.1:${port}/`),
        );
        const isHealthy = async () =>
          (await steps.start(as, image.folder, as.env, asks, ...args).ended) === 0;
        await until(isHealthy, 60_000, [program]);
        return program;
      }),
    );
    this.programs.push(...copies);
  }

  /** The page comes from each api, the first operator's code stands in a log, and the self-test finds all of it. */
  async look() {
    const { steps, as, image, services } = this;
    for (const port of this.apis) {
      const page = await answerOf(`http://127.0.0.1:${port}/`);
      if (!page?.ok || !page.text.includes('<div id="root"')) throw new Error(`no page at port ${port}`);
    }
    if (!this.programs.some(({ said }) => /set Nightdesk up with the code \S+/.test(said)))
      throw new Error('no api told the code for the first operator');
    const doctor = ['--enable-source-maps', 'dist/apps/doctor/src/main.js'];
    const said = await steps.run(
      as,
      image.folder,
      this.#environment(services.api, this.apis[0]),
      'node',
      ...doctor,
    );
    if (!said.includes(`${each} apis and ${each} workers are alive`))
      throw new Error(`not all are alive:\n${said}`);
  }

  async stop() {
    const codes = await Promise.all(this.programs.map((program) => program.stop()));
    if (codes.some((code) => code !== 0)) throw new Error(`ended with ${codes.join(', ')} instead of 0`);
  }
}
