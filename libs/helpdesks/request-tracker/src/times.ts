/** RT shows whole seconds, so `since` counts from its second on. */
export const isSince = (instant: string, since: Date) =>
  Date.parse(instant) >= Math.floor(since.getTime() / 1000) * 1000;

/** Zones are at most 14 hours from UTC. */
export function dayBefore(since: Date): string {
  const day = new Date(Math.max(since.getTime() - 86_400_000, 86_400_000));
  return `${day.toISOString().slice(0, 10)} 00:00:00`;
}
