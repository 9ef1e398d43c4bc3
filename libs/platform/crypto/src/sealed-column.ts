/**
 * A column of sealed records, described by the lib that owns it, so that records can be opened and sealed again without
 * knowing what they are for.
 */
export interface SealedColumn {
  table: string;
  column: string;
  /** The primary key's columns, all of them text. */
  key: readonly string[];
  /** What a row's record is sealed for, of the values of `key` in that order. */
  purpose: (...key: string[]) => string;
  /** True: rows live a day at most, and there may be very many of them. */
  isShortLived?: boolean;
}
