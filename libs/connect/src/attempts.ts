import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { KeyRing, sameText, Secret, sha256 } from '@nightdesk/platform/crypto';
import { z } from 'zod';
import { ConnectStore } from './connect.store.js';
import { type ConnectAttempt, ConnectFailed, type OpenAttempt } from './connect.types.js';
import { attemptPurpose } from './sealed-columns.js';
import type { FlowStore } from './strategy.js';

/** Time to sign in at the platform and consent. */
const lifetimeMs = 10 * 60_000;

/** What an attempt is begun with. */
export type NewAttempt = Omit<ConnectAttempt, 'id' | 'browserHash' | 'expiresAt' | 'consumedAt'> &
  Pick<OpenAttempt, 'entered'>;

/** What is sealed in an attempt. */
const Sealed = z.object({
  verifier: z.string(),
  entered: z.object({ clientId: z.string(), clientSecret: z.string().nullable() }).nullable(),
});

/**
 * Single-use, expiring, signed states, each bound to one browser. The state is `<attempt id>.<signature>`; the signature
 * covers the browser's cookie, so a state from another browser does not verify.
 */
@Injectable()
export class ConnectAttempts {
  constructor(
    private readonly store: ConnectStore,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The first half: stores an attempt of this browser. */
  beginning({ entered, ...attempt }: NewAttempt, browser: string): FlowStore {
    return {
      begin: async (verifier) => {
        const id = this.ids.next('att');
        const createdAt = this.clock.now();
        const sealed: z.infer<typeof Sealed> = { verifier, entered };
        await this.store.deleteExpired(new Date(createdAt.getTime() - 24 * 3_600_000));
        await this.store.insert({
          id,
          ...attempt,
          browserHash: sha256(browser),
          sealed: this.ring.seal(new Secret(JSON.stringify(sealed)), attemptPurpose(id)),
          createdAt,
          expiresAt: new Date(createdAt.getTime() + lifetimeMs),
          consumedAt: null,
        });
        return `${id}.${this.ring.sign('connect-state', `${id}.${sha256(browser)}`)}`;
      },
      finish: () => Promise.reject(new ConnectFailed('internal', 'A connect cannot end where it begins.')),
    };
  }

  /** Finds what a callback's `state` belongs to, and uses it up: whatever comes of it, it cannot be used again. @throws ConnectFailed */
  async open(state: string, browser: string | undefined): Promise<OpenAttempt> {
    const [id = '', signature = ''] = state.split('.');
    const attempt = await this.store.find(id);
    if (!attempt || !this.ring.verify('connect-state', `${id}.${attempt.browserHash}`, signature)) {
      throw new ConnectFailed(
        'state_invalid',
        'This answer does not belong to any connection that was begun here.',
      );
    }
    if (browser === undefined || !sameText(sha256(browser), attempt.browserHash)) {
      throw new ConnectFailed(
        'wrong_browser',
        'The connection was begun in another browser, or at another address.',
      );
    }
    const now = this.clock.now();
    if (attempt.expiresAt <= now && !attempt.consumedAt) {
      throw begunBy(attempt, new ConnectFailed('state_expired', 'The consent took longer than ten minutes.'));
    }
    if (!(await this.store.consume(id, now))) {
      throw begunBy(attempt, new ConnectFailed('state_reused', 'This answer was used already.'));
    }
    const sealed = this.ring.open(attempt.sealed, attemptPurpose(id)).reveal();
    return { ...attempt, ...Sealed.parse(JSON.parse(sealed)) };
  }

  /** The second half: gives the verifier of an attempt that is used up. */
  ending({ verifier }: OpenAttempt): FlowStore {
    return {
      begin: () =>
        Promise.reject(new ConnectFailed('state_invalid', 'The platform’s answer carries no code.')),
      finish: () => Promise.resolve(verifier),
    };
  }
}

/** The right browser hears of it where its link leads to. */
function begunBy({ linkId }: ConnectAttempt, failed: ConnectFailed): ConnectFailed {
  failed.linkId = linkId;
  return failed;
}
