import { setTimeout as pass } from 'node:timers/promises';
import { ApiError, type Nightdesk, type OperationRequest } from '@nightdesk/sdk';
import type { Site, SiteTicket } from './sites/index.js';
import type { Ask } from './plan.types.js';

/** How long an asker goes on asking; no outage of the plan lasts as long. */
const patienceMs = 180_000;
const answerWithinMs = 15_000;

/** An ask of the plan with what became of it. */
export interface Asked {
  n: number;
  ask: Ask;
  site: Site;
  ticket: SiteTicket;
  accountId: string;
  /** The operations that were answered: one, unless the command was given again and was not taken for the same. */
  ids: string[];
  /** Why there is no operation; null where there is one. */
  refused: string | null;
  /** It was not to be sent if a human answered after this instant; null: nobody asked that. */
  unlessAnsweredSince: string | null;
}

/** An automation that does what the SDK's documentation says: the same key until there is an answer, wherever it comes from. */
export class Asker {
  constructor(
    private readonly clients: readonly Nightdesk[],
    private readonly name: string,
  ) {}

  async ask(asked: Asked): Promise<void> {
    const { ask, n } = asked;
    const request = this.requestOf(asked);
    asked.unlessAnsweredSince = request.ifNoReplySince ?? null;
    const key = `${this.name}-${n}`;
    const again = async () => {
      if (!ask.again) return null;
      await pass(ask.again.afterMs);
      return this.submit(asked, request, ask.again.key === 'same' ? key : `${key}-again`, ask.api + 1);
    };
    try {
      const [first, second] = await Promise.all([this.submit(asked, request, key, ask.api), again()]);
      asked.ids.push(...new Set([first.id, second?.id ?? first.id]));
      if (ask.cancelAfterMs !== null) await this.cancel(first.id, ask.cancelAfterMs);
    } catch (error) {
      asked.refused = error instanceof Error ? error.message : String(error);
    }
  }

  /** Asks one api after the other until one of them answers. */
  async patiently<T>(call: (client: Nightdesk) => Promise<T>, first = 0, passes = mayPass): Promise<T> {
    const end = Date.now() + patienceMs;
    for (let n = first; ; n += 1) {
      try {
        return await call(this.clients[n % this.clients.length] as Nightdesk);
      } catch (error) {
        if (!passes(error) || Date.now() > end) throw error;
        await pass(250);
      }
    }
  }

  private submit(
    { accountId, ticket }: Asked,
    request: OperationRequest,
    idempotencyKey: string,
    first: number,
  ) {
    return this.patiently((client) => {
      const signal = AbortSignal.timeout(answerWithinMs);
      return client.submit(accountId, ticket.ticketId, request, { idempotencyKey, signal });
    }, first);
  }

  private async cancel(id: string, afterMs: number): Promise<void> {
    await pass(afterMs);
    try {
      await this.patiently(
        (client) => client.cancel(id),
        0,
        (error) => mayPass(error) && !isConflict(error),
      );
    } catch (error) {
      // Too late is an answer as well.
      if (!(error instanceof ApiError)) throw error;
    }
  }

  private requestOf({ ask, site }: Asked): OperationRequest {
    const steps = ask.steps.map((step): OperationRequest['steps'][number] => {
      switch (step.kind) {
        case 'reply':
        case 'note':
          return { kind: step.kind, body: `It is on its way. ${step.token}` };
        case 'addTags':
          return { kind: 'addTags', tags: [step.tag] };
        case 'status':
          return step;
        case 'assignee':
          return { kind: 'assignee', assigneeId: site.people[step.nth === 0 ? 0 : 1] };
      }
    });
    return { steps, ...(ask.unlessAnswered && { ifNoReplySince: new Date().toISOString() }) };
  }
}

/** No answer, still running, too many, or something is away: the same command may be given again. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return error instanceof DOMException;
  return error.status === 0 || error.status === 409 || error.status === 429 || error.status >= 500;
}

const isConflict = (error: unknown) => error instanceof ApiError && error.status === 409;
