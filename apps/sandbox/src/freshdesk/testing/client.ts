import type { Sandbox } from '../../sandbox.js';
import type { Sent, Told } from '../../testing/client.js';
import { caller } from '../../testing/client.js';

/** The authorization header of a key, as every client of the platform sends it. */
export const basic = (key: string): string => `Basic ${Buffer.from(`${key}:X`).toString('base64')}`;

/** Calls one site over real HTTP with an agent's key; the seeded admin's when none is named. */
export function freshdeskCaller(sandbox: Sandbox, domain = 'acme') {
  const call = caller(sandbox);
  return <Body = Record<string, unknown>>(
    method: string,
    path: string,
    { key = 'sandbox-freshdesk-key', ...sent }: Sent & { key?: string } = {},
  ): Promise<Told<Body>> => {
    const url = `${sandbox.url}/freshdesk/${domain}${path}`;
    return call<Body>(method, url, { authorization: basic(key), ...sent });
  };
}

/** An agent's id and key by the first name. */
export function agentOf(sandbox: Sandbox, firstName: string, domain = 'acme') {
  const agent = sandbox.control
    .freshdesk(domain)
    .describe()
    .agents.find(({ name }) => name.startsWith(firstName));
  if (!agent) throw new Error(`no agent called ${firstName}`);
  return agent;
}
