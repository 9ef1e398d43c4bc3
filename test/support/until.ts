import { setTimeout as pass } from 'node:timers/promises';

/**
 * Looks again and again until `look` answers something true; fails with what it saw last. A wait that lasts looks less often:
 * looks cost the processor time that what is waited for needs.
 */
export async function until<T>(look: () => Promise<T> | T, withinMs = 20_000): Promise<NonNullable<T>> {
  const begin = Date.now();
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<T>;
    const waited = Date.now() - begin;
    if (waited > withinMs) throw new Error(`not seen within ${withinMs} ms: ${look.toString()}`);
    await pass(Math.min(20 + waited / 40, 80));
  }
}
