import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';

/** What the audit log says of a reading. */
export interface Reading {
  /** The account or client that the secret belongs to. */
  subject: string;
  part: 'access' | 'refresh' | 'client secret' | 'webhook secret';
  details: Record<string, string | number>;
}

/** Seals stored secrets and opens them. The first opening of each by this process is in the audit log. */
@Injectable()
export class Vault {
  /** Sealed records, which differ at each sealing even when the secret is the same. */
  private readonly opened = new Set<string>();

  constructor(
    private readonly ring: KeyRing,
    private readonly audit: Audit,
  ) {}

  seal(secret: string, purpose: string): string {
    return this.ring.seal(new Secret(secret), purpose);
  }

  async open(sealed: string, purpose: string, reading: Reading): Promise<Secret> {
    if (!this.opened.has(sealed)) {
      this.opened.add(sealed);
      await this.record(reading).catch((error: unknown) => {
        this.opened.delete(sealed); // not told yet: the next reading is the first
        throw error;
      });
    }
    return this.ring.open(sealed, purpose);
  }

  private record({ subject, part, details }: Reading): Promise<void> {
    return this.audit.record({
      actor: 'system',
      action: 'secret.read',
      subject,
      details: { ...details, part, process: process.pid },
    });
  }
}
