import { hostname } from 'node:os';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { type ProcessIdentity, ProcessesStore } from './processes.store.js';
import { version } from './version.js';

/** Injection token of what this process is: `api` or `worker`. */
export const PROCESS_ROLE = Symbol('ProcessRole');

const beatEveryMs = 5_000;

/** Says every 5 s that this process lives, and when it ends in order that it has gone. */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly identity: ProcessIdentity;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | null = null;
  private skewMs = 0;

  constructor(
    private readonly store: ProcessesStore,
    private readonly clock: Clock,
    private readonly log: Log,
    ids: Ids,
    @Inject(PROCESS_ROLE) role: ProcessIdentity['role'],
  ) {
    this.identity = { id: ids.next('prc'), role, host: hostname(), pid: process.pid, version: version() };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.beat();
    await this.store.forget();
    this.timer = setInterval(() => void this.beatOnce(), beatEveryMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    await this.leave();
  }

  /** Postgres may have answered anywhere between the question and the answer: the middle is the best guess. */
  async beat(): Promise<void> {
    const asked = this.clock.now().getTime();
    const there = (await this.store.beat(this.identity, this.skewMs)).getTime();
    this.skewMs = Math.round((asked + this.clock.now().getTime()) / 2 - there);
  }

  /** Without Postgres nobody hears the goodbye, and the process ends all the same. */
  private async leave(): Promise<void> {
    try {
      await this.store.leave(this.identity.id);
    } catch (error) {
      this.log.failure('process.leave', error);
    }
  }

  /** A beat that is slow is not joined by the next one; one that fails is told. */
  private beatOnce(): Promise<void> {
    this.beating ??= this.beat()
      .catch((error: unknown) => this.log.failure('process.beat', error))
      .finally(() => (this.beating = null));
    return this.beating;
  }
}
