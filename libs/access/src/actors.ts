import { Injectable } from '@nestjs/common';
import type { Actor } from '@nightdesk/contract';
import { AccessStore } from './access.store.js';

/** Who is behind the ids that the audit log and others keep. */
@Injectable()
export class Actors {
  constructor(private readonly store: AccessStore) {}

  /** Answers by id, also for those that are gone. */
  async named(ids: Iterable<string>): Promise<(id: string) => Actor> {
    const names = await this.store.names([...new Set(ids)]);
    return (id) => ({ id, kind: kindOf(id), name: names.get(id) ?? null });
  }
}

function kindOf(id: string): Actor['kind'] {
  if (id.startsWith('usr_')) return 'person';
  return id.startsWith('key_') ? 'key' : 'system';
}
