import { platformLimit } from './figures.js';
import { Limit, type Standing, type WindowKind } from './limit.js';

export interface Call {
  at: number;
  by: 'contender' | 'foreign';
  accepted: boolean;
}

interface Comment {
  id: number;
  body: string;
  public: boolean;
  metadata: unknown;
  author_id: number;
  created_at: string;
}

/** One customer's site at the platform: a limit of its own, tickets, and everything that happened, for the report. */
export class Site {
  readonly calls: Call[] = [];
  /** When each text was accepted as a comment; more than one instant where it came more than once. */
  readonly written = new Map<string, number[]>();
  readonly limit: Limit;
  private readonly comments = new Map<number, Comment[]>();
  private readonly openedAt = Date.now();
  private lastCommentId = 0;

  /** @param changed so many tickets, from number 1 on, have changed shortly before: what a client that polls has to read. */
  constructor(
    kind: WindowKind,
    private readonly changed: number,
  ) {
    this.limit = new Limit(kind, platformLimit);
  }

  count(by: Call['by']): Standing {
    const at = Date.now();
    const standing = this.limit.take(at);
    this.calls.push({ at, by, accepted: standing.accepted });
    return standing;
  }

  /** Every number but 0 is a ticket. */
  ticket(id: number): object | null {
    return id > 0 ? { ...this.row(id), comments: this.comments.get(id) ?? [] } : null;
  }

  comment(id: number, said: Pick<Comment, 'body' | 'public' | 'metadata'>): Comment {
    this.lastCommentId += 1;
    const comment = {
      ...said,
      id: this.lastCommentId,
      author_id: 7,
      created_at: new Date().toISOString(),
    };
    this.comments.set(id, [...(this.comments.get(id) ?? []), comment]);
    this.written.set(said.body, [...(this.written.get(said.body) ?? []), Date.now()]);
    return comment;
  }

  /** A page of the tickets that changed, oldest change first. */
  changes(from: number, size: number): { tickets: object[]; next: number | null } {
    const end = Math.min(from + size, this.changed);
    const tickets = Array.from({ length: Math.max(0, end - from) }, (_, index) => this.row(from + index + 1));
    return { tickets, next: end < this.changed ? end : null };
  }

  private row(id: number): object {
    const changedAt = this.openedAt - 30_000 + Math.min(id, this.changed);
    const updated = this.comments.get(id)?.at(-1)?.created_at ?? new Date(changedAt).toISOString();
    return {
      id,
      subject: `Ticket ${id}`,
      status: 'open',
      requester_id: 9,
      created_at: new Date(this.openedAt - 86_400_000).toISOString(),
      updated_at: updated,
    };
  }
}
