import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Document } from '../boundaries/openapi/document.types.js';
import { assertClean } from '../support/canaries.js';
import { until } from '../support/until.js';
import type { World } from '../support/world.js';
import { changed } from './changed-webhook.js';
import { Ground } from './ground.js';
import { isPuttingOff, Judge } from './judge.js';
import { type Answer, hangUp, type Outgoing, overSocket, send } from './send.js';
import { Shots } from './shots.js';
import type { AnyShot, Shot, WebhookShot } from './shots.types.js';

const batchSize = 400;
const atOnce = 16;
/** What is larger is refused while it is still sent; that can look like a cut. */
const bodyLimit = 1_048_576;

export interface Fuzzed {
  figures: Record<string, number>;
  /** Each fault once, with an example. */
  missed: string[];
}

/** Sends so many requests of a seed to an installation, and says what should not have been. */
export async function fuzz(world: World, requests: number, seed: number): Promise<Fuzzed> {
  const sql = new pg.Client({ connectionString: world.environment['DATABASE_URL'] });
  await sql.connect();
  try {
    const ground = await Ground.prepare(world, sql);
    return await new Run(world, ground, seed).all(requests);
  } finally {
    hangUp();
    await sql.end();
  }
}

class Run {
  private readonly base: URL;
  private readonly judge: Judge;
  private readonly shots: Shots;
  private readonly missed = new Map<string, string>();
  private readonly classes = new Map<string, number>();
  private readonly memory: number[] = [];
  private sent = 0;

  constructor(
    private readonly world: World,
    private readonly ground: Ground,
    private readonly seed: number,
  ) {
    const text = readFileSync('docs/openapi/v1.json', 'utf8');
    this.base = new URL(world.url);
    this.judge = new Judge(text, ground.accounts.ids[0] ?? '');
    this.shots = new Shots(JSON.parse(text) as Document, ground.hints);
  }

