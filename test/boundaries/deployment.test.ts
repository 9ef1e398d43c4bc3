import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { connectionsOfEach } from '@nightdesk/health';
import { loadConfig } from '@nightdesk/platform/config';
import { parse } from 'yaml';
import { z } from 'zod';

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const Compose = z.object({ services: z.record(z.string(), Service) });

const composeText = readFileSync('docker-compose.yml', 'utf8');
const { services } = Compose.parse(parse(composeText, { merge: true }));
const own = Object.entries(services).filter(([, { image }]) => image === 'nightdesk');

/** Names in a table of zod's: `  PORT: z…`. */
const namesIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '');
const configuration = namesIn('libs/platform/config/src/config.ts');
const documented = [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(
  ([, name]) => name ?? '',
);
const inCompose = [...composeText.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? '');

describe('.env.example', () => {
  test('documents every variable once, and none that nobody reads', () => {
    const read = new Set([...configuration, ...namesIn('apps/standalone/src/settings.ts'), ...inCompose]);
    expect(documented.toSorted()).toEqual([...read].toSorted());
  });
});

describe('docker-compose.yml', () => {
  test('runs the api, the worker and the migrations', () => {
    expect(own.map(([name]) => name)).toEqual(['migrate', 'api', 'worker']);
  });

  test.each(own)('%s runs a program that the build makes', (_, { command = [] }) => {
    const built = command.find((word) => word.startsWith('dist/')) ?? '';
    const source = built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect({ source, exists: existsSync(source) }).toEqual({ source, exists: true });
  });

  test.each(own)('%s is given no variable that nobody reads', (_, { environment = {} }) => {
    expect(Object.keys(environment).filter((name) => !configuration.includes(name))).toEqual([]);
  });

  test('api and worker start after the migrations, and with Redis', () => {
    for (const name of ['api', 'worker']) {
      expect(services[name]?.depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        redis: { condition: 'service_healthy' },
      });
    }
    expect(services['migrate']?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  });

  test.each([
    ['api', 'PORT', 'apps/api/src/health/health.controller.ts'],
    ['worker', 'HEALTH_PORT', 'apps/worker/src/health.controller.ts'],
  ])('%s is asked for its health where it answers', (name, variable, controller) => {
    const { environment = {}, healthcheck } = services[name] ?? {};
    const [, port, path] = /http:\/\/127\.0\.0\.1:(\d+)\/(\w+)/.exec(healthcheck?.test.join(' ') ?? '') ?? [];
    expect(Number(port)).toBe(environment[variable]);
    expect(readFileSync(controller, 'utf8')).toContain(`@Get('${path}')`);
  });

  test('Postgres has connections for as many processes as the README starts, and twice as many', () => {
    const { command = [] } = services['postgres'] ?? {};
    const limit = Number(/max_connections=(\d+)/.exec(command.join(' '))?.[1]);
    const scaled = [...readFileSync('README.md', 'utf8').matchAll(/--scale (?:api|worker)=(\d+)/g)];
    const processes = scaled.slice(0, 2).reduce((sum, [, count]) => sum + Number(count), 0);
    expect(processes).toBe(5);
    const pool = Number(/DATABASE_POOL:-(\d+)/.exec(composeText)?.[1]);
    const given = { DATABASE_URL: 'postgresql://localhost/x', KEY_RING: 'k', DATABASE_POOL: String(pool) };
    const each = connectionsOfEach(loadConfig({ ...given, REDIS_URL: 'redis://redis' }));
    const reserved = 5; // superuser_reserved_connections is 3, and somebody looks at it with psql
    expect(2 * processes * each).toBeLessThanOrEqual(limit - reserved);
  });

  test('Redis keeps what it is given, and Postgres forgets nothing', () => {
    expect(services['redis']?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
    expect(composeText).not.toMatch(/fsync|full_page_writes|synchronous_commit/);
  });

  test('has no secret in it', () => {
    for (const name of ['KEY_RING', 'POSTGRES_PASSWORD']) {
      expect(composeText).toMatch(new RegExp(`\\$\\{${name}:\\?`));
      expect(composeText).not.toMatch(new RegExp(`\\$\\{${name}:?-`));
    }
    // Without one the page makes the first operator by the code in the api's log.
    expect(composeText).toContain('${ADMIN_PASSWORD:-}');
  });
});

test('the image starts what it contains, and not as root', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  expect(lines).toContain('USER node');
  expect(lines.at(-2)).toContain('dist/apps/api/src/main.js');
  // Migrations are read from beside dist/.
  expect(lines).toContain('COPY --from=build /app/prisma prisma');
});
