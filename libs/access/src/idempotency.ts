import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { KeyRing, type SealedColumn, Secret } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { IdempotencyInProgress, IdempotencyMismatch } from './access.errors.js';
import type { Answer } from './access.types.js';
import { IdempotencyStore } from './idempotency.store.js';

/** How long an answer is remembered. */
const REMEMBERED_MS = 24 * 3_600_000;

/** A process that is silent in the middle of its work for so long, in milliseconds, loses the key. */
const SILENT_AT_MOST_MS = 60_000;

/**
 * Makes a repeated request have one effect and one answer. The work runs in the transaction that remembers its answer:
 * both are there or neither, also after `kill -9`. So the work must do its effects through `tx`, and nothing else that
 * cannot be done twice (calls to other hosts, wakes): those belong after `run`.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * @param owner whose key it is: keys of different owners do not meet.
   * @param requestHash of method, path and body.
   * @param work an answer it returns is remembered, whatever its status. When it throws, nothing has happened, nothing
   *   is remembered, and the same key may be used again: so refuse by throwing.
   * @throws IdempotencyMismatch, IdempotencyInProgress, and what `work` throws.
   */
  run(
    owner: string,
    key: string,
    requestHash: string,
    work: (tx: Tx) => Promise<Answer>,
  ): Promise<{ answer: Answer; replayed: boolean }> {
    return this.store.transaction(async (tx) => {
      if (!(await this.store.tryLock(tx, owner, key, SILENT_AT_MOST_MS))) throw new IdempotencyInProgress();
      const first = await this.store.find(tx, owner, key, this.clock.now());
      if (first && first.requestHash !== requestHash) throw new IdempotencyMismatch();
      if (first) return { answer: this.open(first.sealedAnswer, owner), replayed: true };
      const answer = await work(tx);
      const createdAt = this.clock.now();
      const expiresAt = new Date(createdAt.getTime() + REMEMBERED_MS);
      const sealedAnswer = this.keyRing.seal(new Secret(JSON.stringify(answer)), purposeFor(owner));
      await this.store.remember(tx, { owner, key, requestHash, sealedAnswer, createdAt, expiresAt });
      return { answer, replayed: false };
    });
  }

  /** Whether the answer is known already, so that nothing is done before `run` that `run` would not do. @throws IdempotencyMismatch */
  async isAnswered(owner: string, key: string, requestHash: string): Promise<boolean> {
    const first = await this.store.transaction((tx) => this.store.find(tx, owner, key, this.clock.now()));
    if (first && first.requestHash !== requestHash) throw new IdempotencyMismatch();
    return first !== null;
  }

  /** Deletes keys older than 24 h; to be called now and then. Answers how many. */
  sweep(): Promise<number> {
    return this.store.deleteExpired(this.clock.now());
  }

  private open(sealedAnswer: string, owner: string): Answer {
    return JSON.parse(this.keyRing.open(sealedAnswer, purposeFor(owner)).reveal()) as Answer;
  }
}

/** What this lib keeps sealed. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'idempotency_keys',
    column: 'sealed_answer',
    key: ['owner', 'key'],
    purpose: purposeFor,
    isShortLived: true,
  },
];

/** Sealed, because the answer to a created key or subscriber holds a secret that is stored nowhere in the clear. */
function purposeFor(owner: string): string {
  return `idempotency:${owner}`;
}
