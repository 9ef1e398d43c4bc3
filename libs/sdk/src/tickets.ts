import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import { listing } from './listing.js';
import { reading, type ReadOptions } from './reading.js';
import type * as t from './types.js';

/** The calls that are about tickets and what is done to them. */
export abstract class TicketCalls {
  protected constructor(protected readonly http: Http) {}

  /** Last changed first; with `fresh`, 25 a page, each read from its platform. */
  tickets(
    accountId: string,
    options: Omit<ReadOptions, 'raw'> & { after?: string; limit?: number } = {},
  ): t.Listing<t.TicketPage> {
    const { after, limit, ...read } = options;
    const { query, ...call } = reading(read);
    const { fresh, within } = query;
    return listing((next) =>
      this.http.get('/accounts/{accountId}/tickets', {
        path: { accountId },
        ...call,
        query: { fresh, within, limit, after, ...next },
      }),
    );
  }

  /** The stored copy at once, or with `fresh` as the platform has it now; `freshness` tells which it became. */
  ticket(accountId: string, ticketId: string, options: ReadOptions = {}): Promise<t.Ticket> {
    return this.http.get('/accounts/{accountId}/tickets/{ticketId}', {
      path: { accountId, ticketId },
      ...reading(options),
    });
  }

  /** The same with its messages. */
  conversation(accountId: string, ticketId: string, options: ReadOptions = {}): Promise<t.Conversation> {
    return this.http.get('/accounts/{accountId}/tickets/{ticketId}/conversation', {
      path: { accountId, ticketId },
      ...reading(options),
    });
  }

  timeline(accountId: string, ticketId: string, options: CallOptions = {}): Promise<t.Timeline> {
    return this.http.get('/accounts/{accountId}/tickets/{ticketId}/timeline', {
      path: { accountId, ticketId },
      ...options,
    });
  }

  /** Accepted, not yet done: follow it with `operation` or by its events. */
  submit(
    accountId: string,
    ticketId: string,
    operation: t.OperationRequest,
    options: UnsafeCallOptions = {},
  ): Promise<t.Operation> {
    return this.operate(accountId, ticketId, operation, options) as Promise<t.Operation>;
  }

  /** What would become of it: nothing is stored, and nothing is sent. */
  dryRun(
    accountId: string,
    ticketId: string,
    operation: t.OperationRequest,
    options: CallOptions = {},
  ): Promise<t.DryRun> {
    return this.operate(accountId, ticketId, { ...operation, dryRun: true }, options) as Promise<t.DryRun>;
  }

  private operate(accountId: string, ticketId: string, body: t.NewOperation, options: UnsafeCallOptions) {
    return this.http.post('/accounts/{accountId}/tickets/{ticketId}/operations', {
      path: { accountId, ticketId },
      ...options,
      body,
    });
  }

  /** The latest, as many as `limit` says (50), of everything or of one account or ticket. */
  async operations(
    options: CallOptions & { accountId?: string; ticketId?: string; limit?: number } = {},
  ): Promise<t.Operation[]> {
    const { accountId, ticketId, limit, ...call } = options;
    const { data } = await this.http.get('/operations', { ...call, query: { accountId, ticketId, limit } });
    return data;
  }

  operation(operationId: string, options: CallOptions = {}): Promise<t.Operation> {
    return this.http.get('/operations/{operationId}', { path: { operationId }, ...options });
  }

  /** Nothing more of it goes out; only what is queued or held can be cancelled. */
  cancel(operationId: string, options: UnsafeCallOptions = {}): Promise<t.Operation> {
    return this.http.post('/operations/{operationId}/cancel', { path: { operationId }, ...options });
  }

  /** Says what became of an operation under `review`: it landed, send it again, or give it up. */
  decide(operationId: string, decision: t.Decision, options: UnsafeCallOptions = {}): Promise<t.Operation> {
    return this.http.post('/operations/{operationId}/decision', {
      path: { operationId },
      ...options,
      body: { decision },
    });
  }

  /** Tries again what has failed or died; what may have gone out is looked for first. */
  replay(operationId: string, options: UnsafeCallOptions = {}): Promise<t.Operation> {
    return this.http.post('/operations/{operationId}/replay', { path: { operationId }, ...options });
  }

  /** Tickets whose operations wait for a person, because our own writes changed them too often. */
  async frozenTickets(options: CallOptions = {}): Promise<t.FrozenTicket[]> {
    const { data } = await this.http.get('/frozen-tickets', options);
    return data;
  }

  /** What waits on a frozen ticket goes on. */
  releaseTicket(accountId: string, ticketId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete('/accounts/{accountId}/tickets/{ticketId}/freeze', {
      path: { accountId, ticketId },
      ...options,
    });
  }
}
