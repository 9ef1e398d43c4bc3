import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { sha256 } from '@nightdesk/platform/crypto';
import { LoginLimited } from './access.errors.js';
import { LoginLimitStore } from './login-limit.store.js';

const WINDOW_MS = 15 * 60_000;

/** Failures within one window. Many people can have one address; nobody mistypes one password so often. */
const LIMITS = { address: 40, email: 10 };

/** What is guessed, and from where. */
export interface Attempt {
  /** The client's IP address. */
  address: string;
  /** Whose password; or another name for what is guessed. */
  email: string;
}

/**
 * Limits guesses of passwords, over all processes: an attempt counts before it is looked at, so many at once do not get
 * past it, and one that succeeds is taken back.
 */
@Injectable()
export class LoginLimit {
  constructor(
    private readonly store: LoginLimitStore,
    private readonly clock: Clock,
  ) {}

  /** Runs `attempt` unless there were too many that threw. @throws LoginLimited, and what `attempt` throws. */
  async guard<T>(who: Attempt, attempt: () => Promise<T>): Promise<T> {
    await this.count(who);
    const done = await attempt();
    await this.takeBack(who);
    return done;
  }

  /** Forgets windows that are over; to be called now and then. Answers how many. */
  sweep(): Promise<number> {
    return this.store.deleteOver(this.clock.now());
  }

  private async count(who: Attempt): Promise<void> {
    const now = this.clock.now();
    const { address, email } = subjects(who);
    const rows = await this.store.count([address, email], now, new Date(now.getTime() + WINDOW_MS));
    const over = rows.filter(
      ({ subject, count }) => count > (subject === address ? LIMITS.address : LIMITS.email),
    );
    if (over.length === 0) return;
    const end = Math.max(...over.map(({ endsAt }) => endsAt.getTime()));
    throw new LoginLimited(Math.max(1, Math.ceil((end - now.getTime()) / 1_000)));
  }

  private async takeBack(who: Attempt): Promise<void> {
    const { address, email } = subjects(who);
    await this.store.takeBack(address, email);
  }
}

function subjects({ address, email }: Attempt): { address: string; email: string } {
  return { address: sha256('address', network(address)), email: sha256('email', email.toLowerCase()) };
}

/** Who has one IPv6 address has the 2^64 beside it as well. */
function network(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^.*:/, '');
  const [head = '', tail = ''] = address.split('::');
  const [first, last] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return [...first, ...(address.includes('::') ? zeros : []), ...last].slice(0, 4).join(':');
}
