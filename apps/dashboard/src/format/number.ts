const grouped = new Intl.NumberFormat('en-GB');

/** `1,204`. */
export function count(value: number): string {
  return grouped.format(value);
}

/** `1 write`, `2 writes`, `2 replies` where the plural is given. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `93.1 %` of a share between 0 and 1; whole where it is. */
export function percentOf(share: number): string {
  const percent = Math.floor(share * 1_000) / 10;
  return `${percent} %`;
}

/** The share of `part` in `whole` in percent, held between 0 and 100. */
export function percent(part: number, whole: number): number {
  if (whole <= 0) return 0;
  return Math.min(100, Math.max(0, (part / whole) * 100));
}
