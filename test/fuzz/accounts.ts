import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { signature as hubSignature } from '../../apps/sandbox/src/intercom/webhooks/deliver.js';
import { FreshdeskSite } from '../chaos/sites/freshdesk.js';
import { IntercomSite } from '../chaos/sites/intercom.js';
import { ZendeskSite } from '../chaos/sites/zendesk.js';
import { until } from '../support/until.js';
import type { World } from '../support/world.js';
import type { Headers } from './principals.js';

/** A delivery that a platform made, and what makes another body believed. */
export interface RealWebhook {
  address: string;
  body: Buffer;
  sign(body: Buffer): Headers;
}

/** What is connected when the requests begin. */
export interface Accounts {
  /** One of each platform, Zendesk's first. */
  ids: string[];
  ticketIds: string[];
  /** For routes that end or hold an account. */
  spareIds: string[];
  webhooks: RealWebhook[];
}

/** Connects an account of each platform and two to spare, and waits until each platform has delivered. */
export async function connectAccounts(world: World, sql: pg.Client): Promise<Accounts> {
  const { sandbox, nightdesk } = world;
  const zendesk = new ZendeskSite(sandbox, 'deskz');
  const freshdesk = new FreshdeskSite(sandbox, 'deskf');
  const intercom = new IntercomSite(sandbox, 'deski');
  const sites = [zendesk, freshdesk, intercom];
  const ids = await Promise.all(sites.map((site) => site.connect(world)));
  const [zendeskId = '', freshdeskId = '', intercomId = ''] = ids;
  await freshdesk.announce(nightdesk, freshdeskId);
  await intercom.announce(nightdesk, intercomId);
  const tickets = sites.map((site) => site.open('conversation', 'A lamp'));
  const spares = [new ZendeskSite(sandbox, 'sparez'), new FreshdeskSite(sandbox, 'sparef')];
  const spareIds = await Promise.all(spares.map((site) => site.connect(world)));

  const { values } = await nightdesk.webhookSetUp(freshdeskId);
  const [name = '', secret = ''] = values.find(({ isSecret }) => isSecret)?.value.split(': ') ?? [];
  const zendeskSecret = [...(sandbox.world.zendesk.get('deskz')?.webhooks.values() ?? [])][0]?.secret ?? '';
  const signs: Readonly<Record<string, RealWebhook['sign']>> = {
    [zendeskId]: (body) => zendeskHeaders(zendeskSecret, body),
    [freshdeskId]: () => [[name, secret]],
    [intercomId]: (body) => [['X-Hub-Signature', hubSignature('sandbox-secret', body.toString())]],
  };
  const real = await until(async () => {
    const { rows } = await sql.query<{ account_id: string; body: Buffer }>(
      `SELECT account_id, body FROM inbox WHERE via = 'webhook' ORDER BY seq`,
    );
    return new Set(rows.map((row) => row.account_id)).size === ids.length ? rows : null;
  }, 30_000);
  const webhooks = real.map(({ account_id, body }) => ({
    address: account_id === intercomId ? '/v1/webhooks/apps/app-deski' : `/v1/webhooks/${account_id}`,
    body,
    sign: signs[account_id] ?? (() => []),
  }));
  return { ids, ticketIds: tickets.map(({ ticketId }) => ticketId), spareIds, webhooks };
}

function zendeskHeaders(secret: string, body: Buffer): Headers {
  const timestamp = new Date().toISOString();
  const signature = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  return [
    ['X-Zendesk-Webhook-Signature', signature],
    ['X-Zendesk-Webhook-Signature-Timestamp', timestamp],
  ];
}
