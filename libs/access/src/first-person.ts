import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SetUp } from '@nightdesk/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { hashPassword, sha256 } from '@nightdesk/platform/crypto';
import { SetUpRefused } from './access.errors.js';
import { Audit } from './audit.js';
import { PeopleStore } from './people.store.js';

const LIFETIME_MS = 24 * 3_600_000;

/** Without letters that look like digits. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const late = 'Somebody can log in already. Sign in instead.';

/** The first start, when nobody can log in: whoever reads the log of an api makes the first operator. */
@Injectable()
export class FirstPerson {
  constructor(
    private readonly store: PeopleStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async isNeeded(): Promise<boolean> {
    return (await this.store.count()) === 0;
  }

  /** 60 random bits, as `ABCD-EFGH-JKLM`. Each process has its own; all are over when one was used, and after 24 h. */
  async newCode(): Promise<string> {
    const pick = () => letters.charAt(randomInt(letters.length));
    const code = [4, 4, 4].map((length) => Array.from({ length }, pick).join('')).join('-');
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
    await this.store.transaction((tx) =>
      this.store.addLink(tx, { tokenHash: hashOf(code), userId: null, createdAt, expiresAt }),
    );
    return code;
  }

  /** Makes the first operator. Guesses are to be limited by the caller. @throws SetUpRefused */
  async create({ code, email, password }: SetUp): Promise<{ userId: string }> {
    if (!(await this.isNeeded())) throw new SetUpRefused(late);
    const passwordHash = await hashPassword(password);
    return this.store.transaction(async (tx) => {
      const codes = await this.store.spendCodes(tx, this.clock.now());
      if ((await this.store.count(tx)) > 0) throw new SetUpRefused(late);
      // What is thrown rolls back, so a wrong code leaves the right ones.
      if (!codes.includes(hashOf(code)))
        throw new SetUpRefused(
          'That is not the code. The api writes it into its log when it starts, and it works for 24 hours; start the api again for a new one.',
        );
      const id = this.ids.next('usr');
      const row = { id, email: email.toLowerCase(), role: 'operator', passwordHash };
      await this.store.add(tx, { ...row, createdAt: this.clock.now() });
      const details = { email: row.email, role: row.role };
      await this.audit.record({ actor: id, action: 'user.created', subject: id, details }, tx);
      return { userId: id };
    });
  }
}

const hashOf = (code: string) => sha256('set-up', code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
