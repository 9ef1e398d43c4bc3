import { Injectable } from '@nestjs/common';
import type { PasswordLinkView } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import { hashPassword, randomToken, sha256 } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { PasswordLinkRefused } from './access.errors.js';
import { Audit } from './audit.js';
import { PeopleStore } from './people.store.js';

/** Long enough for a weekend. */
const LIFETIME_MS = 72 * 3_600_000;

/** `token` is kept nowhere. */
export interface MadePasswordLink {
  token: string;
  expiresAt: Date;
}

/** Links by which people choose their password: they need no mail server, and nobody else learns the password. */
@Injectable()
export class PasswordLinks {
  constructor(
    private readonly store: PeopleStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Takes the place of the person's other links. */
  async make(tx: Tx, userId: string): Promise<MadePasswordLink> {
    const token = randomToken();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
    await this.store.addLink(tx, { tokenHash: sha256(token), userId, createdAt, expiresAt });
    return { token, expiresAt };
  }

  /** @throws PasswordLinkRefused */
  async look(token: string): Promise<PasswordLinkView> {
    const { expiresAt, user } = await this.find(token);
    return { email: user.email, expiresAt: expiresAt.toISOString() };
  }

  /** Works once, and signs that person out elsewhere. Answers whose password it was. @throws PasswordLinkRefused */
  async choose(token: string, password: string): Promise<{ userId: string }> {
    const { user } = await this.find(token);
    const passwordHash = await hashPassword(password);
    return this.store.transaction(async (tx) => {
      const now = this.clock.now();
      // Before the link, as a removal takes them; the other way round each could wait for the other.
      if (!(await this.store.hold(tx, user.id))) throw new PasswordLinkRefused();
      const userId = await this.store.spend(tx, sha256(token), now);
      if (userId === null) throw new PasswordLinkRefused();
      await this.store.setPassword(tx, userId, passwordHash, now);
      await this.audit.record({ actor: userId, action: 'user.password_changed', subject: userId }, tx);
      return { userId };
    });
  }

  /** Deletes those that are too old; to be called now and then. Answers how many. */
  sweep(): Promise<number> {
    return this.store.deleteExpiredLinks(this.clock.now());
  }

  private async find(token: string) {
    const link = await this.store.linkByHash(sha256(token), this.clock.now());
    if (!link?.user) throw new PasswordLinkRefused();
    return { expiresAt: link.expiresAt, user: link.user };
  }
}
