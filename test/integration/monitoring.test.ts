import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { dashboardQueries } from '../boundaries/monitoring/dashboard.panels.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { Prometheus, prometheusIsInstalled, promtool } from '../support/prometheus.js';
import { until } from '../support/until.js';
import { describeWhere } from '../support/where.js';
import { World } from '../support/world.js';

jest.setTimeout(60_000);

const token = 'a token for whoever scrapes';
let database: TestDatabase;
let world: World;
let account: string;
let checked: string;
let texts: Record<'api' | 'worker', string>;

const targets = () => ({
  api: new URL(world.url).host,
  worker: `127.0.0.1:${world.environment['HEALTH_PORT']}`,
});
const scrape = (
  who: 'api' | 'worker',
  headers: Record<string, string> = { Authorization: `Bearer ${token}` },
) => fetch(`http://${targets()[who]}/metrics`, { headers });

beforeAll(async () => {
  database = await cloneTemplate();
  world = await World.start({ databaseUrl: database.url, redis: undefined }, { METRICS_TOKEN: token });
  account = await world.account();
  checked = world.customerWrites('For checks only.');
  const ticketId = world.customerWrites('Where is my order?');
  const plan = { ticketId: checked, everyMinutes: 5, sloSeconds: 30 };
  await world.nightdesk.syntheticChecks.put(account, plan);
  await world.events('ticket.created');
  const { id } = await world.nightdesk.submit(account, ticketId, {
    steps: [{ kind: 'reply', body: 'On its way.' }],
  });
  await until(async () => (await world.nightdesk.operation(id)).state === 'confirmed');
  await world.events('operation.confirmed');
  await world.nightdesk.probe(account);
  await world.nightdesk.repairs.refresh(account);
  await fetch(`${world.url}/v1/accounts/${account}/none?email=jane@example.com`);
  texts = { api: await (await scrape('api')).text(), worker: await (await scrape('worker')).text() };
}, 120_000);
afterAll(async () => {
  await world.stop();
  await database.drop();
});

test.each(['api', 'worker'] as const)('the figures of the %s are for whoever has the token', async (who) => {
  expect((await scrape(who, {})).status).toBe(401);
  const answer = await scrape(who);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
});

test.each<['api' | 'worker', RegExp]>([
  [
    'api',
    /^nightdesk_http_request_duration_seconds_count\{method="POST",route="\/v1\/webhooks\/:accountId",status="2xx",client="webhook"\} [1-9]/,
  ],
  [
    'api',
    /^nightdesk_http_request_duration_seconds_count\{method="POST",route="\/v1\/accounts\/:accountId\/tickets\/:ticketId\/operations",status="2xx",client="key"\} 1$/,
  ],
  ['api', /^nightdesk_api_key_requests_total\{key="key_\w+",status="2xx"\} [1-9]/],
  ['api', /^nightdesk_accounts\{platform="zendesk",state="(live|probing)"\} 1$/],
  ['api', /^nightdesk_processes\{role="worker"\} 1$/],
  ['api', /^nightdesk_lane_items\{lane="write",state="waiting"\} 0$/],
  ['api', /^nightdesk_figures_up 1$/],
  [
    'worker',
    /^nightdesk_platform_call_duration_seconds_count\{platform="zendesk",lane="write",outcome="ok"\} [1-9]/,
  ],
  ['worker', /^nightdesk_delivery_duration_seconds_count\{outcome="delivered"\} [1-9]/],
  ['worker', /^nightdesk_delivery_lag_seconds_bucket\{le="60"\} [1-9]/],
  ['worker', /^nightdesk_operations_ended_total\{state="confirmed"\} [12]$/],
  ['worker', /^nightdesk_changes_total\{via="webhook"\} [1-9]/],
  ['api', /^nightdesk_scope_probes_total\{outcome="answered"\} [1-9]/],
  ['api', /^nightdesk_token_refreshes_total\{outcome="refreshed"\} 1$/],
  ['worker', /^nightdesk_pg_connections\{state="idle"\} \d/],
  ['worker', /^nodejs_eventloop_lag_p99_seconds \d/],
])('the %s tells %s', (who, line) => {
  expect(texts[who].split('\n').filter((told) => line.test(told))).toHaveLength(1);
});

