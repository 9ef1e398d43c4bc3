import {
  collectDefaultMetrics,
  Counter,
  type CounterConfiguration,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  Registry,
} from 'prom-client';

type Told<C> = Omit<C, 'registers' | 'collect'>;

/** Names that end like counters and are none. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/**
 * What this process counts, in memory; nothing is done with it until somebody scrapes. Labels are words of a list (a
 * platform, a lane, an outcome), never an id that can be any: each combination costs memory here and there for good.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly looks = new Map<string, () => void | Promise<void>>();
  private isScraped = false;

  counter<L extends string>(told: Told<CounterConfiguration<L>>): Counter<L> {
    return new Counter({ ...told, registers: [this.registry] });
  }

  gauge<L extends string>(told: Told<GaugeConfiguration<L>>): Gauge<L> {
    return new Gauge({ ...told, registers: [this.registry] });
  }

  histogram<L extends string>(told: Told<HistogramConfiguration<L>>): Histogram<L> {
    return new Histogram({ ...told, registers: [this.registry] });
  }

  /** Runs before each answer, to bring gauges up to date; the latest of a name counts. */
  beforeScrape(name: string, look: () => void | Promise<void>): void {
    this.looks.set(name, look);
  }

  /** The text that Prometheus reads. */
  async text(): Promise<string> {
    if (!this.isScraped) {
      this.isScraped = true;
      collectDefaultMetrics({ register: this.registry });
      for (const name of misnamed) this.registry.removeSingleMetric(name);
    }
    await Promise.all([...this.looks.values()].map(async (look) => look()));
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

/** Of this process: as it has one standard output for what it logs, it has one place for what it counts. */
export const metrics = new Metrics();

/** Upper bounds of calls over the network, in seconds. */
export const callSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
