/** Milliseconds from a webhook to the automation. */
const promises: readonly { figure: string; most: number; says: string }[] = [
  { figure: 'redis_200_p99_ms', most: 500, says: 'p99 at 200 events/s on Redis' },
  { figure: 'redis_2_p50_ms', most: 50, says: 'p50 unloaded on Redis' },
  { figure: 'postgres_2_p50_ms', most: 50, says: 'p50 unloaded on Postgres' },
];

/** Of what was measured; a rate that was left out breaks no promise. */
export function missedBy(figures: Readonly<Record<string, number>>): string[] {
  return promises.flatMap(({ figure, most, says }) => {
    const value = figures[figure];
    return value === undefined || value <= most ? [] : [`${value} ms ${says}; at most ${most}`];
  });
}
