import { Injectable } from '@nestjs/common';
import type { Step } from '@nightdesk/helpdesks/contract';
import { OperationsStore } from './operations.store.js';

/** One step of ours that reached a ticket, or may have. */
export interface OwnWrite {
  operationId: string;
  step: Step;
  /** What the platform called it: comment and audit ids. */
  remoteIds: string[];
}

/** Tells our own changes from those of others, also before the platform has answered our call. */
@Injectable()
export class OwnWrites {
  constructor(private readonly store: OperationsStore) {}

  since(accountId: string, ticketId: string, since: Date): Promise<OwnWrite[]> {
    return this.store.writesSince(accountId, ticketId, since);
  }
}
