/** What is promised, and how it is told when it is not kept. */
const promises: readonly { figure: string; least?: number; most?: number; says: string }[] = [
  { figure: 'full_share_percent', most: 5, says: '% of the budget for the full sweep' },
  { figure: 'steady_share_percent', most: 5, says: '% of the budget for sweeps every five minutes' },
  { figure: 'rss_peak_mb', most: 300, says: 'MB of resident memory of the worker' },
  { figure: 'full_seen', least: 100_000, says: 'tickets seen of 100,000' },
  { figure: 'missing', most: 0, says: 'missed changes that the full sweep did not tell' },
  { figure: 'needless_readings', most: 0, says: 'readings of tickets that webhooks had told' },
];

/** Of what was measured. */
export function missedBy(figures: Readonly<Record<string, number>>): string[] {
  return promises.flatMap(({ figure, least = -Infinity, most = Infinity, says }) => {
    const value = figures[figure];
    const isKept = value !== undefined && value >= least && value <= most;
    const bound = least === -Infinity ? `at most ${most}` : `at least ${least}`;
    return isKept ? [] : [`${value ?? 'no'} ${says}; ${bound}`];
  });
}
