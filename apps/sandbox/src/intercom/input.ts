import { notImplemented, parameterInvalid, parameterMissing } from './errors.js';

/** A JSON object whose keys are all known; of the others it is not known what the platform would do. */
export function fields(body: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw parameterInvalid('The body must be a JSON object');
  const other = Object.keys(body).find((key) => !known.includes(key));
  if (other !== undefined) throw notImplemented(`the parameter ${other} here`);
  return body as Record<string, unknown>;
}

/** An id as text; numbers are taken too, as in the platform's own examples. */
export function idOf(value: unknown, name: string): string {
  if (value === undefined || value === null || value === '') throw parameterMissing(name);
  if (typeof value !== 'string' && typeof value !== 'number') throw parameterInvalid(`${name} must be an id`);
  return String(value);
}

/** Unix seconds. */
export function timeOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw parameterInvalid(`${name} must be a time in unix seconds`);
  return value;
}
