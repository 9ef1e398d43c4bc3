import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ended } from './processes.js';
import { freePort } from './service.js';
import { until } from './until.js';

export { prometheusIsInstalled } from './prometheus-installed.mjs';

/** Runs promtool; answers how it ended and what it said. */
export function promtool(args: readonly string[], input = ''): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

const Alerts = z.object({
  data: z.object({
    alerts: z.array(
      z.object({
        state: z.string(),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
      }),
    ),
  }),
});
export type FiringAlert = z.infer<typeof Alerts>['data']['alerts'][number];

/** A real Prometheus that scrapes api and worker every second by our own rules, whose minutes are seconds. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  static async start(targets: Readonly<Record<string, string>>, token: string): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    for (const name of ['recording-rules.yml', 'alert-rules.yml']) {
      const rules = readFileSync(join('docs/monitoring', name), 'utf8');
      writeFileSync(join(folder, name), rules.replaceAll(/for: \d+m$/gm, 'for: 1s'));
    }
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s', scrape_timeout: '1s' },
      rule_files: ['recording-rules.yml', 'alert-rules.yml'],
      scrape_configs: Object.entries(targets).map(([job_name, target]) => ({
        job_name,
        authorization: { credentials: token },
        static_configs: [{ targets: [target] }],
      })),
    };
    writeFileSync(join(folder, 'prometheus.yml'), stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    const prometheus = new Prometheus(child, folder, `http://${address}`);
    await until(async () => (await fetch(`http://${address}/-/ready`).catch(() => null))?.ok);
    return prometheus;
  }

  /** Alerts that fire now, by name. */
  async firing(): Promise<Map<string, FiringAlert>> {
    const answer = Alerts.parse(await (await fetch(`${this.url}/api/v1/alerts`)).json());
    const firing = answer.data.alerts.filter(({ state }) => state === 'firing');
    return new Map(firing.map((alert) => [alert.labels['alertname'] ?? '', alert]));
  }

  async stop(): Promise<void> {
    await ended(this.child, 'SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
