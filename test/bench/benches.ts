export interface BenchOptions {
  seed: number;
  /** How long each run measures; null: as long as it was made for. */
  seconds: number | null;
  /** How long the platform takes to answer; null: the bench's own. */
  answerMs: number | null;
  /** Only these; null: all. */
  scenarios: readonly string[] | null;
  contenders: readonly string[] | null;
}

export interface BenchResult {
  /** Flat, for a machine: one name, one figure. */
  figures: Record<string, number | null>;
  engine: string;
  /** What Nightdesk promised and missed, as sentences. */
  missed: string[];
}

export const benches: Record<string, (options: BenchOptions) => Promise<BenchResult>> = {
  contention: async (options) => (await import('./contention/index.js')).contention(options),
  accounts: async (options) => (await import('./accounts/index.js')).accounts(options),
  events: async (options) => (await import('./events/index.js')).events(options),
  ingest: async (options) => (await import('./ingest/index.js')).ingest(options),
  saturation: async (options) => (await import('./saturation/index.js')).saturation(options),
  sweep: async (options) => (await import('./sweep/index.js')).sweep(options),
};
