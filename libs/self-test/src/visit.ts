import type { Clock } from '@nightdesk/platform/clock';

/** What came back from an address, and how far our clock is ahead of the one there. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
  /** Null: the answer names no time. */
  skewMs: number | null;
}

export const patienceMs = 8_000;
/** `Date` is cut to the second; the middle of it is the best guess. */
const halfSecondMs = 500;

/** Asks as a platform does, which follows no redirect. @throws Error when no whole answer comes. */
export async function visit(url: string, clock: Clock, request: RequestInit = {}): Promise<Answer> {
  const asked = clock.now().getTime();
  const answer = await fetch(url, {
    ...request,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  });
  const middle = (asked + clock.now().getTime()) / 2;
  const there = Date.parse(answer.headers.get('date') ?? '');
  return {
    status: answer.status,
    headers: answer.headers,
    body: parsed(await answer.text()),
    skewMs: Number.isNaN(there) ? null : middle - (there + halfSecondMs),
  };
}

/** Undefined where it is no JSON: somebody else's page. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
