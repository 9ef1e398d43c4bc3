import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { AccessStore } from './access.store.js';
import type { AuditRecord } from './access.types.js';

/** Who did what to what, and when. Append-only: the database refuses to change or delete a line. */
@Injectable()
export class Audit {
  constructor(
    private readonly store: AccessStore,
    private readonly clock: Clock,
  ) {}

  /** @param tx given: the line stands or falls with that transaction. */
  async record({ details = {}, ...line }: AuditRecord, tx?: Tx): Promise<void> {
    await this.store.addAuditLine({ ...line, details, at: this.clock.now() }, tx);
  }
}
