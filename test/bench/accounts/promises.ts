/** What is promised, and how it is told when it is not kept. `most` is still allowed. */
const promises: readonly { figure: string; most: number; says: string }[] = [
  { figure: 'idle_connections_more', most: 5, says: 'connections that 10,000 idle accounts add' },
  { figure: 'idle_timers_more', most: 5, says: 'timers that 10,000 idle accounts add' },
  // Not the resident set, which is told as well: the allocator's leftovers differ by 30 MB between two starts of one worker.
  { figure: 'idle_held_bytes_per_account', most: 2_048, says: 'bytes of memory of an idle account' },
  {
    figure: 'used_held_bytes_per_account',
    most: 2_048,
    says: 'bytes that an account leaves behind after use',
  },
  { figure: 'idle_cpu_percent', most: 2, says: '% of a core with 10,000 idle accounts' },
  {
    figure: 'quiet_event_p99_ms',
    most: 500,
    says: 'ms p99 without any flood: the machine is too busy, and the ratios say nothing',
  },
  {
    figure: 'quiet_event_p99_ratio',
    most: 1.2,
    says: 'times the p99 of a quiet account’s events, beside a flood',
  },
  {
    figure: 'quiet_operation_p99_ratio',
    most: 1.2,
    says: 'times the p99 of a quiet account’s operations, beside a flood',
  },
];

/** Of what was measured; a scenario that was left out breaks no promise. */
export function missedBy(engine: string, figures: Readonly<Record<string, number>>): string[] {
  return promises.flatMap(({ figure, most, says }) => {
    const value = figures[figure];
    return value === undefined || value <= most ? [] : [`${engine}: ${value} ${says}; at most ${most}`];
  });
}
