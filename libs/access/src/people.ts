import { Injectable } from '@nestjs/common';
import type { NewUser, User, UserChange } from '@nightdesk/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { LastOperator, PersonKnown, PersonUnknown } from './access.errors.js';
import type { Role } from './access.types.js';
import { Audit } from './audit.js';
import { type MadePasswordLink, PasswordLinks } from './password-links.js';
import { PeopleStore } from './people.store.js';

/** Who may open the page, as operators manage it. Everything acts at once, also on those who are signed in. */
@Injectable()
export class People {
  constructor(
    private readonly store: PeopleStore,
    private readonly links: PasswordLinks,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Oldest first. */
  async list(): Promise<User[]> {
    return (await this.store.list(this.clock.now())).map(view);
  }

  /** @throws PersonUnknown */
  async get(id: string, tx?: Tx): Promise<User> {
    const [found] = await this.store.list(this.clock.now(), id, tx);
    if (!found) throw new PersonUnknown();
    return view(found);
  }

  /** Without a password: the link lets its holder choose one. @throws PersonKnown */
  async invite(
    tx: Tx,
    { email, role }: NewUser,
    actor: string,
  ): Promise<{ user: User; link: MadePasswordLink }> {
    const id = this.ids.next('usr');
    const row = { id, email: email.toLowerCase(), role, passwordHash: '', createdAt: this.clock.now() };
    if (!(await this.store.add(tx, row))) throw new PersonKnown();
    const details = { email: row.email, role };
    await this.audit.record({ actor, action: 'user.invited', subject: id, details }, tx);
    const link = await this.links.make(tx, id);
    return { user: await this.get(id, tx), link };
  }

  /** @throws PersonUnknown, LastOperator */
  async change(tx: Tx, id: string, { role }: UserChange, actor: string): Promise<User> {
    const { role: from, email } = await this.get(id, tx);
    if (from === role) return this.get(id, tx);
    if (role === 'viewer') await this.leaveAnOperator(tx, id);
    if (!(await this.store.changeRole(tx, id, role))) throw new PersonUnknown();
    const details = { email, from, to: role };
    await this.audit.record({ actor, action: 'user.role_changed', subject: id, details }, tx);
    return this.get(id, tx);
  }

  /**
   * For somebody who forgot the password, or lost the link: the old password works until a new one is chosen. A link before
   * this one is over. @throws PersonUnknown
   */
  async resetPassword(tx: Tx, id: string, actor: string): Promise<MadePasswordLink> {
    if (!(await this.store.hold(tx, id))) throw new PersonUnknown();
    const { email } = await this.get(id, tx);
    await this.audit.record({ actor, action: 'user.link_made', subject: id, details: { email } }, tx);
    return this.links.make(tx, id);
  }

  /** Signs that person out everywhere. Answers how many sessions were ended. @throws PersonUnknown */
  async endSessions(tx: Tx, id: string, actor: string): Promise<number> {
    const { email } = await this.get(id, tx);
    const count = await this.store.endSessions(tx, id, 'ended_by_operator', this.clock.now());
    const details = { email, count };
    await this.audit.record({ actor, action: 'user.signed_out', subject: id, details }, tx);
    return count;
  }

  /** With the sessions. What that person did stays in the audit log. @throws PersonUnknown, LastOperator */
  async remove(tx: Tx, id: string, actor: string): Promise<void> {
    const { email } = await this.get(id, tx);
    await this.leaveAnOperator(tx, id);
    // Somebody else may have been quicker.
    if (!(await this.store.remove(tx, id))) throw new PersonUnknown();
    await this.audit.record({ actor, action: 'user.removed', subject: id, details: { email } }, tx);
  }

  /** Somebody who was only invited does not count: nobody could log in. */
  private async leaveAnOperator(tx: Tx, id: string): Promise<void> {
    const operators = await this.store.lockOperators(tx);
    if (operators.every((one) => one === id) && operators.length > 0) throw new LastOperator();
  }
}

function view(row: Awaited<ReturnType<PeopleStore['list']>>[number]): User {
  const { id, email, role, passwordHash, createdAt, lastLoginAt, sessions, passwordLinks } = row;
  return {
    id,
    email,
    role: role as Role,
    state: passwordHash === '' ? 'invited' : 'active',
    createdAt: createdAt.toISOString(),
    lastLoginAt: lastLoginAt?.toISOString() ?? null,
    sessions: sessions.length,
    linkUntil: passwordLinks[0]?.expiresAt.toISOString() ?? null,
  };
}
