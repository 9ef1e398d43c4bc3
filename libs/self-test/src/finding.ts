import { types } from 'node:util';

/** What one check found. */
export interface Finding {
  /** `unknown`: it could not be looked at, and `says` tells why. */
  state: 'fine' | 'wrong' | 'unknown';
  /** What was found, as a sentence. */
  says: string;
  /** What to do, as a sentence; null while nothing is wrong. */
  remedy: string | null;
}

export const fine = (says: string): Finding => ({ state: 'fine', says, remedy: null });
export const wrong = (says: string, remedy: string): Finding => ({ state: 'wrong', says, remedy });
export const unknown = (says: string): Finding => ({ state: 'unknown', says, remedy: null });

/** Thrown by a check that lacks what it would look with. */
export class NotLookedAt extends Error {
  override readonly name = 'NotLookedAt';
}

/** What an error says; of a failed fetch its cause, and of a name with several addresses what each of them said. */
export function reasonOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  if ('errors' in error && Array.isArray(error.errors))
    return [...new Set(error.errors.map(reasonOf))].join('; ');
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
