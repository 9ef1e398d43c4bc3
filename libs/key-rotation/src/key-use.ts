import { Injectable } from '@nestjs/common';
import { KeyRing, KeyRingError } from '@nightdesk/platform/crypto';
import { type KeyCount, KeyRotationStore, type Sample } from './key-rotation.store.js';
import { nameOf, sealedColumns } from './sealed-columns.js';

/** How many records one key seals, in all and by column. */
export interface KeyUsage {
  keyId: string;
  /** `current` seals what is new; `old` only opens; `unknown` is not in the ring. */
  role: 'current' | 'old' | 'unknown';
  records: number;
  columns: Pick<KeyCount, 'name' | 'records'>[];
}

/** Which keys the stored records need, and whether the ring has them. */
@Injectable()
export class KeyUse {
  constructor(
    private readonly store: KeyRotationStore,
    private readonly ring: KeyRing,
  ) {}

  /**
   * Opens one record of each column and key, so that a process with a wrong ring stops before it does anything.
   * @throws KeyRingError that names the key and what to do.
   */
  async require(): Promise<void> {
    const samples = await this.store.samples(sealedColumns);
    for (const keyId of new Set(samples.map((sample) => sample.keyId))) {
      const sealed = samples.filter((sample) => sample.keyId === keyId);
      const where = sealed.map(({ name }) => name).join(', ');
      if (!this.ring.ids.includes(keyId))
        throw new KeyRingError(
          `KEY_RING has no key "${keyId}", which records in ${where} are sealed with. Add it back, after the current key: ` +
            `${this.ring.current}:…,${keyId}:… It may go when "npm run keys:rotate -- --check" says so.`,
        );
      // One record may be damaged; of a wrong key none opens.
      if (!sealed.some((sample) => this.opens(sample)))
        throw new KeyRingError(
          `The key "${keyId}" of KEY_RING is not the one that records in ${where} were sealed with: they do not open. ` +
            `Put the right bytes behind that id, and give a new key an id of its own.`,
        );
    }
  }

  /** Every key of the ring, and every other that records are sealed with. */
  async all(): Promise<KeyUsage[]> {
    const counts = await this.store.counts(sealedColumns);
    const { ids, current } = this.ring;
    return [...new Set([...ids, ...counts.map(({ keyId }) => keyId)])].map((keyId) => {
      const columns = counts.filter((count) => count.keyId === keyId);
      const role = keyId === current ? 'current' : ids.includes(keyId) ? 'old' : 'unknown';
      return { keyId, role, records: columns.reduce((sum, { records }) => sum + records, 0), columns };
    });
  }

  private opens({ name, key, sealed }: Sample): boolean {
    const column = sealedColumns.find((known) => nameOf(known) === name);
    try {
      this.ring.open(sealed, column?.purpose(...key) ?? '');
      return true;
    } catch (error) {
      if (error instanceof KeyRingError) return false;
      throw error;
    }
  }
}
