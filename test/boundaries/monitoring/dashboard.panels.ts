type Unit = 'short' | 's' | 'reqps' | 'percentunit' | 'bytes';

export interface Panel {
  title: string;
  /** Expression and legend. */
  queries: readonly (readonly [expr: string, legend: string])[];
  unit?: Unit;
  kind?: 'stat' | 'timeseries' | 'table';
  /** From which value on a figure is red. */
  red?: number;
  says?: string;
}

const rate = (name: string, by: string, more = '') =>
  `sum by (${by}) (rate(${name}${more}[$__rate_interval]))`;
const worst = (name: string, by: string) => `max by (${by}) (${name})`;

/** What an operator at 3 a.m. wants to know, the worst first: is something wrong, where, and since when. */
export const rows: readonly { title: string; panels: readonly Panel[] }[] = [
  {
    title: 'Is something wrong?',
    panels: [
      {
        title: 'Open critical incidents',
        kind: 'stat',
        red: 1,
        queries: [['sum(max by (cause) (nightdesk_incidents{severity="critical"})) or vector(0)', '']],
      },
      {
        title: 'Workers that run',
        kind: 'stat',
        queries: [['max(nightdesk_processes{role="worker"})', '']],
        says: 'None: nothing is read, sent or told.',
      },
      { title: 'Apis that run', kind: 'stat', queries: [['max(nightdesk_processes{role="api"})', '']] },
      {
        title: 'Requests that fail',
        kind: 'stat',
        unit: 'percentunit',
        red: 0.01,
        queries: [['nightdesk:http_errors:ratio5m', '']],
      },
      {
        title: 'Webhooks turned away',
        kind: 'stat',
        unit: 'percentunit',
        red: 0.01,
        queries: [['nightdesk:webhook_errors:ratio5m', '']],
      },
      {
        title: 'Oldest overdue work',
        kind: 'stat',
        unit: 's',
        red: 300,
        queries: [['max(nightdesk_lane_overdue_seconds)', '']],
        says: 'Due, and nothing explains why it waits.',
      },
      {
        title: 'Incidents by cause',
        queries: [[worst('nightdesk_incidents', 'cause, severity'), '{{severity}} {{cause}}']],
      },
      {
        title: 'Accounts by state',
        queries: [['sum by (state) (max by (platform, state) (nightdesk_accounts))', '{{state}}']],
      },
      {
        title: 'Breakers that are open',
        queries: [[worst('nightdesk_breakers', 'platform, state'), '{{platform}} {{state}}']],
      },
      { title: 'Dead letters', queries: [[worst('nightdesk_dead_letters', 'lane'), '{{lane}}']] },
    ],
  },
  {
    title: 'From webhook to subscriber',
    panels: [
      {
        title: 'Webhooks',
        unit: 'reqps',
        queries: [
          [
            rate('nightdesk_http_request_duration_seconds_count', 'status', '{client="webhook"}'),
            '{{status}}',
          ],
        ],
      },
      {
        title: 'Work in the lanes',
        queries: [[worst('nightdesk_lane_items', 'lane, state'), '{{lane}} {{state}}']],
      },
      {
        title: 'Oldest work',
        unit: 's',
        queries: [
          [worst('nightdesk_lane_oldest_seconds', 'lane'), '{{lane}}'],
          [worst('nightdesk_lane_overdue_seconds', 'lane'), '{{lane}} overdue'],
        ],
      },
      {
        title: 'Accounts whose work is oldest',
        unit: 's',
        kind: 'table',
        queries: [[worst('nightdesk_account_oldest_seconds', 'account, lane'), '']],
      },
      {
        title: 'Deliveries to subscribers',
        unit: 'reqps',
        queries: [['nightdesk:deliveries:rate5m', '{{outcome}}']],
      },
      {
        title: 'From event to subscriber (p99)',
        unit: 's',
        queries: [['nightdesk:delivery_lag_seconds:p99_5m', 'p99']],
      },
      {
        title: 'Changes by what told us first',
        unit: 'reqps',
        queries: [[rate('nightdesk_changes_total', 'via'), '{{via}}']],
      },
      {
        title: 'Least complete webhooks',
        unit: 'percentunit',
        queries: [['min by (platform) (nightdesk_webhook_completeness_min_ratio)', '{{platform}}']],
      },
      {
        title: 'Accounts with the least complete webhooks',
        unit: 'percentunit',
        kind: 'table',
        queries: [['min by (account) (nightdesk_account_webhook_completeness_ratio)', '']],
      },
      { title: 'Subscribers', queries: [[worst('nightdesk_subscribers', 'state'), '{{state}}']] },
    ],
  },
  {
    title: 'From command to platform',
    panels: [
      { title: 'Operations under way', queries: [[worst('nightdesk_operations', 'state'), '{{state}}']] },
      {
        title: 'Operations that ended',
        unit: 'reqps',
        queries: [[rate('nightdesk_operations_ended_total', 'state'), '{{state}}']],
      },
      {
        title: 'Calls to platforms',
        unit: 'reqps',
        queries: [
          [
            rate('nightdesk_platform_call_duration_seconds_count', 'platform, outcome'),
            '{{platform}} {{outcome}}',
          ],
        ],
      },
      {
        title: 'Platform calls (p99)',
        unit: 's',
        queries: [['nightdesk:platform_call_duration_seconds:p99_5m', '{{platform}} {{lane}}']],
      },
      {
        title: 'Calls that fail',
        unit: 'percentunit',
        queries: [['nightdesk:platform_call_errors:ratio5m', '{{platform}}']],
      },
      {
        title: 'Budget of the fullest account',
        unit: 'percentunit',
        queries: [
          [worst('nightdesk_budget_used_max_ratio', 'platform'), '{{platform}}'],
          [worst('nightdesk_budgets_blocked', 'platform'), '{{platform}} blocked'],
        ],
      },
      {
        title: 'Accounts with the fullest budget',
        unit: 'percentunit',
        kind: 'table',
        queries: [[worst('nightdesk_account_budget_used_ratio', 'account'), '']],
      },
      {
        title: 'Synthetic round trips',
        unit: 'reqps',
        queries: [
          [rate('nightdesk_synthetic_round_trips_total', 'platform, outcome'), '{{platform}} {{outcome}}'],
        ],
      },
      {
        title: 'Synthetic round trips (p95)',
        unit: 's',
        queries: [
          [
            'histogram_quantile(0.95, sum by (platform, le) (rate(nightdesk_synthetic_round_trip_seconds_bucket[1h])))',
            '{{platform}}',
          ],
        ],
      },
      {
        title: 'Token refreshes and probes',
        unit: 'reqps',
        queries: [
          [rate('nightdesk_token_refreshes_total', 'outcome'), 'refresh {{outcome}}'],
          [rate('nightdesk_scope_probes_total', 'outcome'), 'probe {{outcome}}'],
        ],
      },
    ],
  },
  {
    title: 'The API and its processes',
    panels: [
      {
        title: 'Requests',
        unit: 'reqps',
        queries: [['sum by (client, status) (nightdesk:http_requests:rate5m)', '{{client}} {{status}}']],
      },
      {
        title: 'Requests (p99)',
        unit: 's',
        queries: [['nightdesk:http_request_duration_seconds:p99_5m', 'keys and webhooks']],
      },
      {
        title: 'Slowest routes (p99)',
        unit: 's',
        queries: [
          [
            'topk(8, histogram_quantile(0.99, sum by (route, le) (rate(nightdesk_http_request_duration_seconds_bucket[$__rate_interval]))))',
            '{{route}}',
          ],
        ],
      },
      {
        title: 'Requests by API key',
        unit: 'reqps',
        queries: [[`topk(10, ${rate('nightdesk_api_key_requests_total', 'key')})`, '{{key}}']],
      },
      {
        title: 'Event loop (p99)',
        unit: 's',
        queries: [['nodejs_eventloop_lag_p99_seconds', '{{job}} {{instance}}']],
      },
      {
        title: 'Processor',
        unit: 'percentunit',
        queries: [
          ['rate(process_cpu_seconds_total{job=~"nightdesk-.*"}[$__rate_interval])', '{{job}} {{instance}}'],
        ],
      },
      {
        title: 'Memory',
        unit: 'bytes',
        queries: [['process_resident_memory_bytes{job=~"nightdesk-.*"}', '{{job}} {{instance}}']],
      },
      {
        title: 'Connections to Postgres',
        queries: [['sum by (instance, state) (nightdesk_pg_connections)', '{{instance}} {{state}}']],
      },
      {
        title: 'Postgres answers after',
        unit: 's',
        queries: [
          ['max(nightdesk_database_answer_seconds)', 'Postgres'],
          ['max(nightdesk_clock_skew_max_seconds)', 'clocks differ by'],
        ],
      },
      {
        title: 'Postgres and Redis answer',
        queries: [
          ['max(nightdesk_figures_up)', 'Postgres'],
          ['min(nightdesk_redis_up)', 'Redis'],
        ],
      },
    ],
  },
];

/** Every expression of the dashboard. */
export const dashboardQueries = rows.flatMap(({ panels }) =>
  panels.flatMap(({ queries }) => queries.map(([expr]) => expr)),
);
