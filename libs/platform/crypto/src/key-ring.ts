import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { Secret } from './secret.js';

/** Thrown when `KEY_RING` cannot be used, or a sealed record names a key that the ring lacks. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
}

/**
 * Seals secrets with AES-256-GCM. A record is `v1.<key id>.<iv>.<tag>.<ciphertext>` in base64url; `purpose` is bound
 * in as additional data, so a sealed value cannot be moved to another column. New records use the ring's first key;
 * the others only open what they sealed before.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** The id of the key that seals and signs. */
  readonly current: string;

  /** @param text `id:base64key[,id:base64key…]`, each key 32 bytes, the current one first. */
  constructor(text: string) {
    const entries = text.split(',').map((part): [string, Buffer] => {
      const [id = '', encoded = ''] = part.trim().split(':');
      const key = Buffer.from(encoded, 'base64');
      if (!/^[a-zA-Z0-9_-]{1,32}$/.test(id) || key.length !== 32) {
        throw new KeyRingError(
          'KEY_RING must be id:base64key[,id:base64key…] with keys of 32 bytes; make one with: openssl rand -base64 32',
        );
      }
      return [id, key];
    });
    this.keys = new Map(entries);
    if (this.keys.size !== entries.length) throw new KeyRingError('KEY_RING names the same key id twice.');
    this.current = entries[0]![0];
  }

  /** Ids of all keys, the current one first. */
  get ids(): string[] {
    return [...this.keys.keys()];
  }

  seal(secret: Secret, purpose: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key(this.current), iv);
    cipher.setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
    return [
      'v1',
      this.current,
      ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
    ].join('.');
  }

  /** @throws KeyRingError if the key is not in the ring, or the record was changed or sealed for another purpose. */
  open(record: string, purpose: string): Secret {
    const [version, id = '', iv = '', tag = '', sealed = ''] = record.split('.');
    if (version !== 'v1') throw new KeyRingError('A sealed record has an unknown format.');
    const key = this.key(id);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
        authTagLength: 16,
      });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return new Secret(decipher.update(sealed, 'base64url', 'utf8') + decipher.final('utf8'));
    } catch (cause) {
      throw new KeyRingError(`A record sealed for ${purpose} does not open with key "${id}".`, { cause });
    }
  }

  /** A key of 32 bytes for one other use (cookies, signed states), derived from the current key. */
  derive(use: string): Buffer {
    return derived(this.key(this.current), use);
  }

  /** Hex HMAC-SHA-256 under a derived key: for signed states and links. Compare it by {@link verify} only. */
  sign(use: string, text: string): string {
    return mac(this.key(this.current), use, text).toString('hex');
  }

  /**
   * True when any key of the ring has made `signature` by {@link sign}, so that what was signed outlives a change of the
   * current key. Takes as long for a wrong one as for a right one.
   */
  verify(use: string, text: string, signature: string): boolean {
    const given = Buffer.from(/^[0-9a-f]{64}$/.test(signature) ? signature : '', 'hex');
    let isOurs = false;
    for (const key of this.keys.values()) {
      const made = mac(key, use, text);
      isOurs = (given.length === made.length && timingSafeEqual(given, made)) || isOurs;
    }
    return isOurs;
  }

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key)
      throw new KeyRingError(
        `KEY_RING has no key "${id}", which a stored secret was sealed with: add it back.`,
      );
    return key;
  }
}

function derived(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'nightdesk', use, 32));
}

function mac(key: Buffer, use: string, text: string): Buffer {
  return createHmac('sha256', derived(key, use)).update(text).digest();
}
