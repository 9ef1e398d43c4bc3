import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { KeyRing, KeyRingError, type SealedColumn } from '@nightdesk/platform/crypto';
import { KeyRotationStore, type SealedRecord } from './key-rotation.store.js';
import { nameOf, sealedColumns } from './sealed-columns.js';

const batch = 500;
/** A process with the old ring may go on sealing with it; then another round finds that. */
const rounds = 10;

/** What one step of a rotation did. */
export interface RotationStep {
  column: string;
  /** Records that the current key seals now. */
  resealed: number;
  /** Of them those that somebody else changed meanwhile; they are met again. */
  changed: number;
  /** Records that do not open: damaged, or sealed with a key that the ring lacks. */
  unreadable: number;
}

/** Thrown when the database has a sealed column that no lib describes: rotating all others would seem complete. */
export class SealedColumnUnknown extends Error {
  override readonly name = 'SealedColumnUnknown';
}

/**
 * Seals everything anew with the current key, beside processes that read and write it. A record is replaced only if it is
 * still the one that was read, so nobody's change is lost; what was changed meanwhile is met again. Whatever is done is
 * committed by batches, so a rotation that was killed is begun again and goes on.
 */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly store: KeyRotationStore,
    private readonly ring: KeyRing,
    private readonly audit: Audit,
  ) {}

  /** Yields after each batch. @throws SealedColumnUnknown */
  async *run(): AsyncGenerator<RotationStep> {
    await this.requireComplete();
    await this.tell('keys.rotation_begun', {});
    for (const column of sealedColumns) yield* this.column(column);
    await this.tell('keys.rotation_ended', {});
  }

  private async *column(column: SealedColumn): AsyncGenerator<RotationStep> {
    for (let round = 1; round <= rounds; round += 1) {
      let changed = 0;
      let after: string[] | null = null;
      for (;;) {
        const records: SealedRecord[] = await this.store.next(column, this.ring.current, after, batch);
        if (records.length === 0) break;
        const step = await this.reseal(column, records);
        changed += step.changed;
        yield step;
        after = records.at(-1)!.key;
      }
      if (changed === 0) return;
    }
  }

  private async reseal(column: SealedColumn, records: readonly SealedRecord[]): Promise<RotationStep> {
    const fresh = records.flatMap((record) => {
      const text = this.again(column, record);
      return text === null ? [] : [{ ...record, fresh: text }];
    });
    return this.store.transaction(async (tx) => {
      const resealed = await this.store.replace(tx, column, fresh);
      const step = {
        column: nameOf(column),
        resealed,
        changed: fresh.length - resealed,
        unreadable: records.length - fresh.length,
      };
      await this.tell('keys.resealed', { ...step }, tx);
      return step;
    });
  }

  /** Null: it does not open. */
  private again({ purpose }: SealedColumn, { key, sealed }: SealedRecord): string | null {
    try {
      return this.ring.seal(this.ring.open(sealed, purpose(...key)), purpose(...key));
    } catch (error) {
      if (error instanceof KeyRingError) return null;
      throw error;
    }
  }

  private async requireComplete(): Promise<void> {
    const known = sealedColumns.map(nameOf);
    const missing = (await this.store.columns()).filter((name) => !known.includes(name));
    if (missing.length > 0)
      throw new SealedColumnUnknown(
        `The database has sealed columns that this version does not know: ${missing.join(', ')}. Nothing was changed. ` +
          `Rotate with the version that made them.`,
      );
  }

  private tell(
    action: string,
    details: Record<string, unknown>,
    tx?: Parameters<Audit['record']>[1],
  ): Promise<void> {
    return this.audit.record({ actor: 'system', action, subject: this.ring.current, details }, tx);
  }
}
