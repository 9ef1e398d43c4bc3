import { setTimeout as pass } from 'node:timers/promises';
import { ApiError, type Operation } from '@nightdesk/sdk';
import type { Asked, Asker } from './asker.js';
import { isAtRest } from './verdict.js';

/** When nothing at all moves for so long, no more is to be expected; the longest wait by design is a budget's minute. */
const stillMs = 100_000;
const tellEachMs = 30_000;
const sideBySide = 20;

/** Each at its instant, whatever became of those before. */
export async function inTime<T>(
  all: readonly T[],
  begun: number,
  atMs: (one: T) => number,
  act: (one: T) => Promise<void>,
): Promise<void> {
  const acts: Promise<void>[] = [];
  for (const one of all) {
    await pass(Math.max(0, begun + atMs(one) - Date.now()));
    acts.push(act(one));
  }
  await Promise.all(acts);
}

/** Asks for every operation until it is at rest, or the time is over; null: the api knows none of that id. */
export async function rest(
  asker: Asker,
  asked: readonly Asked[],
  withinMs: number,
): Promise<Map<string, Operation | null>> {
  const found = new Map<string, Operation | null>();
  const end = Date.now() + withinMs;
  let [tellAt, stillAt, seen] = [Date.now() + tellEachMs, Date.now() + stillMs, ''];
  let open = asked.flatMap(({ ids }) => ids);
  while (open.length > 0 && Date.now() < Math.min(end, stillAt)) {
    for (let from = 0; from < open.length; from += sideBySide)
      await Promise.all(
        open.slice(from, from + sideBySide).map(async (id) => found.set(id, await look(asker, id))),
      );
    open = open.filter((id) => {
      const operation = found.get(id);
      return operation && !isAtRest(operation);
    });
    const now = open.map((id) => said(id, found)).join();
    if (now !== seen) [seen, stillAt] = [now, Date.now() + stillMs];
    if (open.length > 0) await pass(2_000);
    if (Date.now() < tellAt) continue;
    tellAt = Date.now() + tellEachMs;
    console.log(
      `  ${open.length} are open, e.g. ${open
        .slice(0, 3)
        .map((id) => said(id, found))
        .join('; ')}`,
    );
  }
  return found;
}

async function look(asker: Asker, id: string): Promise<Operation | null> {
  try {
    return await asker.patiently((client) => client.operation(id));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

function said(id: string, found: ReadonlyMap<string, Operation | null>): string {
  const operation = found.get(id);
  return `${id} ${operation?.state} (${operation?.transitions.length}): ${operation?.reason}`;
}
