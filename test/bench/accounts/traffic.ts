import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';
import type { Installation } from './installation.js';
import type { LightDesk } from './light-desk.js';
import type { SeededAccount } from './seed.js';

export type Kind = 'event' | 'operation';

/** One piece of work of one account, offered at an instant of the phase whatever became of those before. */
export interface Offer {
  atMs: number;
  kind: Kind;
  account: SeededAccount;
  /** Its own ticket, so that nothing but the lanes is waited for. */
  ticketId: string;
}

/** What became of an offer, in milliseconds since it was due to be sent. */
export interface Outcome extends Offer {
  /** Our 202. */
  acceptedMs: number;
  /** An event: the automation has it. An operation: the helpdesk has answered its call. */
  doneMs: number;
}

/** Offers work at its instants and times it. */
export class Traffic {
  /** What to tell when the offer of a key is done. */
  private readonly waiting = new Map<string, () => void>();
  private readonly refused: string[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(
    private readonly installation: Installation,
    desk: LightDesk,
  ) {
    installation.onEvent = ({ type, accountId, ticketId }) => {
      if (type === 'ticket.created') this.waiting.get(`event ${accountId} ${ticketId}`)?.();
    };
    desk.onUpdate = (site, ticketId) => this.waiting.get(`operation ${site} ${ticketId}`)?.();
  }

  /**
   * The outcomes of the offers that count; of the others nothing is known afterwards. Throws when an offer was refused, or
   * one that counts has no end `patienceMs` after the last one was sent.
   */
  async offer(
    offers: readonly Offer[],
    counts: (offer: Offer) => boolean,
    patienceMs: number,
  ): Promise<Outcome[]> {
    const outcomes: Promise<Outcome>[] = [];
    const begin = performance.now();
    for (const offer of offers.toSorted((a, b) => a.atMs - b.atMs)) {
      const early = begin + offer.atMs - performance.now();
      if (early > 0) await pass(early);
      const accepted = this.send(offer);
      if (counts(offer)) outcomes.push(this.outcome(offer, begin + offer.atMs, accepted));
    }
    return this.within(patienceMs, Promise.all(outcomes));
  }

  stop(): void {
    this.agent.destroy();
  }

  private async outcome(offer: Offer, since: number, accepted: Promise<number>): Promise<Outcome> {
    const { kind, account, ticketId } = offer;
    const key = `${kind} ${kind === 'event' ? account.id : account.site} ${ticketId}`;
    const done = new Promise<number>((resolve) =>
      this.waiting.set(key, () => resolve(performance.now())),
    ).finally(() => this.waiting.delete(key));
    const [acceptedAt, doneAt] = await Promise.all([accepted, done]);
    return { ...offer, acceptedMs: acceptedAt - since, doneMs: doneAt - since };
  }

  private async within<T>(patienceMs: number, ends: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const tell = () => {
        const some = [...this.waiting.keys()].slice(0, 3).join(', ');
        reject(new Error(`${this.waiting.size} offers had no end after ${patienceMs} ms: ${some} …`));
      };
      timer = setTimeout(tell, patienceMs);
    });
    try {
      const ended = await Promise.race([ends, late]);
      if (this.refused.length > 0) throw new Error(`${this.refused.length} offers were refused`);
      return ended;
    } catch (error) {
      throw new Error(`The figures cannot be used. ${this.refused[0] ?? ''}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** When it was accepted. A refusal is noted, and fails the phase: no offer here may need a second try. */
  private send({ kind, account, ticketId }: Offer): Promise<number> {
    if (kind === 'event') return this.post(`/v1/webhooks/${account.id}`, ...webhook(account, ticketId));
    return this.post(
      `/v1/accounts/${account.id}/tickets/${ticketId}/operations`,
      JSON.stringify({ steps: [{ kind: 'reply', body: 'It is on its way.' }] }),
      { Authorization: `Bearer ${this.installation.key}`, 'Idempotency-Key': `${account.id}-${ticketId}` },
    );
  }

  private post(path: string, body: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve) => {
      const asked = request(`${this.installation.url}${path}`, {
        method: 'POST',
        agent: this.agent,
        headers: { 'Content-Type': 'application/json', ...headers },
      });
      const end = (refusal: string | null) => {
        if (refusal !== null) this.refused.push(`${path} ${refusal}`);
        resolve(performance.now());
      };
      asked.once('response', (answer) => {
        answer.resume();
        end(answer.statusCode === 202 ? null : `answered ${answer.statusCode}`);
      });
      asked.once('error', (error) => end(error.message));
      asked.end(body);
    });
  }
}

function webhook({ webhookSecret }: SeededAccount, ticketId: string): [string, Record<string, string>] {
  const time = new Date().toISOString();
  const type = 'zen:event-type:ticket.created';
  const body = JSON.stringify({ type, id: `event-${ticketId}`, time, subject: `zen:ticket:${ticketId}` });
  const signature = createHmac('sha256', webhookSecret).update(time).update(body).digest('base64');
  return [body, { 'X-Zendesk-Webhook-Signature': signature, 'X-Zendesk-Webhook-Signature-Timestamp': time }];
}
