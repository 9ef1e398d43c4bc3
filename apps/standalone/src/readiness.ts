import { setTimeout as wait } from 'node:timers/promises';
import { StartProblem } from './start-problem.js';

/**
 * Asks until `isReady` says yes.
 * @param signal ends the asking, when there is nobody left to answer.
 * @throws StartProblem after `limitMs`.
 */
export async function untilReady(
  who: string,
  isReady: () => Promise<boolean>,
  signal: AbortSignal,
  limitMs = 60_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await isReady())) {
    if (signal.aborted) return;
    if (Date.now() > end)
      throw new StartProblem(`${who} was not ready within ${limitMs / 1000} s; its log may say why.`);
    await wait(50);
  }
}

/** Whether this address answers with a success. A refused connection is a no. */
export const answersOk = async (url: string) => (await statusOf(url)) === 200;

/** Whether anybody speaks HTTP there, whatever they say. */
export const answers = async (url: string) => (await statusOf(url)) !== undefined;

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // Nobody listens yet, or not fast enough: the same for whoever waits.
    return undefined;
  }
}
