import { z } from 'zod';

export const callFaultKinds = [
  '429',
  '401',
  '403',
  '500',
  '502',
  '503',
  '504',
  'timeout-before',
  'timeout-after',
  'reset-after',
  'slow',
] as const;
export const webhookFaultKinds = [
  'webhook-drop',
  'webhook-double',
  'webhook-delay',
  'webhook-reorder',
] as const;

/** What `POST /control/faults` takes; `match` narrows it, `times` says how many calls or deliveries it hits. */
export const NewFault = z.strictObject({
  platform: z.enum(['zendesk', 'freshdesk', 'intercom']),
  /** Empty for calls that come before it is known, as Intercom's consent. */
  site: z.string(),
  kind: z.enum([...callFaultKinds, ...webhookFaultKinds]),
  match: z
    .strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
      /** The route as the journal shows it, e.g. `/api/v2/tickets/:id` or `/oauth/tokens`. */
      route: z.string().startsWith('/').optional(),
      ticketId: z.coerce.string().optional(),
      /** Webhook faults only: the event type, e.g. `zen:event-type:ticket.created`. */
      event: z.string().optional(),
    })
    .default({}),
  times: z.int().min(1).max(1_000_000).default(1),
  /** Seconds, for 429 and 503. */
  retryAfter: z.int().min(0).optional(),
  /** The scope a 403 says is missing; without it the 403 is about the role. */
  scope: z.string().min(1).optional(),
  /**
   * `slow` and `webhook-delay`: how long; `webhook-reorder`: how long at most; time-outs: how long the connection is
   * held before it is dropped.
   */
  ms: z.int().min(0).max(600_000).optional(),
});
export type NewFault = z.input<typeof NewFault>;
export type Fault = z.output<typeof NewFault> & { id: number; left: number };
export type CallFaultKind = (typeof callFaultKinds)[number];

/** What a fault is compared with: one call or one delivery. */
export interface FaultTarget {
  platform: string;
  site: string;
  method?: string;
  route?: string;
  ticketId?: string | undefined;
  event?: string;
}

/** Faults ordered by the test or the operator, used up in the order they were added. */
export class Faults {
  #faults: Fault[] = [];
  #lastId = 0;

  add(wanted: NewFault): Fault {
    const fault = NewFault.parse(wanted);
    const added = { ...fault, id: ++this.#lastId, left: fault.times };
    this.#faults.push(added);
    return added;
  }

  list(): Fault[] {
    return [...this.#faults];
  }

  /** Ends one of them before it is used up. */
  remove(id: number): void {
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
  }

  clear(): void {
    this.#faults = [];
  }

  /** The first fault of these kinds that fits, one use of it spent. */
  take(kinds: readonly Fault['kind'][], target: FaultTarget): Fault | undefined {
    const fault = this.#faults.find((candidate) => kinds.includes(candidate.kind) && fits(candidate, target));
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }
}

function fits(fault: Fault, target: FaultTarget): boolean {
  if (fault.platform !== target.platform || fault.site !== target.site) return false;
  const { method, route, ticketId, event } = fault.match;
  return (
    (method === undefined || method === target.method) &&
    (route === undefined || route === target.route) &&
    (ticketId === undefined || ticketId === target.ticketId) &&
    (event === undefined || event === target.event)
  );
}
