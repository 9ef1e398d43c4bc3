import type { Checked, CheckName } from '@nightdesk/self-test';

export const usage = `npm run doctor             looks at everything that Nightdesk needs, and changes nothing
npm run doctor -- --json   the same for programs: {"ok": …, "data": [{"name", "state", "says", "remedy"}]}

It reads the environment and .env, or asks the npm start that runs here. Exit code 1 when something is wrong.`;

const titles: Readonly<Record<CheckName, string>> = {
  configuration: 'Configuration',
  database: 'Database',
  migrations: 'Migrations',
  durability: 'Durability',
  connections: 'Connections',
  engine: 'Queues',
  key_ring: 'Key ring',
  processes: 'Processes',
  mail: 'Mail server',
  clock: 'Clock',
  public_url: 'Public address',
  webhook_url: 'Webhook address',
  webhook: 'Webhook there and back',
};
const width = Math.max(...Object.values(titles).map(({ length }) => length));
const marks = { fine: '✓', wrong: '✗', unknown: '?' } as const;

export function line({ name, state, says, remedy }: Checked): string {
  const todo = remedy === null ? '' : `\n    ${' '.repeat(width)}→ ${remedy}`;
  return `  ${marks[state]} ${titles[name].padEnd(width)}  ${says}${todo}`;
}

export function summary(all: readonly Checked[]): string {
  const count = (state: Checked['state']) => all.filter((one) => one.state === state).length;
  const unseen = count('unknown') > 0 ? `, ${count('unknown')} could not be looked at` : '';
  return `\n${count('fine')} fine, ${count('wrong')} wrong${unseen}`;
}
