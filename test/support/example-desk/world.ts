import { randomUUID } from 'node:crypto';

export const permissions = [
  'tickets.read',
  'messages.write',
  'tickets.state',
  'tickets.tag',
  'tickets.assign',
] as const;
export type Permission = (typeof permissions)[number];

export interface User {
  id: number;
  type: 'agent' | 'contact';
  name: string;
  email: string;
  role: 'admin' | 'agent' | 'contact';
  state: 'active' | 'suspended';
}
export interface Message {
  id: string;
  author: User;
  text: string;
  html: string | null;
  visibility: 'public' | 'internal';
  metadata: Record<string, unknown>;
  createdAt: number;
}
export interface Ticket {
  id: number;
  subject: string;
  state: string;
  priority: string | null;
  tags: string[];
  assignee: User | null;
  requester: User;
  source: string;
  createdAt: number;
  updatedAt: number;
  messages: Message[];
}

export const states = ['new', 'open', 'waiting', 'paused', 'resolved', 'archived'];

/** Everything that one site of Example Desk knows. */
export class World {
  readonly admin = this.person('agent', 'Ada', 'admin');
  readonly agent = this.person('agent', 'Ben', 'agent');
  readonly customer = this.person('contact', 'Cleo', 'contact');
  readonly keys = new Map<string, { user: User; permissions: Set<Permission> }>();
  readonly tickets = new Map<number, Ticket>();
  /** Answers by idempotency key. */
  readonly answers = new Map<string, { status: number; body: unknown }>();
  private clock = 0;

  private person(type: User['type'], name: string, role: User['role']): User {
    const id = { Ada: 7, Ben: 8, Cleo: 9 }[name] ?? 0;
    return { id, type, name, email: `${name.toLowerCase()}@example.com`, role, state: 'active' };
  }

  get users(): User[] {
    return [this.admin, this.agent, this.customer];
  }

  newKey(user: User, granted: readonly Permission[]): string {
    const key = `edk_${randomUUID()}`;
    this.keys.set(key, { user, permissions: new Set(granted) });
    return key;
  }

  open(subject: string, requester = this.customer): Ticket {
    const at = this.now();
    const ticket: Ticket = {
      id: 1000 + this.tickets.size,
      subject,
      state: 'new',
      priority: 'medium',
      tags: [],
      assignee: null,
      requester,
      source: 'email',
      createdAt: at,
      updatedAt: at,
      messages: [],
    };
    this.tickets.set(ticket.id, ticket);
    return ticket;
  }

  write(
    ticket: Ticket,
    message: Pick<Message, 'author' | 'text' | 'visibility'> & Partial<Message>,
  ): Message {
    const written = { id: randomUUID(), html: null, metadata: {}, createdAt: this.now(), ...message };
    ticket.messages.push(written);
    this.touch(ticket);
    return written;
  }

  touch(ticket: Ticket): void {
    ticket.updatedAt = this.now();
  }

  /** Never twice the same instant, so that order by time is order of events. */
  private now(): number {
    this.clock = Math.max(this.clock + 1, Date.now());
    return this.clock;
  }
}
