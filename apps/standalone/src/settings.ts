import { join, resolve } from 'node:path';
import { z } from 'zod';
import { StartProblem } from './start-problem.js';

const port = (standard: number) => z.coerce.number().int().min(1).max(65_535).default(standard);

const Environment = z.object({
  NIGHTDESK_DATA: z.string().min(1).default('.nightdesk'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port(4300),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEALTH_PORT: port(4301),
  POSTGRES_PORT: port(4310),
  SANDBOX_PORT: port(4400),
  EXAMPLE_PORT: port(4500),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  KEY_RING: z.string().optional(),
  ADMIN_EMAIL: z.email().default('admin@nightdesk.local'),
  ADMIN_PASSWORD: z.string().min(12).optional(),
});

/** What `npm start` itself needs to know; the other variables go to the api and the worker as they are. */
export interface Settings extends Readonly<z.infer<typeof Environment>> {
  /** Everything that is kept between two starts, as an absolute path. */
  readonly folder: string;
  readonly stateFile: string;
  /** What api and worker run with, while they run. */
  readonly programsFile: string;
  readonly logs: string;
  /** Where this machine reaches the api, whatever the public address is. */
  readonly apiUrl: string;
  readonly workerUrl: string;
  readonly publicUrl: string;
  readonly sandboxUrl: string;
  readonly exampleUrl: string;
}

/**
 * Reads the environment; an empty value counts as absent.
 * @throws StartProblem that names every variable that is wrong.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new StartProblem(`These variables cannot be used:\n${lines.join('\n')}\nSee .env.example.`);
  }
  const values = result.data;
  refuseSharedPorts(values);
  const folder = resolve(values.NIGHTDESK_DATA);
  const everywhere = values.HOST === '0.0.0.0' || values.HOST === '::';
  const here = everywhere ? '127.0.0.1' : values.HOST;
  const apiUrl = `http://${here}:${values.PORT}`;
  return {
    ...values,
    folder,
    stateFile: join(folder, 'state.json'),
    programsFile: join(folder, 'programs.json'),
    logs: join(folder, 'logs'),
    apiUrl,
    workerUrl: `http://${here}:${values.HEALTH_PORT}`,
    publicUrl: (values.PUBLIC_URL ?? apiUrl).replace(/\/+$/, ''),
    sandboxUrl: `http://127.0.0.1:${values.SANDBOX_PORT}`,
    exampleUrl: `http://127.0.0.1:${values.EXAMPLE_PORT}`,
  };
}

function refuseSharedPorts(values: z.infer<typeof Environment>): void {
  const names = ['PORT', 'HEALTH_PORT', 'SANDBOX_PORT', 'EXAMPLE_PORT', 'POSTGRES_PORT'] as const;
  for (const [index, name] of names.entries()) {
    const twin = names.slice(0, index).find((other) => values[other] === values[name]);
    if (twin) throw new StartProblem(`${twin} and ${name} are both ${values[name]}: give each its own port.`);
  }
}
