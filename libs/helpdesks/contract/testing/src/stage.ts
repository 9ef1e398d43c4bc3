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
import type { Remote } from './remote.js';

/** Long enough for a busy machine. A promise that waits for it to run out says `impatient`. */
const patientMs = 5_000;
export const impatient = 500;

/** One adapter before one fresh site, with what the tests ask for again and again. */
export class Stage {
  /** Every call that was answered, and what its headers taught. */
  readonly answered: { request: PlatformRequest; learnt: LearntLimit[] }[] = [];

  constructor(
    readonly adapter: HelpdeskAdapter,
    readonly remote: Remote,
    private readonly outbound: Outbound,
  ) {}

  /** A way to the site; as the admin unless told otherwise, null for nobody. */
  send(credential: HelpdeskCredential | null = this.remote.credentials.admin, timeoutMs = patientMs): Send {
    const { adapter, outbound, remote } = this;
    return createSend({
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
  }

  /** Plans and applies steps as an operation. */
  async perform(
    ticketId: string,
    steps: Step[],
    mark: WriteMark = this.mark(),
    timeoutMs?: number,
  ): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const group of this.adapter.plan(steps)) {
      receipts.push(await this.adapter.apply(this.send(undefined, timeoutMs), ticketId, group, mark));
    }
    return receipts;
  }

  mark(operationId = 'op_1'): WriteMark {
    return { operationId, since: new Date() };
  }

  /** Reads to the end of what changed; fails instead of reading for ever. */
  async listAll(
    from: { since: Date; isAdmin?: boolean },
    credential?: HelpdeskCredential,
  ): Promise<Ticket[]> {
    const found: Ticket[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < 50; pages += 1) {
      const page = await this.adapter.listChanged(this.send(credential), { ...from, cursor });
      found.push(...page.tickets);
      cursor = page.cursor;
      if (cursor === null) return found;
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
