import type { Capability, Evidence, Finding, Probe, Send, Verdict } from '@nightdesk/helpdesks/contract';
import { root, search } from './calls.js';
import { whoami } from './identity.js';
import { tagsFieldOf, ticketFields } from './mapping.js';
import { remedy } from './remedies.js';
import { mayModify, mayReply } from './rights.js';
import { SampleTicket, TransactionRow } from './shapes.js';
import { seesQueues } from './tickets.js';

type Found = Omit<Finding, 'capability' | 'remedy'>;
const evidence = (path: string, says: string): Evidence => ({
  call: `GET ${root}${path}`,
  status: 200,
  requestId: null,
  says,
});

/**
 * RT links to what a user may do with a ticket. So the tickets that changed last tell, queue by queue. Two to four calls
 * beside those of `whoami`; all only read.
 */
export async function probe(send: Send, wanted: readonly Capability[]): Promise<Probe> {
  const identity = await whoami(send);
  if (wanted.length === 0) return { identity, findings: [] };
  const { items } = await search(
    send,
    {
      path: '/tickets',
      where: 'id > 0',
      fields: `${ticketFields.fields},_hyperlinks`,
      subfields: ticketFields.subfields,
      orderby: [['LastUpdated', 'DESC']],
      perPage: 20,
    },
    SampleTicket,
  );
  const hidden = items.length === 0 ? await withoutTickets(send) : null;
  const findings: Finding[] = [];
  for (const capability of wanted) {
    const found = hidden ?? (await finding(send, capability, items));
    findings.push({
      capability,
      ...found,
      remedy: found.verdict === 'missing' ? remedy(hidden ? 'tickets:read' : capability) : null,
    });
  }
  return { identity, findings };
}

/** Nothing to look at: either there are no tickets, or the user sees none. */
async function withoutTickets(send: Send): Promise<Found> {
  return (await seesQueues(send))
    ? {
        verdict: 'unknown',
        evidence: evidence(
          '/tickets',
          'the user sees queues and no ticket: there is none, or ShowTicket is missing',
        ),
      }
    : {
        verdict: 'missing',
        evidence: evidence('/queues/all', 'the user sees no queue and no ticket'),
      };
}

async function finding(send: Send, capability: Capability, items: readonly SampleTicket[]): Promise<Found> {
  switch (capability) {
    case 'tickets:read':
      return { verdict: 'granted', evidence: evidence('/tickets', 'the search shows tickets') };
    case 'replies:write':
      return byLinks(items, mayReply, 'links to correspond and comment');
    case 'status:write':
    case 'assignee:write':
      return byLinks(items, mayModify, 'links to a change of the status, which ModifyTicket allows');
    case 'tags:write':
      return tags(send, items);
  }
}

function byLinks(
  items: readonly SampleTicket[],
  allows: (ticket: SampleTicket) => boolean,
  what: string,
): Found {
  const lacking = new Set(
    items.filter((item) => !allows(item)).map(({ Queue }) => Queue.Name ?? String(Queue.id)),
  );
  const verdict: Verdict = lacking.size > 0 ? 'missing' : 'granted';
  const says =
    lacking.size > 0
      ? `tickets of the queue ${[...lacking].join(', ')} have no ${what}`
      : `the tickets that changed last have ${what}`;
  return { verdict, evidence: evidence('/tickets', says) };
}

/**
 * That a ticket shows the field does not say that the user may change it, and nothing without an effect does. A change
 * that this user made within a day is proof enough.
 */
async function tags(send: Send, items: readonly SampleTicket[]): Promise<Found> {
  const seen = byLinks(items, (item) => tagsFieldOf(item) !== null, 'custom field “Tags” that the user sees');
  const ids = new Set(items.flatMap((item) => String(tagsFieldOf(item)?.id ?? '') || []));
  if (seen.verdict === 'missing') return seen;
  const fields = [...ids].map((id) => `Field = '${id}'`).join(' OR ');
  const { items: changes } = await search(
    send,
    {
      path: '/transactions',
      where: `Creator = '__CurrentUser__' AND Type = 'CustomField' AND Created > '1 day ago' AND (${fields})`,
      fields: 'Created',
      orderby: [['id', 'DESC']],
      perPage: 1,
    },
    TransactionRow,
  );
  const at = changes[0]?.Created;
  return at
    ? {
        verdict: 'granted',
        evidence: evidence('/transactions', `the user changed the field “Tags” at ${at}`),
      }
    : {
        verdict: 'unknown',
        evidence: evidence(
          '/tickets',
          'tickets show the field “Tags”; whether the user may change it, the first change tells',
        ),
      };
}
