import {
  createSend,
  HelpdeskError,
  type HelpdeskAdapter,
  type HelpdeskCredential,
  type LearntLimit,
  type PlatformRequest,
  type Receipt,
  type Send,
  type Step,
  type Ticket,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import type { Outbound } from '@nightdesk/platform/http';
import type { Remote, Traits } from './remote.js';

/** Long enough for a busy machine. A promise that waits for it to run out says `impatient`. */
const patientMs = 5_000;

interface Given {
  adapter: HelpdeskAdapter;
  traits: Traits;
  remote: Remote;
  bulk: number;
  impatientMs: number;
}

/** How an operation goes out, where it is not as the admin's first. */
export interface Way {
  mark?: WriteMark;
  as?: HelpdeskCredential | null;
  /** Gives up soon on an answer that will not come. */
  impatient?: boolean;
}

/** One adapter before one fresh site, with what the tests ask for again and again. */
export class Stage {
  readonly adapter: HelpdeskAdapter;
  readonly remote: Remote;
  readonly traits: Traits;
  /** 1, 2, 3 … up to what `bulk` says. */
  readonly many: number[];
  /** Every call that was made. */
  readonly asked: PlatformRequest[] = [];
  /** Every call that was answered, and what its headers taught. */
  readonly answered: { request: PlatformRequest; learnt: LearntLimit[] }[] = [];

  constructor(
    private readonly given: Given,
    private readonly outbound: Outbound,
  ) {
    this.adapter = given.adapter;
    this.remote = given.remote;
    this.traits = given.traits;
    this.many = Array.from({ length: given.bulk }, (_, index) => index + 1);
  }

  /** A way to the site; as the admin unless told otherwise, null for nobody. */
  send(credential: HelpdeskCredential | null = this.remote.credentials.admin, impatient = false): Send {
    const { adapter, outbound, remote } = this;
    const timeoutMs = impatient ? this.given.impatientMs : patientMs;
    const send = createSend({
      outbound,
      adapter,
      baseUrl: remote.baseUrl,
      credential,
      now: () => new Date(),
      readTimeoutMs: timeoutMs,
      writeTimeoutMs: timeoutMs,
      onAnswer: (request, { headers }) => {
        this.answered.push({ request, learnt: adapter.learn(request, headers, new Date()) });
      },
    });
    return (request) => {
      this.asked.push(request);
      return send(request);
    };
  }

  /** Plans and applies steps as an operation. */
  async perform(ticketId: string, steps: Step[], way: Way = {}): Promise<Receipt[]> {
    const { mark = this.mark(), as, impatient } = way;
    const receipts: Receipt[] = [];
    for (const group of this.adapter.plan(steps))
      receipts.push(await this.adapter.apply(this.send(as, impatient), ticketId, group, mark));
    return receipts;
  }

  /** Looks for what `perform` would have written: for every group of the plan. */
  async find(ticketId: string, steps: Step[], mark = this.mark()): Promise<(Receipt | null)[]> {
    const found: (Receipt | null)[] = [];
    for (const group of this.adapter.plan(steps))
      found.push(await this.adapter.findApplied(this.send(), ticketId, group, mark));
    return found;
  }

  mark(operationId = 'op_1', taken: readonly string[] = []): WriteMark {
    return { operationId, since: new Date(), authorId: this.remote.agentId, taken };
  }

  read(ticketId: string) {
    return this.adapter.getTicket(this.send(), ticketId);
  }

  /** One step of each kind, each of which changes a new ticket with the tag `old`. */
  everyStep(): Step[] {
    return everyStep(this.adapter, this.remote.agentId);
  }

  /** All that people see of a ticket, by another way than the adapter. */
  async seen(ticketId: string) {
    const { remote } = this;
    return {
      visible: await remote.visibleToCustomer(ticketId),
      hidden: await remote.hiddenFromCustomer(ticketId),
      tags: (await remote.tagsOf(ticketId)).toSorted(),
    };
  }

  /** Reads to the end of what changed; fails instead of reading for ever. `meanwhile` happens after the first page. */
  async listAll(
    from: { since: Date; isAdmin?: boolean },
    credential?: HelpdeskCredential,
    meanwhile?: (first: Ticket[]) => Promise<void>,
  ): Promise<Ticket[]> {
    const found: Ticket[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < 50; pages += 1) {
      const page = await this.adapter.listChanged(this.send(credential), { ...from, cursor });
      found.push(...page.tickets);
      cursor = page.cursor;
      if (cursor === null) return found;
      if (pages === 0) await meanwhile?.(page.tickets);
    }
    throw new Error('the list of changed tickets does not end');
  }
}

/** The error that a promise ends with; fails when it keeps. */
export async function refusal(work: Promise<unknown>): Promise<HelpdeskError> {
  const outcome: unknown = await work.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  );
  if (outcome instanceof HelpdeskError) return outcome;
  throw outcome;
}

/** Platforms put white space where they like. */
export const words = (text: string | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();

/** A status that keeps the ticket in work and is not what a new ticket has. */
export const waiting = ({ statuses }: HelpdeskAdapter): Extract<Step, { kind: 'status' }> => ({
  kind: 'status',
  status: statuses.find((status) => status === 'pending' || status === 'on_hold') ?? 'solved',
});

/** One step of each kind. */
export const everyStep = (adapter: HelpdeskAdapter, assigneeId: string): Step[] => [
  { kind: 'reply', body: 'Hello' },
  { kind: 'note', body: 'Careful' },
  waiting(adapter),
  { kind: 'addTags', tags: ['fresh'] },
  { kind: 'removeTags', tags: ['old'] },
  { kind: 'assignee', assigneeId },
];
