/** An alert of Prometheus about Nightdesk itself; incidents of accounts are made into alerts from libs/incidents. */
export interface Alert {
  /** `NightdeskApiDown`. */
  name: string;
  severity: 'critical' | 'warning';
  expr: string;
  /** How long it must be so, e.g. `2m`. */
  for: string;
  summary: string;
  cause: string;
  remedy: string;
  /** Series, a sample a minute, by which promtool tries that it fires, and that it does not. */
  fires: Readonly<Record<string, string>>;
  quiet: Readonly<Record<string, string>>;
  /** The labels that it fires with, beside its severity. */
  labels?: Readonly<Record<string, string>>;
}

const count = 'nightdesk_http_request_duration_seconds_count';
const overdue = 'nightdesk_lane_overdue_seconds';
const refreshes = 'nightdesk_token_refreshes_total';
const calls = (outcome: string) =>
  `nightdesk_platform_call_duration_seconds_count{platform="zendesk",lane="read",outcome="${outcome}"}`;
const requests = (status: string, client = 'key') => `${count}{status="${status}",client="${client}"}`;
const steady = (perMinute: number) => `0+${perMinute}x40`;

/** `perMinute` requests of a histogram, all in the bucket that ends at `le` or the ones above. */
const spread = (name: string, bounds: readonly string[], le: string, labels = '') =>
  Object.fromEntries(
    bounds.map((bound, at) => [
      `${name}_bucket{${labels}le="${bound}"}`,
      at < bounds.indexOf(le) ? '0x40' : steady(60),
    ]),
  );
const seconds = ['0.1', '1', '2.5', '30', '60', '+Inf'];

