import { RefusedReplies } from './refused-replies.js';
import { until } from './until.js';
import type { World } from './world.js';

/** What an installation has after a day's work: nothing of it is empty. */
export interface SeededDesk {
  /** An account that works, with a ticket that was answered, the operation that did it, and a delivery of its event. */
  accountId: string;
  ticketId: string;
  operationId: string;
  deliveryId: string;
  /** One that the platform refuses, with an open incident. */
  refusedId: string;
  /** A link by which somebody without a login connects that one again. */
  linkPath: string;
}

/** Makes accounts, tickets, operations, dead letters and an incident, by the ways that people and platforms have. */
export async function seedDesk(world: World): Promise<SeededDesk> {
  const { nightdesk, sandbox } = world;
  const accountId = await world.account();
  const ticketId = world.customerWrites('My parcel should have been here on Monday.', 'Order 1042');
  await world.events('ticket.created');
  const steps = [
    { kind: 'reply' as const, body: 'A new one is on its way.' },
    { kind: 'status' as const, status: 'solved' as const },
  ];
  const { id: operationId } = await nightdesk.submit(accountId, ticketId, { steps });
  await until(async () => (await nightdesk.operation(operationId)).state === 'confirmed');
  const { stops } = await nightdesk.timeline(accountId, ticketId);
  const deliveryId = stops.find(({ station }) => station === 'delivery')?.id ?? '';
  await new RefusedReplies(world, accountId).make(4);

  sandbox.control.addZendeskSite({ subdomain: 'northwind', client: { secret: 'sandbox-secret' } });
  const refusedId = await world.account({ site: 'northwind' });
  sandbox.control.zendesk('northwind').revokeTokens();
  await nightdesk.probe(refusedId);
  await until(async () => {
    const { data } = await nightdesk.incidents.list({ state: 'open', accountId: refusedId });
    return data.length > 0;
  });
  const { url } = await nightdesk.connectLinks.createRepair(refusedId);
  return { accountId, ticketId, operationId, deliveryId, refusedId, linkPath: new URL(url).pathname };
}
