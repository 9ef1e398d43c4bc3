import { z } from 'zod';

const flag = z.stringbool().default(false);
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const emails = list.pipe(z.array(z.email()));
const urls = list.pipe(z.array(z.url({ protocol: /^https?$/ })));
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

/** Where a connect session may end: prefixes, without a query. Plain http is for this machine only. */
const returnUrls = list.pipe(
  z.array(
    z
      .url({ protocol: /^https?$/ })
      .refine(
        (text) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(text),
        'must be https, or http on localhost',
      )
      .refine((text) => !/[?#@\\]/.test(text), 'must be an origin or a path under it, without query or user')
      .transform((text) => new URL(text)),
  ),
);

/** The address of a platform's sites, when it is not the platform's own. */
const template = (placeholder: string) =>
  z
    .string()
    .refine((text) => text.includes(placeholder), `must contain ${placeholder}`)
    .optional();

/** Addresses and networks, as `203.0.113.7` or `203.0.113.0/24`. */
const networks = list.pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])));

const seconds = { s: 1, min: 60, h: 3_600 };

/** So many requests within a window, as `600/min`. */
const rate = z
  .string()
  .regex(
    /^[1-9]\d{0,8}\/(s|min|h)$/,
    'must be a number of requests and a window, e.g. 600/min; windows are s, min and h',
  )
  .transform((text) => {
    const [points, unit] = text.split('/') as [string, keyof typeof seconds];
    return { points: Number(points), seconds: seconds[unit] };
  });

/** As browsers send them: scheme and host in lower case, and a port where it is not the usual one. */
const origins = list.pipe(
  z.array(
    z
      .string()
      .regex(
        /^https?:\/\/[a-z0-9.[\]:-]+$/,
        'must be an origin without a path, e.g. https://app.example.com',
      ),
  ),
);

/** `name=value` pairs separated by commas, values as in a URL: OpenTelemetry's own form. */
const pairs = list.pipe(z.array(z.string().regex(/^[^=]+=(?:[^%]|%[0-9a-f]{2})*$/i))).transform((parts) =>
  Object.fromEntries(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim(), decodeURIComponent(value.join('=').trim())];
    }),
  ),
);

/** Every variable that Nightdesk reads, with its meaning for `.env.example` and the README. */
const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4300),
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(4301),
  PUBLIC_URL: url.default('http://127.0.0.1:4300'),
  WEBHOOK_URL: url.optional(),
  KEY_RING: z.string().min(1),
  CONNECT_RETURN_URLS: returnUrls,
  REPAIR_LINK_HOURS: z.coerce.number().int().min(1).max(720).default(72),
  ADMIN_EMAIL: z.email().default('admin@nightdesk.local'),
  ADMIN_PASSWORD: z.string().min(12).optional(),
  ALLOW_PRIVATE_HOSTS: list,
  BUDGET_CEILING: z.coerce.number().min(0.05).max(1).default(0.75),
  WEBHOOK_GRACE_SECONDS: z.coerce.number().int().min(0).max(240).default(60),
  TICKET_FUSE_CHANGES: z.coerce.number().int().min(1).default(30),
  TICKET_FUSE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(10),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  ALERT_FROM: z.string().min(3).default('Nightdesk <nightdesk@localhost>'),
  ALERT_EMAILS: emails,
  ALERT_WEBHOOK_URLS: urls,
  ALERT_SLACK_URLS: urls,
  ESCALATION_EMAILS: emails,
  ESCALATE_AFTER_MINUTES: z.coerce.number().int().min(1).max(10_080).default(60),
  REMIND_AFTER_MINUTES: z.coerce.number().int().min(1).max(1_440).default(60),
  OLDEST_WRITE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(5),
  CALLS_IN_FLIGHT: z.coerce.number().int().min(1).max(100).default(5),
  ZENDESK_URL_TEMPLATE: template('{site}'),
  ZENDESK_CLIENT_ID: z.string().min(1).optional(),
  ZENDESK_CLIENT_SECRET: z.string().min(1).optional(),
  FRESHDESK_URL_TEMPLATE: template('{site}'),
  INTERCOM_URL_TEMPLATE: template('{region}'),
  INTERCOM_APP_URL_TEMPLATE: template('{region}'),
  INTERCOM_CLIENT_ID: z.string().min(1).optional(),
  INTERCOM_CLIENT_SECRET: z.string().min(1).optional(),
  REQUEST_TRACKER_URL_TEMPLATE: template('{site}'),
  PLATFORM_FILES: list,
  API_RATE_STANDARD: rate.prefault('600/min'),
  API_RATE_HIGH: rate.prefault('6000/min'),
  API_RATE_GLOBAL: rate.prefault('60000/min'),
  CORS_ORIGINS: origins,
  TRUST_PROXY: flag,
  FRESHDESK_IPS: networks,
  WEBHOOK_TOLERANCE_MINUTES: z.coerce.number().int().min(1).max(10).default(5),
  METRICS_TOKEN: z.string().min(16).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs,
  OTEL_SERVICE_NAME: z.string().min(1).default('nightdesk'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  RETENTION_DAYS: z.coerce.number().int().min(7).max(3_650).default(30),
  TICKET_RETENTION_DAYS: z.coerce.number().int().min(7).max(3_650).default(90),
});

/** The validated configuration of one process. */
export interface Config extends Readonly<z.infer<typeof Environment>> {}

/** Thrown when the environment cannot be used; the message names every variable that is wrong and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Variables = Readonly<Record<string, string | undefined>>;

const givenIn = (environment: Variables): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

/** The names of all variables that Nightdesk reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

/** What can be used of an environment of which something may be wrong, and what is wrong: for who looks at the rest all the same. */
export function usableConfig(environment: Variables): {
  config: Partial<Config>;
  /** By variable, as a sentence each. */
  problems: Readonly<Record<string, string>>;
} {
  const given = givenIn(environment);
  const problems: Record<string, string> = {};
  const usable = Object.entries(Environment.shape).flatMap(([name, schema]) => {
    const result = schema.safeParse(given[name]);
    if (result.success) return [[name, result.data] as const];
    const reasons = result.error.issues.map(({ message }) => message).join('; ');
    problems[name] = given[name] === undefined ? `${name} is not set.` : `${name}: ${reasons}.`;
    return [];
  });
  return { config: Object.fromEntries(usable) as Partial<Config>, problems };
}

/** Reads and checks the environment. An empty value counts as absent, as in most `.env` files. */
export function loadConfig(environment: Variables = process.env): Config {
  const result = Environment.safeParse(givenIn(environment));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`The configuration cannot be used:\n${problems.join('\n')}\nSee .env.example.`);
}