  async all(requests: number): Promise<Fuzzed> {
    const started = performance.now();
    for (let number = 0; this.sent < requests; number += 1) {
      const batch = this.shots.batch(this.seed * 100_000 + number, Math.min(batchSize, requests - this.sent));
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (let shot = batch.pop(); shot; shot = batch.pop()) await this.fire(shot);
        }),
      );
    }
    const seconds = (performance.now() - started) / 1_000;
    for (const wrong of await this.ground.miscounts()) this.missed.set(wrong, '');
    await this.areAlive();
    const [warm, end] = [this.residentIn(2), this.residentIn(9)];
    const growth = ((end - warm) / warm) * 100;
    // Before that many it is what Node takes to get warm.
    if (requests >= 5_000 && growth > 15) this.missed.set('memory', `grew by ${growth.toFixed(1)} %`);
    return {
      figures: {
        requests: this.sent,
        seconds: Math.round(seconds),
        per_second: Math.round(this.sent / seconds),
        ...Object.fromEntries([...this.classes].toSorted(([a], [b]) => a.localeCompare(b))),
        rss_warm_mib: Math.round(warm / 1_024),
        rss_end_mib: Math.round(end / 1_024),
        rss_growth_percent: Math.round(growth * 10) / 10,
      },
      missed: [...this.missed].map(([what, example]) => `${what}\n    ${example}`),
    };
  }

  private async fire(shot: AnyShot): Promise<void> {
    this.sent += 1;
    if (this.sent % 20 === 0) this.memory.push(residentKib(this.world.api.pid));
    if (shot.kind === 'socket') return this.raw(shot.bytes);
    const outgoing = shot.kind === 'request' ? this.outgoing(shot) : this.delivery(shot);
    const answer = await send(this.base, outgoing);
    if (!answer) return this.cut(outgoing);
    this.countOf(answer);
    const complaints =
      shot.kind === 'request'
        ? this.judge.complaints(shot, outgoing.target, answer)
        : this.judge.ofAnswer('POST', outgoing.target, answer);
    for (const what of complaints) this.miss(`${nameOf(shot)}: ${what}`, outgoing, answer);
    if (complaints.length > 0 && answer.status >= 500)
      await this.addLog(
        complaints.map((what) => `${nameOf(shot)}: ${what}`),
        answer,
      );
    const isNew = answer.status < 300 && !answer.headers.has('idempotent-replayed');
    if (shot.kind === 'request' && isNew)
      await this.ground.note(shot.operationId, answer.status, outgoing.target, answer.text);
  }

  private outgoing({ operationId, method, path, parts, query, principal, headers, body }: Shot): Outgoing {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const part = parts[name] ?? { text: 'none' };
      return 'text' in part
        ? part.text
        : encodeURIComponent(this.ground.target(name, operationId, part.known));
    });
    const own = headers.map(
      ([name, value]) => [name, value.replace('§', `${this.seed}-${this.sent}`)] as const,
    );
    return {
      method,
      target: query === '' ? filled : `${filled}?${query}`,
      headers: [...this.ground.headersOf(principal, operationId), ...own],
      body: body === null ? null : Buffer.from(body),
    };
  }

  private delivery({ real, changes, isSigned, headers }: WebhookShot): Outgoing {
    const { webhooks } = this.ground.accounts;
    const webhook = webhooks[real % webhooks.length];
    if (!webhook) throw new Error('No platform has delivered anything.');
    const body = changed(webhook.body, changes);
    const type = headers.some(([name]) => name === 'Content-Type')
      ? []
      : [['Content-Type', 'application/json'] as const];
    const signed = isSigned ? webhook.sign(body) : [];
    return { method: 'POST', target: webhook.address, headers: [...type, ...signed, ...headers], body };
  }

  private async raw(bytes: Buffer): Promise<void> {
    const said = await overSocket(this.base, bytes);
    this.count('sockets');
    assertClean(said, 'an answer to what is no HTTP');
    const [, status = ''] = /^HTTP\/1\.1 (\d{3})/.exec(said) ?? [];
    const isProblem = /application\/problem\+json/i.test(said) || Number(status) < 400;
    if (status.startsWith('5') || (said !== '' && !isProblem))
      this.missed.set(
        `a socket is answered with ${status}`,
        `${JSON.stringify(bytes.toString('latin1')).slice(0, 300)}\n    ${said.slice(0, 300)}`,
      );
  }

  private cut(outgoing: Outgoing): void {
    this.count('cut');
    if ((outgoing.body?.length ?? 0) <= bodyLimit) this.miss('No answer', outgoing);
  }

  private countOf({ status, text }: Answer): void {
    const isOff = status >= 500 && isPuttingOff(status, text);
    this.count(isOff ? 'put_off' : `status_${Math.floor(status / 100)}xx`);
  }

  private count(name: string): void {
    this.classes.set(name, (this.classes.get(name) ?? 0) + 1);
  }

  private miss(what: string, { method, target, headers, body }: Outgoing, answer?: Answer): void {
    if (this.missed.has(what)) return;
    const told = headers.filter(([name]) => !/^(authorization|cookie|x-csrf-token)$/i.test(name));
    const asked = `${method} ${target.slice(0, 300)} ${JSON.stringify(told).slice(0, 300)} ${String(body).slice(0, 300)}`;
    this.missed.set(what, answer ? `${asked}\n    ${answer.status} ${answer.text.slice(0, 600)}` : asked);
  }

  /** What the log has of an error, beside it: races do not come back with the seed. */
  private async addLog(whats: readonly string[], { headers }: Answer): Promise<void> {
    const trace = headers.get('trace-id') ?? '';
    const line = await until(
      () =>
        this.world.api.said.split('\n').find((one) => one.includes(trace) && one.includes('"http.failed"')),
      2_000,
    ).catch(() => 'The log has nothing of it.');
    for (const what of whats) this.missed.set(what, `${this.missed.get(what)}\n    ${line.slice(0, 1_500)}`);
  }

  private async areAlive(): Promise<void> {
    for (const [name, { pid }] of [
      ['api', this.world.api],
      ['worker', this.world.worker],
    ] as const) {
      if (pid === undefined || residentKib(pid) === 0) this.missed.set(`the ${name} is gone`, '');
    }
    const { ok } = await fetch(`${this.world.url}/readyz`);
    if (!ok) this.missed.set('the api is not ready any more', '');
  }

  /** The median of one tenth of the run. */
  private residentIn(tenth: number): number {
    const length = this.memory.length / 10;
    const part = this.memory.slice(Math.floor(length * tenth), Math.floor(length * (tenth + 1)));
    return part.toSorted((a, b) => a - b)[Math.floor(part.length / 2)] ?? 1;
  }
}

function nameOf(shot: Shot | WebhookShot): string {
  return shot.kind === 'webhook' ? 'a webhook' : shot.operationId;
}

/** 0 when there is no such process. */
function residentKib(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
