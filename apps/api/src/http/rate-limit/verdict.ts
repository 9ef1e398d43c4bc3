/** So many requests within a window. */
export interface Rate {
  points: number;
  seconds: number;
}

/** What one limit says of a request. */
export interface Verdict {
  /** The limit's name. */
  limit: string;
  rate: Rate;
  refused: boolean;
  remaining: number;
  /** Until the window ends and all is allowed again. */
  resetMs: number;
}