export const alerts: readonly Alert[] = [
  {
    name: 'NightdeskApiDown',
    severity: 'critical',
    expr: 'absent(up{job="nightdesk-api"} == 1)',
    for: '1m',
    summary: 'No api answers',
    cause: 'No process of the job nightdesk-api could be scraped for a minute.',
    remedy:
      'Start the api, and read in its log why it ended. Platforms repeat what they could not deliver; sweeps find the rest.',
    fires: { 'up{job="nightdesk-api"}': '1x2 0x40' },
    quiet: {
      'up{job="nightdesk-api",instance="a"}': '1x2 0x40',
      'up{job="nightdesk-api",instance="b"}': '1x42',
    },
  },
  {
    name: 'NightdeskWorkerDown',
    severity: 'critical',
    expr: 'absent(up{job="nightdesk-worker"} == 1)',
    for: '1m',
    summary: 'No worker answers',
    cause: 'No process of the job nightdesk-worker could be scraped for a minute.',
    remedy:
      'Start a worker, and read in its log why it ended. Webhooks and commands are stored and wait; nothing is lost.',
    fires: { 'up{job="nightdesk-worker"}': '1x2 0x40' },
    quiet: { 'up{job="nightdesk-worker"}': '1x42' },
  },
  {
    name: 'NightdeskNoWorker',
    severity: 'critical',
    expr: 'max(nightdesk_processes{role="worker"}) == 0',
    for: '1m',
    summary: 'No worker is running',
    cause: 'No worker has written its heartbeat for 20 seconds; whatever answers on its port does no work.',
    remedy: 'Start a worker, and read in its log why the last one ended.',
    fires: { 'nightdesk_processes{role="worker"}': '1x2 0x40' },
    quiet: { 'nightdesk_processes{role="worker"}': '1x42' },
  },
  {
    name: 'NightdeskApiSaturated',
    severity: 'warning',
    expr: 'sum(rate(nightdesk_api_saturated_total[5m])) > 1',
    for: '5m',
    summary: 'More is asked than the api can answer',
    cause:
      'For five minutes more than one request a second was refused at once with 503, because an api had no time for it.',
    remedy:
      'Start more apis; or find in nightdesk_api_key_requests_total which key asks so much, and lower its tier.',
    fires: { 'nightdesk_api_saturated_total{instance="a"}': '0+120x40' },
    quiet: { 'nightdesk_api_saturated_total{instance="a"}': '0+30x40' },
  },
  {
    name: 'NightdeskDatabaseAway',
    severity: 'critical',
    expr: 'max(nightdesk_figures_up) == 0',
    for: '1m',
    summary: 'Postgres does not answer',
    cause: 'No api could read the figures of all processes from Postgres.',
    remedy:
      'Bring Postgres back. Webhooks are answered 503 meanwhile and come again; everything resumes by itself.',
    fires: { 'nightdesk_figures_up{instance="a"}': '0x40' },
    quiet: { 'nightdesk_figures_up{instance="a"}': '0x40', 'nightdesk_figures_up{instance="b"}': '1x40' },
  },
  {
    name: 'NightdeskRedisAway',
    severity: 'critical',
    expr: 'min(nightdesk_redis_up) == 0',
    for: '1m',
    summary: 'Redis does not answer',
    cause: 'A process has lost its connection to Redis, which has the queues and budgets.',
    remedy:
      'Bring Redis back. Work is kept in Postgres and goes on by itself; it need not have kept anything.',
    fires: { 'nightdesk_redis_up{instance="a"}': '0x40' },
    quiet: { 'nightdesk_redis_up{instance="a"}': '1x40' },
  },
  {
    name: 'NightdeskErrors',
    severity: 'critical',
    expr: 'nightdesk:http_errors:ratio5m > 0.01',
    for: '5m',
    summary: 'More than 1 % of the requests fail',
    cause: 'The api answered more than 1 % of its requests with a 5xx for 5 minutes.',
    remedy: 'Find the route on the dashboard, then its lines in the log by the Trace-Id of an answer.',
    fires: { [requests('2xx')]: steady(60), [requests('5xx')]: steady(3) },
    quiet: { [requests('2xx')]: steady(600), [requests('5xx')]: steady(3) },
  },
  {
    name: 'NightdeskWebhooksRefused',
    severity: 'critical',
    expr: 'nightdesk:webhook_errors:ratio5m > 0.01',
    for: '2m',
    summary: 'Webhooks are turned away',
    cause:
      'More than 1 % of the webhooks were answered 5xx: Postgres is away or slow, or there are more than can be stored.',
    remedy:
      'Look at Postgres (disk, connections) and start another api. Platforms send again, and sweeps find what they do not.',
    fires: { [requests('2xx', 'webhook')]: steady(60), [requests('5xx', 'webhook')]: steady(3) },
    quiet: { [requests('2xx', 'webhook')]: steady(60), [requests('5xx')]: steady(30) },
  },
  {
    name: 'NightdeskSlow',
    severity: 'warning',
    expr: 'nightdesk:http_request_duration_seconds:p99_5m > 2',
    for: '10m',
    summary: 'The api answers slowly',
    cause: 'One of a hundred requests of API keys and platforms took more than 2 seconds.',
    remedy:
      'See which route on the dashboard; live reads (?fresh=true) wait for the platform. Else look at Postgres and the event loop.',
    fires: spread('nightdesk_http_request_duration_seconds', seconds, '30', 'client="key",route="/a",'),
    quiet: spread('nightdesk_http_request_duration_seconds', seconds, '0.1', 'client="key",route="/a",'),
  },
  {
    name: 'NightdeskWebhooksWait',
    severity: 'critical',
    expr: `max(${overdue}{lane="read"}) > 300`,
    for: '2m',
    summary: 'Webhooks wait to be read',
    cause: 'A webhook of an account that works has been due for over 5 minutes, and nothing explains it.',
    remedy:
      'Are there workers, and are they busy (event loop, connections)? Start another one. The board shows which account waits.',
    fires: { [`${overdue}{lane="read"}`]: '400x40' },
    quiet: { [`${overdue}{lane="read"}`]: '100x40', [`${overdue}{lane="deliver"}`]: '400x40' },
  },
  {
    name: 'NightdeskDeliveriesWait',
    severity: 'critical',
    expr: `max(${overdue}{lane="deliver"}) > 300`,
    for: '2m',
    summary: 'Events wait to be delivered',
    cause: 'A delivery to a subscriber that works has been due for over 5 minutes.',
    remedy:
      'The subscriber is slower than its events come, or there are too few workers. The overview shows which subscriber waits.',
    fires: { [`${overdue}{lane="deliver"}`]: '400x40' },
    quiet: { [`${overdue}{lane="deliver"}`]: '100x40' },
  },
  {
    name: 'NightdeskDeliveryLag',
    severity: 'warning',
    expr: 'nightdesk:delivery_lag_seconds:p99_5m > 30',
    for: '10m',
    summary: 'Events reach subscribers late',
    cause:
      'One of a hundred events took more than 30 seconds from its recording until its subscriber had it.',
    remedy:
      'See on the dashboard whether subscribers refuse (their matter) or deliveries wait (start another worker).',
    fires: spread('nightdesk_delivery_lag_seconds', seconds, '60'),
    quiet: spread('nightdesk_delivery_lag_seconds', seconds, '0.1'),
  },
  {
    name: 'NightdeskPlatformFails',
    severity: 'warning',
    expr: 'nightdesk:platform_call_errors:ratio5m > 0.2',
    for: '5m',
    summary: 'A platform fails for many accounts',
    cause: 'Over all accounts, more than a fifth of the calls to one platform got a 5xx or no answer.',
    remedy: 'Look at the platform’s status page. Work is held, loses no attempt, and goes on by itself.',
    labels: { platform: 'zendesk' },
    fires: { [calls('ok')]: steady(60), [calls('failed')]: steady(30) },
    quiet: { [calls('ok')]: steady(60), [calls('limited')]: steady(30) },
  },
  {
    name: 'NightdeskRefreshesFail',
    severity: 'warning',
    expr: `sum(increase(${refreshes}{outcome!="refreshed"}[1h])) > 5`,
    for: '5m',
    summary: 'Tokens cannot be renewed',
    cause: 'More than 5 refreshes of OAuth tokens failed within an hour.',
    remedy:
      'Is it one platform? Then its token endpoint or our OAuth client there (id, secret) is the cause. Accounts work on until their tokens end.',
    fires: { [`${refreshes}{outcome="refreshed"}`]: '0x40', [`${refreshes}{outcome="put_off"}`]: steady(1) },
    quiet: {
      [`${refreshes}{outcome="refreshed"}`]: steady(1),
      [`${refreshes}{outcome="put_off"}`]: '0x20 1x20',
    },
  },
  {
    name: 'NightdeskChangesMissed',
    severity: 'warning',
    expr: 'nightdesk:changes_missed:ratio1h > 0.1',
    for: '15m',
    summary: 'Webhooks miss changes',
    cause: 'More than a tenth of the changes of the last hour were found by sweeps, not told by webhooks.',
    remedy: 'Can the platforms reach WEBHOOK_URL? The board shows the accounts with the least completeness.',
    fires: {
      'nightdesk_changes_total{via="webhook"}': steady(6),
      'nightdesk_changes_total{via="reconciliation"}': steady(6),
    },
    quiet: {
      'nightdesk_changes_total{via="webhook"}': steady(60),
      'nightdesk_changes_total{via="reconciliation"}': steady(1),
    },
  },
  {
    name: 'NightdeskEventLoopBlocked',
    severity: 'warning',
    expr: 'max by (instance) (nodejs_eventloop_lag_p99_seconds) > 0.5',
    for: '5m',
    summary: 'A process is overloaded',
    cause: 'One of a hundred turns of its event loop took over half a second for 5 minutes.',
    remedy:
      'Give it a processor of its own, or start another process of its kind: they share the work by themselves.',
    labels: { instance: 'a' },
    fires: { 'nodejs_eventloop_lag_p99_seconds{instance="a"}': '0.8x40' },
    quiet: { 'nodejs_eventloop_lag_p99_seconds{instance="a"}': '0.02x40' },
  },
  {
    name: 'NightdeskConnectionsUsedUp',
    severity: 'warning',
    expr: 'max by (instance) (nightdesk_pg_connections{state="waiting"}) > 20',
    for: '2m',
    summary: 'A process waits for connections to Postgres',
    cause: 'More than 20 callers waited for one of its connections for 2 minutes.',
    remedy:
      'Is Postgres slow (locks, disk)? Else raise DATABASE_POOL, within what Postgres’ max_connections allows for all processes.',
    labels: { instance: 'a' },
    fires: { 'nightdesk_pg_connections{instance="a",state="waiting"}': '50x40' },
    quiet: {
      'nightdesk_pg_connections{instance="a",state="waiting"}': '5x40',
      'nightdesk_pg_connections{instance="a",state="in_use"}': '50x40',
    },
  },
  {
    name: 'NightdeskClocksDiffer',
    severity: 'warning',
    expr: 'max(nightdesk_clock_skew_max_seconds) > 5',
    for: '5m',
    summary: 'The clock of a process is wrong',
    cause: 'The clock of a process is more than 5 seconds from the one of Postgres.',
    remedy:
      'Compare the clocks of the hosts with a time server (timedatectl, chronyc tracking) and correct them.',
    fires: { nightdesk_clock_skew_max_seconds: '30x40' },
    quiet: { nightdesk_clock_skew_max_seconds: '1x40' },
  },
];
