import { useSyncExternalStore } from 'react';

/** One tick a second for the whole page. It stands still within a render, so that all texts agree. */
let skewMs = 0;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now() + skewMs;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Takes the server's time for ours where they differ by more than a slow answer explains. */
export function agreeWithServer(at: string): void {
  const difference = Date.parse(at) - Date.now();
  skewMs = Math.abs(difference) > 3_000 ? difference : 0;
  now = Date.now() + skewMs;
}

/** A value made from the current time. The component is drawn again only when that value changes. */
export function useFromNow<T extends string | number | boolean>(make: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => make(now));
}