test('no label has a value that can be any', () => {
  for (const text of Object.values(texts)) expect(text).not.toMatch(/jane|order|acme|\?/);
  expect(texts.worker).not.toContain(account);
  // What all apis read from the database, and nobody else.
  expect(texts.worker).not.toMatch(/^nightdesk_(accounts|processes|lane_items|incidents)\{/m);
});

test('every metric of the rules and the dashboard is one that is exposed', () => {
  const Rules = z.object({
    groups: z.array(
      z.object({ rules: z.array(z.object({ expr: z.string(), record: z.string().optional() })) }),
    ),
  });
  const rulesOf = (name: string) =>
    Rules.parse(parse(readFileSync(`docs/monitoring/${name}`, 'utf8'))).groups.flatMap(({ rules }) => rules);
  const recorded = rulesOf('recording-rules.yml');
  const used = [...recorded, ...rulesOf('alert-rules.yml')].map(({ expr }) => expr).concat(dashboardQueries);
  const names = used.flatMap((expr) => expr.match(/\b(?:nightdesk|nodejs|process)[_:][a-z0-9_:]+/g) ?? []);
  const exposed = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  );
  const known = new Set([...exposed, ...recorded.flatMap(({ record }) => record ?? [])]);
  expect(names.length).toBeGreaterThan(60);
  expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([]);
});

test('a synthetic check makes its round trip on its ticket, and tells how long it took', async () => {
  const { syntheticChecks } = world.nightdesk;
  const wrong = syntheticChecks.put(account, { ticketId: checked, everyMinutes: 5, sloSeconds: 300 });
  await expect(wrong).rejects.toMatchObject({
    status: 400,
    errors: [{ path: 'sloSeconds', message: expect.stringContaining('shorter than everyMinutes') }],
  });
  const { runs, nextAt, day } = await until(async () => {
    const check = await syntheticChecks.get(account);
    return check.runs.length > 0 ? check : null;
  }, 40_000);
  expect(runs).toEqual([{ at: expect.any(String), ok: true, durationMs: expect.any(Number), problem: null }]);
  expect(day).toEqual({ runs: 1, share: 1 });
  expect(Date.parse(nextAt ?? '')).toBeGreaterThan(Date.now() + 60_000);
  const { ticket } = world.sandbox.control.zendesk('acme').ticket(Number(checked));
  expect(ticket.tags).toContain('nightdesk-check');
  expect(await (await scrape('worker')).text()).toContain(
    'nightdesk_synthetic_round_trips_total{platform="zendesk",outcome="ok"} 1\n',
  );
  await syntheticChecks.remove(account);
  const none = { plan: null, runs: [], nextAt: null, day: { runs: 0, share: null } };
  expect(await syntheticChecks.get(account)).toMatchObject(none);
});

describeWhere(prometheusIsInstalled, 'by promtool', 'Prometheus is not installed', () => {
  test.each([
    [['check', 'rules', 'docs/monitoring/recording-rules.yml', 'docs/monitoring/alert-rules.yml']],
    [['test', 'rules', 'docs/monitoring/rules.test.yml']],
    [['check', 'config', '--syntax-only', 'docs/monitoring/prometheus.yml']],
  ])('promtool %j finds nothing wrong', (args) => {
    expect(promtool(args)).toEqual({ status: 0, said: expect.stringContaining('SUCCESS') });
  });

  test.each(['api', 'worker'] as const)('promtool check metrics finds nothing wrong with the %s', (who) => {
    expect(promtool(['check', 'metrics'], texts[who])).toEqual({ status: 0, said: '' });
  });

  test('a Prometheus that scrapes fires when an account must be connected again, and when the worker is gone', async () => {
    const { api, worker } = targets();
    const prometheus = await Prometheus.start({ 'nightdesk-api': api, 'nightdesk-worker': worker }, token);
    try {
      world.sandbox.control.zendesk('acme').revokeTokens();
      world.customerWrites('Are you there?');
      const alert = await until(
        async () => (await prometheus.firing()).get('NightdeskIncidentGrantRefused'),
        25_000,
      );
      expect(alert.labels).toMatchObject({ cause: 'grant_refused', severity: 'critical' });
      expect(alert.annotations['remedy']).toContain('Connect the account again');
      expect([...(await prometheus.firing()).keys()]).not.toContain('NightdeskWorkerDown');
      await world.worker.stop();
      await until(async () => (await prometheus.firing()).get('NightdeskWorkerDown'), 15_000);
    } finally {
      await prometheus.stop();
    }
  });
});
