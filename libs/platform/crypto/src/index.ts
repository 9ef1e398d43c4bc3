export { CryptoModule } from './crypto.module.js';
export { hashPassword, matchesPassword, randomToken, sameText, sha256 } from './hash.js';
export { KeyRing, KeyRingError } from './key-ring.js';
export type { SealedColumn } from './sealed-column.js';
export { Secret } from './secret.js';
