import { setTimeout as pass } from 'node:timers/promises';

/** Looks again and again until `look` answers something true; fails with what it saw last. */
export async function until<T>(look: () => Promise<T> | T, withinMs = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<T>;
    if (Date.now() > end) throw new Error(`not seen within ${withinMs} ms: ${look.toString()}`);
    await pass(20);
  }
}
