import type { WhatIfBand } from '@nightdesk/sdk';

/** `1.2 s`, and where the replays differ by more than a twentieth `1.2 s (0.9 s–1.6 s)`. */
export function band({ mid, low, high }: WhatIfBand, says: (value: number) => string): string {
  const [middle, least, most] = [says(mid), says(low), says(high)];
  return least === most || high - low <= mid / 20 ? middle : `${middle} (${least}–${most})`;
}

/** Less is better in every row. A difference that lies within what chance makes, or that nobody would see, is none. */
export function changeOf(
  before: WhatIfBand,
  after: WhatIfBand,
  says: (value: number) => string,
): { word: 'better' | 'worse' | 'same'; tone: 'good' | 'bad' | undefined } {
  if (says(before.mid) === says(after.mid)) return { word: 'same', tone: undefined };
  if (after.high < before.low) return { word: 'better', tone: 'good' };
  if (after.low > before.high) return { word: 'worse', tone: 'bad' };
  return { word: 'same', tone: undefined };
}
